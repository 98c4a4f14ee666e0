/// Levels of k-means on the centres of the level below, with resampling: clusters that cover the space evenly where
/// rows are dense in one place and sparse in another, from which a balanced sample can be drawn.
public struct HierarchicalKMeans: Clusterer {
  public static let description = AlgorithmDescription(
    id: "hierarchical-kmeans", title: "Hierarchical k-means",
    summary: "k-means on the centres of k-means: clusters spread evenly over the space, for curation",
    reference: "Vo et al., Automatic data curation for self-supervised learning: a clustering-based approach, 2024",
    parameters: [
      Parameter(
        "k", .integer(1...Int.max, step: 1), standard: nil,
        meaning: "clusters of the coarsest level, at most the number of rows", automatic: KMeansClusterCount.rule),
      Parameter(
        "levels", .integer(1...8, step: 1), standard: .integer(2),
        meaning: "levels of k-means; their numbers of clusters fall by the same factor"),
      Parameter(
        "leaves", .integer(1...Int.max, step: 10), standard: nil,
        meaning: "clusters of the finest level, from k to the number of rows",
        automatic: "the square root of the number of rows, times that of k"),
      Parameter(
        "rounds", .integer(0...1000, step: 1), standard: .integer(10),
        meaning: "how often a level is clustered anew from the members nearest to its centres"),
      Parameter(
        "kept", .integer(1...Int.max, step: 1), standard: nil,
        meaning: "members that each cluster hands on to the next round", automatic: "half of the mean number"),
      Parameter(
        "max-iterations", .integer(1...1_000_000, step: 50), standard: .integer(100),
        meaning: "iterations of a k-means, if it does not converge before"),
    ],
    needs: [.features], cost: "O(levels·rounds·n·leaves·d) time at most, mostly far less; O(n·d) memory")

  private let k: Int?
  private let levelCount: Int
  private let leaves: Int?
  private let rounds: Int
  private let kept: Int?
  private let maximumIterations: Int
  private let parameters: ParameterValues

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    k = values.integer("k", of: Self.description)
    levelCount = values.integer("levels", of: Self.description) ?? 2
    leaves = values.integer("leaves", of: Self.description)
    rounds = values.integer("rounds", of: Self.description) ?? 10
    kept = values.integer("kept", of: Self.description)
    maximumIterations = values.integer("max-iterations", of: Self.description) ?? 100
    self.parameters = values
  }

  /// - Throws: `AnalysisError` without features, rows or columns, for k above the number of rows, for fewer leaves than
  ///   clusters or more than rows, and for values whose squares overflow; `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let features = try input.requireFeatures(for: Self.description)
    try CenterBasedInput.check(features, for: Self.description, k: k)
    let n = features.rows
    var notes: [String] = []
    let clusters: Int
    if let k {
      clusters = k
    } else {
      let choice = try KMeansClusterCount.choose(for: PointRows(features), seed: input.seed, context: context)
      clusters = choice.k
      notes.append(choice.note)
    }
    if let leaves, leaves < clusters || leaves > n {
      throw AnalysisError.parameter(
        name: "leaves", of: Self.description.id, value: "\(leaves)",
        allowed: "a whole number from \(clusters), the clusters of the coarsest level, to \(n), the number of rows")
    }
    let finest = leaves ?? max(clusters, min(n, Int((Double(n) * Double(clusters)).squareRoot().rounded())))
    let settings = KMeansHierarchy.Settings(
      counts: Self.counts(from: finest, to: clusters, levels: levelCount), rounds: rounds, kept: kept,
      maximumIterations: maximumIterations)
    let hierarchy = try KMeansHierarchy(of: features, settings: settings, seed: input.seed, context: context)
    let labels = hierarchy.labels(level: levelCount - 1)
    let found = Set(labels).count
    if found < clusters {
      notes.append("Only \(found) of the \(clusters) clusters have rows: there are no more distinct rows or centres.")
    }
    notes.append(
      "The levels have \(settings.counts.map(String.init).joined(separator: ", ")) clusters, the finest first.")
    var used = parameters
    used["k"] = .integer(clusters)
    used["levels"] = .integer(levelCount)
    used["leaves"] = .integer(finest)
    used["rounds"] = .integer(rounds)
    used["max-iterations"] = .integer(maximumIterations)
    let inertia = CenterBasedInput.inertia(of: canonicalLabels(labels), PointRows(features))
    return Clustering(
      labels: labels, objective: Clustering.Objective(name: "inertia", value: inertia), parameters: used, notes: notes)
  }

  /// Numbers of clusters that fall by the same factor. With one level it is the coarsest.
  private static func counts(from finest: Int, to coarsest: Int, levels: Int) -> [Int] {
    guard levels > 1 else { return [coarsest] }
    let ratio = Double(coarsest) / Double(finest)
    return (0..<levels).map { level in
      level == levels - 1
        ? coarsest : Int((Double(finest) * power(ratio, Double(level) / Double(levels - 1))).rounded())
    }
  }
}
