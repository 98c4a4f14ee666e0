/// The arrays of a kd-tree. Filled once while the tree is built and never changed afterwards.
///
/// Points are kept in tree order in blocks of eight: coordinate j of the eight points of block b lies in
/// `coordinates[(b * columns + j) * 8 ..< +8]`. A leaf is `blocksPerLeaf` blocks; only the last leaf may be padded,
/// with points at infinity whose identity is `padding`. Nodes are numbered in preorder: the left child of node v is
/// v + 1, the right child `right[v]`; a leaf has `right[v] == 0`.
///
/// `@unchecked Sendable`: plain memory, written before the object is shared, freed when no one holds it.
final class KDTreeStorage: @unchecked Sendable {
  static let padding = Int32.max

  let count: Int
  let columns: Int
  let blocksPerLeaf: Int
  let leafCount: Int
  let nodeCount: Int
  let coordinates: UnsafeMutablePointer<Double>
  /// Row of the point at each position; `padding` beyond the last.
  let rows: UnsafeMutablePointer<Int32>
  /// Position of each row.
  let positions: UnsafeMutablePointer<Int32>
  let right: UnsafeMutablePointer<Int32>
  let firstLeaf: UnsafeMutablePointer<Int32>
  /// One past the last leaf of each node.
  let endLeaf: UnsafeMutablePointer<Int32>
  /// The node of each leaf.
  let leafNode: UnsafeMutablePointer<Int32>
  /// Of node v: the lowest corner, then the highest, `columns` numbers each.
  let boxes: UnsafeMutablePointer<Double>
  /// The lowest row below each node.
  let lowestRow: UnsafeMutablePointer<Int32>

  var leafSize: Int { blocksPerLeaf * 8 }

  init(count: Int, columns: Int, blocksPerLeaf: Int) {
    self.count = count
    self.columns = columns
    self.blocksPerLeaf = blocksPerLeaf
    let leafSize = blocksPerLeaf * 8
    leafCount = (count + leafSize - 1) / leafSize
    nodeCount = max(0, 2 * leafCount - 1)
    let padded = leafCount * leafSize
    coordinates = .allocate(capacity: max(1, padded * columns))
    coordinates.initialize(repeating: .infinity, count: padded * columns)
    rows = .allocate(capacity: max(1, padded))
    rows.initialize(repeating: Self.padding, count: padded)
    positions = .allocate(capacity: max(1, count))
    positions.initialize(repeating: 0, count: count)
    right = .allocate(capacity: max(1, nodeCount))
    right.initialize(repeating: 0, count: nodeCount)
    firstLeaf = .allocate(capacity: max(1, nodeCount))
    firstLeaf.initialize(repeating: 0, count: nodeCount)
    endLeaf = .allocate(capacity: max(1, nodeCount))
    endLeaf.initialize(repeating: 0, count: nodeCount)
    leafNode = .allocate(capacity: max(1, leafCount))
    leafNode.initialize(repeating: 0, count: leafCount)
    boxes = .allocate(capacity: max(1, nodeCount * 2 * columns))
    boxes.initialize(repeating: 0, count: nodeCount * 2 * columns)
    lowestRow = .allocate(capacity: max(1, nodeCount))
    lowestRow.initialize(repeating: Self.padding, count: nodeCount)
  }

  deinit {
    coordinates.deallocate()
    rows.deallocate()
    positions.deallocate()
    right.deallocate()
    firstLeaf.deallocate()
    endLeaf.deallocate()
    leafNode.deallocate()
    boxes.deallocate()
    lowestRow.deallocate()
  }

  /// Copies the coordinates of the point at a position.
  @inline(__always) func copyPoint(at position: Int, to target: UnsafeMutablePointer<Double>) {
    let base = coordinates + ((position >> 3) * columns * 8 + (position & 7))
    for j in 0..<columns { target[j] = base[j * 8] }
  }

  /// Whether the points at two positions have the same coordinates.
  func coincide(_ a: Int, _ b: Int) -> Bool {
    let first = coordinates + ((a >> 3) * columns * 8 + (a & 7))
    let second = coordinates + ((b >> 3) * columns * 8 + (b & 7))
    for j in 0..<columns where first[j * 8] != second[j * 8] { return false }
    return true
  }
}
