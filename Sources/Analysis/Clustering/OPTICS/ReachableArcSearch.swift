import Synchronization

/// Finds the arcs of OPTICS, whatever the coordinate kernel.
protocol ReachableArcSearching: Sendable {
  /// - Throws: `CancellationError`.
  func arcs(context: RunContext) throws -> ReachableArcs
}

func reachableArcSearch(
  of tree: KDTree, _ lists: CoreLists, _ levels: ComponentLevels, limit: Double
) -> any ReachableArcSearching {
  let storage = tree.search.storage
  func search<Kernel: LaneKernel>(_ kernel: Kernel) -> ReachableArcSearch<Kernel> {
    ReachableArcSearch(
      tree: KDTreeSearch(storage: storage, kernel: kernel), lists: lists, levels: levels, limit: limit)
  }
  return switch tree.geometry.kernel {
  case .squaredEuclidean: search(SquaredDifference())
  case .manhattan: search(AbsoluteDifference())
  case .chebyshev: search(LargestDifference())
  case .minkowski(let exponent): search(PowerDifference(exponent: exponent))
  }
}

/// From p, OPTICS reaches o at the value v = max(core p, d(p, o)), where no smaller value leads on from what it has
/// visited. Three kinds of arcs can be such:
///
/// - v = core p: o is among the nearest of p, and needs no arc.
/// - v = d(p, o) ≤ core o: p is among the nearest of o.
/// - v = d(p, o), above both core values. Were p and o mutually reachable by steps below v, then one of these would have
///   led on from what had been visited. So v is the least at which the component of o below v is joined to anything:
///   the value of an edge of the spanning tree of mutual reachability. Of the components that are joined at a value, all
///   but the largest look for what is exactly so far away.
///
/// Of many equal rows, with a core value of 0, only the lowest is considered: it is visited before the others, and these
/// at the value 0 after it.
struct ReachableArcSearch<Kernel: LaneKernel>: ReachableArcSearching {
  /// Rows of a chunk, about.
  private static var chunk: Int { 512 }

  let tree: KDTreeSearch<Kernel>
  let lists: CoreLists
  let levels: ComponentLevels
  /// The farthest comparison value that counts.
  let limit: Double

  private var storage: KDTreeStorage { tree.storage }

  @specialized(where Kernel == SquaredDifference)
  @specialized(where Kernel == AbsoluteDifference)
  @specialized(where Kernel == LargestDifference)
  func arcs(context: RunContext) throws -> ReachableArcs {
    let n = storage.count
    let tasks = self.tasks
    let chunks = (n + Self.chunk - 1) / Self.chunk
    let parts = Mutex([[ReachableArcs.Arc]](repeating: [], count: chunks + tasks.count))
    let finished = ChunkCounter()
    try context.forEachChunk(chunks + tasks.count) { index in
      var found = ArcList()
      if index < chunks {
        addNearest(index * Self.chunk..<min(n, (index + 1) * Self.chunk), &found)
      } else {
        let room = Buffer(count: storage.columns, repeating: 0.0)
        for component in tasks[index - chunks] { try addJoining(component, room.pointer, &found, context) }
      }
      let arcs = found.arcs
      parts.withLock { $0[index] = arcs }
      context.report("reachability", finished.take() + 1, of: chunks + tasks.count)
    }
    return ReachableArcs(parts.withLock { $0 }, count: n)
  }

  /// Arcs to rows from their nearest.
  private func addNearest(_ positions: Range<Int>, _ found: inout ArcList) {
    for position in positions where !lists.isCopy(position, storage) {
      for m in position * lists.needed..<(position + 1) * lists.needed {
        let (other, value) = (Int(lists.neighbors.pointer[m]), lists.values.pointer[m])
        if value <= limit, lists.cores.pointer[other] < value, !lists.isCopy(other, storage) {
          found.add(from: other, to: position, value)
        }
      }
    }
  }

  // MARK: - Between components

  /// The components that look for others, cut into pieces and put together so that chunks are about as long.
  private var tasks: [[ComponentLevels.Component]] {
    var tasks: [[ComponentLevels.Component]] = []
    var task: [ComponentLevels.Component] = []
    var count = 0
    for component in levels.smallerComponents() where component.value > 0 && component.value <= limit {
      task.append(component)
      count += component.count
      if count >= Self.chunk {
        tasks.append(task)
        task = []
        count = 0
      }
    }
    if !task.isEmpty { tasks.append(task) }
    return tasks
  }

  private func addJoining(
    _ component: ComponentLevels.Component, _ point: UnsafeMutablePointer<Double>, _ found: inout ArcList,
    _ context: RunContext
  ) throws {
    for place in component.first...component.last {
      if place & 63 == 0 { try context.checkCancellation() }
      let position = Int(levels.positions.pointer[Int(place)])
      let core = lists.cores.pointer[position]
      // What is exactly as far as the core value has been listed, unless there is more than the list holds.
      guard core < component.value || (core == component.value && lists.isTied.pointer[position]),
        !lists.isCopy(position, storage)
      else { continue }
      storage.copyPoint(at: position, to: point)
      look(0, from: position, core, point, component, &found)
    }
  }

  /// Notes the rows of a node outside the component that are exactly as far away as its value.
  private func look(
    _ start: Int, from position: Int, _ core: Double, _ point: UnsafePointer<Double>,
    _ component: ComponentLevels.Component, _ found: inout ArcList
  ) {
    var node = start
    while true {
      if levels.nodeFirst.pointer[node] >= component.first && levels.nodeLast.pointer[node] <= component.last { return }
      if tree.lowerBound(node, point) > component.value || farthest(node, point) < component.value { return }
      let right = Int(storage.right[node])
      if right == 0 { break }
      look(node + 1, from: position, core, point, component, &found)
      node = right
    }
    let leaf = Int(storage.firstLeaf[node])
    let value = component.value
    for block in leaf * storage.blocksPerLeaf..<(leaf + 1) * storage.blocksPerLeaf {
      tree.blockValues(block, point).forEach(atMost: value) { lane, distance in
        let other = block * 8 + lane
        guard distance == value, storage.rows[other] != KDTreeStorage.padding else { return }
        let place = levels.places.pointer[other]
        if (place >= component.first && place <= component.last) || lists.isCopy(other, storage) { return }
        let otherCore = lists.cores.pointer[other]
        if otherCore < value { found.add(from: other, to: position, value) }
        if core < value, otherCore <= value { found.add(from: position, to: other, value) }
      }
    }
  }

  /// An upper bound on the comparison value from a point to anything in a node.
  @inline(__always) private func farthest(_ node: Int, _ point: UnsafePointer<Double>) -> Double {
    let columns = storage.columns
    let low = storage.boxes + node * 2 * columns
    let high = low + columns
    var total = 0.0
    for j in 0..<columns {
      let (below, above) = (point[j] - low[j], high[j] - point[j])
      total = tree.kernel.accumulate(total, below > above ? below : above, 0)
    }
    return total / tree.kernel.lowerSlack
  }
}

/// What one chunk finds.
private struct ArcList {
  private(set) var arcs: [ReachableArcs.Arc] = []

  mutating func add(from source: Int, to target: Int, _ value: Double) {
    arcs.append(
      ReachableArcs.Arc(
        source: Int32(truncatingIfNeeded: source), target: Int32(truncatingIfNeeded: target), value: value))
  }
}
