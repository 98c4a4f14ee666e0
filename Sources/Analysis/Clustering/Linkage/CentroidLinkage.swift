/// Clusters are as near as their means (UPGMC: Sokal & Michener 1958). A merged cluster may be nearer to a third than its
/// parts were: heights may fall.
enum CentroidLinkage: LinkageMethod {
  static let name = "centroid"
  static let meaning = "the distance of their means"

  static func hierarchy(of input: ClusteringInput, context: RunContext) throws -> Hierarchy {
    if let points = try EuclideanLinkage.points(of: input, method: name) {
      return try GenericAgglomeration.hierarchy(of: CenterClusterValues(points, midpoint: false), context)
    }
    let matrix = try CondensedDissimilarities(
      input.dissimilarities, squared: true, method: name, context: context)
    return try GenericAgglomeration.hierarchy(of: CondensedClusterValues<CentroidUpdate>(matrix), context)
  }
}
