/// The Bayesian information criterion of Gaussian mixtures.
public enum MixtureCount: ClusterCountCriterion {
  public static let description = AlgorithmDescription(
    id: "clusters-by-bic", title: "BIC of mixtures",
    summary: "how well a mixture of k normal distributions describes the rows, less what its parameters cost",
    reference: "Schwarz, Estimating the dimension of a model, 1978; Fraley & Raftery, Model-based clustering, "
      + "discriminant analysis, and density estimation, 2002",
    needs: [.features], cost: "O(k·n·d²) time a step of EM, on at most \(mostRows) rows")
  public static let key = "bic"
  public static let direction = IndexDirection.lowerIsBetter
  public static let range = "any number; only differences count, and 10 is a large one"
  public static let reading = "the number with the least; clusters that are not ellipsoids take several components each"

  static let mostRows = 2000
  /// Covariances of more columns, or of few rows, are taken to be along the columns.
  private static let mostFullColumns = 12
  private static let restarts = 2

  public static func profile(_ input: ClusterCountInput, context: RunContext) throws -> ClusterCountProfile {
    let all = try input.requireFeatures(for: "the information criterion of mixtures")
    let features = StatisticRows.features(all, limit: mostRows, seed: input.seed)
    let (n, d) = (features.rows, features.columns)
    guard n >= 3 else {
      throw AnalysisError.tooFewRows(needed: 3, given: n, for: "the information criterion of mixtures")
    }
    try CenterBasedInput.check(features, for: description, k: nil)
    guard (0..<d).contains(where: { j in features.column(j).contains { $0 != features[0, j] } }) else {
      throw AnalysisError.notApplicable(
        "all rows are equal, so mixtures say nothing", advice: "give rows that differ")
    }
    let isFull = d <= mostFullColumns && n >= 5 * d
    let fitting = MixtureFitting(
      shape: isFull ? .full : .diagonal, restarts: restarts, tolerance: 1e-4, maximumIterations: 100, seed: input.seed)
    var values: [Double?] = []
    let last = min(ClusterCountCriteria.largest, n - 1)
    for k in 1...last {
      context.report("mixtures", k - 1, of: last)
      let fit = try fitting.fit(features, components: k, context: context.quiet)
      // A collapsed component buys likelihood without end.
      values.append(fit.isDegenerate ? nil : fit.bayesianInformation)
    }
    let best = values.indices.filter { values[$0] != nil }.min { (values[$0]!, $0) < (values[$1]!, $1) }
    return ClusterCountProfile(
      values: values, choice: best.map { $0 + 1 }, sampleSize: n,
      notes: isFull || d == 1
        ? [] : ["The mixtures have no covariances between columns, which \(d) columns and \(n) rows would not bear."])
  }
}
