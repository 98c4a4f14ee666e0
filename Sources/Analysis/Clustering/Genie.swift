/// Merges along the spanning tree, the shortest edge first, but whenever the clusters' sizes have become too unequal a
/// cluster of the smallest size has to be merged next: single linkage that does not let small groups hang behind.
public struct Genie: Clusterer {
  public static let description = AlgorithmDescription(
    id: "genie", title: "Genie", summary: "single linkage that keeps the sizes of clusters from growing too unequal",
    reference: "Gagolewski, Bartoszuk & Cena, Genie: a new, fast, and outlier-resistant hierarchical clustering "
      + "algorithm, 2016",
    parameters: [
      Parameter(
        "k", .integer(1...Int.max, step: 1), standard: nil, meaning: "number of clusters, at most the number of rows",
        automatic: "the number that the profile of join distances suggests"),
      Parameter(
        "gini", .real(0...1, step: 0.05), standard: .real(0.3),
        meaning: "how unequal the sizes may become: their Gini index; 1 is single linkage"),
    ],
    needs: [.spanningTree, .dissimilarities], cost: "that of the spanning tree, and O(n√n); O(n) memory")

  private let k: Int?
  private let gini: Double
  private let parameters: ParameterValues

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    k = values.integer("k", of: Self.description)
    gini = values.real("gini", of: Self.description) ?? 0.3
    self.parameters = values
  }

  /// - Throws: `AnalysisError` without rows and for k above the number of rows; `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let n = input.count
    guard n > 0 else { throw AnalysisError.tooFewRows(needed: 1, given: 0, for: Self.description.id) }
    if let k, k > n {
      throw AnalysisError.parameter(
        name: "k", of: Self.description.id, value: "\(k)", allowed: "a whole number from 1 to \(n), the number of rows")
    }
    let order = try input.spanningTree(context)
    let hierarchy = try GenieMerging(order, threshold: gini, context: context).hierarchy
    var notes: [String] = []
    let count: Int
    if let k {
      count = k
    } else {
      let suggestion = ClusterSuggestion(of: order, columns: input.features?.columns)
      count = max(1, suggestion.suggestedClusters)
      notes.append(
        suggestion.best == nil
          ? "k = 1, because no gap between the join distances is large enough to suggest clusters."
          : "k = \(count) was chosen: the number that the largest gap between the join distances suggests.")
    }
    var used = parameters
    used["k"] = .integer(count)
    used["gini"] = .real(gini)
    return Clustering(
      labels: hierarchy.labels(clusters: count), objective: nil, parameters: used, notes: notes, hierarchy: hierarchy)
  }
}
