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
    let storage = search.storage
    let n = storage.count
    guard n > 1 else { return SpanningTree(count: n, edges: []) }
    let state = BoruvkaState(storage, listLength: coreValues == nil ? listLength : 1, coreValues: coreValues)
    context.report("spanning tree", 0, of: n - 1)
    // Every point is a component of its own: its first neighbour is its lowest edge.
    var chosen = Buffer(count: n, repeating: TreeEdge.none)
    try findNeighbors(state, chosen, context)
    var joiner = ComponentJoiner(count: n)
    let pairs = try joiner.join(chosen, other: { position, _ in state.candidate[position] }, light(context))
    try relabel(state, pairs, context)
    while joiner.componentCount > 1 {
      context.report("spanning tree", joiner.edges.count, of: n - 1)
      chosen = try lowestEdges(state, joiner, context)
      let numbers = try joiner.join(
        chosen,
        other: { component, edge in
          let low = state.component[Int(storage.positions[Int(edge.low)])]
          return Int(low) == component ? state.component[Int(storage.positions[Int(edge.high)])] : low
        }, light(context))
      try relabel(state, numbers, context)
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

  /// Runs `body` on workers that share out the leaves, `size` at a time; what a worker does may depend on what it saw
  /// before, but the merged result may not.
  private func share(
    _ size: Int, _ context: RunContext, _ body: @Sendable (_ worker: Int, _ next: () -> Range<Int>?) -> Void
  ) throws {
    let leaves = search.storage.leafCount
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

  /// Leaves handed to a worker at once, where some take much longer than others.
  private var fewLeaves: Int { 4 }
  /// And where all take about as long.
  private var manyLeaves: Int { 256 }

  private func relabel(_ state: BoruvkaState, _ numbers: Buffer<Int32>, _ context: RunContext) throws {
    try share(manyLeaves, light(context)) { _, next in
      while let leaves = next() { for leaf in leaves { state.relabel(leaf: leaf, numbers.pointer) } }
    }
    state.relabelInnerNodes()
  }

  /// The nearest neighbours of every point, and the edge to the first.
  private func findNeighbors(_ state: BoruvkaState, _ chosen: Buffer<TreeEdge>, _ context: RunContext) throws {
    let storage = search.storage
    let k = state.listLength
    try share(fewLeaves, context) { _, next in
      let found = LeafNeighbors(storage, k: k)
      while let leaves = next() {
        for leaf in leaves {
          let positions = state.positions(ofLeaf: leaf)
          if state.coreValues != nil {
            for position in positions {
              storage.copyPoint(at: position, to: found.points)
              let edge = search.lowestForeignEdge(of: position, found.points, state, below: .none)
              state.remember(edge, at: position, bound: 0)
              chosen.pointer[position] = edge
            }
            continue
          }
          let first = positions.lowerBound * k
          if sharesWalk {
            search.nearest(
              k, ofLeafNode: Int(storage.leafNode[leaf]), values: state.listValues + first, rows: found.rows,
              points: found.points)
          } else {
            for (i, position) in positions.enumerated() {
              storage.copyPoint(at: position, to: found.points)
              _ = search.nearest(
                k, to: found.points, excluding: storage.rows[position], values: state.listValues + position * k,
                rows: found.rows + i * k)
            }
          }
          for (i, position) in positions.enumerated() {
            for place in i * k..<(i + 1) * k {
              state.listPositions[first + place] = storage.positions[Int(found.rows[place])]
            }
            state.candidate[position] = state.listPositions[first + i * k]
            state.lower[position] = state.listValues[first + i * k]
            chosen.pointer[position] = TreeEdge(
              value: state.lower[position], storage.rows[position], found.rows[i * k])
          }
          state.knowing[leaf] = ~0 >> UInt64(64 - positions.count)
        }
      }
    }
  }

  /// The lowest edge that leaves each component, or `.none` for a component that was spared the search: the largest
  /// ones, whose edges the smaller ones will find from their side.
  private func lowestEdges(
    _ state: BoruvkaState, _ joiner: ComponentJoiner, _ context: RunContext
  ) throws -> Buffer<TreeEdge> {
    let table = EdgeTable(workers: context.threads, components: joiner.componentCount)
    // First what the points know already. An edge bounds the components at both its ends.
    try share(manyLeaves, light(context)) { worker, next in
      let best = table.edges(of: worker)
      while let leaves = next() { for leaf in leaves { offerKnown(leaf, state, best) } }
    }
    table.merge()
    state.raiseInnerNodes()
    // Then the points that might know better if they looked.
    let storage = search.storage
    let searched = joiner.smaller(of: storage.count)
    try share(fewLeaves, context) { worker, next in
      let best = table.edges(of: worker)
      let spared = table.spared(by: worker)
      let points = UnsafeMutablePointer<Double>.allocate(capacity: storage.leafSize * storage.columns)
      let asking = UnsafeMutablePointer<Int32>.allocate(capacity: storage.leafSize)
      defer {
        points.deallocate()
        asking.deallocate()
      }
      while let leaves = next() {
        for leaf in leaves {
          let node = Int(storage.leafNode[leaf])
          let shared = Int(state.nodeComponent[node])
          if shared >= 0 {
            guard state.nodeLower[node] <= best[shared].value else { continue }
            if searched[shared] {
              lookFromLeaf(leaf, shared, state, best, points, asking)
              continue
            }
          }
          let knowing = state.knowing[leaf]
          for (i, position) in state.positions(ofLeaf: leaf).enumerated()
          where (knowing >> UInt64(truncatingIfNeeded: i)) & 1 == 0 {
            let component = Int(state.component[position])
            guard state.lower[position] <= best[component].value else { continue }
            guard searched[component] else {
              spared[component] = true
              continue
            }
            storage.copyPoint(at: position, to: points)
            let bound = best[component]
            let edge = search.lowestForeignEdge(of: position, points, state, below: bound)
            state.remember(edge, at: position, bound: bound.value)
            note(edge, from: position, state, best)
          }
        }
      }
    }
    table.merge()
    return table.result()
  }

  /// The candidates of a leaf's points, brought up to date, go into the table.
  @inline(__always) private func offerKnown(
    _ leaf: Int, _ state: BoruvkaState, _ best: UnsafeMutablePointer<TreeEdge>
  ) {
    let storage = search.storage
    var rest = state.knowing[leaf]
    let first = leaf * storage.leafSize
    while rest != 0 {
      let position = first + rest.trailingZeroBitCount
      let bit = rest & (0 &- rest)
      rest ^= bit
      guard state.advance(position) else {
        state.knowing[leaf] ^= bit
        continue
      }
      let value = state.lower[position]
      let other = Int(state.candidate[position])
      let component = Int(state.component[position])
      let otherComponent = Int(state.component[other])
      guard value <= best[component].value || value <= best[otherComponent].value else { continue }
      let edge = TreeEdge(value: value, storage.rows[position], storage.rows[other])
      if TreeEdge.precedes(edge, best[component]) { best[component] = edge }
      if TreeEdge.precedes(edge, best[otherComponent]) { best[otherComponent] = edge }
    }
    state.raise(leaf: leaf)
  }

  /// Searches for all points of a leaf within one component in one walk.
  @inline(__always) private func lookFromLeaf(
    _ leaf: Int, _ component: Int, _ state: BoruvkaState, _ best: UnsafeMutablePointer<TreeEdge>,
    _ points: UnsafeMutablePointer<Double>, _ room: UnsafeMutablePointer<Int32>
  ) {
    let storage = search.storage
    let bound = best[component]
    let knowing = state.knowing[leaf]
    var count = 0
    for (i, position) in state.positions(ofLeaf: leaf).enumerated()
    where (knowing >> UInt64(truncatingIfNeeded: i)) & 1 == 0 && state.lower[position] <= bound.value {
      storage.copyPoint(at: position, to: points + count * storage.columns)
      room[count] = Int32(truncatingIfNeeded: position)
      count += 1
    }
    guard count > 0 else { return }
    let asking = UnsafeBufferPointer(start: room, count: count)
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
    let other = Int(state.component[Int(state.candidate[position])])
    if TreeEdge.precedes(edge, best[other]) { best[other] = edge }
  }
}
