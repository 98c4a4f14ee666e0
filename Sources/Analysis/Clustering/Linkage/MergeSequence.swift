/// Merges in the order in which an algorithm makes them, each by a row of either side.
struct MergeSequence {
  private struct Pair {
    var first: Int32
    var second: Int32
    var height: Double
  }

  private let count: Int
  private var pairs: [Pair] = []

  init(count: Int) {
    self.count = count
    pairs.reserveCapacity(max(0, count - 1))
  }

  /// - Parameters:
  ///   - first, second: any row of each side.
  ///   - height: not a number (out of what overflowed) counts as infinity.
  mutating func append(_ first: Int, _ second: Int, height: Double) {
    pairs.append(
      Pair(
        first: Int32(truncatingIfNeeded: first), second: Int32(truncatingIfNeeded: second),
        height: height.isNaN ? .infinity : max(0, height)))
  }

  /// The tree.
  /// - Parameter sorted: by height, for merges that were not made in that order; equal heights stay as they came.
  /// - Throws: `CancellationError`.
  func hierarchy(sorted: Bool, _ context: RunContext) throws -> Hierarchy {
    var ordered = pairs
    if sorted {
      try context.checkCancellation()
      let places = pairs.indices.sorted { a, b in
        pairs[a].height < pairs[b].height || (pairs[a].height == pairs[b].height && a < b)
      }
      ordered = places.map { pairs[$0] }
    }
    try context.checkCancellation()
    var sets = DisjointSets(count: count)
    // The node that stands for the set with a root, and its size.
    var node = Array(0..<count)
    var size = Array(repeating: 1, count: count)
    var merges: [Hierarchy.Merge] = []
    merges.reserveCapacity(ordered.count)
    for pair in ordered {
      let (a, b) = (sets.root(of: Int(pair.first)), sets.root(of: Int(pair.second)))
      sets.join(a, b)
      let total = size[a] + size[b]
      merges.append(
        Hierarchy.Merge(first: min(node[a], node[b]), second: max(node[a], node[b]), height: pair.height, size: total))
      node[min(a, b)] = count + merges.count - 1
      size[min(a, b)] = total
    }
    return Hierarchy(leafCount: count, merges: merges)
  }
}

extension VATOrder {
  /// The edges of the spanning tree, with dissimilarities for values: by length, equal ones by the lower row, then by
  /// the higher.
  /// - Throws: `CancellationError`.
  func ascendingEdges(_ context: RunContext) throws -> [TreeEdge] {
    var edges = joinDistances.indices.map {
      TreeEdge(
        value: joinDistances[$0], Int32(truncatingIfNeeded: order[$0 + 1]), Int32(truncatingIfNeeded: parents[$0]))
    }
    try EdgeSort(precedes: TreeEdge.precedes).sort(&edges, context: context)
    return edges
  }
}

extension Hierarchy {
  /// The merges along the edges of a spanning tree, in their order.
  /// - Throws: `CancellationError`.
  init(joining edges: [TreeEdge], count: Int, _ context: RunContext) throws {
    var merges = MergeSequence(count: count)
    for edge in edges { merges.append(Int(edge.low), Int(edge.high), height: edge.value) }
    self = try merges.hierarchy(sorted: false, context)
  }
}
