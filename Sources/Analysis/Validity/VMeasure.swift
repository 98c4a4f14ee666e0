/// The harmonic mean of homogeneity and completeness: the normalised mutual information by another route.
public enum VMeasure: ExternalIndex {
  public static let description = AlgorithmDescription(
    id: "v-measure", title: "V-measure", summary: "harmonic mean of homogeneity and completeness",
    reference: "Rosenberg & Hirschberg, V-measure: a conditional entropy-based external cluster evaluation measure, "
      + "2007",
    needs: [], cost: "O(n) time and memory")
  public static let key = "vMeasure"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "0 to 1"

  /// 0 when both homogeneity and completeness are.
  public static func value(_ first: [Int], _ second: [Int]) -> Double? {
    guard !first.isEmpty else { return nil }
    let shared = SharedInformation(first, second)
    let homogeneity = shared.firstEntropy == 0 ? 1 : shared.mutual / shared.firstEntropy
    let completeness = shared.secondEntropy == 0 ? 1 : shared.mutual / shared.secondEntropy
    let sum = homogeneity + completeness
    return sum == 0 ? 0 : 2 * homogeneity * completeness / sum
  }
}
