/// Finds the connected components of the graph that links points of a kd-tree within a limit, by descending into
/// pairs of nodes. A pair of nodes whose points all belong to one component already is passed over, which leaves
/// little to do where points are dense.
final class ComponentSearch<Kernel: LaneKernel> {
  private let tree: KDTreeSearch<Kernel>
  private let storage: KDTreeStorage
  private let limit: Double
  private let context: RunContext
  private var sets: DisjointSets
  /// Nodes whose points are known to belong to one component.
  private let isWhole: Buffer<Bool>
  private let point: Buffer<Double>
  private var steps = 0

  init(tree: KDTreeSearch<Kernel>, limit: Double, context: RunContext) {
    self.tree = tree
    storage = tree.storage
    self.limit = limit
    self.context = context
    sets = DisjointSets(count: storage.count)
    isWhole = Buffer(count: storage.nodeCount, repeating: false)
    point = Buffer(count: storage.columns, repeating: 0)
  }

  func roots() -> [Int] { (0..<storage.count).map { sets.root(of: $0) } }

  /// Links the points of one node among each other.
  func joinWithin(_ node: Int) throws {
    let right = Int(storage.right[node])
    if right == 0 {
      try joinWithinLeaf(node)
      return
    }
    try joinWithin(node + 1)
    try joinWithin(right)
    try join(node + 1, right)
    _ = component(of: node)
  }

  /// Links the points of one node with those of another.
  private func join(_ a: Int, _ b: Int) throws {
    steps += 1
    if steps & 1023 == 0 { try context.checkCancellation() }
    let componentA = component(of: a)
    let componentB = component(of: b)
    if componentA >= 0, componentA == componentB { return }
    guard gap(a, b) <= limit else { return }
    let (rightA, rightB) = (Int(storage.right[a]), Int(storage.right[b]))
    if rightA == 0, rightB == 0 {
      joinLeaves(a, b, stopAtFirst: componentA >= 0 && componentB >= 0)
      return
    }
    // The larger node is divided, the nearer half first, which may settle the other.
    let sizeA = storage.endLeaf[a] - storage.firstLeaf[a]
    let sizeB = storage.endLeaf[b] - storage.firstLeaf[b]
    let (fixed, divided) = sizeA >= sizeB ? (b, a) : (a, b)
    let (left, right) = (divided + 1, Int(storage.right[divided]))
    if gap(fixed, left) <= gap(fixed, right) {
      try join(fixed, left)
      try join(fixed, right)
    } else {
      try join(fixed, right)
      try join(fixed, left)
    }
  }

  /// The root of the component of all points of a node; −1 unless they are known to be one.
  private func component(of node: Int) -> Int {
    if isWhole[node] { return sets.root(of: Int(storage.lowestRow[node])) }
    let right = Int(storage.right[node])
    guard right != 0, isWhole[node + 1], isWhole[right] else { return right == 0 ? leafComponent(node) : -1 }
    let root = sets.root(of: Int(storage.lowestRow[node + 1]))
    guard root == sets.root(of: Int(storage.lowestRow[right])) else { return -1 }
    isWhole[node] = true
    return root
  }

  private func positions(_ leaf: Int) -> Range<Int> {
    let first = Int(storage.firstLeaf[leaf]) * storage.leafSize
    return first..<min(storage.count, first + storage.leafSize)
  }

  private func leafComponent(_ leaf: Int) -> Int {
    let positions = positions(leaf)
    let root = sets.root(of: Int(storage.rows[positions.lowerBound]))
    for position in positions.dropFirst() where sets.root(of: Int(storage.rows[position])) != root { return -1 }
    isWhole[leaf] = true
    return root
  }

  private func joinWithinLeaf(_ leaf: Int) throws {
    steps += 1
    if steps & 1023 == 0 { try context.checkCancellation() }
    let positions = positions(leaf)
    for position in positions { joinPoint(at: position, leaf, from: position + 1) }
    _ = leafComponent(leaf)
  }

  private func joinLeaves(_ a: Int, _ b: Int, stopAtFirst: Bool) {
    let first = positions(b).lowerBound
    for position in positions(a) {
      storage.copyPoint(at: position, to: point.pointer)
      guard tree.lowerBound(b, point.pointer) <= limit else { continue }
      if joinPoint(at: position, b, from: first), stopAtFirst { return }
    }
    _ = leafComponent(a)
    _ = leafComponent(b)
  }

  /// Links a point with the points of a leaf, from a position on, that are within the limit.
  @discardableResult
  private func joinPoint(at position: Int, _ leaf: Int, from first: Int) -> Bool {
    storage.copyPoint(at: position, to: point.pointer)
    let row = Int(storage.rows[position])
    let end = positions(leaf).upperBound
    var found = false
    for block in (first >> 3)..<((end + 7) >> 3) {
      let values = tree.blockValues(block, point.pointer)
      for lane in 0..<8 where values[lane] <= limit {
        let other = block * 8 + lane
        if other >= first, other < end {
          sets.join(row, Int(storage.rows[other]))
          found = true
        }
      }
    }
    return found
  }

  /// A lower bound on the comparison value between points of two nodes.
  private func gap(_ a: Int, _ b: Int) -> Double {
    let columns = storage.columns
    let lowA = storage.boxes + a * 2 * columns
    let lowB = storage.boxes + b * 2 * columns
    var total = 0.0
    for j in 0..<columns {
      let below = lowA[j] - lowB[columns + j]
      let above = lowB[j] - lowA[columns + j]
      let distance = below > above ? below : above
      total = tree.kernel.accumulate(total, distance > 0 ? distance : 0, 0)
    }
    return total * tree.kernel.lowerSlack
  }
}
