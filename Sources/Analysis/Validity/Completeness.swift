/// The share of the second partition's entropy that the first explains: 1 when every class of the first lies within
/// one of the second. Not symmetric: the first partition is the reference.
public enum Completeness: ExternalIndex {
  public static let description = AlgorithmDescription(
    id: "completeness", title: "Completeness", summary: "whether each class lies in one cluster only",
    reference: "Rosenberg & Hirschberg, V-measure: a conditional entropy-based external cluster evaluation measure, "
      + "2007",
    needs: [], cost: "O(n) time and memory")
  public static let key = "completeness"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "0 to 1"

  /// 1 when the second partition has a single class.
  public static func value(_ first: [Int], _ second: [Int]) -> Double? {
    guard !first.isEmpty else { return nil }
    let shared = SharedInformation(first, second)
    return shared.secondEntropy == 0 ? 1 : shared.mutual / shared.secondEntropy
  }
}
