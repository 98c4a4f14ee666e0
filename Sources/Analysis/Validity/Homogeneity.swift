/// The share of the first partition's entropy that the second explains: 1 when every class of the second lies within
/// one of the first. Not symmetric: the first partition is the reference.
public enum Homogeneity: ExternalIndex {
  public static let description = AlgorithmDescription(
    id: "homogeneity", title: "Homogeneity", summary: "whether each cluster holds rows of one class only",
    reference: "Rosenberg & Hirschberg, V-measure: a conditional entropy-based external cluster evaluation measure, "
      + "2007",
    needs: [], cost: "O(n) time and memory")
  public static let key = "homogeneity"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "0 to 1"

  /// 1 when the first partition has a single class.
  public static func value(_ first: [Int], _ second: [Int]) -> Double? {
    guard !first.isEmpty else { return nil }
    let shared = SharedInformation(first, second)
    return shared.firstEntropy == 0 ? 1 : shared.mutual / shared.firstEntropy
  }
}
