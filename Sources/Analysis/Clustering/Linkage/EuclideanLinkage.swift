/// What linkages that speak of centres need: Euclidean distances.
enum EuclideanLinkage {
  /// The points whose Euclidean distances the dissimilarities are; nil where a matrix is given, which is taken for one
  /// of Euclidean distances.
  /// - Throws: `AnalysisError.notApplicable` for features under another metric.
  static func points(of input: ClusteringInput, method: String) throws -> Matrix? {
    let dissimilarities = input.dissimilarities
    // Cosine dissimilarities have the geometry of unit points as well, but are no distances between them.
    if let geometry = dissimilarities.geometry, geometry.kernel == .squaredEuclidean,
      dissimilarities.dissimilarity(ofComparisonValue: 9) == 3
    {
      return geometry.points
    }
    guard input.features == nil else {
      throw AnalysisError.notApplicable(
        "\(method) linkage speaks of the centres of clusters, which only Euclidean distances have",
        advice: "use --metric euclidean, or linkage=average or linkage=complete")
    }
    return nil
  }
}
