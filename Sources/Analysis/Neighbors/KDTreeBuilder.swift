/// Builds a kd-tree: each node is split at the middle of its widest coordinate (Maneewongvatana & Mount, "It's okay to
/// be skinny, if your friends are fat", 1999), which keeps outliers from stretching the boxes of others, with the
/// place of the split rounded to whole leaves, so that duplicates and constant columns do no harm. Deeper than
/// `balancedDepth` it splits at the median. Equal coordinates are ordered by row. About O(n log n) time.
struct KDTreeBuilder {
  /// A coordinate and the row it belongs to.
  private struct Entry {
    var key: Double
    var row: Int32
    @inline(__always) static func precedes(_ a: Entry, _ b: Entry) -> Bool {
      a.key < b.key || (a.key == b.key && a.row < b.row)
    }
  }

  /// From where on splits halve the points, so that the depth is bounded whatever the data.
  private static let balancedDepth = 48

  private let storage: KDTreeStorage
  /// Row by row, so that a point is one stretch of memory.
  private let points: UnsafePointer<Double>
  private let order: UnsafeMutablePointer<Int32>
  private let entries: UnsafeMutablePointer<Entry>

  static func build(_ points: Matrix, blocksPerLeaf: Int, context: RunContext) throws -> KDTreeStorage {
    let storage = KDTreeStorage(count: points.rows, columns: points.columns, blocksPerLeaf: blocksPerLeaf)
    let rowMajor = points.rowMajorValues()
    let order = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, points.rows))
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: max(1, points.rows))
    defer {
      order.deallocate()
      entries.deallocate()
    }
    for i in 0..<points.rows {
      order[i] = Int32(truncatingIfNeeded: i)
      entries[i] = Entry(key: 0, row: 0)
    }
    try rowMajor.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress, storage.leafCount > 0 else { return }
      nonisolated(unsafe) let builder = KDTreeBuilder(storage: storage, points: base, order: order, entries: entries)
      var parts: [Part] = []
      let partLeaves = context.threads == 1 ? storage.leafCount : max(64, storage.leafCount / (context.threads * 4))
      try builder.splitTop(Part(node: 0, first: 0, end: storage.leafCount, depth: 0), partLeaves, context, &parts)
      let fixed = parts
      try context.forEachChunk(fixed.count) { try builder.split(fixed[$0], context) }
      builder.joinTop(node: 0, partLeaves: partLeaves)
    }
    return storage
  }

  /// A node with the leaves below it.
  private struct Part {
    let node: Int
    let first: Int
    let end: Int
    let depth: Int
  }

  /// Splits down to parts of at most `partLeaves` leaves, which are then built in parallel.
  private func splitTop(_ part: Part, _ partLeaves: Int, _ context: RunContext, _ parts: inout [Part]) throws {
    guard part.end - part.first > partLeaves, part.end - part.first > 1 else {
      parts.append(part)
      return
    }
    try context.checkCancellation()
    let (left, right) = halve(part)
    try splitTop(left, partLeaves, context, &parts)
    try splitTop(right, partLeaves, context, &parts)
  }

  /// The lowest rows of the nodes above the parts.
  private func joinTop(node: Int, partLeaves: Int) {
    let leaves = Int(storage.endLeaf[node] - storage.firstLeaf[node])
    guard leaves > partLeaves, leaves > 1 else { return }
    let other = Int(storage.right[node])
    joinTop(node: node + 1, partLeaves: partLeaves)
    joinTop(node: other, partLeaves: partLeaves)
    storage.lowestRow[node] = min(storage.lowestRow[node + 1], storage.lowestRow[other])
  }

  private func split(_ part: Part, _ context: RunContext) throws {
    if part.end - part.first == 1 {
      makeLeaf(node: part.node, leaf: part.first)
      return
    }
    if part.end - part.first > 512 { try context.checkCancellation() }
    let (left, right) = halve(part)
    try split(left, context)
    try split(right, context)
    storage.lowestRow[part.node] = min(storage.lowestRow[left.node], storage.lowestRow[right.node])
  }

  private func range(first: Int, end: Int) -> Range<Int> {
    first * storage.leafSize..<min(end * storage.leafSize, storage.count)
  }

  /// Fills in a node's box and extent; returns its widest coordinate.
  private func measure(node: Int, first: Int, end: Int) -> Int {
    let columns = storage.columns
    let low = storage.boxes + node * 2 * columns
    let high = low + columns
    let positions = range(first: first, end: end)
    let initial = points + Int(order[positions.lowerBound]) * columns
    for j in 0..<columns {
      low[j] = initial[j]
      high[j] = initial[j]
    }
    for position in positions {
      let point = points + Int(order[position]) * columns
      for j in 0..<columns {
        let x = point[j]
        low[j] = x < low[j] ? x : low[j]
        high[j] = x > high[j] ? x : high[j]
      }
    }
    storage.firstLeaf[node] = Int32(truncatingIfNeeded: first)
    storage.endLeaf[node] = Int32(truncatingIfNeeded: end)
    var widest = 0
    for j in 0..<columns where high[j] - low[j] > high[widest] - low[widest] { widest = j }
    return widest
  }

  /// Orders the rows of a node so that those of its left child come first.
  private func halve(_ part: Part) -> (left: Part, right: Part) {
    let column = measure(node: part.node, first: part.first, end: part.end)
    let positions = range(first: part.first, end: part.end)
    let columns = storage.columns
    let box = storage.boxes + part.node * 2 * columns
    let middle = box[column] / 2 + box[columns + column] / 2
    var below = 0
    for position in positions {
      let row = order[position]
      let key = points[Int(row) * columns + column]
      entries[position] = Entry(key: key, row: row)
      if key < middle { below += 1 }
    }
    let leaves = part.end - part.first
    let size = storage.leafSize
    let left =
      part.depth < Self.balancedDepth ? max(1, min(leaves - 1, (below + size / 2) / size)) : (leaves + 1) / 2
    let first = part.first + left
    select(first * size, in: positions)
    for position in positions { order[position] = entries[position].row }
    let right = part.node + 2 * left
    storage.right[part.node] = Int32(truncatingIfNeeded: right)
    return (
      Part(node: part.node + 1, first: part.first, end: first, depth: part.depth + 1),
      Part(node: right, first: first, end: part.end, depth: part.depth + 1)
    )
  }

  private func makeLeaf(node: Int, leaf: Int) {
    _ = measure(node: node, first: leaf, end: leaf + 1)
    let columns = storage.columns
    var lowest = KDTreeStorage.padding
    // Within a leaf rows ascend, so that ties are met in the order in which they are broken.
    let positions = range(first: leaf, end: leaf + 1)
    for i in positions.dropFirst() {
      let row = order[i]
      var hole = i
      while hole > positions.lowerBound, order[hole - 1] > row {
        order[hole] = order[hole - 1]
        hole -= 1
      }
      order[hole] = row
    }
    for position in positions {
      let row = order[position]
      lowest = min(lowest, row)
      storage.rows[position] = row
      storage.positions[Int(row)] = Int32(truncatingIfNeeded: position)
      let target = storage.coordinates + ((position >> 3) * columns * 8 + (position & 7))
      let point = points + Int(row) * columns
      for j in 0..<columns { target[j * 8] = point[j] }
    }
    storage.lowestRow[node] = lowest
    storage.leafNode[leaf] = Int32(truncatingIfNeeded: node)
  }

  /// Hoare's selection with the median of three: afterwards no entry before `target` follows one from `target` on.
  /// The order is strict (ties by row), so many equal keys cost nothing extra. Expected O(n).
  private func select(_ target: Int, in positions: Range<Int>) {
    var low = positions.lowerBound
    var high = positions.upperBound - 1
    let entries = entries
    // A deterministic shuffle of the pivots' places: sorted and crafted input stay harmless.
    var random = RandomSource(seed: UInt64(truncatingIfNeeded: positions.count))
    while high - low > 2 {
      let a = entries[low + random.integer(below: high - low + 1)]
      let b = entries[low + random.integer(below: high - low + 1)]
      let c = entries[low + random.integer(below: high - low + 1)]
      let pivot = median(a, b, c)
      var i = low
      var j = high
      while i <= j {
        while Entry.precedes(entries[i], pivot) { i += 1 }
        while Entry.precedes(pivot, entries[j]) { j -= 1 }
        if i <= j {
          let swapped = entries[i]
          entries[i] = entries[j]
          entries[j] = swapped
          i += 1
          j -= 1
        }
      }
      if target <= j {
        high = j
      } else if target >= i {
        low = i
      } else {
        return
      }
    }
    while low < high {
      for k in low..<high where Entry.precedes(entries[k + 1], entries[k]) {
        let swapped = entries[k]
        entries[k] = entries[k + 1]
        entries[k + 1] = swapped
      }
      high -= 1
    }
  }

  private func median(_ a: Entry, _ b: Entry, _ c: Entry) -> Entry {
    if Entry.precedes(a, b) {
      return Entry.precedes(b, c) ? b : Entry.precedes(a, c) ? c : a
    }
    return Entry.precedes(a, c) ? a : Entry.precedes(b, c) ? c : b
  }
}
