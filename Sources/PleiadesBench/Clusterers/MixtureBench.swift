import Analysis

/// Thirty steps of EM from the mixture that the peers begin with.
enum MixtureBench: ClustererFamilyBench {
  static let jobs: [ClustererJob] =
    [(10_000, 2), (10_000, 10), (10_000, 50), (100_000, 2), (100_000, 10)]
    .map { job(.full, $0.0, $0.1, peer: "sklearn-full") }
    + [10_000, 100_000].map { job(.diagonal, $0, 10, peer: "sklearn-diag") }

  private static func job(_ shape: CovarianceShape, _ n: Int, _ d: Int, peer: String) -> ClustererJob {
    ClustererJob(
      name: "gmm", settings: "\(shape.rawValue) k=10", rows: n, columns: d,
      peers: ClustererPeer.all("gmm", [peer]), data: PeerData.classified(centres: 10, spread: 3, seed: 4)
    ) { input, context in
      let features = input.features!
      let fit = try MixtureFitting(shape: shape, tolerance: 0, maximumIterations: 30)
        .fit(features, from: start(features, shape), context: context)
      return ClustererJob.Answer([
        ("mean_loglik", fit.meanLogLikelihood), ("iters", Double(fit.history.count - 1)),
      ])
    }
  }

  /// The first ten rows as means and one variance for all.
  private static func start(_ features: Matrix, _ shape: CovarianceShape) -> GaussianMixture {
    let d = features.columns
    let variance = (0..<d).reduce(0.0) { total, j in
      let column = features.column(j)
      let mean = column.reduce(0, +) / Double(features.rows)
      return total + column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(features.rows * d)
    }
    var covariance = Matrix(rows: d, columns: d)
    for j in 0..<d { covariance[j, j] = variance }
    return GaussianMixture(
      weights: Array(repeating: 0.1, count: 10), means: features.selecting(rows: Array(0..<10)),
      covariances: Array(repeating: covariance, count: 10), shape: shape)
  }
}
