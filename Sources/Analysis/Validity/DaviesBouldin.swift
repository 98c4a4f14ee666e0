/// The mean over clusters of the worst ratio (s_i + s_j) / d(c_i, c_j), where s is the mean Euclidean distance of a
/// cluster's rows to its mean c.
public enum DaviesBouldin: InternalIndex {
  public static let description = AlgorithmDescription(
    id: "davies-bouldin", title: "Davies–Bouldin", summary: "spread of clusters against the distance of their means",
    reference: "Davies & Bouldin, A cluster separation measure, 1979", needs: [.features],
    cost: "O(n·d + k²·d) time, O(n·d) memory")
  public static let key = "daviesBouldin"
  public static let direction = IndexDirection.lowerIsBetter
  public static let range = "from 0"

  /// Nil without features, unless there are 2 to n − 1 clusters, and beyond the finite numbers. Clusters with the
  /// same mean are not compared, and 0 is given when all have, as scikit-learn has it.
  public static func value(
    labels: [Int], features: Matrix?, dissimilarities: any Dissimilarities, context: RunContext
  ) throws -> Double? {
    guard let features else { return nil }
    precondition(labels.count == features.rows, "one label a row")
    let groups = LabelGroups(labels)
    guard groups.areComparable else { return nil }
    try context.checkCancellation()
    let means = ClusterMeans(groups, features)
    var spreads: [Double] = []
    for c in 0..<groups.count {
      try context.checkCancellation()
      spreads.append(means.squaredDistances(of: c).reduce(0) { $0 + $1.squareRoot() } / Double(groups.size(c)))
    }
    var total = 0.0
    for a in 0..<groups.count {
      try context.checkCancellation()
      var worst = 0.0
      for b in 0..<groups.count where b != a {
        let distance = means.squaredDistanceOfMean(a, to: means.mean(b)).squareRoot()
        if distance > 0 { worst = max(worst, (spreads[a] + spreads[b]) / distance) }
      }
      total += worst
    }
    return total.isFinite ? total / Double(groups.count) : nil
  }
}
