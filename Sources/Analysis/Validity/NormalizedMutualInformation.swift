/// Mutual information over the mean of the two entropies.
public enum NormalizedMutualInformation: ExternalIndex {
  public static let description = AlgorithmDescription(
    id: "normalized-mutual-information", title: "Normalised mutual information",
    summary: "shared information over the mean entropy",
    reference: "Strehl & Ghosh, Cluster ensembles: a knowledge reuse framework, 2002; arithmetic mean as in Kvålseth, "
      + "On normalized mutual information, 2017", needs: [], cost: "O(n) time and memory")
  public static let key = "normalizedMutualInformation"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "0 to 1 (equal)"

  /// 1 for two partitions of one class each.
  public static func value(_ first: [Int], _ second: [Int]) -> Double? {
    value(first, second) { ($0.firstEntropy + $0.secondEntropy) / 2 }
  }

  /// Mutual information over an entropy of the two partitions: 1 where both consist of one class, 0 where they share
  /// nothing.
  static func value(_ first: [Int], _ second: [Int], over entropy: (SharedInformation) -> Double) -> Double? {
    guard !first.isEmpty else { return nil }
    let shared = SharedInformation(first, second)
    if shared.areBothTrivial { return 1 }
    if shared.mutual == 0 { return 0 }
    return shared.mutual / entropy(shared)
  }
}
