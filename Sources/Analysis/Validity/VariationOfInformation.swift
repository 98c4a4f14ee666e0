/// What each partition tells that the other does not: H(first | second) + H(second | first), in nats. A metric on
/// partitions.
public enum VariationOfInformation: ExternalIndex {
  public static let description = AlgorithmDescription(
    id: "variation-of-information", title: "Variation of information",
    summary: "information that the two partitions do not share",
    reference: "Meilă, Comparing clusterings: an information based distance, 2007", needs: [],
    cost: "O(n) time and memory")
  public static let key = "variationOfInformation"
  public static let direction = IndexDirection.lowerIsBetter
  public static let range = "0 (equal) to ln n nats"

  public static func value(_ first: [Int], _ second: [Int]) -> Double? {
    guard !first.isEmpty else { return nil }
    let table = ContingencyTable(first, second)
    var sum = CompensatedSum()
    for cell in table.cells {
      let count = Double(cell.count)
      let share = count / Double(table.rowCount)
      for size in [table.firstSizes[cell.first], table.secondSizes[cell.second]] where size != cell.count {
        sum.add(-share * naturalLogarithm(count / Double(size)))
      }
    }
    return sum.total
  }
}
