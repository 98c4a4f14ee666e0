/// The binary tree of merges by which single linkage joins n rows: node v < n is row v, node n + i is made by edge i of
/// the sorted spanning tree.
struct MergeTree {
  let count: Int
  let edges: [TreeEdge]
  /// Of merge i: the node with the edge's low row, and the node with its high row.
  let lowSide: [Int32]
  let highSide: [Int32]
  /// Of merge i: the rows below.
  let size: [Int32]

  /// - Parameter edges: the edges of a spanning tree in ascending order.
  init(_ edges: [TreeEdge], count: Int, context: RunContext) throws {
    self.count = count
    self.edges = edges
    var parent = (0..<Int32(count)).map { $0 }
    // The node that stands for the component of each root.
    var node = parent
    var weight = [Int32](repeating: 1, count: count)
    var low = [Int32](repeating: 0, count: edges.count)
    var high = low
    var sizes = low
    try parent.withUnsafeMutableBufferPointer { parent in
      func root(_ v: Int32) -> Int32 {
        var v = v
        while parent[Int(v)] != v {
          parent[Int(v)] = parent[Int(parent[Int(v)])]
          v = parent[Int(v)]
        }
        return v
      }
      try node.withUnsafeMutableBufferPointer { node in
        for i in edges.indices {
          if i & 0xFFFF == 0 { try context.checkCancellation() }
          let a = root(edges[i].low)
          let b = root(edges[i].high)
          low[i] = node[Int(a)]
          high[i] = node[Int(b)]
          let total = weight[Int(a)] + weight[Int(b)]
          sizes[i] = total
          let (kept, gone) = weight[Int(a)] >= weight[Int(b)] ? (a, b) : (b, a)
          parent[Int(gone)] = kept
          weight[Int(kept)] = total
          node[Int(kept)] = Int32(count + i)
        }
      }
    }
    lowSide = low
    highSide = high
    size = sizes
  }

  /// Prim's order from `start`; see `SpanningTree.primOrder`.
  func walk(from start: Int, context: RunContext) throws -> (order: [Int], values: [Double], parents: [Int]) {
    // Places of the rows such that every node's rows lie together, low side first.
    var place = [Int32](repeating: 0, count: 2 * count - 1)
    for i in stride(from: edges.count - 1, through: 0, by: -1) {
      if i & 0xFFFF == 0 { try context.checkCancellation() }
      let low = Int(lowSide[i])
      let first = place[count + i]
      place[low] = first
      place[Int(highSide[i])] = first + (low < count ? 1 : size[low - count])
    }
    var order: [Int] = []
    var values: [Double] = []
    var parents: [Int] = []
    order.reserveCapacity(count)
    values.reserveCapacity(count - 1)
    parents.reserveCapacity(count - 1)
    // What is left for later: the merge, and whether its low side has still to be entered.
    var pending: [(merge: Int32, enterLow: Bool)] = []
    var node = Int32(2 * count - 2)
    var entry = start
    while true {
      while Int(node) >= count {
        let i = Int(node) - count
        let inLow = place[entry] < place[Int(highSide[i])]
        pending.append((Int32(i), !inLow))
        node = inLow ? lowSide[i] : highSide[i]
      }
      order.append(Int(node))
      if order.count & 0xFFFF == 0 { try context.checkCancellation() }
      guard let next = pending.popLast() else { break }
      let edge = edges[Int(next.merge)]
      values.append(edge.value)
      parents.append(Int(next.enterLow ? edge.high : edge.low))
      entry = Int(next.enterLow ? edge.low : edge.high)
      node = next.enterLow ? lowSide[Int(next.merge)] : highSide[Int(next.merge)]
    }
    return (order, values, parents)
  }
}
