extension NeighborGraph {
  /// The vertices in an order in which neighbours stand close together, so that a walk along it finds most of what it
  /// reads in the cache: breadth first from a vertex of least degree of each component (Cuthill & McKee, "Reducing the
  /// bandwidth of sparse symmetric matrices", 1969). O(edges · log degree).
  func nearOrder() -> [Int32] {
    func degree(_ v: Int32) -> Int { offsets[Int(v) + 1] - offsets[Int(v)] }
    var order: [Int32] = []
    order.reserveCapacity(count)
    var isSeen = Array(repeating: false, count: count)
    let starts = (0..<Int32(truncatingIfNeeded: count)).sorted { (degree($0), $0) < (degree($1), $1) }
    for start in starts where !isSeen[Int(start)] {
      isSeen[Int(start)] = true
      var next = order.count
      order.append(start)
      while next < order.count {
        let v = Int(order[next])
        next += 1
        let first = order.count
        for e in offsets[v]..<offsets[v + 1] where !isSeen[Int(targets[e])] {
          isSeen[Int(targets[e])] = true
          order.append(targets[e])
        }
        order[first...].sort { (degree($0), $0) < (degree($1), $1) }
      }
    }
    return order
  }

  /// The same graph with its vertices renumbered: vertex i of the result is `order[i]`. Or a part of it, of vertices that
  /// have no edges to others. O(count + edges · log degree).
  func reordered(_ order: [Int32]) -> NeighborGraph {
    var place = Array(repeating: Int32(0), count: count)
    for (i, v) in order.enumerated() { place[Int(v)] = Int32(truncatingIfNeeded: i) }
    var newOffsets = [0]
    newOffsets.reserveCapacity(order.count + 1)
    var newTargets: [Int32] = []
    newTargets.reserveCapacity(targets.count * order.count / max(1, count))
    var newWeights: [Double] = []
    newWeights.reserveCapacity(targets.count * order.count / max(1, count))
    var edges: [(target: Int32, weight: Double)] = []
    for v in order {
      edges.removeAll(keepingCapacity: true)
      for e in offsets[Int(v)]..<offsets[Int(v) + 1] { edges.append((place[Int(targets[e])], weights[e])) }
      edges.sort { $0.target < $1.target }
      for edge in edges {
        newTargets.append(edge.target)
        newWeights.append(edge.weight)
      }
      newOffsets.append(newTargets.count)
    }
    return NeighborGraph(count: order.count, offsets: newOffsets, targets: newTargets, weights: newWeights)
  }
}
