/// The dissimilarities of a rectangular matrix between all of its m + n objects: estimated between two of a kind, given
/// between two of different kind.
struct UnionDissimilarities: Dissimilarities {
  let rows: ScaledDistances
  let columns: ScaledDistances
  private let matrix: Matrix
  private let transposed: Matrix

  /// O(m²n + n²m) time, O(m·n) memory.
  /// - Parameter matrix: m×n, finite, not negative.
  /// - Throws: `CancellationError`.
  init(_ matrix: Matrix, context: RunContext) throws {
    self.matrix = matrix
    transposed = matrix.transposed
    let largest = matrix.values.reduce(0) { $0 < $1 ? $1 : $0 }
    // A power of two: dividing by it loses no bit.
    let unit = largest.isNormal ? largest.binade : 1
    var scaled = matrix
    for k in scaled.values.indices { scaled.values[k] /= unit }
    let mean = scaled.values.isEmpty ? 0 : scaled.values.reduce(0, +) / Double(scaled.values.count)
    rows = try ScaledDistances(scaled, unit: unit, mean: mean, phase: "row dissimilarities", context: context)
    columns = try ScaledDistances(
      scaled.transposed, unit: unit, mean: mean, phase: "column dissimilarities", context: context)
  }

  var count: Int { matrix.rows + matrix.columns }

  func comparisonValue(_ i: Int, _ j: Int) -> Double {
    let m = matrix.rows
    switch (i < m, j < m) {
    case (true, true): return rows.dissimilarity(ofComparisonValue: rows.comparisonValue(i, j))
    case (false, false): return columns.dissimilarity(ofComparisonValue: columns.comparisonValue(i - m, j - m))
    case (true, false): return matrix[i, j - m]
    case (false, true): return matrix[j, i - m]
    }
  }

  func comparisonValues(from i: Int, to range: Range<Int>, into target: UnsafeMutablePointer<Double>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count && i >= 0 && i < count)
    let m = matrix.rows
    let inRows = range.clamped(to: 0..<m)
    let inColumns = range.clamped(to: m..<count)
    let columnTarget = target + inRows.count
    let columnRange = inColumns.lowerBound - m..<inColumns.upperBound - m
    if i < m {
      rows.comparisonValues(from: i, to: inRows, into: target)
      rows.convertToDissimilarities(target, count: inRows.count)
      Self.copy(transposed, column: i, columnRange, to: columnTarget)
    } else {
      Self.copy(matrix, column: i - m, inRows, to: target)
      columns.comparisonValues(from: i - m, to: columnRange, into: columnTarget)
      columns.convertToDissimilarities(columnTarget, count: inColumns.count)
    }
  }

  private static func copy(
    _ matrix: Matrix, column: Int, _ range: Range<Int>, to target: UnsafeMutablePointer<Double>
  ) {
    matrix.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress, !range.isEmpty else { return }
      target.update(from: base + (column * matrix.rows + range.lowerBound), count: range.count)
    }
  }
}
