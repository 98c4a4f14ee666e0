/// Whether two parts are two clusters or one.
struct PairComparison: Sendable {
  /// Steps of EM, and the rise of the mean log-likelihood that ends them: only two criteria have to be told apart.
  private static let mostSteps = 60
  private static let tolerance = 1e-5

  let features: Matrix
  let rounding: [Double]
  let separation: Double

  /// How much speaks for one cluster: nil where two normal distributions describe the rows better by Schwarz's
  /// criterion than one, and are separable. Above 1, the criterion is for one, by that much less 1; up to 1, it is for two that
  /// are not separable.
  /// - Throws: `CancellationError`.
  func bond(_ a: Part, _ b: Part, context: RunContext) throws -> Double? {
    guard let first = PartDescription(a.moments, rounding: rounding),
      let second = PartDescription(b.moments, rounding: rounding)
    else { return 1 }
    let n = a.count + b.count
    guard let one = PartDescription(PartMoments(a.moments, b.moments), rounding: rounding) else { return 1 }
    let single = one.bayesianInformation(rows: n)
    let apart = try separationOf(a.moments.mean, b.moments.mean, first.covariance, second.covariance)
    // Each row in its part for certain is less likely than the mixture: where that is enough, no fitting is needed.
    if apart > 2 * separation, Partition.criterion([(a.count, first), (b.count, second)]) < single { return nil }
    guard let pair = try mixture(a, b, context) else { return 1 }
    if pair.criterion >= single { return 1 + (pair.criterion - single) }
    return pair.separation >= separation ? nil : (separation - pair.separation) / separation
  }

  /// The mixture of two components with the least criterion, begun at the two parts.
  private func mixture(
    _ a: Part, _ b: Part, _ context: RunContext
  ) throws -> (criterion: Double, separation: Double)? {
    let d = features.columns
    let n = a.count + b.count
    let rows = features.selecting(rows: Partition.united(a.rows, b.rows))
    var best: (criterion: Double, separation: Double)?
    for shape in PartDescription.shapes {
      let needed = Double(PartDescription.fewestRows(shape, dimension: d))
      guard Double(min(a.count, b.count)) >= needed else { continue }
      let start = Partition.mixture([a.moments, b.moments], shape: shape, rounding: rounding)
      let fitting = MixtureFitting(
        shape: shape, regularization: rounding.min() ?? 0, tolerance: Self.tolerance, maximumIterations: Self.mostSteps)
      guard let fit = try Partition.fit(fitting, rows, from: start, context: context) else { continue }
      guard fit.mixture.weights.allSatisfy({ $0 * Double(n) >= needed }) else { continue }
      if let held = best, held.criterion <= fit.bayesianInformation { continue }
      let covariances = fit.mixture.covariances.map { covariance in
        var matrix = covariance
        for j in 0..<d { matrix[j, j] += rounding[j] }
        return matrix
      }
      let apart = try separationOf(
        fit.mixture.means.row(0), fit.mixture.means.row(1), covariances[0], covariances[1])
      best = (fit.bayesianInformation, apart)
    }
    return best
  }

  private func separationOf(_ x: [Double], _ y: [Double], _ first: Matrix, _ second: Matrix) throws -> Double {
    try GaussianSeparation.value(difference: zip(x, y).map { $0 - $1 }, first, second)
  }
}

/// What several parts are together.
enum Partition {
  /// Schwarz's criterion of parts as the components of a mixture, each row in its own for certain.
  static func criterion(_ parts: [(count: Int, description: PartDescription)]) -> Double {
    let n = Double(parts.reduce(0) { $0 + $1.count })
    var logLikelihood = 0.0
    var parameters = parts.count - 1
    for (count, description) in parts {
      logLikelihood += description.logLikelihood + Double(count) * naturalLogarithm(Double(count) / n)
      parameters += description.parameterCount
    }
    return -2 * logLikelihood + Double(parameters) * naturalLogarithm(n)
  }

  static func mixture(_ moments: [PartMoments], shape: CovarianceShape, rounding: [Double]) -> GaussianMixture {
    let n = Double(moments.reduce(0) { $0 + $1.count })
    return GaussianMixture(
      weights: moments.map { Double($0.count) / n }, means: Matrix(moments.map(\.mean)),
      covariances: moments.map { PartDescription.covariance($0, shape, rounding) }, shape: shape)
  }

  /// - Returns: nil where a covariance cannot be factored.
  /// - Throws: `CancellationError`.
  static func fit(
    _ fitting: MixtureFitting, _ features: Matrix, from start: GaussianMixture, context: RunContext
  ) throws -> MixtureFitting.Fit? {
    do {
      return try fitting.fit(features, from: start, context: context)
    } catch is AnalysisError {
      return nil
    }
  }

  /// Two ascending lists as one.
  static func united(_ a: [Int], _ b: [Int]) -> [Int] { (a + b).sorted() }
}
