import Analysis

/// The silhouette of every row of a clustering, cluster by cluster, the largest first: a silhouette plot.
public struct SilhouetteProfileQuantity: Quantity {
  public struct Value: Sendable {
    /// The rows that are not noise, cluster after cluster; within one by falling silhouette, ties by row.
    public let rows: [Int]
    /// The silhouette of each of them, −1…1.
    public let values: [Double]
    /// Cluster c has the places `starts[c]..<starts[c + 1]`.
    public let starts: [Int]
    public let mean: Double
    public let noise: Int

    public var clusterCount: Int { starts.count - 1 }
    public func places(of cluster: Int) -> Range<Int> { starts[cluster]..<starts[cluster + 1] }
  }

  public let basis: Basis
  public let clusterer: AlgorithmChoice
  public init(_ basis: Basis, _ clusterer: AlgorithmChoice) {
    self.basis = basis
    self.clusterer = clusterer
  }

  public var title: String { "silhouettes" }

  /// O(n²) dissimilarities.
  /// - Throws: `AnalysisError.notApplicable` unless there are 2 to n − 1 clusters; `CancellationError`.
  public func compute(in study: Study, context: RunContext) throws -> Value {
    let labels = try study.value(PartitionQuantity(basis, .clusterer(clusterer)), context: context)
    let dissimilarities = try study.value(DissimilarityQuantity(basis), context: context).dissimilarities
    let silhouettes = try Silhouette.values(labels: labels, dissimilarities: dissimilarities, context: context)
    guard let silhouettes else {
      let count = (labels.max() ?? -1) + 1
      let found = count == 0 ? "there is none" : count == 1 ? "there is one" : "each row is one of its own"
      throw AnalysisError.notApplicable(
        "silhouettes compare clusters, and \(found)", advice: "choose parameters that give two or more")
    }
    let rows = labels.indices.filter { silhouettes[$0] != nil }.sorted {
      if labels[$0] != labels[$1] { return labels[$0] < labels[$1] }
      let (a, b) = (silhouettes[$0] ?? 0, silhouettes[$1] ?? 0)
      return a > b || (a == b && $0 < $1)
    }
    var starts = Array(repeating: 0, count: (labels.max() ?? -1) + 2)
    for row in rows { starts[labels[row] + 1] += 1 }
    for cluster in starts.indices.dropFirst() { starts[cluster] += starts[cluster - 1] }
    let values = rows.map { silhouettes[$0] ?? 0 }
    return Value(
      rows: rows, values: values, starts: starts, mean: values.reduce(0, +) / Double(max(1, values.count)),
      noise: labels.count - rows.count)
  }
}
