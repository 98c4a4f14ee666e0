/// The squared Euclidean distances of the rows to the mean of their cluster, summed: what k-means makes small. It falls
/// with the number of clusters, so that only partitions into as many compare.
public enum WithinClusterSum: InternalIndex {
  public static let description = AlgorithmDescription(
    id: "within-cluster-sum", title: "Within-cluster sum", summary: "squared distances to the means of the clusters",
    reference: "MacQueen, Some methods for classification and analysis of multivariate observations, 1967",
    needs: [.features], cost: "O(n·d) time and memory")
  public static let key = "withinClusterSum"
  public static let direction = IndexDirection.lowerIsBetter
  public static let ranksAnyCounts = false
  public static let range = "from 0; compares partitions into as many clusters"

  /// Defined for a single cluster and for clusters of one row too. Nil without features, without a cluster, and beyond
  /// the finite numbers.
  public static func value(
    labels: [Int], features: Matrix?, dissimilarities: any Dissimilarities, context: RunContext
  ) throws -> Double? {
    guard let features else { return nil }
    precondition(labels.count == features.rows, "one label a row")
    let groups = LabelGroups(labels)
    guard groups.count > 0 else { return nil }
    try context.checkCancellation()
    let means = ClusterMeans(groups, features)
    var within = CompensatedSum()
    for c in 0..<groups.count {
      try context.checkCancellation()
      for square in means.squaredDistances(of: c) { within.add(square) }
    }
    return within.total.isFinite ? within.total : nil
  }
}
