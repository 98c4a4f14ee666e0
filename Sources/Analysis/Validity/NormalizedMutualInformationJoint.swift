/// Mutual information over the joint entropy.
public enum NormalizedMutualInformationJoint: ExternalIndex {
  public static let description = AlgorithmDescription(
    id: "normalized-mutual-information-joint", title: "Normalised mutual information, joint",
    summary: "shared information over the joint entropy",
    reference: "Yao, Information-theoretic measures for knowledge discovery and data mining, 2003",
    needs: [], cost: "O(n) time and memory")
  public static let key = "normalizedMutualInformationJoint"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "0 to 1 (equal)"

  /// 1 for two partitions of one class each.
  public static func value(_ first: [Int], _ second: [Int]) -> Double? {
    NormalizedMutualInformation.value(first, second) { shared in
      shared.firstEntropy + shared.secondEntropy - shared.mutual
    }
  }
}
