/// The gap statistic: how much more k clusters gain on the rows than on rows without clusters.
///
/// W(k) is the sum of squares within the clusters of k-means, and Gap(k) the mean of ln W(k) over samples that are
/// uniform in the box along the principal components, less ln W(k) of the rows. Its standard error is the standard
/// deviation over the B samples times √(1 + 1/B). The number of clusters is the least k with
/// Gap(k) ≥ Gap(k + 1) − s(k + 1) (Tibshirani, Walther & Hastie, 2001).
public struct GapStatistic: TendencyStatistic, Equatable {
  public static let description = AlgorithmDescription(
    id: "gap", title: "Gap statistic",
    summary: "how much more k clusters gain than on rows spread evenly in the same box, with its standard error",
    reference: "Tibshirani, Walther & Hastie, Estimating the number of clusters in a data set via the gap statistic, 2001",
    needs: [.features],
    cost: "k-means for k to \(GapStatistic.largest) on the rows and \(GapStatistic.references) samples, on at most "
      + "\(GapStatistic.mostRows) rows")
  public static let key = "gapStatistic"
  public static let range = "a gap for each k, in logarithms of sums of squares; the k it suggests from 1"
  public static let reading =
    "the suggestion is the first k whose gap is within one standard error of the next; 1 speaks against round clusters"

  /// Gap(1), Gap(2), …, as far as W(k) is above 0.
  public let gaps: [Double]
  /// s(1), s(2), ….
  public let standardErrors: [Double]
  /// The least k with Gap(k) ≥ Gap(k + 1) − s(k + 1); nil where the gap still rises at the last.
  public let suggestedClusters: Int?
  public let sampleSize: Int
  public let isSampled: Bool

  public static let largest = 10
  public static let references = 20
  /// Of more rows so many are drawn.
  public static let mostRows = 1000
  private static let restarts = 3

  /// - Parameter features: n×d, finite.
  /// - Throws: `AnalysisError.tooFewRows` under 3 rows, `.notApplicable` without columns or under 3 distinct rows;
  ///   `CancellationError`.
  public init(of features: Matrix, seed: UInt64 = 42, context: RunContext) throws {
    let rows = StatisticRows.features(features, limit: Self.mostRows, seed: seed)
    let n = rows.rows
    guard n >= 3 else { throw AnalysisError.tooFewRows(needed: 3, given: n, for: "the gap statistic") }
    try CenterBasedInput.check(rows, for: Self.description, k: nil)
    let box = try PrincipalBox(
      of: rows, components: min(n, rows.columns), for: "gap statistic", context: context)
    let last = min(Self.largest, n - 1)
    let logarithms = Buffer(count: (Self.references + 1) * last, repeating: Double.nan)
    let inner = RunContext(threads: 1, isCancelled: { context.isCancelled })
    let done = ChunkCounter()
    try context.forEachChunk(Self.references + 1) { index in
      // Distances are the same in the frame of the box.
      var random = RandomSource(seed: seed, stream: index)
      let points = PointRows(index == 0 ? box.points : box.uniform(&random))
      for k in 1...last {
        let outcome = try KMeansSearch(
          points: points, k: k, restarts: Self.restarts, swaps: 0, maximumIterations: 100, seed: seed &+ UInt64(index)
        ).best(inner)
        if outcome.inertia > 0 { logarithms[index * last + k - 1] = naturalLogarithm(outcome.inertia) }
      }
      context.report("gap statistic", done.take() + 1, of: Self.references + 1)
    }
    // Rows that fall on few places have nothing left within clusters, but for rounding.
    let least = logarithms[0] - 60
    let usable = (0..<last).prefix { logarithms[$0] > least }.count
    guard usable >= 2 else {
      throw AnalysisError.notApplicable(
        "the gap statistic needs at least 3 distinct rows", advice: "give rows that differ")
    }
    var gaps: [Double] = []
    var errors: [Double] = []
    for k in 0..<usable {
      let references = (1...Self.references).map { logarithms[$0 * last + k] }
      let mean = references.reduce(0, +) / Double(Self.references)
      let variance = references.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(Self.references)
      gaps.append(mean - logarithms[k])
      errors.append((variance * (1 + 1 / Double(Self.references))).squareRoot())
    }
    self.gaps = gaps
    standardErrors = errors
    suggestedClusters = (0..<usable - 1).first { gaps[$0] >= gaps[$0 + 1] - errors[$0 + 1] }.map { $0 + 1 }
    sampleSize = n
    isSampled = n < features.rows
  }
}
