/// Builds a kd-tree: each node is split at the middle of its widest coordinate (Maneewongvatana & Mount, "It's okay to
/// be skinny, if your friends are fat", 1999), which keeps outliers from stretching the boxes of others, with the
/// place of the split rounded to whole leaves, so that duplicates and constant columns do no harm. Deeper than
/// `balancedDepth` it splits at the median. About O(n log n) time.
///
/// The coordinates themselves are moved, column by column, from one of two sets of columns to the other and back: what
/// a node reads and writes lies together in memory.
struct KDTreeBuilder {
  /// From where on splits halve the points, so that the depth is bounded whatever the data.
  private static let balancedDepth = 48

  private let storage: KDTreeStorage
  private let sides: (KDTreeColumns, KDTreeColumns)
  /// For each place of a node being split, the place that its point comes from.
  private let origin: UnsafeMutablePointer<Int32>

  private init(_ points: Matrix, storage: KDTreeStorage) {
    self.storage = storage
    sides = (KDTreeColumns(points), KDTreeColumns(count: points.rows, columns: points.columns))
    origin = .allocate(capacity: max(1, points.rows))
    origin.initialize(repeating: 0, count: points.rows)
  }

  private func deallocate() { origin.deallocate() }

  static func build(_ points: Matrix, blocksPerLeaf: Int, context: RunContext) throws -> KDTreeStorage {
    let storage = KDTreeStorage(count: points.rows, columns: points.columns, blocksPerLeaf: blocksPerLeaf)
    guard storage.leafCount > 0 else { return storage }
    nonisolated(unsafe) let builder = KDTreeBuilder(points, storage: storage)
    defer { builder.deallocate() }
    let root = Part(node: 0, first: 0, end: storage.leafCount, depth: 0, side: 0)
    let parts = try builder.divide(root, context)
    try context.forEachChunk(parts.count) { try builder.split(parts[$0], context) }
    for node in stride(from: storage.nodeCount - 1, through: 0, by: -1) where storage.right[node] != 0 {
      storage.lowestRow[node] = min(storage.lowestRow[node + 1], storage.lowestRow[Int(storage.right[node])])
    }
    return storage
  }

  /// A node with the leaves below it, and which set of columns its points lie in.
  private struct Part {
    let node: Int
    let first: Int
    let end: Int
    let depth: Int
    let side: Int
    var leaves: Int { end - first }
  }

  /// Divides large parts, all of them at once, until there are enough of about the same size for all threads; the
  /// largest come first.
  private func divide(_ root: Part, _ context: RunContext) throws -> [Part] {
    let grain = max(64, storage.leafCount / (context.threads * 8))
    guard context.threads > 1, root.leaves > grain else { return [root] }
    var large = [root]
    var small: [Part] = []
    while !large.isEmpty {
      nonisolated(unsafe) let builder = self
      let parts = large
      let halves = Buffer(count: 2 * parts.count, repeating: parts[0])
      try context.forEachChunk(parts.count) { i in
        let (left, right) = try builder.halve(parts[i], context)
        halves[2 * i] = left
        halves[2 * i + 1] = right
      }
      large = halves.array.filter { $0.leaves > grain }
      small += halves.array.filter { $0.leaves <= grain }
    }
    return small.sorted { ($0.leaves, $1.first) > ($1.leaves, $0.first) }
  }

  private func split(_ part: Part, _ context: RunContext) throws {
    if part.leaves == 1 {
      makeLeaf(part)
      return
    }
    if part.leaves > 512 { try context.checkCancellation() }
    let (left, right) = try halve(part, context)
    try split(left, context)
    try split(right, context)
  }

  private func range(_ part: Part) -> Range<Int> {
    part.first * storage.leafSize..<min(part.end * storage.leafSize, storage.count)
  }

  private func points(_ side: Int) -> KDTreeColumns { side == 0 ? sides.0 : sides.1 }

  /// Fills in a node's box and extent; returns its widest coordinate.
  private func measure(_ part: Part) -> Int {
    let columns = storage.columns
    let low = storage.boxes + part.node * 2 * columns
    let high = low + columns
    let positions = range(part)
    let points = points(part.side)
    var widest = 0
    for j in 0..<columns {
      (low[j], high[j]) = points.extent(j, positions)
      if high[j] - low[j] > high[widest] - low[widest] { widest = j }
    }
    storage.firstLeaf[part.node] = Int32(truncatingIfNeeded: part.first)
    storage.endLeaf[part.node] = Int32(truncatingIfNeeded: part.end)
    return widest
  }

  /// Moves the points of a node so that those of its left child come first.
  private func halve(_ part: Part, _ context: RunContext) throws -> (left: Part, right: Part) {
    let column = measure(part)
    let positions = range(part)
    let columns = storage.columns
    let low = storage.boxes[part.node * 2 * columns + column]
    let high = storage.boxes[(part.node * 2 + 1) * columns + column]
    let size = storage.leafSize
    var side = part.side
    var left = (part.leaves + 1) / 2
    // Points that all coincide may lie as they do.
    if low < high {
      if positions.count > 1 << 20 { try context.checkCancellation() }
      side = 1 - side
      let key = points(part.side).column(column)
      if part.depth < Self.balancedDepth {
        let below = partition(positions, key, at: low / 2 + high / 2)
        left = max(1, min(part.leaves - 1, (below + size / 2) / size))
        move(positions, from: points(part.side), to: points(side))
        shift(points(side), column, positions, from: positions.lowerBound + below, to: (part.first + left) * size)
      } else {
        for position in positions { origin[position] = Int32(truncatingIfNeeded: position) }
        var order = UnsafeMutableBufferPointer(start: origin + positions.lowerBound, count: positions.count)
        order.sort { key[Int($0)] < key[Int($1)] || (key[Int($0)] == key[Int($1)] && $0 < $1) }
        move(positions, from: points(part.side), to: points(side))
      }
    }
    let first = part.first + left
    let right = part.node + 2 * left
    storage.right[part.node] = Int32(truncatingIfNeeded: right)
    return (
      Part(node: part.node + 1, first: part.first, end: first, depth: part.depth + 1, side: side),
      Part(node: right, first: first, end: part.end, depth: part.depth + 1, side: side)
    )
  }

  /// Says for each place where its point is to come from so that those with a key below `middle` come first; returns
  /// how many there are. Without branches, which would go either way half of the time.
  private func partition(_ positions: Range<Int>, _ key: UnsafeMutablePointer<Double>, at middle: Double) -> Int {
    var front = positions.lowerBound
    var back = positions.upperBound - 1
    for position in positions {
      let place = Int32(truncatingIfNeeded: position)
      let isBelow = key[position] < middle ? 1 : 0
      origin[front] = place
      origin[back] = place
      front &+= isBelow
      back &-= 1 &- isBelow
    }
    return front - positions.lowerBound
  }

  private func move(_ positions: Range<Int>, from source: KDTreeColumns, to target: KDTreeColumns) {
    for j in 0..<storage.columns {
      let from = source.column(j)
      let to = target.column(j)
      for position in positions { to[position] = from[Int(origin[position])] }
    }
    for position in positions { target.rows[position] = source.rows[Int(origin[position])] }
  }

  /// Shifts the border between the points below and above a split: the nearest ones of one side, at most a leaf's or
  /// two, go over to the other.
  private func shift(
    _ points: KDTreeColumns, _ column: Int, _ positions: Range<Int>, from border: Int, to target: Int
  ) {
    let wanted = abs(target - border)
    guard wanted > 0 else { return }
    let key = points.column(column)
    let rises = target > border
    let candidates = rises ? border..<positions.upperBound : positions.lowerBound..<border
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: wanted) { buffer in
      let chosen = buffer.baseAddress.unsafelyUnwrapped
      var count = 0
      // In ascending order of distance from the border.
      for position in candidates {
        let value = key[position]
        if count == wanted {
          let last = key[Int(chosen[count - 1])]
          if rises ? value >= last : value <= last { continue }
        } else {
          count += 1
        }
        var place = count - 1
        while place > 0, rises ? value < key[Int(chosen[place - 1])] : value > key[Int(chosen[place - 1])] {
          chosen[place] = chosen[place - 1]
          place -= 1
        }
        chosen[place] = Int32(truncatingIfNeeded: position)
      }
      var sorted = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
      if rises {
        sorted.sort()
        for i in 0..<count { points.swapAt(border + i, Int(sorted[i])) }
      } else {
        sorted.sort(by: >)
        for i in 0..<count { points.swapAt(border - 1 - i, Int(sorted[i])) }
      }
    }
  }

  private func makeLeaf(_ part: Part) {
    _ = measure(part)
    let columns = storage.columns
    let points = points(part.side)
    let positions = range(part)
    // Within a leaf rows ascend, so that ties are met in the order in which they are broken.
    for i in positions {
      let row = points.rows[i]
      var hole = i
      while hole > positions.lowerBound, points.rows[Int(origin[hole - 1])] > row {
        origin[hole] = origin[hole - 1]
        hole -= 1
      }
      origin[hole] = Int32(truncatingIfNeeded: i)
    }
    for position in positions {
      let from = Int(origin[position])
      let row = points.rows[from]
      storage.rows[position] = row
      storage.positions[Int(row)] = Int32(truncatingIfNeeded: position)
      let target = storage.coordinates + ((position >> 3) * columns * 8 + (position & 7))
      for j in 0..<columns { target[j * 8] = points.column(j)[from] }
    }
    storage.lowestRow[part.node] = storage.rows[positions.lowerBound]
    storage.leafNode[part.first] = Int32(truncatingIfNeeded: part.node)
  }
}
