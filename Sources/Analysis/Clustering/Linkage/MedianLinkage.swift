/// As centroid linkage, but the centre of a merged cluster lies halfway between those of its parts, whatever their sizes
/// (WPGMC: Gower, "A comparison of some methods of cluster analysis", 1967). Heights may fall.
enum MedianLinkage: LinkageMethod {
  static let name = "median"
  static let meaning = "the distance of centres halfway between those of the parts"

  static func hierarchy(of input: ClusteringInput, context: RunContext) throws -> Hierarchy {
    if let points = try EuclideanLinkage.points(of: input, method: name) {
      return try GenericAgglomeration.hierarchy(of: CenterClusterValues(points, midpoint: true), context)
    }
    let matrix = try CondensedDissimilarities(
      input.dissimilarities, squared: true, method: name, context: context)
    return try GenericAgglomeration.hierarchy(of: CondensedClusterValues<MedianUpdate>(matrix), context)
  }
}
