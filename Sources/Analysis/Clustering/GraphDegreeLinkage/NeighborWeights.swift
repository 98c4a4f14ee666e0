/// The directed graph that leads from every row to its nearest neighbours, with weights that fall with the square of
/// the dissimilarity: w(i→j) = exp(−d(i, j)²/σ²), σ² = bandwidth · mean of d² over all neighbours (Zhang, Wang, Zhao &
/// Tang, "Graph degree linkage: agglomerative clustering on a directed graph", 2012).
package struct NeighborWeights: Sendable {
  package let neighbors: NearestNeighbors
  /// n·k weights from 0 to 1, as `neighbors.rows`.
  package let weights: [Double]
  /// σ², in squared dissimilarities.
  package let variance: Double

  /// O(n·k).
  /// - Parameters:
  ///   - dissimilarities: those that the neighbours were found by.
  ///   - bandwidth: above 0.
  package init(_ neighbors: NearestNeighbors, of dissimilarities: any Dissimilarities, bandwidth: Double) {
    self.neighbors = neighbors
    var lengths = neighbors.comparisonValues.map(dissimilarities.dissimilarity(ofComparisonValue:))
    let largest = lengths.reduce(0) { $1.isFinite ? max($0, $1) : $0 }
    // Of lengths relative to the largest no square can overflow.
    let unit = largest > 0 ? largest : 1
    var sum = CompensatedSum()
    for i in lengths.indices {
      lengths[i] /= unit
      if lengths[i].isFinite { sum.add(lengths[i] * lengths[i]) }
    }
    let relative = bandwidth * sum.total / Double(max(1, lengths.count))
    variance = relative * unit * unit
    // Where all neighbours are at no distance, all are as near as can be.
    weights = relative > 0 ? lengths.map { exponential(-$0 * $0 / relative) } : lengths.map { $0 == 0 ? 1 : 0 }
  }

  /// The components of the graph of first neighbours, numbered by their lowest row: one number a row, and how many
  /// there are.
  package func firstNeighborComponents() -> (component: [Int32], count: Int) {
    var sets = DisjointSets(count: neighbors.count)
    if neighbors.k > 0 {
      for i in 0..<neighbors.count { sets.join(i, Int(neighbors.rows[i * neighbors.k])) }
    }
    var numbers = Array(repeating: Int32(-1), count: neighbors.count)
    var count: Int32 = 0
    for i in 0..<neighbors.count {
      let root = sets.root(of: i)
      if root == i {
        numbers[i] = count
        count += 1
      } else {
        numbers[i] = numbers[root]
      }
    }
    return (numbers, Int(count))
  }
}

extension NearestNeighbors {
  private static let rowsPerChunk = 8

  /// The `k` nearest neighbours of every row: by a kd-tree where that pays, else by looking at all pairs. O(n log n) or
  /// O(n²) dissimilarities, O(n·k) memory.
  /// - Throws: `CancellationError`.
  package static func exact(
    _ k: Int, of dissimilarities: any Dissimilarities, context: RunContext
  ) throws -> NearestNeighbors {
    let n = dissimilarities.count
    let k = max(0, min(k, n - 1))
    if let tree = try CoreValues.tree(over: dissimilarities, context) {
      return try tree.nearestNeighbors(k, context: context)
    }
    let values = Buffer(count: n * k, repeating: Double.infinity)
    let rows = Buffer(count: n * k, repeating: Int32.max)
    let chunks = (n + rowsPerChunk - 1) / rowsPerChunk
    let finished = ChunkCounter()
    try context.forEachChunk(k == 0 ? 0 : chunks) { chunk in
      let block = 8192
      let found = Buffer(count: min(n, block), repeating: 0.0)
      for row in chunk * rowsPerChunk..<min(n, (chunk + 1) * rowsPerChunk) {
        let list = NeighborList(k: k, values: values.pointer + row * k, rows: rows.pointer + row * k)
        for start in stride(from: 0, to: n, by: block) {
          try context.checkCancellation()
          let range = start..<min(n, start + block)
          dissimilarities.comparisonValues(from: row, to: range, into: found.pointer)
          for j in range where j != row {
            // Not a number, out of what overflowed, counts as infinity.
            let value = found[j - start]
            list.offer(value.isNaN ? .infinity : value, Int32(truncatingIfNeeded: j))
          }
        }
      }
      let done = finished.take() + 1
      if done % 32 == 0 || done == chunks { context.report("nearest neighbours", min(n, done * rowsPerChunk), of: n) }
    }
    return NearestNeighbors(count: n, k: k, rows: rows.array, comparisonValues: values.array)
  }
}
