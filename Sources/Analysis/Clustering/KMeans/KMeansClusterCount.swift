/// How many clusters k-means makes when nobody says: by the silhouette, of k-means partitions.
enum KMeansClusterCount {
  static let sampleLimit = SilhouetteClusterCount.sampleLimit
  private static let restarts = 5

  static let rule = SilhouetteClusterCount.rule()

  /// - Returns: k and a sentence about how it was chosen. Ties go to the smaller k.
  /// - Throws: `CancellationError`.
  static func choose(for points: PointRows, seed: UInt64, context: RunContext) throws -> (k: Int, note: String) {
    var sample = points
    if points.count > sampleLimit {
      sample = PointRows(points, selecting: SilhouetteClusterCount.rows(of: points.count, seed: seed))
    }
    return try SilhouetteClusterCount.choose(
      EuclideanMetric().dissimilarities(of: sample.matrix), of: points.count, context: context
    ) { k, context in
      try KMeansSearch(points: sample, k: k, restarts: restarts, swaps: 0, maximumIterations: 300, seed: seed)
        .best(context).labels.map(Int.init)
    }
  }
}
