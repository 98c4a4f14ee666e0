/// Clusters are as near as their farthest rows (Sørensen, "A method of establishing groups of equal amplitude in plant
/// sociology", 1948).
enum CompleteLinkage: LinkageMethod {
  static let name = "complete"
  static let meaning = "that of their farthest rows"

  static func hierarchy(of input: ClusteringInput, context: RunContext) throws -> Hierarchy {
    try NearestNeighborChain<CompleteUpdate>.hierarchy(
      of: input.dissimilarities, method: name, context: context)
  }
}
