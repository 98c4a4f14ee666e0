/// The classes of two partitions paired one to one so that a weight of the pairs is greatest.
struct ClassPairing {
  let table: ContingencyTable

  /// Steps that a pairing may take: some seconds.
  private static let mostSteps = 4e9

  /// The greatest total; nil where there are so many classes on both sides that it would take too long.
  /// O(min(k, l)² · max(k, l)) time for k and l classes.
  func greatestTotal(_ weight: (ContingencyTable.Cell) -> Double) -> Double? {
    let (rows, columns) = (table.firstSizes.count, table.secondSizes.count)
    let (fewer, more) = (Double(min(rows, columns)), Double(max(rows, columns)))
    guard fewer * fewer * more <= Self.mostSteps else { return nil }
    var weights = Array(repeating: 0.0, count: rows * columns)
    for cell in table.cells { weights[cell.first * columns + cell.second] = weight(cell) }
    var sum = CompensatedSum()
    for (row, column) in Assignment.best(weights, rows: rows, columns: columns).enumerated() {
      if let column { sum.add(weights[row * columns + column]) }
    }
    return sum.total
  }
}
