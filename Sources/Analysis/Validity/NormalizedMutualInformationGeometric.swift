/// Mutual information over the geometric mean of the entropies.
public enum NormalizedMutualInformationGeometric: ExternalIndex {
  public static let description = AlgorithmDescription(
    id: "normalized-mutual-information-geometric", title: "Normalised mutual information, geometric",
    summary: "shared information over the geometric mean of the entropies",
    reference: "Strehl & Ghosh, Cluster ensembles: a knowledge reuse framework for combining multiple partitions, 2002",
    needs: [], cost: "O(n) time and memory")
  public static let key = "normalizedMutualInformationGeometric"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "0 to 1 (equal)"

  /// 1 for two partitions of one class each.
  public static func value(_ first: [Int], _ second: [Int]) -> Double? {
    NormalizedMutualInformation.value(first, second) { shared in
      (shared.firstEntropy * shared.secondEntropy).squareRoot()
    }
  }
}
