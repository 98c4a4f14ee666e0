/// Borůvka's algorithm over a kd-tree (after March, Ram & Gray, "Fast Euclidean minimum spanning tree", 2010): in each
/// round every component finds its lowest edge to another component, and all are joined.
///
/// The nearest neighbours of each point are found once, several at a time. In later rounds a point offers the first
/// of them that lies in another component; only a point that has none left, and whose last neighbour is no farther
/// than what its component already knows, searches again, skipping nodes that lie wholly within its component. Edges
/// are compared under the total order, so the tree is the one that Prim's algorithm finds, ties or not, and does not
/// depend on the number of threads.
struct Boruvka<Kernel: LaneKernel> {
  let search: KDTreeSearch<Kernel>
  /// Comparison values of the core distances by row: then an edge's value is at least that of both its ends (mutual
  /// reachability). Nil for plain distances.
  let coreValues: [Double]?
  /// Neighbours kept for each point.
  let listLength: Int

  @specialized(where Kernel == SquaredDifference)
  @specialized(where Kernel == AbsoluteDifference)
  @specialized(where Kernel == LargestDifference)
  func run(context: RunContext) throws -> SpanningTree {
    let state = BoruvkaState(
      search.storage, listLength: coreValues == nil ? listLength : 1, coreValues: coreValues)
    let n = search.storage.count
    guard n > 1 else { return SpanningTree(count: n, edges: []) }
    context.report("spanning tree", 0, of: n - 1)
    try fillLists(state, context)
    var joiner = ComponentJoiner(storage: search.storage)
    // Every point is a component of its own: its first neighbour is its lowest edge.
    let storage = search.storage
    for position in 0..<n {
      let other = Int(state.listPositions[position * state.listLength])
      joiner.join(
        TreeEdge(value: state.listValues[position * state.listLength], storage.rows[position], storage.rows[other]),
        position, other)
    }
    try joiner.relabel(state, light(context))
    while joiner.componentCount > 1 {
      context.report("spanning tree", joiner.edges.count, of: n - 1)
      let best = try lowestEdges(state, sizes: joiner.sizes, context)
      for edge in best where !edge.isNone {
        let low = Int(storage.positions[Int(edge.low)])
        let high = Int(storage.positions[Int(edge.high)])
        joiner.join(edge, Int(state.component[low]), Int(state.component[high]))
      }
      try joiner.relabel(state, light(context))
    }
    context.report("spanning tree", n - 1, of: n - 1)
    return SpanningTree(count: n, edges: joiner.edges)
  }

  /// Whether the points of a leaf look for their neighbours in one walk. Measured: it saves a third of the time in two
  /// columns and a quarter in many; in between, the points of a leaf lie too far apart to want the same leaves.
  private var sharesWalk: Bool { !(4...10).contains(search.storage.columns) }

  /// For steps that only pass over the points: few points are sooner passed over than shared out.
  private func light(_ context: RunContext) -> RunContext {
    var context = context
    if search.storage.count < 50_000 { context.threads = 1 }
    return context
  }

  /// Leaves handed to a worker at once.
  private var leavesPerChunk: Int { 4 }

  /// Runs `body` on workers that share out the leaves; what a worker does may depend on what it saw before, but the
  /// merged result may not.
  private func share(
    _ context: RunContext, _ body: @Sendable (_ worker: Int, _ next: () -> Range<Int>?) -> Void
  ) throws {
    let leaves = search.storage.leafCount
    let size = leavesPerChunk
    let counter = ChunkCounter()
    try context.forEachChunk(context.threads) { worker in
      body(worker) {
        let first = counter.take() * size
        guard first < leaves, !context.isCancelled else { return nil }
        return first..<min(leaves, first + size)
      }
    }
    try context.checkCancellation()
  }

  @inline(__always) private func positions(ofLeaf leaf: Int) -> Range<Int> {
    leaf * search.storage.leafSize..<min(search.storage.count, (leaf + 1) * search.storage.leafSize)
  }

  /// The nearest neighbours of every point.
  private func fillLists(_ state: BoruvkaState, _ context: RunContext) throws {
    let storage = search.storage
    let k = state.listLength
    try share(context) { _, next in
      let found = LeafNeighbors(storage, k: k)
      while let leaves = next() {
        for leaf in leaves {
          let positions = positions(ofLeaf: leaf)
          if state.coreValues != nil {
            for position in positions {
              storage.copyPoint(at: position, to: found.points)
              let edge = search.lowestForeignEdge(of: position, found.points, state, below: .none)
              state.remember(edge, at: position, bound: 0)
            }
            continue
          }
          let first = positions.lowerBound * k
          if !sharesWalk {
            for position in positions {
              storage.copyPoint(at: position, to: found.points)
              _ = search.nearest(
                k, to: found.points, excluding: storage.rows[position], values: state.listValues + position * k,
                rows: found.rows)
              for i in 0..<k { state.listPositions[position * k + i] = storage.positions[Int(found.rows[i])] }
            }
            continue
          }
          search.nearest(
            k, ofLeafNode: Int(storage.leafNode[leaf]), values: state.listValues + first, rows: found.rows,
            points: found.points)
          for i in 0..<positions.count * k {
            state.listPositions[first + i] = storage.positions[Int(found.rows[i])]
          }
        }
      }
    }
  }

  /// The lowest edge that leaves each component, or `.none` for a component that was spared the search: the largest
  /// ones, whose edges the smaller ones will find from their side. 
  private func lowestEdges(_ state: BoruvkaState, sizes: [Int32], _ context: RunContext) throws -> [TreeEdge] {
    let storage = search.storage
    let k = state.listLength
    let table = EdgeTable(workers: context.threads, components: sizes.count)
    // First what the points know already. An edge bounds the components at both its ends.
    try share(light(context)) { worker, next in
      let best = table.edges(of: worker)
      while let leaves = next() {
        for position in leaves.lowerBound * storage.leafSize..<positions(ofLeaf: leaves.upperBound - 1).upperBound {
          let component = state.component[position]
          var cursor = Int(state.cursor[position])
          guard cursor < k else { continue }
          let list = state.listPositions + position * k
          while cursor < k, state.component[Int(list[cursor])] == component { cursor += 1 }
          state.cursor[position] = UInt8(truncatingIfNeeded: cursor)
          state.lower[position] = state.listValues[position * k + min(cursor, k - 1)]
          guard cursor < k else { continue }
          let other = Int(list[cursor])
          let value = state.listValues[position * k + cursor]
          let otherComponent = Int(state.component[other])
          guard value <= best[Int(component)].value || value <= best[otherComponent].value else { continue }
          let edge = TreeEdge(value: value, storage.rows[position], storage.rows[other])
          if TreeEdge.precedes(edge, best[Int(component)]) { best[Int(component)] = edge }
          if TreeEdge.precedes(edge, best[otherComponent]) { best[otherComponent] = edge }
        }
      }
    }
    table.merge()
    state.raiseNodes()
    // Then the points that might know better if they looked.
    let searched = smaller(sizes)
    try share(context) { worker, next in
      let best = table.edges(of: worker)
      let spared = table.spared(by: worker)
      let room = LeafNeighbors(storage, k: 1)
      while let leaves = next() {
        for leaf in leaves {
          let shared = state.nodeComponent[Int(storage.leafNode[leaf])]
          if shared >= 0, searched[Int(shared)] {
            lookFromLeaf(leaf, Int(shared), state, best, room.points)
            continue
          }
          for position in positions(ofLeaf: leaf) where Int(state.cursor[position]) == k {
            let component = Int(state.component[position])
            guard state.lower[position] <= best[component].value else { continue }
            guard searched[component] else {
              spared[component] = true
              continue
            }
            storage.copyPoint(at: position, to: room.points)
            let bound = best[component]
            let edge = search.lowestForeignEdge(of: position, room.points, state, below: bound)
            state.remember(edge, at: position, bound: bound.value)
            note(edge, from: position, state, best)
          }
        }
      }
    }
    table.merge()
    return table.result()
  }

  /// Searches for all points of a leaf within one component in one walk.
  @inline(__always) private func lookFromLeaf(
    _ leaf: Int, _ component: Int, _ state: BoruvkaState, _ best: UnsafeMutablePointer<TreeEdge>,
    _ points: UnsafeMutablePointer<Double>
  ) {
    let storage = search.storage
    let bound = best[component]
    let positions = positions(ofLeaf: leaf)
    var count = 0
    for position in positions
    where Int(state.cursor[position]) == state.listLength && state.lower[position] <= bound.value {
      storage.copyPoint(at: position, to: points + count * storage.columns)
      state.asking[positions.lowerBound + count] = Int32(truncatingIfNeeded: position)
      count += 1
    }
    guard count > 0 else { return }
    let asking = UnsafeBufferPointer(start: state.asking + positions.lowerBound, count: count)
    let (edge, finder) = search.lowestForeignEdge(
      ofLeaf: leaf, UnsafePointer(points), asking, Int32(truncatingIfNeeded: component), state, below: bound)
    // What is nearer than the last bound has been looked at for every point.
    let reached = edge.isNone ? bound.value : edge.value
    for position in asking { state.remember(.none, at: Int(position), bound: reached) }
    guard !edge.isNone else { return }
    state.remember(edge, at: finder, bound: reached)
    note(edge, from: finder, state, best)
  }

  /// Takes an edge into the table at both its ends.
  @inline(__always) private func note(
    _ edge: TreeEdge, from position: Int, _ state: BoruvkaState, _ best: UnsafeMutablePointer<TreeEdge>
  ) {
    if edge.isNone { return }
    let component = Int(state.component[position])
    if TreeEdge.precedes(edge, best[component]) { best[component] = edge }
    let other = Int(state.component[Int(state.listPositions[position * state.listLength + state.listLength - 1])])
    if TreeEdge.precedes(edge, best[other]) { best[other] = edge }
  }

  /// Marks the smallest components that together hold at most four fifths of the points, and at least one.
  private func smaller(_ sizes: [Int32]) -> [Bool] {
    var marks = [Bool](repeating: false, count: sizes.count)
    var left = search.storage.count / 5 * 4
    for (place, component) in sizes.indices.sorted(by: { (sizes[$0], $0) < (sizes[$1], $1) }).enumerated() {
      left -= Int(sizes[component])
      if place > 0, left < 0 { break }
      marks[component] = true
    }
    return marks
  }
}

