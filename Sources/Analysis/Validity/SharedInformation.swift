/// Entropies of two partitions and their mutual information, in nats.
struct SharedInformation {
  let table: ContingencyTable
  let firstEntropy: Double
  let secondEntropy: Double
  let mutual: Double

  init(_ first: [Int], _ second: [Int]) {
    let table = ContingencyTable(first, second)
    self.table = table
    let n = Double(table.rowCount)
    func entropy(_ sizes: [Int]) -> Double {
      // A single class has no entropy, and rounding must not give it any.
      if sizes.count < 2 { return 0 }
      var sum = CompensatedSum()
      for size in sizes { sum.add(-Double(size) / n * naturalLogarithm(Double(size) / n)) }
      return sum.total
    }
    firstEntropy = entropy(table.firstSizes)
    secondEntropy = entropy(table.secondSizes)
    if table.firstSizes.count < 2 || table.secondSizes.count < 2 {
      mutual = 0
    } else {
      var sum = CompensatedSum()
      for cell in table.cells {
        let count = Double(cell.count)
        let expected = Double(table.firstSizes[cell.first]) * Double(table.secondSizes[cell.second]) / n
        let term = count / n * naturalLogarithm(count / expected)
        // Independent classes share nothing; what is left there is rounding.
        if abs(count - expected) > 4 * .ulpOfOne * expected { sum.add(term) }
      }
      mutual = max(0, sum.total)
    }
  }

  /// Both partitions consist of a single class.
  var areBothTrivial: Bool { table.firstSizes.count == 1 && table.secondSizes.count == 1 }
}
