/// How many clusters a partitive algorithm makes when nobody says: the k with the highest mean silhouette (Rousseeuw,
/// "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis", 1987).
enum SilhouetteClusterCount {
  static let largest = 10
  static let sampleLimit = 2000

  static func rule(sampleLimit: Int = sampleLimit) -> String {
    "the k from 2 to \(largest) with the highest mean silhouette, on at most \(sampleLimit) rows"
  }

  /// The rows to choose on, in ascending order: all, or a sample.
  static func rows(of count: Int, limit: Int = sampleLimit, seed: UInt64) -> [Int] {
    guard count > limit else { return Array(0..<count) }
    var random = RandomSource(seed: seed, stream: -1)
    return random.sample(limit, of: count).sorted()
  }

  /// - Parameters:
  ///   - dissimilarities: between the rows chosen on.
  ///   - total: rows there are in all.
  ///   - labels: the partition of the rows chosen on into k clusters.
  /// - Returns: k and a sentence about how it was chosen. Ties go to the smaller k.
  /// - Throws: `CancellationError`, and what `labels` throws.
  static func choose(
    _ dissimilarities: any Dissimilarities, of total: Int, context: RunContext,
    labels: (_ k: Int, _ context: RunContext) throws -> [Int]
  ) throws -> (k: Int, note: String) {
    let n = dissimilarities.count
    let rows = n < total ? "\(n) sampled rows" : "all rows"
    var best: (k: Int, silhouette: Double)?
    let last = max(2, min(largest, n - 1))
    // Steps within a candidate are no steps of the whole.
    let quiet = RunContext(
      threads: context.threads, isBackground: context.isBackground, isCancelled: { context.isCancelled })
    for k in 2...last where k < n {
      context.report("number of clusters", k - 2, of: last - 1)
      let found = try labels(k, quiet)
      guard let value = try Silhouette.value(labels: found, dissimilarities: dissimilarities, context: quiet),
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
      "k = \(best.k) was chosen: of 2 to \(last) clusters it has the highest mean silhouette, \(value), on \(rows)."
    )
  }
}
