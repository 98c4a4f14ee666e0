/// How far each row's k-th nearest other row is, in comparison values: what density is measured by.
enum CoreValues {
  /// Beyond so many neighbours a list kept in order by insertion is no longer the way, nor for all rows at once beyond
  /// so many in all.
  private static let mostNeighbors = 256
  private static let mostListed = 50_000_000
  private static let rowsPerChunk = 8

  /// A kd-tree over the dissimilarities' points, where there are any and it pays to look things up in it.
  static func tree(over dissimilarities: any Dissimilarities, _ context: RunContext) throws -> KDTree? {
    guard let geometry = dissimilarities.geometry, geometry.points.rows > 1 else { return nil }
    let tree = try KDTree(geometry, context: context)
    return tree.search.isFinite && VATOrder.route(through: tree) == .kdTree ? tree : nil
  }

  /// O(n log n) time with a tree, else O(n²) dissimilarities; O(n·k) memory.
  /// - Parameter k: 0 gives zeros; more than there are other rows gives infinities.
  /// - Throws: `CancellationError`.
  static func values(
    toNeighbor k: Int, of dissimilarities: any Dissimilarities, tree: KDTree?, context: RunContext
  ) throws -> [Double] {
    let n = dissimilarities.count
    guard k > 0 else { return Array(repeating: 0, count: n) }
    guard k < n else { return Array(repeating: .infinity, count: n) }
    if let tree, k <= mostNeighbors, k <= mostListed / n {
      let neighbors = try tree.nearestNeighbors(k, context: context)
      return (0..<n).map { neighbors.comparisonValues[$0 * k + k - 1] }
    }
    let result = Buffer(count: n, repeating: 0.0)
    let chunks = (n + rowsPerChunk - 1) / rowsPerChunk
    let finished = ChunkCounter()
    try context.forEachChunk(chunks) { chunk in
      let block = 8192
      let values = Buffer(count: min(n, block), repeating: 0.0)
      for row in chunk * rowsPerChunk..<min(n, (chunk + 1) * rowsPerChunk) {
        var smallest = SmallestValues(count: k)
        for start in stride(from: 0, to: n, by: block) {
          try context.checkCancellation()
          let range = start..<min(n, start + block)
          dissimilarities.comparisonValues(from: row, to: range, into: values.pointer)
          if range.contains(row) { values[row - start] = .infinity }
          smallest.take(values.pointer, range.count)
        }
        result.pointer[row] = smallest.largest
      }
      let done = finished.take() + 1
      if done % 32 == 0 || done == chunks {
        context.report("core distances", min(n, done * rowsPerChunk), of: n)
      }
    }
    return result.array
  }
}

/// The k smallest of many numbers, in a heap with the largest on top.
private struct SmallestValues {
  private var heap: [Double]

  init(count: Int) { heap = Array(repeating: .infinity, count: count) }

  var largest: Double { heap[0] }

  mutating func take(_ values: UnsafePointer<Double>, _ count: Int) {
    heap.withUnsafeMutableBufferPointer { heap in
      for i in 0..<count where values[i] < heap[0] {
        let value = values[i]
        var hole = 0
        while true {
          var child = 2 * hole + 1
          if child >= heap.count { break }
          if child + 1 < heap.count, heap[child + 1] > heap[child] { child += 1 }
          if heap[child] <= value { break }
          heap[hole] = heap[child]
          hole = child
        }
        heap[hole] = value
      }
    }
  }
}
