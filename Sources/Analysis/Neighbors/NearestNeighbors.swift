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
          let leavesPerChunk = 32
          let chunks = (storage.leafCount + leavesPerChunk - 1) / leavesPerChunk
          let done = ChunkCounter()
          try context.forEachChunk(chunks) { chunk in
            let found = LeafNeighbors(storage, k: k)
            for leaf in chunk * leavesPerChunk..<min((chunk + 1) * leavesPerChunk, storage.leafCount) {
              if context.isCancelled { return }
              search.nearest(
                k, ofLeafNode: Int(storage.leafNode[leaf]), values: found.values, rows: found.rows,
                points: found.points)
              let first = leaf * storage.leafSize
              for i in 0..<min(storage.leafSize, count - first) {
                let row = Int(storage.rows[first + i])
                (values + row * k).initialize(from: found.values + i * k, count: k)
                (rows + row * k).initialize(from: found.rows + i * k, count: k)
              }
            }
            context.report(
              "nearest neighbours", min(count, (done.take() + 1) * leavesPerChunk * storage.leafSize), of: count)
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

/// Room for the neighbours of one leaf's points.
final class LeafNeighbors {
  let values: UnsafeMutablePointer<Double>
  let rows: UnsafeMutablePointer<Int32>
  let points: UnsafeMutablePointer<Double>

  init(_ storage: KDTreeStorage, k: Int) {
    values = .allocate(capacity: max(1, storage.leafSize * k))
    values.initialize(repeating: .infinity, count: storage.leafSize * k)
    rows = .allocate(capacity: max(1, storage.leafSize * k))
    rows.initialize(repeating: KDTreeStorage.padding, count: storage.leafSize * k)
    points = .allocate(capacity: max(1, storage.leafSize * storage.columns))
    points.initialize(repeating: 0, count: storage.leafSize * storage.columns)
  }

  deinit {
    values.deallocate()
    rows.deallocate()
    points.deallocate()
  }
}
