/// FastCLARA: FasterPAM on samples of the rows; the medoids that are best for all rows are kept, and belong to the next
/// sample (Kaufman & Rousseeuw, "Finding groups in data", 1990; Schubert & Rousseeuw, 2021).
/// O(samples·(n·k + size²)) dissimilarities, O(n·d) memory.
package struct MedoidSampling: Sendable {
  package let dissimilarities: any Dissimilarities
  package let k: Int
  package let samples: Int
  package let sampleSize: Int
  package let maximumPasses: Int
  package let seed: UInt64

  package init(
    _ dissimilarities: any Dissimilarities, k: Int, samples: Int, sampleSize: Int, maximumPasses: Int, seed: UInt64
  ) {
    self.dissimilarities = dissimilarities
    self.k = k
    self.samples = samples
    self.sampleSize = sampleSize
    self.maximumPasses = maximumPasses
    self.seed = seed
  }

  /// - Precondition: 1 ≤ k ≤ n, k ≤ sampleSize.
  /// - Throws: `CancellationError`.
  package func run(context: RunContext) throws -> MedoidSearch.Outcome {
    let n = dissimilarities.count
    var best: MedoidSearch.Outcome?
    let points = try Self.points(of: dissimilarities, context)
    for sample in 0..<(k >= n ? 1 : samples) {
      context.report("k-medoids", sample, of: samples)
      var random = RandomSource(seed: seed, stream: sample)
      let drawn = random.sample(min(n, sampleSize), of: n)
      let rows = Set(drawn).union(best?.medoids ?? []).sorted()
      let subset: any Dissimilarities =
        dissimilarities.copied(rows: rows) ?? SubsetDissimilarities(dissimilarities, rows: rows)
      let start = try MedoidStart.lab.medoids(of: subset, k: k, random: random, context: context)
      let found = try MedoidSearch(subset, maximumPasses: maximumPasses).run(from: start, context: context)
      let medoids = found.medoids.map { rows[$0] }
      let all = try MedoidAssignment(dissimilarities, medoids: medoids, points: points, context: context)
      if all.totalDeviation < best?.totalDeviation ?? .infinity || best == nil {
        best = MedoidSearch.Outcome(
          medoids: medoids, labels: all.labels, totalDeviation: all.totalDeviation, swaps: found.swaps,
          converged: found.converged)
      }
    }
    return best!
  }

  /// The points whose squared distances the comparison values are, where they are and do not overflow.
  private static func points(of dissimilarities: any Dissimilarities, _ context: RunContext) throws -> PointRows? {
    guard let geometry = dissimilarities.geometry, geometry.kernel == .squaredEuclidean, geometry.points.columns > 0
    else { return nil }
    let points = try PointRows(geometry.points, context: context)
    let largest = points.largestMagnitude
    return (largest * 8 * largest * Double(points.dimension)).isFinite ? points : nil
  }
}
