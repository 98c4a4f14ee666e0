/// Mean shift: every row climbs to where rows are densest, by moving to the mean of the rows within a bandwidth again
/// and again; rows that end together are a cluster.
public struct MeanShift: Clusterer {
  public static let description = AlgorithmDescription(
    id: "mean-shift", title: "Mean shift", summary: "clusters about the peaks of density at one scale; no k",
    reference: "Comaniciu & Meer, Mean shift: a robust approach toward feature space analysis, 2002",
    parameters: [
      Parameter(
        "bandwidth", .real(Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude, step: 0.1), standard: nil,
        meaning: "how far rows count, in units of the columns", automatic: rule),
      Parameter(
        "orphans", .flag, standard: .flag(false),
        meaning: "rows beyond the bandwidth from every peak are noise, not of the nearest peak"),
      Parameter(
        "max-iterations", .integer(1...1_000_000, step: 50), standard: .integer(300), meaning: "steps of a row at most"),
    ],
    needs: [.features],
    cost: "O(n·√n) time a step in two columns, up to O(n²·d) in many; O(n·d) memory")

  static let quantile = 0.3
  static let sampleLimit = 2000
  private static let rule =
    "the mean distance of the rows to their neighbour at the \(quantile) quantile, on at most \(sampleLimit) rows"

  private let bandwidth: Double?
  private let orphans: Bool
  private let maximumIterations: Int
  private let parameters: ParameterValues

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    bandwidth = values.real("bandwidth", of: Self.description)
    orphans = values.flag("orphans", of: Self.description) ?? false
    maximumIterations = values.integer("max-iterations", of: Self.description) ?? 300
    self.parameters = values
  }

  /// - Throws: `AnalysisError` without features, rows or columns and for values whose squares overflow;
  ///   `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let features = try input.requireFeatures(for: Self.description)
    try CenterBasedInput.check(features, for: Self.description, k: nil)
    let points = PointRows(features)
    var notes: [String] = []
    let radius: Double
    if let bandwidth {
      radius = bandwidth
    } else {
      radius = try Self.chooseBandwidth(features, seed: input.seed, context)
      notes.append("bandwidth = \(radius) was chosen: \(Self.rule).")
    }
    let peaks = try MeanShiftPeaks(points: points, bandwidth: radius, maximumIterations: maximumIterations)
      .find(context)
    let labels = try labels(points, peaks, radius, context)
    var used = parameters
    used["bandwidth"] = .real(radius)
    used["orphans"] = .flag(orphans)
    used["max-iterations"] = .integer(maximumIterations)
    return Clustering(labels: labels, objective: nil, parameters: used, notes: notes)
  }

  private func labels(
    _ points: PointRows, _ peaks: [[Double]], _ radius: Double, _ context: RunContext
  ) throws -> [Int] {
    let (n, d) = (points.count, points.dimension)
    let result = Buffer(count: n, repeating: 0)
    try context.forEachChunk((n + 255) / 256) { chunk in
      let block = PointBlock(capacity: peaks.count, dimension: d)
      peaks.flatMap { $0 }.withUnsafeBufferPointer { block.assign($0.baseAddress!, count: peaks.count) }
      for i in (chunk * 256)..<min(n, (chunk + 1) * 256) {
        if i & 15 == 0 { try context.checkCancellation() }
        let nearest = block.nearestTwo(to: points.pointer + i * d)
        result[i] = orphans && nearest.nearest.squareRoot() > radius ? -1 : nearest.index
      }
    }
    return result.array
  }

  private static func chooseBandwidth(_ features: Matrix, seed: UInt64, _ context: RunContext) throws -> Double {
    let rows = SilhouetteClusterCount.rows(of: features.rows, limit: sampleLimit, seed: seed)
    let sample = try EuclideanMetric().dissimilarities(of: features.selecting(rows: rows))
    let n = rows.count
    // The row itself counts as the first.
    let place = max(1, Int(Double(n) * quantile)) - 1
    guard place > 0 else { return 1 }
    let reached = try NeighborSearch(sample, k: place, context: context).values(toNeighbor: place, context)
    let mean = reached.reduce(0) { $0 + sample.dissimilarity(ofComparisonValue: $1) } / Double(n)
    // Where most rows are equal, any bandwidth tells them from the others.
    return mean > 0 ? mean : 1
  }
}
