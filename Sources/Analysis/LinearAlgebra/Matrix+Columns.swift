extension Matrix {
  /// Rows and columns exchanged. O(rows · columns).
  var transposed: Matrix { Matrix(rows: columns, columns: rows, values: rowMajorValues()) }

  /// For each row the column of its largest entry (ties: the lower). O(rows · columns).
  var columnsOfLargest: [Int] {
    (0..<rows).map { i in (0..<columns).reduce(0) { self[i, $1] > self[i, $0] ? $1 : $0 } }
  }

  /// Turns a column so that its entry of largest absolute value is positive (ties: the first).
  mutating func orientColumn(_ j: Int) {
    let range = (j * rows)..<((j + 1) * rows)
    var largest = 0.0
    for i in range where abs(values[i]) > abs(largest) { largest = values[i] }
    if largest < 0 { for i in range { values[i] = -values[i] } }
  }

  /// Scales a column to length 1; leaves one of zeros.
  mutating func normalizeColumn(_ j: Int) {
    let range = (j * rows)..<((j + 1) * rows)
    let length = values[range].reduce(0) { $0 + $1 * $1 }.squareRoot()
    if length > 0 { for i in range { values[i] /= length } }
  }

  /// Replaces column j by one of length 1 at right angles to the columns before it, which must be orthonormal and
  /// fewer than the rows: the first unit vector that leaves enough, by Gram and Schmidt.
  mutating func replaceColumnByComplement(_ j: Int) {
    let start = j * rows
    for unit in 0..<rows {
      for i in 0..<rows { values[start + i] = i == unit ? 1 : 0 }
      for _ in 0..<2 {
        for other in 0..<j {
          var product = 0.0
          for i in 0..<rows { product += values[start + i] * values[other * rows + i] }
          for i in 0..<rows { values[start + i] -= product * values[other * rows + i] }
        }
      }
      let squared = values[start..<(start + rows)].reduce(0) { $0 + $1 * $1 }
      // Some unit vector keeps at least this share, for their shares add up to rows − j.
      if squared * Double(rows) > 0.5 * Double(rows - j) {
        normalizeColumn(j)
        return
      }
    }
  }
}
