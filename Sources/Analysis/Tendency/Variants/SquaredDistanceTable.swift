/// All squared distances between points of many coordinates, n×n, computed in tiles that stay in the cache: where the
/// points are too long to be read again for every row. O(n²·d) time, 8·n² bytes.
///
/// `@unchecked Sendable`: filled once, each tile by one thread, and never changed afterwards.
final class SquaredDistanceTable: @unchecked Sendable {
  let count: Int
  private let values: Buffer<Double>
  private static let tile = 64

  /// The sums run in the order of the columns, as everywhere: the same bits as one pair at a time.
  /// - Throws: `CancellationError`.
  init(_ points: Matrix, phase: String, context: RunContext) throws {
    let n = points.rows
    count = n
    let values = Buffer(count: n * n, repeating: 0.0)
    self.values = values
    let tile = Self.tile
    let tiles = (n + tile - 1) / tile
    let done = ChunkCounter()
    try points.values.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      nonisolated(unsafe) let source = base
      try context.forEachChunk(tiles) { first in
        let rows = first * tile..<min(n, (first + 1) * tile)
        withUnsafeTemporaryAllocation(of: Double.self, capacity: tile * tile) { sums in
          let sums = sums.baseAddress.unsafelyUnwrapped
          for second in first..<tiles {
            if context.isCancelled { return }
            let others = second * tile..<min(n, (second + 1) * tile)
            Self.sum(source, points, rows, others, into: sums)
            for i in 0..<rows.count {
              for j in 0..<others.count {
                let value = sums[i * tile + j]
                values.pointer[(rows.lowerBound + i) * n + others.lowerBound + j] = value
                values.pointer[(others.lowerBound + j) * n + rows.lowerBound + i] = value
              }
            }
          }
        }
        context.report(phase, done.take() + 1, of: tiles)
      }
    }
  }

  @inline(__always) private static func sum(
    _ source: UnsafePointer<Double>, _ points: Matrix, _ rows: Range<Int>, _ others: Range<Int>,
    into sums: UnsafeMutablePointer<Double>
  ) {
    sums.update(repeating: 0, count: tile * tile)
    let (height, width) = (rows.count, others.count)
    for column in 0..<points.columns {
      let x = source + (column * points.rows + rows.lowerBound)
      let y = source + (column * points.rows + others.lowerBound)
      for i in 0..<height {
        let value = x[i]
        let target = sums + i * tile
        for j in 0..<width {
          let difference = value - y[j]
          target[j] += difference * difference
        }
      }
    }
  }

  @inline(__always) subscript(i: Int, j: Int) -> Double { values.pointer[i * count + j] }

  /// The squared distances from point `i` on, `count` of them after one another.
  func row(_ i: Int) -> UnsafePointer<Double> { UnsafePointer(values.pointer + i * count) }
}
