/// The rows that make each row a core, by position in a kd-tree, and the core values.
///
/// `@unchecked Sendable`: workers fill in the positions of their own leaves, and no one writes afterwards.
final class CoreLists: @unchecked Sendable {
  /// Lists are for so many neighbours at most; beyond, keeping them takes too much memory and insertion too long.
  static let mostNeighbors = 64

  /// Neighbours that make a row a core.
  let needed: Int
  /// Positions, `needed` for each position, nearest first.
  let neighbors: Buffer<Int32>
  /// And the comparison values to them.
  let values: Buffer<Double>
  /// The comparison value to the last of them, by position.
  let cores: Buffer<Double>
  /// Whether other rows are as near as the last.
  let isTied: Buffer<Bool>

  /// O(n log n) time in low dimension, O(n·needed) memory.
  /// - Parameter needed: from 1 to `mostNeighbors`, less than the number of rows.
  /// - Throws: `CancellationError`.
  init(_ tree: KDTree, needed: Int, context: RunContext) throws {
    let search = tree.search
    let storage = search.storage
    let n = storage.count
    // One more tells whether there are ties.
    let length = min(n - 1, needed + 1)
    self.needed = needed
    neighbors = Buffer(count: n * needed, repeating: 0)
    values = Buffer(count: n * needed, repeating: 0)
    cores = Buffer(count: n, repeating: .infinity)
    isTied = Buffer(count: n, repeating: false)
    let perChunk = 32
    let chunks = (storage.leafCount + perChunk - 1) / perChunk
    let done = ChunkCounter()
    try context.forEachChunk(chunks) { chunk in
      let found = LeafNeighbors(storage, k: length)
      for leaf in chunk * perChunk..<min((chunk + 1) * perChunk, storage.leafCount) {
        if context.isCancelled { return }
        search.nearest(
          length, ofLeafNode: Int(storage.leafNode[leaf]), values: found.values, rows: found.rows, points: found.points)
        let first = leaf * storage.leafSize
        for i in 0..<min(storage.leafSize, n - first) {
          let nearest = found.values + i * length
          let target = (first + i) * needed
          for m in 0..<needed {
            neighbors.pointer[target + m] = storage.positions[Int(found.rows[i * length + m])]
            values.pointer[target + m] = nearest[m]
          }
          cores.pointer[first + i] = nearest[needed - 1]
          isTied.pointer[first + i] = length > needed && nearest[needed] == nearest[needed - 1]
        }
      }
      context.report("core distances", min(n, (done.take() + 1) * perChunk * storage.leafSize), of: n)
    }
    try context.checkCancellation()
  }

  /// Whether a row equals a lower one, and so many that its core value is 0.
  @inline(__always) func isCopy(_ position: Int, _ storage: KDTreeStorage) -> Bool {
    guard cores.pointer[position] == 0 else { return false }
    // Among equally near rows the lowest comes first.
    let lowest = Int(neighbors.pointer[position * needed])
    return storage.rows[lowest] < storage.rows[position] && storage.coincide(lowest, position)
  }
}
