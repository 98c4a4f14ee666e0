/// Where the dissimilarities within clusters stand among all: their sum S, brought to 0 for the sum of as many of the
/// smallest dissimilarities there are and to 1 for that of as many of the largest.
public enum CIndex: InternalIndex {
  public static let description = AlgorithmDescription(
    id: "c-index", title: "C-index", summary: "dissimilarities within clusters against the smallest there are",
    reference: "Hubert & Levin, A general statistical framework for assessing categorical clustering in free recall, "
      + "1976",
    needs: [.dissimilarities], cost: "O(n²) dissimilarities, computed two to five times; O(n·d) memory")
  public static let key = "cIndex"
  public static let direction = IndexDirection.lowerIsBetter
  public static let range = "0 (the nearest pairs are together) to 1 (the farthest)"

  /// Nil unless there are 2 to n − 1 clusters, where all rows are equally far apart, and beyond the finite numbers.
  public static func value(
    labels: [Int], features: Matrix?, dissimilarities: any Dissimilarities, context: RunContext
  ) throws -> Double? {
    precondition(labels.count == dissimilarities.count, "one label a row")
    let groups = LabelGroups(labels)
    guard groups.areComparable else { return nil }
    let rows = groups.rows.map(Int.init)
    let kept = dissimilarities.copied(rows: rows) ?? SubsetDissimilarities(dissimilarities, rows: rows)
    let within = (0..<groups.count).reduce(0) { $0 + groups.size($1) * (groups.size($1) - 1) / 2 }
    let all = rows.count * (rows.count - 1) / 2
    let smallest = SmallestPairSums(kept, key, context)
    guard let sums = try smallest.sums(of: [within, all - within, all]) else { return nil }
    let (least, most) = (sums[0], sums[2] - sums[1])
    guard most > least else { return nil }
    // In the order of the clusters a row's own follow it.
    let labels = rows.map { groups.labels[$0] }
    let own = try smallest.sum { groups.starts[labels[$0] + 1] }
    return min(1, max(0, (own - least) / (most - least)))
  }
}
