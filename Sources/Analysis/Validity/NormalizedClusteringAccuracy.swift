/// The mean over the reference classes of the share of their rows that lie in the cluster paired with them, the pairing
/// being the best one to one, less what it would be were each class spread evenly over the clusters.
///
/// (Σ_i c_iσ(i) / c_i / k − 1/m) / (1 − 1/m) for k classes, l clusters and m = max(k, l).
public enum NormalizedClusteringAccuracy: ExternalIndex {
  public static let description = AlgorithmDescription(
    id: "normalized-clustering-accuracy", title: "Normalised clustering accuracy",
    summary: "mean share of a class that lies in the cluster paired with it",
    reference: "Gagolewski, Normalised clustering accuracy: an asymmetric external cluster validity measure, 2024",
    needs: [], cost: "O(n) time and memory, and O(min(k, l)²·max(k, l)) time for k classes and l clusters")
  public static let key = "normalizedClusteringAccuracy"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "0 (classes spread evenly) to 1 (equal)"

  /// 1 for two partitions of one class each; nil for so many classes and clusters that pairing them takes too long.
  public static func value(_ first: [Int], _ second: [Int]) -> Double? {
    guard !first.isEmpty else { return nil }
    let table = ContingencyTable(first, second)
    let (classes, most) = (table.firstSizes.count, max(table.firstSizes.count, table.secondSizes.count))
    guard most > 1 else { return 1 }
    let total = ClassPairing(table: table).greatestTotal { Double($0.count) / Double(table.firstSizes[$0.first]) }
    guard let total else { return nil }
    let chance = 1 / Double(most)
    return max(0, (total / Double(classes) - chance) / (1 - chance))
  }
}
