import Analysis
import Testing

@Suite("Ambiguity of a scatterplot")
struct ClusterAmbiguityTests {
  private let context = RunContext(threads: 1)

  /// Two round blobs, so many standard deviations apart.
  private func blobs(_ distance: Double, points n: Int = 300, seed: UInt64 = 7) -> Matrix {
    var random = RandomSource(seed: seed)
    return Matrix((0..<n).map { i in [random.normal() + (i % 2 == 0 ? 0 : distance), random.normal()] })
  }

  @Test("components and score within the reference's range over ten seeds", arguments: AmbiguityReference.names)
  func reference(name: String) throws {
    let expected = try #require(AmbiguityReference.shared.cases[name])
    let ambiguity = try ClusterAmbiguity(of: Matrix(expected.points), context: context)
    #expect(expected.seedComponents.contains(ambiguity.components))
    #expect(ambiguity.score > expected.seedScores[0] - 0.05)
    #expect(ambiguity.score < expected.seedScores[1] + 0.05)
    #expect(ambiguity.interval.contains(ambiguity.score))
    #expect(ambiguity.criterion.count == (expected.n == 150 ? 11 : 16))
  }

  @Test("falls as two blobs part, from unclear to clear")
  func parting() throws {
    let scores = try [4.0, 5, 6, 8, 10].map { try ClusterAmbiguity(of: blobs($0), context: context).score }
    #expect(scores[0] > 0.9)
    #expect(zip(scores, scores.dropFirst()).allSatisfy { $0 > $1 + 0.05 })
    #expect(scores[4] < 0.45)
    // Blobs that nobody tells apart are as clear as one.
    #expect(try ClusterAmbiguity(of: blobs(1), context: context).score < 0.01)
  }

  @Test("moves little with the seed")
  func seeds() throws {
    for name in ["unbalanced", "blobs2_d3", "uniform"] {
      let points = Matrix(try #require(AmbiguityReference.shared.cases[name]).points)
      let scores = try (0..<5).map { try ClusterAmbiguity(of: points, seed: UInt64($0), context: context).score }
      #expect(scores.max()! - scores.min()! < 0.2, "\(name): \(scores)")
    }
  }

  @Test("the same for points moved, turned, scaled, or in another order; and for any number of threads")
  func invariance() throws {
    let points = blobs(4)
    let still = try ClusterAmbiguity(of: points, context: context)
    var random = RandomSource(seed: 3)
    var order = Array(0..<points.rows)
    random.shuffle(&order)
    let moved = Matrix(
      order.map { i in
        let (x, y) = (points[i, 0], points[i, 1])
        return [500 * (0.6 * x - 0.8 * y) - 1e4, 500 * (0.8 * x + 0.6 * y) + 77]
      })
    let other = try ClusterAmbiguity(of: moved, context: context)
    #expect(abs(still.score - other.score) < 1e-6)
    #expect(abs(still.interval.lowerBound - other.interval.lowerBound) < 1e-6)
    #expect(still.components == other.components)
    #expect(try ClusterAmbiguity(of: points, context: RunContext(threads: 2)) == still)
  }

  @Test("the mixture is told in the coordinates of the points")
  func coordinates() throws {
    let points = blobs(8)
    let stretched = Matrix((0..<points.rows).map { [100 + 3 * points[$0, 0], points[$0, 1] - 5] })
    let mixture = try #require(try ClusterAmbiguity(of: stretched, context: context).mixture)
    let left = mixture.means[0, 0] < mixture.means[1, 0] ? 0 : 1
    #expect(abs(mixture.means[left, 0] - 100) < 1 && abs(mixture.means[1 - left, 0] - 124) < 1)
    #expect(abs(mixture.means[left, 1] + 5) < 0.5)
    #expect(abs(mixture.covariances[left][0, 0] - 9) < 2.5 && abs(mixture.covariances[left][1, 1] - 1) < 0.3)
  }

  @Test("few points, equal points, points on a line, far and huge points")
  func degenerate() throws {
    #expect(throws: AnalysisError.self) { try ClusterAmbiguity(of: Matrix([[1.0, 2]]), context: context) }
    #expect(throws: AnalysisError.self) {
      try ClusterAmbiguity(of: Matrix(rows: 0, columns: 2), context: context)
    }
    #expect(throws: AnalysisError.self) {
      try ClusterAmbiguity(of: Matrix(rows: 9, columns: 3, repeating: 1), context: context)
    }
    let equal = try ClusterAmbiguity(of: Matrix(rows: 9, columns: 2, repeating: 4), context: context)
    #expect(equal.score == 0 && equal.mixture == nil && equal.notes.count == 1)
    let two = try ClusterAmbiguity(of: Matrix([[0.0, 0], [1, 1]]), context: context)
    #expect(two.score == 0 && two.components == 1)
    var random = RandomSource(seed: 1)
    let line = Matrix((0..<200).map { i in [random.normal() + (i % 2 == 0 ? 0 : 9), 3.0] })
    let onLine = try ClusterAmbiguity(of: line, context: context)
    #expect(onLine.components == 2 && (0...1).contains(onLine.score) && onLine.notes == ["The points lie on a line."])
    let huge = try ClusterAmbiguity(
      of: Matrix((0..<60).map { i in [1e200 * random.normal(), 1e200 * random.normal()] }), context: context)
    #expect((0...1).contains(huge.score))
    let twins = try ClusterAmbiguity(
      of: Matrix((0..<60).map { i in [Double(i % 2), Double(i % 2)] }), context: context)
    #expect((0...1).contains(twins.score))
  }

  @Test("many points are sampled, and it is said")
  func sampling() throws {
    let many = try ClusterAmbiguity(of: blobs(6, points: 5200), context: RunContext(threads: 2))
    #expect(many.sampleSize == 5000 && many.notes.count == 1 && many.components == 2)
  }

  @Test("can be cancelled")
  func cancellation() {
    #expect(throws: CancellationError.self) {
      try ClusterAmbiguity(of: blobs(3), context: RunContext(isCancelled: { true }))
    }
  }

  @Test("the criterion is that of the mixture, by the general mixture code")
  func criterion() throws {
    let points = Matrix(try #require(AmbiguityReference.shared.cases["moons"]).points)
    let ambiguity = try ClusterAmbiguity(of: points, context: context)
    let mixture = try #require(ambiguity.mixture)
    let one = try MixtureFitting(regularization: 0).fit(points, components: 1, context: context)
    let logLikelihood = try mixture.logDensities(of: points, context: context).reduce(0, +)
    let difference = mixture.bayesianInformation(logLikelihood: logLikelihood, rows: 300) - one.bayesianInformation
    #expect(abs(difference - (ambiguity.criterion[mixture.count - 1] - ambiguity.criterion[0])) < 1e-3)
    // And the mixture is where EM ends.
    let fit = try MixtureFitting(tolerance: 0, maximumIterations: 1).fit(points, from: mixture, context: context)
    #expect(fit.meanLogLikelihood - logLikelihood / 300 < 2e-4)
  }
}
