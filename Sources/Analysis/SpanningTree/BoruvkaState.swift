/// What Borůvka's algorithm knows between rounds, by position in the kd-tree.
///
/// `@unchecked Sendable`: workers write only to the entries of the positions in their own chunks, and read components
/// only while no one writes them.
final class BoruvkaState: @unchecked Sendable {
  let storage: KDTreeStorage
  let listLength: Int
  let coreValues: UnsafeMutablePointer<Double>?
  /// No edge from a position to another component is lower than this.
  let lower: UnsafeMutablePointer<Double>
  /// The lowest `lower` below each node: an edge is bounded from both its ends, and so are nodes to search.
  let nodeLower: UnsafeMutablePointer<Double>
  let component: UnsafeMutablePointer<Int32>
  /// The component that all points below a node share, or −1.
  let nodeComponent: UnsafeMutablePointer<Int32>
  /// Neighbours of each position, nearest first. The last place also holds what a later search found.
  let listPositions: UnsafeMutablePointer<Int32>
  /// Their comparison values. No foreign point that is not listed is nearer than the last.
  let listValues: UnsafeMutablePointer<Double>
  /// The first place of the list that has not been seen to lie in the point's own component.
  let cursor: UnsafeMutablePointer<UInt8>

  /// Room for the positions in a leaf that take part in a search, at the leaf's own positions.
  let asking: UnsafeMutablePointer<Int32>

  init(_ storage: KDTreeStorage, listLength: Int, coreValues cores: [Double]?) {
    let n = storage.count
    let k = max(1, min(listLength, n - 1))
    self.storage = storage
    self.listLength = k
    let padded = storage.leafCount * storage.leafSize
    component = .allocate(capacity: max(1, padded))
    for i in 0..<padded { component[i] = Int32(truncatingIfNeeded: i) }
    nodeComponent = .allocate(capacity: max(1, storage.nodeCount))
    nodeComponent.initialize(repeating: -1, count: storage.nodeCount)
    listPositions = .allocate(capacity: max(1, n * k))
    listPositions.initialize(repeating: 0, count: n * k)
    listValues = .allocate(capacity: max(1, n * k))
    listValues.initialize(repeating: 0, count: n * k)
    cursor = .allocate(capacity: max(1, n))
    cursor.initialize(repeating: 0, count: n)
    asking = .allocate(capacity: max(1, n))
    asking.initialize(repeating: 0, count: n)
    lower = .allocate(capacity: max(1, n))
    lower.initialize(repeating: 0, count: n)
    nodeLower = .allocate(capacity: max(1, storage.nodeCount))
    nodeLower.initialize(repeating: 0, count: storage.nodeCount)
    guard let cores else {
      coreValues = nil
      return
    }
    let values = UnsafeMutablePointer<Double>.allocate(capacity: max(1, n))
    for i in 0..<n {
      values[i] = cores[i]
      lower[Int(storage.positions[i])] = cores[i]
    }
    coreValues = values
    raiseNodes()
  }

  deinit {
    coreValues?.deallocate()
    asking.deallocate()
    lower.deallocate()
    nodeLower.deallocate()
    component.deallocate()
    nodeComponent.deallocate()
    listPositions.deallocate()
    listValues.deallocate()
    cursor.deallocate()
  }

  /// Brings the bounds of the nodes up to date with those of the points.
  func raiseNodes() {
    for node in stride(from: storage.nodeCount - 1, through: 0, by: -1) {
      let right = Int(storage.right[node])
      if right != 0 {
        nodeLower[node] = min(nodeLower[node + 1], nodeLower[right])
        continue
      }
      var lowest = Double.infinity
      let first = Int(storage.firstLeaf[node]) * storage.leafSize
      for position in first..<min(storage.count, first + storage.leafSize) {
        lowest = lower[position] < lowest ? lower[position] : lowest
      }
      nodeLower[node] = lowest
    }
  }

  /// Keeps what a search found; when it found nothing, that nothing precedes `bound`.
  @inline(__always) func remember(_ edge: TreeEdge, at position: Int, bound: Double) {
    let place = position * listLength + listLength - 1
    if edge.isNone {
      listPositions[place] = Int32(truncatingIfNeeded: position)
      listValues[place] = bound
      cursor[position] = UInt8(truncatingIfNeeded: listLength)
      lower[position] = bound
    } else {
      let row = storage.rows[position]
      listPositions[place] = storage.positions[Int(edge.low == row ? edge.high : edge.low)]
      listValues[place] = edge.value
      cursor[position] = UInt8(truncatingIfNeeded: listLength - 1)
      lower[position] = edge.value
    }
  }
}

/// The lowest edge of each component, one table for each worker.
///
/// `@unchecked Sendable`: a worker writes to its own table only.
final class EdgeTable: @unchecked Sendable {
  private let workers: Int
  private let components: Int
  private let storage: UnsafeMutablePointer<TreeEdge>
  private let marks: UnsafeMutablePointer<Bool>

  init(workers: Int, components: Int) {
    self.workers = workers
    self.components = components
    storage = .allocate(capacity: max(1, workers * components))
    storage.initialize(repeating: .none, count: workers * components)
    marks = .allocate(capacity: max(1, workers * components))
    marks.initialize(repeating: false, count: workers * components)
  }

  deinit {
    storage.deallocate()
    marks.deallocate()
  }

  func edges(of worker: Int) -> UnsafeMutablePointer<TreeEdge> { storage + worker * components }

  /// Where a worker marks the components for which a lower edge cannot be ruled out.
  func spared(by worker: Int) -> UnsafeMutablePointer<Bool> { marks + worker * components }

  /// Gives every worker the lowest of all.
  func merge() {
    guard workers > 1 else { return }
    for component in 0..<components {
      var best = storage[component]
      for worker in 1..<workers {
        let edge = storage[worker * components + component]
        if TreeEdge.precedes(edge, best) { best = edge }
      }
      for worker in 0..<workers { storage[worker * components + component] = best }
    }
  }

  /// The edges that are known to be the lowest of their components; `.none` for the others.
  func result() -> [TreeEdge] {
    (0..<components).map { component in
      (0..<workers).contains { marks[$0 * components + component] } ? .none : storage[component]
    }
  }
}

/// Joins components along edges and numbers what comes out.
struct ComponentJoiner {
  private let storage: KDTreeStorage
  private var parent: [Int32]
  private(set) var componentCount: Int
  private(set) var edges: [TreeEdge] = []
  /// Points in each component.
  private(set) var sizes: [Int32]

  init(storage: KDTreeStorage) {
    self.storage = storage
    componentCount = storage.count
    sizes = [Int32](repeating: 1, count: storage.count)
    parent = (0..<Int32(storage.count)).map { $0 }
    edges.reserveCapacity(max(0, storage.count - 1))
  }

  /// Takes an edge between two components into the tree, unless they are joined already.
  mutating func join(_ edge: TreeEdge, _ a: Int, _ b: Int) {
    let (joined, edge): (Bool, TreeEdge) = parent.withUnsafeMutableBufferPointer { parent in
      func root(_ v: Int) -> Int {
        var v = v
        while Int(parent[v]) != v {
          parent[v] = parent[Int(parent[v])]
          v = Int(parent[v])
        }
        return v
      }
      let rootA = root(a)
      let rootB = root(b)
      guard rootA != rootB else { return (false, edge) }
      parent[max(rootA, rootB)] = Int32(truncatingIfNeeded: min(rootA, rootB))
      return (true, edge)
    }
    if joined { edges.append(edge) }
  }

  /// Gives the joined components new numbers 0… and writes them to every position and node.
  mutating func relabel(_ state: BoruvkaState, _ context: RunContext) throws {
    // A root is the lowest of its component, so it is numbered before the others meet it.
    var number = [Int32](repeating: 0, count: parent.count)
    var next: Int32 = 0
    for v in parent.indices {
      if Int(parent[v]) == v {
        number[v] = next
        next += 1
      } else {
        number[v] = number[Int(parent[v])]
      }
    }
    let numbers = number
    var joined = [Int32](repeating: 0, count: Int(next))
    for v in sizes.indices { joined[Int(number[v])] += sizes[v] }
    sizes = joined
    let storage = storage
    let leavesPerChunk = max(1, 4096 / storage.leafSize)
    // Where each leaf's node is: leaves appear in preorder in ascending order.
    try context.forEachChunk((storage.leafCount + leavesPerChunk - 1) / leavesPerChunk) { chunk in
      for leaf in chunk * leavesPerChunk..<min(storage.leafCount, (chunk + 1) * leavesPerChunk) {
        let first = leaf * storage.leafSize
        for position in first..<min(storage.count, first + storage.leafSize) {
          state.component[position] = numbers[Int(state.component[position])]
        }
      }
    }
    for node in stride(from: storage.nodeCount - 1, through: 0, by: -1) {
      let right = Int(storage.right[node])
      if right != 0 {
        let shared = state.nodeComponent[node + 1]
        state.nodeComponent[node] = shared == state.nodeComponent[right] ? shared : -1
      } else {
        let first = Int(storage.firstLeaf[node]) * storage.leafSize
        let shared = state.component[first]
        var same = true
        for position in first..<min(storage.count, first + storage.leafSize) where state.component[position] != shared {
          same = false
        }
        state.nodeComponent[node] = same ? shared : -1
      }
    }
    componentCount = Int(next)
    parent = (0..<next).map { $0 }
  }
}
