import COpenBLAS

extension Matrix {
  /// The upper triangle of AᵀA, by tiles of columns shared out over the threads: the same bits for any number of
  /// them. O(rows · columns²).
  /// - Throws: `CancellationError`.
  func crossProduct(_ context: RunContext) throws -> Matrix {
    BLASThreads.useOne()
    let (n, d) = (rows, columns)
    let tile = 48
    // A block should take a few milliseconds at most, so that cancelling is noticed.
    let rowBlock = max(64, min(4096, 40_000_000 / (tile * max(1, d))))
    let result = Buffer(count: d * d, repeating: 0.0)
    try values.withUnsafeBufferPointer { source in
      guard let source = source.baseAddress else { return }
      // Read by all threads, written by none.
      nonisolated(unsafe) let base = source
      try context.forEachChunk((d + tile - 1) / tile) { chunk in
        let first = chunk * tile
        let end = min(d, first + tile)
        for start in stride(from: 0, to: n, by: rowBlock) {
          try context.checkCancellation()
          cblas_dgemm(
            CblasColMajor, CblasTrans, CblasNoTrans, Int32(end), Int32(end - first), Int32(min(rowBlock, n - start)), 1,
            base + start, Int32(n), base + (first * n + start), Int32(n), 1, result.pointer + first * d, Int32(d))
        }
      }
    }
    return Matrix(rows: d, columns: d, values: result.array)
  }

  /// The product AB, by blocks of rows shared out over the threads. O(rows · columns · other.columns).
  /// - Throws: `CancellationError`.
  func times(_ other: Matrix, _ context: RunContext) throws -> Matrix {
    precondition(columns == other.rows, "the columns of one are the rows of the other")
    BLASThreads.useOne()
    let (n, m) = (rows, other.columns)
    let rowBlock = max(8, min(1024, 40_000_000 / max(1, columns * other.columns)))
    let result = Buffer(count: n * m, repeating: 0.0)
    let right = Buffer(other.values, padding: 0)
    let inner = columns
    try values.withUnsafeBufferPointer { source in
      guard let source = source.baseAddress, m > 0 else { return }
      nonisolated(unsafe) let base = source
      try context.forEachChunk((n + rowBlock - 1) / rowBlock) { chunk in
        let start = chunk * rowBlock
        cblas_dgemm(
          CblasColMajor, CblasNoTrans, CblasNoTrans, Int32(min(rowBlock, n - start)), Int32(m), Int32(inner), 1,
          base + start, Int32(n), right.pointer, Int32(inner), 0, result.pointer + start, Int32(n))
      }
    }
    return Matrix(rows: n, columns: m, values: result.array)
  }
}
