/// Mutual information over the larger of the entropies.
public enum NormalizedMutualInformationLarger: ExternalIndex {
  public static let description = AlgorithmDescription(
    id: "normalized-mutual-information-larger", title: "Normalised mutual information, larger",
    summary: "shared information over the larger entropy",
    reference: "Vinh, Epps & Bailey, Information theoretic measures for clusterings comparison, 2010",
    needs: [], cost: "O(n) time and memory")
  public static let key = "normalizedMutualInformationLarger"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "0 to 1 (equal)"

  /// 1 for two partitions of one class each.
  public static func value(_ first: [Int], _ second: [Int]) -> Double? {
    NormalizedMutualInformation.value(first, second) { shared in
      max(shared.firstEntropy, shared.secondEntropy)
    }
  }
}
