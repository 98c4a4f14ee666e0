/// The geometric mean of two shares: of the pairs together in the first partition, those together in the second, and
/// the other way round.
public enum FowlkesMallows: ExternalIndex {
  public static let description = AlgorithmDescription(
    id: "fowlkes-mallows", title: "Fowlkes–Mallows", summary: "geometric mean of precision and recall on pairs",
    reference: "Fowlkes & Mallows, A method for comparing two hierarchical clusterings, 1983", needs: [],
    cost: "O(n) time and memory")
  public static let key = "fowlkesMallows"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "0 to 1 (equal)"

  /// 0 when no pair is together in both.
  public static func value(_ first: [Int], _ second: [Int]) -> Double? {
    guard !first.isEmpty else { return nil }
    let pairs = PairCounts(ContingencyTable(first, second))
    guard pairs.both > 0 else { return 0 }
    let both = Double(pairs.both)
    let recall = both / (both + Double(pairs.firstOnly))
    let precision = both / (both + Double(pairs.secondOnly))
    return recall.squareRoot() * precision.squareRoot()
  }
}
