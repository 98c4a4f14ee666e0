/// The EM algorithm for Gaussian mixtures (Dempster, Laird & Rubin, "Maximum likelihood from incomplete data via the EM
/// algorithm", 1977). A step is one pass over the rows, in blocks; sums are added up in the order of the rows, the
/// same for any number of threads.
struct ExpectationMaximization: Sendable {
  /// Where the iteration ended.
  struct Outcome: Sendable {
    var mixture: GaussianMixture
    /// ln L over n, of `mixture`.
    var meanLogLikelihood: Double
    /// The mean log-likelihood before every step: it never falls.
    var history: [Double]
    var converged: Bool
  }

  let features: Matrix
  let shape: CovarianceShape
  let regularization: Double
  let tolerance: Double
  let maximumIterations: Int
  /// Variances of the columns, divisor n.
  let variances: [Double]

  /// The mixture of components that are the classes of a partition.
  /// - Parameters:
  ///   - labels: one component a row.
  ///   - centers: k·d coordinates, row by row, near the means.
  func mixture(labels: [Int32], centers: [Double], context: RunContext) throws -> GaussianMixture {
    let k = centers.count / max(1, features.columns)
    let rough = GaussianMixture(
      weights: Array(repeating: 1 / Double(k), count: k),
      means: Matrix(rows: features.columns, columns: k, values: centers).transposed,
      covariances: Array(repeating: Self.diagonal(variances, regularization), count: k), shape: shape)
    let densities = try ComponentDensities(rough)
    let held = Buffer(labels, padding: 0)
    let (sums, _) = try pass(densities, context) { $0.assign(held.pointer) }
    return sums.mixture(
      about: densities.means, shape: shape, regularization: regularization, fallback: variances)
  }

  /// Steps until the mean log-likelihood rises by less than the tolerance, or would fall, as the regularisation can
  /// make it.
  /// - Throws: `AnalysisError`, `CancellationError`.
  func run(from start: GaussianMixture, context: RunContext) throws -> Outcome {
    var outcome = Outcome(mixture: start, meanLogLikelihood: -.infinity, history: [], converged: false)
    var mixture = start
    for iteration in 0...maximumIterations {
      try context.checkCancellation()
      let densities = try ComponentDensities(mixture)
      let (sums, logLikelihood) = try pass(densities, context) { $0.evaluate() }
      let value = logLikelihood / Double(features.rows)
      let gain = value - outcome.meanLogLikelihood
      if iteration > 0, !(gain >= 0) {
        outcome.converged = true
        return outcome
      }
      outcome.mixture = mixture
      outcome.meanLogLikelihood = value
      outcome.history.append(value)
      if gain < tolerance {
        outcome.converged = true
        return outcome
      }
      mixture = sums.mixture(
        about: densities.means, shape: shape, regularization: regularization, fallback: variances)
    }
    return outcome
  }

  /// One pass over all rows.
  private func pass(
    _ densities: ComponentDensities, _ context: RunContext, _ weigh: @Sendable (MixtureBlock) -> Void
  ) throws -> (sums: MixtureSums, logLikelihood: Double) {
    let (k, d) = (densities.count, features.columns)
    // The parts depend on the data alone; together they stay within 64 MB, or are two.
    let chunks = max(2, min(64, 8_000_000 / max(1, k * (densities.isDense ? d * d : d))))
    let parts = (0..<chunks).map { _ in ChunkSums(components: k, dimension: d, isDense: densities.isDense) }
    try MixtureBlock.forEach(of: features, densities, chunks: chunks, context) { block, chunk in
      weigh(block)
      let part = parts[chunk]
      block.accumulate(into: part.sums)
      for t in 0..<block.rows.count { part.logLikelihood.pointer[0] += block.logDensity(t) }
    }
    var logLikelihood = CompensatedSum()
    let sums = parts[0].sums
    for (index, part) in parts.enumerated() {
      logLikelihood.add(part.logLikelihood[0])
      if index > 0 { sums.add(part.sums) }
    }
    return (sums, logLikelihood.total)
  }

  private static func diagonal(_ variances: [Double], _ regularization: Double) -> Matrix {
    var matrix = Matrix(rows: variances.count, columns: variances.count)
    for (j, variance) in variances.enumerated() { matrix[j, j] = max(variance + regularization, 1e-280) }
    return matrix
  }
}

/// What one chunk of rows adds up.
private final class ChunkSums: Sendable {
  let sums: MixtureSums
  let logLikelihood = Buffer(count: 1, repeating: 0.0)

  init(components: Int, dimension: Int, isDense: Bool) {
    sums = MixtureSums(components: components, dimension: dimension, isDense: isDense)
  }
}
