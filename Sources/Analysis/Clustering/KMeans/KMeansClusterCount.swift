/// How many clusters k-means makes when nobody says: the k with the highest mean silhouette (Rousseeuw, "Silhouettes:
/// a graphical aid to the interpretation and validation of cluster analysis", 1987).
enum KMeansClusterCount {
  static let largest = 10
  static let sampleLimit = 2000
  private static let restarts = 5

  static let rule = "the k from 2 to \(largest) with the highest mean silhouette, on at most \(sampleLimit) rows"

  /// - Returns: k and a sentence about how it was chosen. Ties go to the smaller k.
  /// - Throws: `CancellationError`.
  static func choose(for points: PointRows, seed: UInt64, context: RunContext) throws -> (k: Int, note: String) {
    var sample = points
    if points.count > sampleLimit {
      var random = RandomSource(seed: seed, stream: -1)
      sample = PointRows(points, selecting: random.sample(sampleLimit, of: points.count).sorted())
    }
    let rows = sample.count < points.count ? "\(sample.count) sampled rows" : "all rows"
    let dissimilarities = try EuclideanMetric().dissimilarities(of: sample.matrix)
    var best: (k: Int, silhouette: Double)?
    let candidates = 2..<max(3, min(largest, sample.count - 1) + 1)
    for k in candidates where k < sample.count {
      context.report("number of clusters", k - 2, of: candidates.count)
      let outcome = try KMeansSearch(
        points: sample, k: k, restarts: restarts, swaps: 0, maximumIterations: 300, seed: seed
      ).best(RunContext(threads: context.threads, isCancelled: { context.isCancelled }))
      let labels = outcome.labels.map(Int.init)
      guard let value = try Silhouette.value(labels: labels, dissimilarities: dissimilarities, context: context),
        value > best?.silhouette ?? -.infinity
      else { continue }
      best = (k, value)
    }
    guard let best else {
      return (1, "k = 1, because there are too few distinct rows for the silhouette to compare numbers of clusters.")
    }
    let value = "\((best.silhouette * 1000).rounded() / 1000)"
    return (
      best.k,
      "k = \(best.k) was chosen: of 2 to \(candidates.last!) clusters it has the highest mean silhouette, \(value), "
        + "on \(rows)."
    )
  }
}
