/// How many rows two partitions put into each pair of classes. Any negative label is noise, one more class.
package struct ContingencyTable: Sendable {
  package struct Cell: Sendable, Equatable {
    package let first: Int
    package let second: Int
    package let count: Int
  }

  package let rowCount: Int
  /// Sizes of the classes of the first and of the second partition.
  package let firstSizes: [Int]
  package let secondSizes: [Int]
  /// The pairs that occur, by first, then second class.
  package let cells: [Cell]

  /// O(n) time and memory, and O(n log n) time when the labels are many or far apart.
  /// - Precondition: as many labels in both.
  package init(_ first: [Int], _ second: [Int]) {
    precondition(first.count == second.count, "one label a row in both partitions")
    rowCount = first.count
    let (a, firstSizes) = Self.dense(first)
    let (b, secondSizes) = Self.dense(second)
    self.firstSizes = firstSizes
    self.secondSizes = secondSizes
    let (rows, columns) = (firstSizes.count, secondSizes.count)
    if rows * columns <= max(1 << 16, 4 * first.count) {
      var counts = Array(repeating: 0, count: rows * columns)
      for i in a.indices { counts[Int(a[i]) * columns + Int(b[i])] += 1 }
      cells = counts.indices.filter { counts[$0] > 0 }.map {
        Cell(first: $0 / columns, second: $0 % columns, count: counts[$0])
      }
    } else {
      let keys = a.indices.map { Int(a[$0]) * columns + Int(b[$0]) }.sorted()
      var cells: [Cell] = []
      var start = 0
      for i in 1...keys.count where i == keys.count || keys[i] != keys[start] {
        cells.append(Cell(first: keys[start] / columns, second: keys[start] % columns, count: i - start))
        start = i
      }
      self.cells = cells
    }
  }

  /// Labels renumbered 0…, without gaps, and how often each occurs.
  private static func dense(_ labels: [Int]) -> (codes: [Int32], sizes: [Int]) {
    let largest = labels.max() ?? -1
    var codes = Array(repeating: Int32(0), count: labels.count)
    var sizes: [Int] = []
    if largest < 4 * labels.count + 1024 {
      // Slot 0 is noise.
      var codeOfSlot = Array(repeating: Int32(-1), count: max(0, largest + 1) + 1)
      for (i, label) in labels.enumerated() {
        let slot = label < 0 ? 0 : label + 1
        if codeOfSlot[slot] < 0 {
          codeOfSlot[slot] = Int32(sizes.count)
          sizes.append(0)
        }
        codes[i] = codeOfSlot[slot]
        sizes[Int(codes[i])] += 1
      }
    } else {
      var codeOfLabel: [Int: Int32] = [:]
      for (i, label) in labels.enumerated() {
        let key = max(-1, label)
        let code = codeOfLabel[key] ?? Int32(sizes.count)
        if Int(code) == sizes.count {
          codeOfLabel[key] = code
          sizes.append(0)
        }
        codes[i] = code
        sizes[Int(code)] += 1
      }
    }
    return (codes, sizes)
  }
}
