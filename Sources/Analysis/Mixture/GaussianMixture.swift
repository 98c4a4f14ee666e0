/// A weighted sum of normal distributions in d dimensions.
public struct GaussianMixture: Sendable, Equatable {
  /// Non-negative, with sum 1.
  public let weights: [Double]
  /// k×d, one mean a row.
  public let means: Matrix
  /// One d×d matrix a component, positive definite.
  public let covariances: [Matrix]
  public let shape: CovarianceShape

  /// - Precondition: as many weights and covariances as means, each covariance d×d.
  public init(weights: [Double], means: Matrix, covariances: [Matrix], shape: CovarianceShape = .full) {
    precondition(weights.count == means.rows && covariances.count == means.rows, "one weight, mean and covariance each")
    precondition(covariances.allSatisfy { $0.rows == means.columns && $0.columns == means.columns })
    self.weights = weights
    self.means = means
    self.covariances = covariances
    self.shape = shape
  }

  /// How many components there are.
  public var count: Int { means.rows }
  public var dimension: Int { means.columns }

  /// Free parameters: weights, means and covariances.
  public var parameterCount: Int {
    count - 1 + count * dimension + shape.parameterCount(components: count, dimension: dimension)
  }

  /// Schwarz's criterion, −2·ln L + p·ln n: less is better.
  public func bayesianInformation(logLikelihood: Double, rows: Int) -> Double {
    -2 * logLikelihood + Double(parameterCount) * naturalLogarithm(Double(max(1, rows)))
  }

  /// Akaike's criterion, −2·ln L + 2·p: less is better.
  public func akaikeInformation(logLikelihood: Double) -> Double { -2 * logLikelihood + 2 * Double(parameterCount) }

  /// The logarithm of the density at every row. O(n·k·d²) time.
  /// - Parameter features: n×d, finite.
  /// - Throws: `AnalysisError.notApplicable` for a covariance that is not positive definite; `CancellationError`.
  public func logDensities(of features: Matrix, context: RunContext) throws -> [Double] {
    let densities = try ComponentDensities(self)
    let result = Buffer(count: features.rows, repeating: 0.0)
    try MixtureBlock.forEach(of: features, densities, chunks: 64, context) { block, _ in
      block.evaluate()
      for t in 0..<block.rows.count { result[block.rows.lowerBound + t] = block.logDensity(t) }
    }
    return result.array
  }

  /// How probably each row belongs to each component: n×k, rows adding up to 1. O(n·k·d²) time.
  /// - Parameter features: n×d, finite.
  /// - Throws: `AnalysisError.notApplicable` for a covariance that is not positive definite; `CancellationError`.
  public func responsibilities(of features: Matrix, context: RunContext) throws -> Matrix {
    try evaluate(features, context: context).responsibilities
  }

  /// The component that is most probable for each row (ties: the lower). O(n·k·d²) time.
  /// - Parameter features: n×d, finite.
  /// - Throws: as `responsibilities`.
  public func mostProbable(for features: Matrix, context: RunContext) throws -> [Int] {
    try responsibilities(of: features, context: context).columnsOfLargest
  }

  /// The sum of the log densities of all rows, and the responsibilities.
  /// - Throws: as `responsibilities`.
  public func evaluate(
    _ features: Matrix, context: RunContext
  ) throws -> (logLikelihood: Double, responsibilities: Matrix) {
    let densities = try ComponentDensities(self)
    let (n, k) = (features.rows, count)
    let result = Buffer(count: n * k, repeating: 0.0)
    let logs = Buffer(count: n, repeating: 0.0)
    try MixtureBlock.forEach(of: features, densities, chunks: 64, context) { block, _ in
      block.evaluate()
      for t in 0..<block.rows.count {
        logs[block.rows.lowerBound + t] = block.logDensity(t)
        for c in 0..<k { result[c * n + block.rows.lowerBound + t] = block.responsibility(of: c, t) }
      }
    }
    var total = CompensatedSum()
    for i in 0..<n { total.add(logs[i]) }
    return (total.total, Matrix(rows: n, columns: k, values: result.array))
  }

  /// The same mixture with its components in another order.
  func reordered(_ order: [Int]) -> GaussianMixture {
    GaussianMixture(
      weights: order.map { weights[$0] }, means: means.selecting(rows: order),
      covariances: order.map { covariances[$0] }, shape: shape)
  }
}
