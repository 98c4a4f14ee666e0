/// Mutual information over the smaller of the entropies.
public enum NormalizedMutualInformationSmaller: ExternalIndex {
  public static let description = AlgorithmDescription(
    id: "normalized-mutual-information-smaller", title: "Normalised mutual information, smaller",
    summary: "shared information over the smaller entropy",
    reference: "Kvålseth, On normalized mutual information: measure derivations and properties, 2017",
    needs: [], cost: "O(n) time and memory")
  public static let key = "normalizedMutualInformationSmaller"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "0 to 1; 1 also when one partition refines the other"

  /// 1 for two partitions of one class each.
  public static func value(_ first: [Int], _ second: [Int]) -> Double? {
    NormalizedMutualInformation.value(first, second) { shared in
      min(shared.firstEntropy, shared.secondEntropy)
    }
  }
}
