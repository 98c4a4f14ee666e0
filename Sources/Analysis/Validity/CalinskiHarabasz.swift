/// The variance between cluster means over the variance within clusters, each by its degrees of freedom:
/// (B / (k − 1)) / (W / (n − k)), about Euclidean means.
public enum CalinskiHarabasz: InternalIndex {
  public static let description = AlgorithmDescription(
    id: "calinski-harabasz", title: "Calinski–Harabasz", summary: "variance between clusters over variance within",
    reference: "Caliński & Harabasz, A dendrite method for cluster analysis, 1974", needs: [.features],
    cost: "O(n·d) time and memory")
  public static let key = "calinskiHarabasz"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "from 0"

  /// Nil without features, unless there are 2 to n − 1 clusters, and beyond the finite numbers. 1 when no cluster
  /// varies, as scikit-learn has it.
  public static func value(
    labels: [Int], features: Matrix?, dissimilarities: any Dissimilarities, context: RunContext
  ) throws -> Double? {
    guard let features else { return nil }
    precondition(labels.count == features.rows, "one label a row")
    let groups = LabelGroups(labels)
    guard groups.areComparable else { return nil }
    try context.checkCancellation()
    let means = ClusterMeans(groups, features)
    var between = 0.0
    var within = 0.0
    for c in 0..<groups.count {
      try context.checkCancellation()
      between += Double(groups.size(c)) * means.squaredDistanceOfMean(c, to: means.grandMean[...])
      within += means.squaredDistances(of: c).reduce(0, +)
    }
    if within == 0 { return 1 }
    let value = between / within * Double(groups.rowCount - groups.count) / Double(groups.count - 1)
    return value.isFinite ? value : nil
  }
}
