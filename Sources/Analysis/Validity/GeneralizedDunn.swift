/// Dunn's index with means instead of extremes: the least mean dissimilarity between the rows of two clusters over the
/// largest mean dissimilarity between two rows of one (δ₃ and Δ₂ of Bezdek & Pal). A single outlier does not decide it.
public enum GeneralizedDunn: InternalIndex {
  public static let description = AlgorithmDescription(
    id: "generalized-dunn", title: "Generalised Dunn",
    summary: "least mean dissimilarity between clusters over the largest within one",
    reference: "Bezdek & Pal, Some new indexes of cluster validity, 1998", needs: [.dissimilarities],
    cost: "O(n²) dissimilarities, O(n·(d + k) + k²) memory")
  public static let key = "generalizedDunn"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "from 0; above 1, clusters are farther from each other than they are wide"

  /// Nil unless there are 2 to n − 1 clusters, when no cluster has two different rows, and beyond the finite numbers.
  public static func value(
    labels: [Int], features: Matrix?, dissimilarities: any Dissimilarities, context: RunContext
  ) throws -> Double? {
    precondition(labels.count == dissimilarities.count, "one label a row")
    let groups = LabelGroups(labels)
    guard groups.areComparable else { return nil }
    let totals = try ClusterPairSums(groups, dissimilarities, key, context)
    var diameter = 0.0
    var gap = Double.infinity
    for a in 0..<groups.count {
      let size = Double(groups.size(a))
      if size > 1 { diameter = max(diameter, totals.sum(a, a) / (size * (size - 1))) }
      for b in 0..<a { gap = min(gap, totals.sum(a, b) / (size * Double(groups.size(b)))) }
    }
    guard diameter > 0, diameter.isFinite, gap.isFinite else { return nil }
    return gap / diameter
  }
}
