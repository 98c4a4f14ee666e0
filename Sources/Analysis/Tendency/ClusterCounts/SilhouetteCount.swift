/// The mean silhouette of k-means partitions, or of k-medoids where the dissimilarities are not Euclidean.
public enum SilhouetteCount: ClusterCountCriterion {
  public static let description = AlgorithmDescription(
    id: "clusters-by-silhouette", title: "Mean silhouette",
    summary: "how near rows are to their own of k clusters against the next one, by k-means or k-medoids",
    reference: "Rousseeuw, Silhouettes: a graphical aid to the interpretation and validation of cluster analysis, 1987",
    needs: [.dissimilarities], cost: "O(k·n²) dissimilarities, on at most \(mostRows) rows")
  public static let key = "silhouette"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "−1 to 1; none for 1 cluster"
  public static let reading = "the number with the highest; it cannot say 1, and below about 0.25 no number is good"

  static let mostRows = 1000
  private static let restarts = 3

  public static func profile(_ input: ClusterCountInput, context: RunContext) throws -> ClusterCountProfile {
    guard input.count >= 3 else {
      throw AnalysisError.tooFewRows(needed: 3, given: input.count, for: "the mean silhouette")
    }
    let rows = StatisticRows.chosen(of: input.count, limit: mostRows, seed: input.seed)
    let dissimilarities: any Dissimilarities =
      rows.map { SubsetDissimilarities(input.dissimilarities, rows: $0) } ?? input.dissimilarities
    let features = input.isEuclidean ? dissimilarities.geometry?.points : nil
    if let features { try CenterBasedInput.check(features, for: description, k: nil) }
    let points = features.map { PointRows($0) }
    let n = dissimilarities.count
    var values: [Double?] = [nil]
    let last = min(ClusterCountCriteria.largest, n - 1)
    for k in stride(from: 2, through: last, by: 1) {
      context.report("silhouette", k - 2, of: last - 1)
      let labels: [Int]
      if let points {
        labels = try KMeansSearch(
          points: points, k: k, restarts: restarts, swaps: 0, maximumIterations: 100, seed: input.seed
        ).best(context.quiet).labels.map(Int.init)
      } else {
        labels = try KMedoids(ParameterValues(["k": .integer(k), "restarts": .integer(restarts)]))
          .cluster(
            ClusteringInput(features: nil, dissimilarities: dissimilarities, seed: input.seed), context: context.quiet
          ).labels
      }
      // Fewer places than clusters say no more than that.
      let isFull = Set(labels).count == k
      values.append(
        isFull ? try Silhouette.value(labels: labels, dissimilarities: dissimilarities, context: context.quiet) : nil)
    }
    let best = values.indices.filter { values[$0] != nil }.max { (values[$0]!, -$0) < (values[$1]!, -$1) }
    guard let best else {
      throw AnalysisError.notApplicable(
        "the silhouette needs at least 3 distinct rows", advice: "give rows that differ")
    }
    return ClusterCountProfile(values: values, choice: best + 1, sampleSize: n)
  }
}
