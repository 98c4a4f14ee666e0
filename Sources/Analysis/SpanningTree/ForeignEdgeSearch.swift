/// Searches of Borůvka's algorithm: the lowest edge from a point, or from the points of a leaf, to another component.
extension KDTreeSearch {
  /// The lowest edge from a point to another component that precedes `bound`, or `.none`.
  @inline(__always) func lowestForeignEdge(
    of position: Int, _ point: UnsafePointer<Double>, _ state: BoruvkaState, below bound: TreeEdge
  ) -> TreeEdge {
    var query = ForeignQuery(
      point: point, row: storage.rows[position], component: state.component[position],
      core: state.coreValues?.pointer[position] ?? 0, bound: bound, found: false)
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
      totals.forEach(atMost: query.bound.value) { lane, value in
        let position = block * 8 + lane
        let row = storage.rows[position]
        if state.component[position] == query.component || row == KDTreeStorage.padding { return }
        var value = value
        if let cores = state.coreValues { value = max(value, max(query.core, cores.pointer[position])) }
        let edge = TreeEdge(value: value, query.row, row)
        if TreeEdge.precedes(edge, query.bound) {
          query.bound = edge
          query.found = true
        }
      }
    }
  }
}

extension KDTreeSearch {
  /// The lowest edge that precedes `bound` from some points of a leaf, all in one component, to another component, and
  /// the position of the point that has it; `.none` if there is none.
  func lowestForeignEdge(
    ofLeaf leaf: Int, _ points: UnsafePointer<Double>, _ positions: UnsafeBufferPointer<Int32>, _ component: Int32,
    _ state: BoruvkaState, below bound: TreeEdge
  ) -> (edge: TreeEdge, position: Int) {
    let node = Int(storage.leafNode[leaf])
    var query = ForeignLeafQuery(
      node: node, points: points, positions: positions, component: component, bound: bound, finder: -1)
    descend(0, lowerBound(between: 0, and: node), state, &query)
    return query.finder < 0 ? (.none, 0) : (query.bound, query.finder)
  }

  private func descend(_ start: Int, _ startBound: Double, _ state: BoruvkaState, _ query: inout ForeignLeafQuery) {
    var node = start
    var bound = startBound
    while true {
      if state.nodeComponent[node] == query.component || bound > query.bound.value { return }
      if bound == query.bound.value {
        let edge = TreeEdge(value: bound, storage.lowestRow[query.node], storage.lowestRow[node])
        if !TreeEdge.precedes(edge, query.bound) { return }
      }
      let right = Int(storage.right[node])
      if right == 0 {
        scan(leafNode: node, state, &query)
        return
      }
      let leftBound = nodeBound(node + 1, state, query.node)
      let rightBound = nodeBound(right, state, query.node)
      let leftFirst =
        leftBound < rightBound
        || (leftBound == rightBound && storage.lowestRow[node + 1] < storage.lowestRow[right])
      descend(leftFirst ? node + 1 : right, leftFirst ? leftBound : rightBound, state, &query)
      node = leftFirst ? right : node + 1
      bound = leftFirst ? rightBound : leftBound
    }
  }

  @inline(__always) private func nodeBound(_ node: Int, _ state: BoruvkaState, _ from: Int) -> Double {
    let bound = lowerBound(between: node, and: from)
    return bound > state.nodeLower[node] ? bound : state.nodeLower[node]
  }

  @inline(__always) private func scan(leafNode: Int, _ state: BoruvkaState, _ query: inout ForeignLeafQuery) {
    let leaf = Int(storage.firstLeaf[leafNode])
    for (i, position) in query.positions.enumerated() {
      let point = query.points + i * storage.columns
      guard lowerBound(leafNode, point) <= query.bound.value else { continue }
      let row = storage.rows[Int(position)]
      var single = ForeignQuery(
        point: point, row: row, component: query.component, core: state.coreValues?.pointer[Int(position)] ?? 0,
        bound: query.bound, found: false)
      scan(leaf: leaf, state, &single)
      if single.found {
        query.bound = single.bound
        query.finder = Int(position)
      }
    }
  }
}

private struct ForeignLeafQuery {
  let node: Int
  let points: UnsafePointer<Double>
  let positions: UnsafeBufferPointer<Int32>
  let component: Int32
  var bound: TreeEdge
  var finder: Int
}

private struct ForeignQuery {
  let point: UnsafePointer<Double>
  let row: Int32
  let component: Int32
  let core: Double
  var bound: TreeEdge
  var found: Bool
}
