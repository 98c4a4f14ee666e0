/// A merged cluster is as near as its two parts are on average, whatever their sizes (WPGMA: McQuitty, "Similarity
/// analysis by reciprocal pairs for discrete and continuous data", 1966).
enum WeightedLinkage: LinkageMethod {
  static let name = "weighted"
  static let meaning = "the mean of a cluster's two parts"

  static func hierarchy(of input: ClusteringInput, context: RunContext) throws -> Hierarchy {
    try NearestNeighborChain<WeightedUpdate>.hierarchy(
      of: input.dissimilarities, method: name, context: context)
  }
}
