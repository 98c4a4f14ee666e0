import Synchronization

/// Fits Gaussian mixtures: EM from several starts, the best of which is followed to convergence.
public struct MixtureFitting: Sendable {
  /// What EM starts from.
  public enum Start: String, Sendable, CaseIterable {
    /// The first start is a converged k-means partition, the others are as `seeding`.
    case kmeans
    /// Rows by greedy k-means++, each with the rows nearest to it.
    case seeding
  }

  /// A fitted mixture.
  public struct Fit: Sendable, Equatable {
    public let mixture: GaussianMixture
    /// ln L over n.
    public let meanLogLikelihood: Double
    /// The mean log-likelihood before each step of the last run; it never falls.
    public let history: [Double]
    public let converged: Bool
    /// A component that has shrunk to fewer than d + 2 rows, or to less than 1e-4 of the smallest variance of a column
    /// in some direction: its likelihood says nothing.
    public let isDegenerate: Bool
    public let rows: Int

    public var logLikelihood: Double { meanLogLikelihood * Double(rows) }
    public var bayesianInformation: Double {
      mixture.bayesianInformation(logLikelihood: logLikelihood, rows: rows)
    }
    public var akaikeInformation: Double { mixture.akaikeInformation(logLikelihood: logLikelihood) }
  }

  public var shape: CovarianceShape
  public var start: Start
  public var restarts: Int
  /// Added to the diagonal of every covariance, in squared units of the columns.
  public var regularization: Double
  /// Rise of the mean log-likelihood below which EM ends.
  public var tolerance: Double
  public var maximumIterations: Int
  public var seed: UInt64

  /// Starts are compared at this tolerance; only the best goes on.
  private static let screeningTolerance = 1e-4

  public init(
    shape: CovarianceShape = .full, start: Start = .kmeans, restarts: Int = 10, regularization: Double = 1e-6,
    tolerance: Double = 1e-7, maximumIterations: Int = 1000, seed: UInt64 = 42
  ) {
    self.shape = shape
    self.start = start
    self.restarts = restarts
    self.regularization = regularization
    self.tolerance = tolerance
    self.maximumIterations = maximumIterations
    self.seed = seed
  }

  /// O(restarts·steps·n·k·d²) time.
  /// - Parameters:
  ///   - features: n×d, n ≥ 1, d ≥ 1, finite, with squares that do not overflow.
  ///   - components: from 1 to n.
  /// - Throws: `AnalysisError.notApplicable` where no covariance can be factored; `CancellationError`.
  public func fit(_ features: Matrix, components k: Int, context: RunContext) throws -> Fit {
    precondition(features.rows > 0 && features.columns > 0 && k >= 1 && k <= features.rows)
    let points = PointRows(features)
    let variances = Self.variances(features)
    let screening = iteration(features, variances, tolerance: max(tolerance, Self.screeningTolerance), limit: 100)
    let candidates = try starts(points, k, screening, variances, context)
    var first: Fit?
    for candidate in candidates.prefix(3) {
      var outcome = candidate
      if tolerance < Self.screeningTolerance || !candidate.converged {
        let following = iteration(features, variances, tolerance: tolerance, limit: maximumIterations)
        outcome = try following.run(from: candidate.mixture, context: context)
      }
      let fit = fit(outcome, features, variances)
      if !fit.isDegenerate { return fit }
      first = first ?? fit
    }
    return first!
  }

  /// EM from a given mixture, with this fitting's tolerance and limit.
  /// - Parameter start: as many columns as the features.
  /// - Throws: `AnalysisError.notApplicable` where no covariance can be factored; `CancellationError`.
  public func fit(_ features: Matrix, from start: GaussianMixture, context: RunContext) throws -> Fit {
    precondition(features.rows > 0 && features.columns == start.dimension)
    let variances = Self.variances(features)
    let outcome = try iteration(features, variances, tolerance: tolerance, limit: maximumIterations)
      .run(from: start, context: context)
    return fit(outcome, features, variances)
  }

  /// The outcomes of all starts, the best first: degenerate ones last, then by likelihood (ties: the earlier).
  private func starts(
    _ points: PointRows, _ k: Int, _ screening: ExpectationMaximization, _ variances: [Double], _ context: RunContext
  ) throws -> [ExpectationMaximization.Outcome] {
    let count = k == 1 ? 1 : max(1, restarts)
    let outcomes = Mutex<[(index: Int, outcome: ExpectationMaximization.Outcome)]>([])
    let finished = ChunkCounter()
    var outer = context
    var inner = context
    // Either the starts share the threads, or the rows of each do.
    if count >= context.threads { inner.threads = 1 } else { outer.threads = 1 }
    let innerContext = inner.quiet
    try outer.forEachChunk(count) { index in
      let mixture = try startingMixture(index, points, k, screening, innerContext)
      let outcome = try screening.run(from: mixture, context: innerContext)
      outcomes.withLock { $0.append((index, outcome)) }
      context.report("mixture", finished.take() + 1, of: count)
    }
    return outcomes.withLock { $0 }
      .map { (entry: $0, degenerate: Self.isDegenerate($0.outcome.mixture, rows: points.count, variances)) }
      .sorted { a, b in
        if a.degenerate != b.degenerate { return b.degenerate }
        let (x, y) = (a.entry.outcome.meanLogLikelihood, b.entry.outcome.meanLogLikelihood)
        return x != y ? x > y : a.entry.index < b.entry.index
      }
      .map(\.entry.outcome)
  }

  private func startingMixture(
    _ index: Int, _ points: PointRows, _ k: Int, _ iteration: ExpectationMaximization, _ context: RunContext
  ) throws -> GaussianMixture {
    let centers =
      k >= points.count
      ? points.values
      : try KMeansStart.centers(of: points, k: k, random: RandomSource(seed: seed, stream: index), context: context)
    // One assignment without a move of the centres is a seeding.
    let steps = start == .kmeans && index == 0 ? 300 : 1
    let partition = try LloydIteration(points: points, maximumIterations: steps).run(from: centers, context: context)
    return try iteration.mixture(labels: partition.labels, centers: partition.centers, context: context)
  }

  private func iteration(
    _ features: Matrix, _ variances: [Double], tolerance: Double, limit: Int
  ) -> ExpectationMaximization {
    ExpectationMaximization(
      features: features, shape: shape, regularization: regularization, tolerance: tolerance,
      maximumIterations: min(limit, maximumIterations), variances: variances)
  }

  private func fit(
    _ outcome: ExpectationMaximization.Outcome, _ features: Matrix, _ variances: [Double]
  ) -> Fit {
    Fit(
      mixture: outcome.mixture, meanLogLikelihood: outcome.meanLogLikelihood, history: outcome.history,
      converged: outcome.converged,
      isDegenerate: Self.isDegenerate(outcome.mixture, rows: features.rows, variances), rows: features.rows)
  }

  private static func isDegenerate(_ mixture: GaussianMixture, rows: Int, _ variances: [Double]) -> Bool {
    if mixture.count == 1 { return false }
    guard let least = variances.filter({ $0 > 0 }).min() else { return false }
    for c in 0..<mixture.count {
      if mixture.weights[c] * Double(rows) < Double(mixture.dimension + 2) { return true }
      let smallest: Double
      if mixture.shape.isDense {
        guard let eigen = try? SymmetricEigen(of: mixture.covariances[c]) else { return true }
        smallest = eigen.values.last ?? 0
      } else {
        smallest = (0..<mixture.dimension).map { mixture.covariances[c][$0, $0] }.min() ?? 0
      }
      if smallest < 1e-4 * least { return true }
    }
    return false
  }

  private static func variances(_ features: Matrix) -> [Double] {
    (0..<features.columns).map { j in
      let column = features.column(j)
      let mean = column.reduce(0, +) / Double(features.rows)
      return column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(features.rows)
    }
  }
}

extension RunContext {
  /// The same without progress: for parts of what is reported as a whole.
  var quiet: RunContext { RunContext(threads: threads, isBackground: isBackground, isCancelled: { isCancelled }) }
}
