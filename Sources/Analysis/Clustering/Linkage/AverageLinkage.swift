/// Clusters are as near as their rows are on average (UPGMA: Sokal & Michener, "A statistical method for evaluating
/// systematic relationships", 1958).
enum AverageLinkage: LinkageMethod {
  static let name = "average"
  static let meaning = "the mean over pairs of rows"

  static func hierarchy(of input: ClusteringInput, context: RunContext) throws -> Hierarchy {
    try NearestNeighborChain<AverageUpdate>.hierarchy(
      of: input.dissimilarities, method: name, context: context)
  }
}
