/// How alike the classes of two partitions are when each is paired with its nearest, one to one: the similarity of a
/// pair is its shared rows over the larger of the two, and what classes of these sizes share by chance is taken off.
public enum PairSets: ExternalIndex {
  public static let description = AlgorithmDescription(
    id: "pair-sets", title: "Pair sets index", summary: "likeness of classes paired one to one, corrected for chance",
    reference: "Rezaei & Fränti, Set matching measures for external cluster validity, 2016", needs: [],
    cost: "O(n) time and memory, and O(min(k, l)²·max(k, l)) time for k and l classes")
  public static let key = "pairSetsIndex"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "0 (no better than chance) to 1 (equal)"

  /// 1 for two partitions of one class each; nil for so many classes that pairing them takes too long.
  public static func value(_ first: [Int], _ second: [Int]) -> Double? {
    guard !first.isEmpty else { return nil }
    let table = ContingencyTable(first, second)
    let (a, b) = (table.firstSizes, table.secondSizes)
    let most = max(a.count, b.count)
    guard most > 1 else { return 1 }
    let total = ClassPairing(table: table).greatestTotal {
      Double($0.count) / Double(max(a[$0.first], b[$0.second]))
    }
    guard let total else { return nil }
    var chance = CompensatedSum()
    // min(x, y) / n, which is x·y / n over the larger.
    for (x, y) in zip(a.sorted(by: >), b.sorted(by: >)) { chance.add(Double(min(x, y)) / Double(table.rowCount)) }
    // Where chance alone would pair everything there is nothing to correct: every class one row.
    guard Double(most) > chance.total else { return 1 }
    return total <= chance.total ? 0 : (total - chance.total) / (Double(most) - chance.total)
  }
}
