/// Whether two parts are two clusters or one.
struct PairComparison: Sendable {
  /// Steps of EM, and the rise of the mean log-likelihood that ends them: only two criteria have to be told apart.
  private static let mostSteps = 60
  private static let tolerance = 1e-4
  /// By how much Schwarz's criterion must be less to be believed, as so many pairs are looked at: "very strong" evidence
  /// (Kass & Raftery, "Bayes factors", 1995).
  private static let decisive = 10.0
  /// Separation beyond which parts are what they look like; the halves of one normal distribution are 1.3 apart.
  private static let clear = 3.0

  let features: Matrix
  let rounding: [Double]
  let separation: Double

  /// What two parts are.
  enum Judgement: Sendable {
    /// Two clusters: two normal distributions describe the rows decidedly better by Schwarz's criterion than one, and are
    /// separable. With their mixture, unless the two are so far apart that none had to be fitted.
    case two(GaussianMixture?)
    /// Two clusters likewise, but divided otherwise than in the two parts: one of them has rows of a third.
    case others(GaussianMixture)
    /// One cluster, and how much speaks for it. Above 1 the criterion is for one, by that much less 1; up to 1 it is for
    /// two that are not separable.
    case one(bond: Double)
  }

  /// - Throws: `CancellationError`.
  func judge(_ a: Part, _ b: Part, context: RunContext) throws -> Judgement {
    guard let first = PartDescription(a.moments, rounding: rounding),
      let second = PartDescription(b.moments, rounding: rounding)
    else { return .one(bond: 1) }
    let n = a.count + b.count
    guard let one = PartDescription(PartMoments(a.moments, b.moments), rounding: rounding) else { return .one(bond: 1) }
    let single = one.bayesianInformation(rows: n)
    let apart = try separationOf(
      Component(mean: a.moments.mean, covariance: first.covariance, shape: first.shape, rows: Double(a.count)),
      Component(mean: b.moments.mean, covariance: second.covariance, shape: second.shape, rows: Double(b.count)))
    // Each row in its part for certain is less likely than the mixture: where that is enough, no fitting is needed.
    let divided = Partition.criterion([(a.count, first), (b.count, second)])
    if apart > max(Self.clear, 1.25 * separation), divided < single - Self.decisive { return .two(nil) }
    guard let pair = try mixture(a, b, context) else { return .one(bond: 1) }
    let excess = pair.criterion - (single - Self.decisive)
    if excess >= 0 { return .one(bond: 1 + excess) }
    guard pair.separation >= separation else { return .one(bond: (separation - pair.separation) / separation) }
    return try divides(pair.mixture, a, b, context) ? .two(pair.mixture) : .others(pair.mixture)
  }

  /// Whether most rows of one part are in one component, and most of the other in the other.
  private func divides(_ mixture: GaussianMixture, _ a: Part, _ b: Part, _ context: RunContext) throws -> Bool {
    let shares = try [a, b].map { part in
      let labels = try mixture.mostProbable(for: features.selecting(rows: part.rows), context: context)
      return Double(labels.count { $0 == 1 }) / Double(part.count)
    }
    return (shares[0] > 0.5) != (shares[1] > 0.5)
  }

  /// The mixture of two components with the least criterion, begun at the two parts.
  private func mixture(
    _ a: Part, _ b: Part, _ context: RunContext
  ) throws -> (mixture: GaussianMixture, criterion: Double, separation: Double)? {
    let d = features.columns
    let n = Double(a.count + b.count)
    let rows = features.selecting(rows: Partition.united(a.rows, b.rows))
    var best: MixtureFitting.Fit?
    for shape in PartDescription.shapes {
      let needed = Double(PartDescription.fewestRows(shape, dimension: d))
      guard Double(min(a.count, b.count)) >= needed else { continue }
      let start = Partition.mixture([a.moments, b.moments], shape: shape, rounding: rounding)
      let fitting = MixtureFitting(
        shape: shape, regularization: rounding.min() ?? 0, tolerance: Self.tolerance, maximumIterations: Self.mostSteps)
      guard let fit = try Partition.fit(fitting, rows, from: start, context: context) else { continue }
      guard fit.mixture.weights.allSatisfy({ $0 * n >= needed }) else { continue }
      if let held = best, held.bayesianInformation <= fit.bayesianInformation { continue }
      best = fit
    }
    guard let best else { return nil }
    let components = (0..<2).map { c in
      var covariance = best.mixture.covariances[c]
      for j in 0..<d { covariance[j, j] += rounding[j] }
      return Component(
        mean: best.mixture.means.row(c).map { $0 }, covariance: covariance, shape: best.mixture.shape,
        rows: best.mixture.weights[c] * n)
    }
    return (best.mixture, best.bayesianInformation, try separationOf(components[0], components[1]))
  }

  private struct Component {
    let mean: [Double]
    let covariance: Matrix
    let shape: CovarianceShape
    let rows: Double
  }

  /// Few rows look compact along some axis by chance, so covariances are enlarged to what so few show of them; and their
  /// means lie apart by chance, on average by d·(1/n₁ + 1/n₂) squared deviations, which q² counts by a quarter.
  private func separationOf(_ x: Component, _ y: Component) throws -> Double {
    let (first, second) = (widening(x), widening(y))
    guard first.isFinite, second.isFinite else { return 0 }
    var covariances = (x.covariance, y.covariance)
    for i in covariances.0.values.indices { covariances.0.values[i] *= first }
    for i in covariances.1.values.indices { covariances.1.values[i] *= second }
    let value = try GaussianSeparation.value(
      difference: zip(x.mean, y.mean).map { $0 - $1 }, covariances.0, covariances.1)
    return max(0, value * value - Double(features.columns) * (1 / x.rows + 1 / y.rows) / 4).squareRoot()
  }

  /// 1 over the factor by which the expected inverse of a covariance from so few rows (divisor n) exceeds the true one:
  /// the mean of the inverse Wishart distribution (Anderson, "An introduction to multivariate statistical analysis",
  /// 2003, lemma 7.7.1). Infinite where there is no such mean.
  private func widening(_ component: Component) -> Double {
    let d = Double(features.columns)
    let n = component.rows
    let (scale, rest) =
      switch component.shape {
      case .full, .tied: (n, n - d - 2)
      case .diagonal: (n, n - 3)
      case .spherical: (n * d, (n - 1) * d - 2)
      }
    return rest > 0 ? scale / rest : .infinity
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
