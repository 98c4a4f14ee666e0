/// Clusters as components of a Gaussian mixture, fitted by expectation and maximisation: each row belongs to the
/// component that is most probable for it, and to the others in part.
public struct GaussianMixtureClustering: Clusterer {
  public static let description = AlgorithmDescription(
    id: "gmm", title: "Gaussian mixture", summary: "ellipsoidal clusters that may overlap, with soft memberships",
    reference: "Dempster, Laird & Rubin, Maximum likelihood from incomplete data via the EM algorithm, 1977; McLachlan "
      + "& Peel, Finite mixture models, 2000",
    parameters: [
      Parameter(
        "k", .integer(1...Int.max, step: 1), standard: nil, meaning: "number of components, at most the number of rows",
        automatic: rule),
      Parameter(
        "covariance", .choice(CovarianceShape.allCases.map(\.rawValue)),
        standard: .choice(CovarianceShape.full.rawValue),
        meaning: "shape of the components: "
          + CovarianceShape.allCases.map { "\($0.rawValue) is \($0.meaning)" }.joined(separator: ", ")),
      Parameter(
        "restarts", .integer(1...10_000, step: 1), standard: nil,
        meaning: "starts, of which the most likely is kept",
        automatic: "100 for small tables, then fewer, \(fewestRestarts) for large ones; \(fewestRestarts) for each k "
          + "where k is chosen"),
      Parameter(
        "regularization", .real(0...Double.greatestFiniteMagnitude, step: 1e-6), standard: .real(1e-6),
        meaning: "added to every variance, in squared units of the columns"),
      Parameter(
        "tolerance", .real(0...Double.greatestFiniteMagnitude, step: 1e-7), standard: .real(1e-7),
        meaning: "rise of the mean log-likelihood below which a start has converged"),
      Parameter(
        "max-iterations", .integer(1...1_000_000, step: 100), standard: .integer(1000),
        meaning: "steps of a start, if it does not converge before"),
    ],
    needs: [.features], cost: "O(n·k·d²) time a step, O(n·k·d) without full covariances; O(n·(k + d) + k·d²) memory")

  private static let largest = 10
  private static let fewestRestarts = 10
  /// Products added up in one step of each start.
  private static let restartWork = 1_500_000
  private static let rule = "the k from 1 to \(largest) with the least Bayesian information criterion"

  private let k: Int?
  private let shape: CovarianceShape
  private let restarts: Int?
  private let regularization: Double
  private let tolerance: Double
  private let maximumIterations: Int
  private let parameters: ParameterValues

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    k = values.integer("k", of: Self.description)
    shape = values.choice("covariance", of: Self.description).flatMap(CovarianceShape.init) ?? .full
    restarts = values.integer("restarts", of: Self.description)
    regularization = values.real("regularization", of: Self.description) ?? 1e-6
    tolerance = values.real("tolerance", of: Self.description) ?? 1e-7
    maximumIterations = values.integer("max-iterations", of: Self.description) ?? 1000
    self.parameters = values
  }

  /// - Throws: `AnalysisError` without features, rows or columns, for k above the number of rows and for values whose
  ///   squares overflow; `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let features = try input.requireFeatures(for: Self.description)
    try CenterBasedInput.check(features, for: Self.description, k: k)
    var fitting = MixtureFitting(
      shape: shape, restarts: restarts ?? Self.fewestRestarts, regularization: regularization, tolerance: tolerance,
      maximumIterations: maximumIterations, seed: input.seed)
    var notes: [String] = []
    let fit: MixtureFitting.Fit
    if let k {
      fitting.restarts = restarts ?? starts(features, k)
      fit = try fitting.fit(features, components: k, context: context)
    } else {
      let chosen = try choose(features, fitting, context)
      fitting.restarts = restarts ?? starts(features, chosen.mixture.count)
      fit =
        fitting.restarts == (restarts ?? Self.fewestRestarts)
        ? chosen : try fitting.fit(features, components: chosen.mixture.count, context: context)
      notes.append(
        "k = \(fit.mixture.count) was chosen: it has the least Bayesian information criterion, "
          + "\(rounded(fit.bayesianInformation)), of 1 to \(min(Self.largest, features.rows)) components.")
    }
    notes.append(
      "Bayesian information criterion \(rounded(fit.bayesianInformation)), Akaike's "
        + "\(rounded(fit.akaikeInformation)), log-likelihood \(rounded(fit.logLikelihood)).")
    if fit.isDegenerate {
      notes.append(
        "A component has collapsed onto few or flat rows, so its likelihood means little; take fewer components, "
          + "another covariance, or a larger regularization.")
    }
    if !fit.converged {
      notes.append("The fit did not converge within \(maximumIterations) steps; raise max-iterations.")
    }
    return try clustering(fit, features, fitting.restarts, notes, context)
  }

  private func clustering(
    _ fit: MixtureFitting.Fit, _ features: Matrix, _ restarts: Int, _ notes: [String], _ context: RunContext
  ) throws -> Clustering {
    let memberships = try fit.mixture.responsibilities(of: features, context: context)
    let count = fit.mixture.count
    let labels = memberships.columnsOfLargest
    // Column c of the memberships is cluster c; components that no row prefers come last.
    var seen = Set<Int>()
    var order = labels.filter { seen.insert($0).inserted }
    order += (0..<count).filter { !seen.contains($0) }
    var used = parameters
    used["k"] = .integer(count)
    used["covariance"] = .choice(shape.rawValue)
    used["restarts"] = .integer(restarts)
    used["regularization"] = .real(regularization)
    used["tolerance"] = .real(tolerance)
    used["max-iterations"] = .integer(maximumIterations)
    var notes = notes
    if seen.count < count { notes.append("Only \(seen.count) of the \(count) components are any row's most probable.") }
    return Clustering(
      labels: labels, objective: Clustering.Objective(name: "meanLogLikelihood", value: fit.meanLogLikelihood),
      parameters: used, notes: notes, memberships: memberships.selecting(columns: order))
  }

  /// Local optima are many where rows are few, and starts are quick there.
  private func starts(_ features: Matrix, _ k: Int) -> Int {
    let d = features.columns
    let work = features.rows * k * (shape.isDense ? d * (d + 1) / 2 : d)
    return max(Self.fewestRestarts, min(100, Self.restartWork / max(1, work)))
  }

  private func choose(
    _ features: Matrix, _ fitting: MixtureFitting, _ context: RunContext
  ) throws -> MixtureFitting.Fit {
    var best: MixtureFitting.Fit?
    let last = min(Self.largest, features.rows)
    for k in 1...last {
      context.report("number of components", k - 1, of: last)
      let fit = try fitting.fit(features, components: k, context: context.quiet)
      // A collapsed component buys likelihood without end.
      guard let held = best else {
        best = fit
        continue
      }
      if !fit.isDegenerate, fit.bayesianInformation < held.bayesianInformation { best = fit }
    }
    return best!
  }

  private func rounded(_ value: Double) -> Double {
    abs(value) < 1e12 ? (value * 1000).rounded() / 1000 : value
  }
}
