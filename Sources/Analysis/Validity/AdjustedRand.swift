/// The Rand index, corrected so that unrelated partitions score 0 on average.
public enum AdjustedRand: ExternalIndex {
  public static let description = AlgorithmDescription(
    id: "adjusted-rand", title: "Adjusted Rand", summary: "agreement on pairs of rows, corrected for chance",
    reference: "Hubert & Arabie, Comparing partitions, 1985", needs: [], cost: "O(n) time and memory")
  public static let key = "adjustedRand"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "−0.5 to 1 (equal); 0 for unrelated partitions"

  /// 1 for partitions that agree on every pair. From exact pair counts.
  public static func value(_ first: [Int], _ second: [Int]) -> Double? {
    guard !first.isEmpty else { return nil }
    let pairs = PairCounts(ContingencyTable(first, second))
    if pairs.firstOnly == 0, pairs.secondOnly == 0 { return 1 }
    // Products of pair counts leave 64 bits from some ten thousand rows on.
    let (tp, fp, fn, tn) = (
      Int128(pairs.both), Int128(pairs.secondOnly), Int128(pairs.firstOnly), Int128(pairs.neither)
    )
    return 2 * Double(tp * tn - fn * fp) / Double((tp + fn) * (fn + tn) + (tp + fp) * (fp + tn))
  }
}
