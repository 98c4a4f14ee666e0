/// Pairs of rows by whether two partitions put them together: exact counts.
struct PairCounts {
  /// Together in both, in the first only, in the second only, in neither.
  let both: Int
  let firstOnly: Int
  let secondOnly: Int
  let neither: Int

  init(_ table: ContingencyTable) {
    func pairs(_ size: Int) -> Int { size * (size - 1) / 2 }
    let both = table.cells.reduce(0) { $0 + pairs($1.count) }
    let first = table.firstSizes.reduce(0) { $0 + pairs($1) }
    let second = table.secondSizes.reduce(0) { $0 + pairs($1) }
    self.both = both
    firstOnly = first - both
    secondOnly = second - both
    neither = pairs(table.rowCount) - first - second + both
  }
}
