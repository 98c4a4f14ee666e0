/// The share of pairs of rows that both partitions put together or both put apart.
public enum Rand: ExternalIndex {
  public static let description = AlgorithmDescription(
    id: "rand", title: "Rand", summary: "share of pairs of rows on which the partitions agree",
    reference: "Rand, Objective criteria for the evaluation of clustering methods, 1971", needs: [],
    cost: "O(n) time and memory")
  public static let key = "rand"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "0 to 1 (equal)"

  /// 1 when there are no pairs.
  public static func value(_ first: [Int], _ second: [Int]) -> Double? {
    guard !first.isEmpty else { return nil }
    let pairs = PairCounts(ContingencyTable(first, second))
    let agreeing = pairs.both + pairs.neither
    let all = agreeing + pairs.firstOnly + pairs.secondOnly
    return all == 0 ? 1 : Double(agreeing) / Double(all)
  }
}
