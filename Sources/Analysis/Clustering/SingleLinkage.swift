/// Clusters are as near as their nearest rows: the merges are the edges of the minimum spanning tree in order of
/// length (Gower & Ross 1969). Equal lengths go by the lower row, then by the higher.
enum SingleLinkage: LinkageMethod {
  static let name = "single"
  static let meaning = "the distance of their nearest rows"

  static func hierarchy(of input: ClusteringInput, context: RunContext) throws -> Hierarchy {
    let tree = try input.spanningTree(context)
    let n = tree.order.count
    struct Edge {
      var height: Double
      var low: Int
      var high: Int
    }
    var edges = tree.joinDistances.indices.map { i in
      let (a, b) = (tree.order[i + 1], tree.parents[i])
      return Edge(height: tree.joinDistances[i], low: min(a, b), high: max(a, b))
    }
    try context.checkCancellation()
    edges.sort { ($0.height, $0.low, $0.high) < ($1.height, $1.low, $1.high) }
    try context.checkCancellation()
    var sets = DisjointSets(count: n)
    // The node that stands for the set with a root, and its size.
    var node = Array(0..<n)
    var size = Array(repeating: 1, count: n)
    var merges: [Hierarchy.Merge] = []
    merges.reserveCapacity(edges.count)
    for edge in edges {
      let (a, b) = (sets.root(of: edge.low), sets.root(of: edge.high))
      sets.join(a, b)
      let total = size[a] + size[b]
      merges.append(
        Hierarchy.Merge(first: min(node[a], node[b]), second: max(node[a], node[b]), height: edge.height, size: total))
      node[min(a, b)] = n + merges.count - 1
      size[min(a, b)] = total
    }
    return Hierarchy(leafCount: n, merges: merges)
  }
}
