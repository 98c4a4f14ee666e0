/// The k nearest neighbours of every row.
public struct NearestNeighbors: Sendable, Equatable {
  /// Rows of the data.
  public let count: Int
  /// Neighbours of each row: what was asked for, or n − 1 if that is less.
  public let k: Int
  /// n·k rows: those of row i at `i * k ..< (i + 1) * k`, nearest first, ties to the lower row; a row is not its own
  /// neighbour.
  public let rows: [Int32]
  /// n·k comparison values, as `rows`.
  public let comparisonValues: [Double]

  public init(count: Int, k: Int, rows: [Int32], comparisonValues: [Double]) {
    precondition(rows.count == count * k && comparisonValues.count == count * k)
    self.count = count
    self.k = k
    self.rows = rows
    self.comparisonValues = comparisonValues
  }

  public func neighbors(of i: Int) -> ArraySlice<Int32> { rows[(i * k)..<((i + 1) * k)] }
  public func comparisonValues(of i: Int) -> ArraySlice<Double> { comparisonValues[(i * k)..<((i + 1) * k)] }
}

extension KDTree {
  /// The `k` nearest neighbours of every row, in parallel. O(n·k) memory.
  /// - Throws: `CancellationError`.
  public func nearestNeighbors(_ k: Int, context: RunContext) throws -> NearestNeighbors {
    let k = max(0, min(k, count - 1))
    let total = count * k
    let search = search
    let storage = search.storage
    var rows: [Int32] = []
    let values = try [Double](unsafeUninitializedCapacity: total) { values, valueCount in
      rows = try [Int32](unsafeUninitializedCapacity: total) { rows, rowCount in
        rowCount = 0
        if let values = values.baseAddress, let rows = rows.baseAddress, total > 0 {
          // Each chunk writes to the places of its own rows.
          nonisolated(unsafe) let values = values
          nonisolated(unsafe) let rows = rows
          let positionsPerChunk = 512
          let chunks = (storage.count + positionsPerChunk - 1) / positionsPerChunk
          let done = ChunkCounter()
          try context.forEachChunk(chunks) { chunk in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: storage.columns) { buffer in
              let point = buffer.baseAddress.unsafelyUnwrapped
              for position in chunk * positionsPerChunk..<min((chunk + 1) * positionsPerChunk, storage.count) {
                if position & 15 == 0, context.isCancelled { return }
                let row = Int(storage.rows[position])
                storage.copyPoint(at: position, to: point)
                let found = search.nearest(
                  k, to: point, excluding: Int32(row), values: values + row * k, rows: rows + row * k)
                assert(found == k)
              }
            }
            context.report("nearest neighbours", min(storage.count, (done.take() + 1) * positionsPerChunk), of: storage.count)
          }
          try context.checkCancellation()
        }
        rowCount = total
      }
      valueCount = total
    }
    return NearestNeighbors(count: count, k: k, rows: rows, comparisonValues: values)
  }
}
