/// Clusters are as near as their union would add little to the sum of squares within clusters (Ward, "Hierarchical
/// grouping to optimize an objective function", 1963). A merge of a and b rows has height √(2ab/(a+b)) times the distance
/// of the centres (Murtagh & Legendre, "Ward's hierarchical agglomerative clustering method", 2014, Ward2), as in SciPy
/// and in R's ward.D2: two single rows merge at their distance.
enum WardLinkage: LinkageMethod {
  static let name = "ward"
  static let meaning = "the growth of the sum of squares"

  static func hierarchy(of input: ClusteringInput, context: RunContext) throws -> Hierarchy {
    if let points = try EuclideanLinkage.points(of: input, method: name) {
      return try CenterChain.ward(points, context)
    }
    return try NearestNeighborChain<WardUpdate>.hierarchy(of: input.dissimilarities, method: name, context: context)
  }
}
