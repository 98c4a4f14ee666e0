import COpenBLAS

/// A matrix of many rows and few columns, stored row by row: the vectors of an iteration, one a column. Products are
/// taken in blocks of rows that are shared out over the threads and added up in their order: the same bits for any
/// number of threads.
final class TallMatrix: Sendable {
  private static let rowsPerChunk = 4096

  let rows: Int
  let columns: Int
  let values: Buffer<Double>

  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    values = Buffer(count: rows * columns, repeating: 0.0)
    BLASThreads.useOne()
  }

  /// AᵀB of the first `count` columns of A: `count` numbers for each column of B. O(rows · count · other.columns).
  /// - Throws: `CancellationError`.
  func products(ofFirst count: Int, with other: TallMatrix, _ context: RunContext) throws -> [Double] {
    let size = count * other.columns
    let chunks = (rows + Self.rowsPerChunk - 1) / Self.rowsPerChunk
    let parts = Buffer(count: chunks * size, repeating: 0.0)
    try forEachChunk(context) { range in
      cblas_dgemm(
        CblasColMajor, CblasNoTrans, CblasTrans, Int32(count), Int32(other.columns), Int32(range.count), 1,
        values.pointer + range.lowerBound * columns, Int32(columns),
        other.values.pointer + range.lowerBound * other.columns, Int32(other.columns), 0,
        parts.pointer + range.lowerBound / Self.rowsPerChunk * size, Int32(count))
    }
    var total = Array(repeating: 0.0, count: size)
    for chunk in 0..<chunks { for i in 0..<size { total[i] += parts[chunk * size + i] } }
    return total
  }

  /// Takes from B the first `count` columns of A times the given factors, `count` for each column of B.
  /// - Throws: `CancellationError`.
  func subtract(first count: Int, times factors: [Double], from other: TallMatrix, _ context: RunContext) throws {
    let factors = Buffer(factors, padding: 0)
    try forEachChunk(context) { range in
      cblas_dgemm(
        CblasColMajor, CblasTrans, CblasNoTrans, Int32(other.columns), Int32(range.count), Int32(count), -1,
        factors.pointer, Int32(count), values.pointer + range.lowerBound * columns, Int32(columns), 1,
        other.values.pointer + range.lowerBound * other.columns, Int32(other.columns))
    }
  }

  /// Replaces columns `first..<first + count` by `kept` combinations of them; what is beyond is left.
  /// - Parameter factors: `count` for each combination.
  /// - Throws: `CancellationError`.
  func combine(_ first: Int, _ count: Int, into kept: Int, factors: [Double], _ context: RunContext) throws {
    let factors = Buffer(factors, padding: 0)
    try forEachChunk(context) { range in
      let block = 256
      let target = Buffer(count: kept * block, repeating: 0.0)
      for start in stride(from: range.lowerBound, to: range.upperBound, by: block) {
        let length = min(block, range.upperBound - start)
        let base = values.pointer + (start * columns + first)
        cblas_dgemm(
          CblasColMajor, CblasTrans, CblasNoTrans, Int32(kept), Int32(length), Int32(count), 1, factors.pointer,
          Int32(count), base, Int32(columns), 0, target.pointer, Int32(kept))
        for i in 0..<length { (base + i * columns).update(from: target.pointer + i * kept, count: kept) }
      }
    }
  }

  /// Copies all columns of another matrix to the columns from `first` on.
  func assign(_ other: TallMatrix, at first: Int) {
    for i in 0..<rows {
      (values.pointer + (i * columns + first)).update(
        from: other.values.pointer + i * other.columns, count: other.columns)
    }
  }

  private func forEachChunk(_ context: RunContext, _ body: @Sendable (Range<Int>) -> Void) throws {
    try context.forEachChunk((rows + Self.rowsPerChunk - 1) / Self.rowsPerChunk) { chunk in
      body(chunk * Self.rowsPerChunk..<min(rows, (chunk + 1) * Self.rowsPerChunk))
    }
  }
}
