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
    try joiner.relabel(state, context)
    while joiner.componentCount > 1 {
      context.report("spanning tree", joiner.edges.count, of: n - 1)
      let best = try lowestEdges(state, sizes: joiner.sizes, context)
      for edge in best where !edge.isNone {
        let low = Int(storage.positions[Int(edge.low)])
        let high = Int(storage.positions[Int(edge.high)])
        joiner.join(edge, Int(state.component[low]), Int(state.component[high]))
      }
      try joiner.relabel(state, context)
    }
    context.report("spanning tree", n - 1, of: n - 1)
    return SpanningTree(count: n, edges: joiner.edges)
  }

  /// Points handed to a worker at once: a multiple of eight.
  private var positionsPerChunk: Int { 256 }

  /// Runs `body` on workers that share out the chunks of positions; what a chunk does may depend on what its worker
  /// saw before, but the merged result may not.
  private func share(_ context: RunContext, _ body: @Sendable (_ worker: Int, _ next: () -> Range<Int>?) -> Void) throws {
    let n = search.storage.count
    let chunks = (n + positionsPerChunk - 1) / positionsPerChunk
    let counter = ChunkCounter()
    try context.forEachChunk(context.threads) { worker in
      body(worker) {
        let chunk = counter.take()
        guard chunk < chunks, !context.isCancelled else { return nil }
        return chunk * positionsPerChunk..<min(n, (chunk + 1) * positionsPerChunk)
      }
    }
    try context.checkCancellation()
  }

  /// The nearest neighbours of every point.
  private func fillLists(_ state: BoruvkaState, _ context: RunContext) throws {
    let storage = search.storage
    let k = state.listLength
    try share(context) { _, next in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: storage.columns) { buffer in
        let point = buffer.baseAddress.unsafelyUnwrapped
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: k) { rowBuffer in
          let rows = rowBuffer.baseAddress.unsafelyUnwrapped
          while let positions = next() {
            for position in positions {
              storage.copyPoint(at: position, to: point)
              if state.coreValues != nil {
                let edge = search.lowestForeignEdge(of: position, point, state, below: .none)
                state.remember(edge, at: position, bound: 0)
                continue
              }
              let values = state.listValues + position * k
              _ = search.nearest(k, to: point, excluding: storage.rows[position], values: values, rows: rows)
              for i in 0..<k { state.listPositions[position * k + i] = storage.positions[Int(rows[i])] }
            }
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
    try share(context) { worker, next in
      let best = table.edges(of: worker)
      while let positions = next() {
        for position in positions {
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
      withUnsafeTemporaryAllocation(of: Double.self, capacity: storage.columns) { buffer in
        let point = buffer.baseAddress.unsafelyUnwrapped
        while let positions = next() {
          for position in positions where Int(state.cursor[position]) == k {
            let component = Int(state.component[position])
            guard state.lower[position] <= best[component].value else { continue }
            guard searched[component] else {
              spared[component] = true
              continue
            }
            storage.copyPoint(at: position, to: point)
            let bound = best[component]
            let edge = search.lowestForeignEdge(of: position, point, state, below: bound)
            state.remember(edge, at: position, bound: bound.value)
            if edge.isNone { continue }
            best[component] = edge
            let other = Int(state.component[Int(state.listPositions[position * k + k - 1])])
            if TreeEdge.precedes(edge, best[other]) { best[other] = edge }
          }
        }
      }
    }
    table.merge()
    return table.result()
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

extension KDTreeSearch {
  /// The lowest edge from a point to another component that precedes `bound`, or `.none`.
  @inline(__always) func lowestForeignEdge(
    of position: Int, _ point: UnsafePointer<Double>, _ state: BoruvkaState, below bound: TreeEdge
  ) -> TreeEdge {
    var query = ForeignQuery(
      point: point, row: storage.rows[position], component: state.component[position],
      core: state.coreValues?[Int(storage.rows[position])] ?? 0, bound: bound, found: false)
    guard query.core <= bound.value else { return .none }
    descend(0, lowerBound(0, point), state, &query)
    return query.found ? query.bound : .none
  }

  private func descend(_ start: Int, _ startBound: Double, _ state: BoruvkaState, _ query: inout ForeignQuery) {
    var node = start
    var bound = startBound
    while true {
      if state.nodeComponent[node] == query.component || bound > query.bound.value { return }
      if bound == query.bound.value || query.core == query.bound.value {
        // Only a tie could be found: is there a row low enough?
        let edge = TreeEdge(value: query.bound.value, query.row, storage.lowestRow[node])
        if !TreeEdge.precedes(edge, query.bound) { return }
      }
      let right = Int(storage.right[node])
      if right == 0 {
        scan(leaf: Int(storage.firstLeaf[node]), state, &query)
        return
      }
      let leftBound = nodeBound(node + 1, state, query.point)
      let rightBound = nodeBound(right, state, query.point)
      let leftFirst =
        leftBound < rightBound
        || (leftBound == rightBound && storage.lowestRow[node + 1] < storage.lowestRow[right])
      descend(leftFirst ? node + 1 : right, leftFirst ? leftBound : rightBound, state, &query)
      node = leftFirst ? right : node + 1
      bound = leftFirst ? rightBound : leftBound
    }
  }

  @inline(__always) private func nodeBound(
    _ node: Int, _ state: BoruvkaState, _ point: UnsafePointer<Double>
  ) -> Double {
    let bound = lowerBound(node, point)
    return bound > state.nodeLower[node] ? bound : state.nodeLower[node]
  }

  @inline(__always) private func scan(leaf: Int, _ state: BoruvkaState, _ query: inout ForeignQuery) {
    for block in leaf * storage.blocksPerLeaf..<(leaf + 1) * storage.blocksPerLeaf {
      let totals = blockValues(block, query.point)
      for lane in 0..<8 where totals[lane] <= query.bound.value {
        let position = block * 8 + lane
        let row = storage.rows[position]
        if state.component[position] == query.component || row == KDTreeStorage.padding { continue }
        var value = totals[lane]
        if let cores = state.coreValues { value = max(value, max(query.core, cores[Int(row)])) }
        let edge = TreeEdge(value: value, query.row, row)
        if TreeEdge.precedes(edge, query.bound) {
          query.bound = edge
          query.found = true
        }
      }
    }
  }
}

private struct ForeignQuery {
  let point: UnsafePointer<Double>
  let row: Int32
  let component: Int32
  let core: Double
  var bound: TreeEdge
  var found: Bool
}
