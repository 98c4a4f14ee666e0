/// The mean squared distance of the rows to the mean of their cluster, over the least squared distance between two
/// means: the index of a fuzzy partition, for memberships of 0 and 1.
public enum XieBeni: InternalIndex {
  public static let description = AlgorithmDescription(
    id: "xie-beni", title: "Xie–Beni", summary: "spread about the means over the least squared distance between them",
    reference: "Xie & Beni, A validity measure for fuzzy clustering, 1991", needs: [.features],
    cost: "O(n·d + k²·d) time, O(n·d) memory")
  public static let key = "xieBeni"
  public static let direction = IndexDirection.lowerIsBetter
  public static let range = "from 0"

  /// Nil without features, unless there are 2 to n − 1 clusters, where two clusters have the same mean, and beyond the
  /// finite numbers.
  public static func value(
    labels: [Int], features: Matrix?, dissimilarities: any Dissimilarities, context: RunContext
  ) throws -> Double? {
    guard let features else { return nil }
    precondition(labels.count == features.rows, "one label a row")
    let groups = LabelGroups(labels)
    guard groups.areComparable else { return nil }
    try context.checkCancellation()
    let means = ClusterMeans(groups, features)
    var within = CompensatedSum()
    var gap = Double.infinity
    for c in 0..<groups.count {
      try context.checkCancellation()
      for square in means.squaredDistances(of: c) { within.add(square) }
      for other in 0..<c { gap = min(gap, means.squaredDistanceOfMean(c, to: means.mean(other))) }
    }
    guard gap > 0 else { return nil }
    let value = within.total / Double(groups.rowCount) / gap
    return value.isFinite ? value : nil
  }
}
