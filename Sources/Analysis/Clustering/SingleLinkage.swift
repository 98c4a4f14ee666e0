/// Clusters are as near as their nearest rows: the merges are the edges of the minimum spanning tree in order of
/// length (Gower & Ross 1969). Equal lengths go by the lower row, then by the higher.
enum SingleLinkage: LinkageMethod {
  static let name = "single"
  static let meaning = "the distance of their nearest rows"

  static func hierarchy(of input: ClusteringInput, context: RunContext) throws -> Hierarchy {
    let tree = try input.spanningTree(context)
    return try Hierarchy(joining: tree.ascendingEdges(context), count: tree.order.count, context)
  }
}
