/// BIRCH: one pass sums the rows up in small balls, and the balls' centres are clustered by Ward's linkage; each row
/// belongs where the nearest centre does.
public struct Birch: Clusterer {
  public static let description = AlgorithmDescription(
    id: "birch", title: "BIRCH", summary: "sums rows up in one pass, then clusters the sums: for very many rows",
    reference: "Zhang, Ramakrishnan & Livny, BIRCH: an efficient data clustering method for very large databases, 1996",
    parameters: [
      Parameter(
        "k", .integer(1...Int.max, step: 1), standard: nil, meaning: "number of clusters, at most the number of rows",
        automatic: SilhouetteClusterCount.rule()),
      Parameter(
        "threshold", .real(0...Double.greatestFiniteMagnitude, step: 0.1), standard: .real(0.5),
        meaning: "radius that a ball of rows may have, in units of the columns; raised where it leaves more than "
          + "\(largestCount) balls"),
      Parameter(
        "branching", .integer(2...1000, step: 10), standard: .integer(50), meaning: "entries that a node may have"),
    ],
    needs: [.features],
    cost: "O(n·d·branching) time for the balls, O(m²·d) for the tree of m balls; O(n·d) memory")

  /// Balls that Ward's linkage deals with in about a second.
  private static let largestCount = 10_000

  private let k: Int?
  private let threshold: Double
  private let branching: Int
  private let parameters: ParameterValues

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    k = values.integer("k", of: Self.description)
    threshold = values.real("threshold", of: Self.description) ?? 0.5
    branching = values.integer("branching", of: Self.description) ?? 50
    self.parameters = values
  }

  /// - Throws: `AnalysisError` without features, rows or columns, for k above the number of rows and for values whose
  ///   squares overflow; `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let features = try input.requireFeatures(for: Self.description)
    try CenterBasedInput.check(features, for: Self.description, k: k)
    let points = PointRows(features)
    let summary = try Self.summarize(points, threshold: threshold, branching: branching, context)
    let d = points.dimension
    let balls = summary.centers.count / d
    var notes = ["\(balls) \(balls == 1 ? "ball holds" : "balls hold") all rows."]
    if summary.threshold > threshold {
      notes.append(
        "threshold was raised from \(ParameterValue.real(threshold)) to \(ParameterValue.real(summary.threshold)), "
          + "because there were more than \(Self.largestCount) balls.")
    }
    let nearest = try Self.nearestCenters(points, summary.centers, context)
    let tree = try CenterTree(summary.centers, dimension: d, context: context)
    let clusterCount: Int
    if let k {
      clusterCount = min(k, balls)
      if k > balls {
        notes.append(
          "There \(balls == 1 ? "is 1 ball" : "are \(balls) balls") and so no more clusters; lower threshold.")
      }
    } else {
      let rows = SilhouetteClusterCount.rows(of: points.count, seed: input.seed)
      let sample = try EuclideanMetric().dissimilarities(of: features.selecting(rows: rows))
      let choice = try SilhouetteClusterCount.choose(sample, of: points.count, context: context) { k, _ in
        let labels = tree.labels(clusters: min(k, balls))
        return rows.map { labels[nearest[$0]] }
      }
      clusterCount = min(choice.k, balls)
      notes.append(choice.note)
    }
    let ballLabels = tree.labels(clusters: clusterCount)
    var used = parameters
    used["k"] = .integer(clusterCount)
    used["threshold"] = .real(summary.threshold)
    used["branching"] = .integer(branching)
    return Clustering(labels: nearest.map { ballLabels[$0] }, objective: nil, parameters: used, notes: notes)
  }

  /// The centres of the balls, row by row, and the threshold that made them few enough.
  package static func summarize(
    _ points: PointRows, threshold: Double, branching: Int, _ context: RunContext
  ) throws -> (centers: [Double], threshold: Double) {
    let d = points.dimension
    var threshold = threshold
    var tree = ClusteringFeatureTree(dimension: d, threshold: threshold, branching: branching)
    for i in 0..<points.count {
      if i & 127 == 0 {
        try context.checkCancellation()
        if i & 8191 == 0 { context.report("balls", i, of: points.count) }
      }
      let row = points.coordinates(of: i..<i + 1)
      tree.insert(
        ClusteringFeatureTree.Entry(count: 1, sum: row, squares: row.reduce(0) { $0 + $1 * $1 }, child: -1))
      while tree.leafEntryCount > largestCount {
        // The balls themselves go into a new tree with more room, as rows would.
        threshold = max(threshold * 1.2, tree.mergingRadius, 1e-150)
        var coarser = ClusteringFeatureTree(dimension: d, threshold: threshold, branching: branching)
        for (place, entry) in tree.leafEntries.enumerated() {
          if place & 127 == 0 { try context.checkCancellation() }
          coarser.insert(entry)
        }
        tree = coarser
      }
    }
    return (tree.leafEntries.flatMap(\.center), threshold)
  }

  /// The nearest centre of each row (ties: the first).
  private static func nearestCenters(
    _ points: PointRows, _ centers: [Double], _ context: RunContext
  ) throws -> [Int] {
    let (n, d) = (points.count, points.dimension)
    let m = centers.count / d
    let result = Buffer(count: n, repeating: 0)
    if m > 200, d <= 12 {
      let matrix = Matrix(rows: d, columns: m, values: centers).transposed
      let tree = try KDTree(Geometry(points: matrix, kernel: .squaredEuclidean), context: context)
      try context.forEachChunk((n + 255) / 256) { chunk in
        for i in (chunk * 256)..<min(n, (chunk + 1) * 256) {
          if i & 63 == 0 { try context.checkCancellation() }
          let row = Array(UnsafeBufferPointer(start: points.pointer + i * d, count: d))
          result[i] = tree.nearest(1, to: row).first?.row ?? 0
        }
      }
      return result.array
    }
    try context.forEachChunk((n + 255) / 256) { chunk in
      let block = PointBlock(capacity: m, dimension: d)
      centers.withUnsafeBufferPointer { block.assign($0.baseAddress!, count: m) }
      for i in (chunk * 256)..<min(n, (chunk + 1) * 256) {
        if i & 15 == 0 { try context.checkCancellation() }
        result[i] = block.nearestTwo(to: points.pointer + i * d).index
      }
    }
    return result.array
  }
}
