/// The share of rows that belong to the commonest reference class of their cluster.
public enum Purity: ExternalIndex {
  public static let description = AlgorithmDescription(
    id: "purity", title: "Purity", summary: "share of rows in the commonest class of their cluster",
    reference: "Zhao & Karypis, Empirical and theoretical comparisons of selected criterion functions for document "
      + "clustering, 2004",
    needs: [], cost: "O(n) time and memory")
  public static let key = "purity"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "above 0 to 1; 1 also when every row is a cluster"

  public static func value(_ first: [Int], _ second: [Int]) -> Double? {
    guard !first.isEmpty else { return nil }
    let table = ContingencyTable(first, second)
    var commonest = Array(repeating: 0, count: table.secondSizes.count)
    for cell in table.cells { commonest[cell.second] = max(commonest[cell.second], cell.count) }
    return Double(commonest.reduce(0, +)) / Double(table.rowCount)
  }
}
