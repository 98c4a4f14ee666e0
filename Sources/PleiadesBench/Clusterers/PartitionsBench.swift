import Analysis

/// Partitive and mixture clusterers from the starts that the peers are given, so that both do the same work.
enum PartitionsBench: ClustererFamilyBench {
  private struct Job {
    let name: String
    let table: String
    /// As the peers' script names them.
    let peers: [String]
    let sizes: [(rows: Int, columns: Int)]
    let data: @Sendable (Int, Int) -> Matrix
    let work: @Sendable (Matrix, RunContext) throws -> Void
  }

  private static let jobs: [Job] = [
    Job(
      name: "kmeans, k = 10", table: "kmeans", peers: ["sklearn-lloyd", "sklearn-elkan"],
      sizes: [10_000, 100_000].flatMap { n in [2, 10, 50].map { (n, $0) } }, data: { fifty(rows: $0, columns: $1) },
      work: { try lloyd($0, k: 10, $1) }),
    Job(
      name: "kmeans, k = 100", table: "kmeans", peers: ["sklearn-lloyd-k100", "sklearn-elkan-k100"],
      sizes: [(10_000, 10), (100_000, 10)], data: { fifty(rows: $0, columns: $1) },
      work: { try lloyd($0, k: 100, $1) }),
    // The peer is handed the dissimilarities; ours are computed within the time.
    Job(
      name: "kmedoids fasterpam, k = 10", table: "kmedoids", peers: ["kmedoids-fasterpam", "kmedoids-fasterpam-f4"],
      sizes: [(1000, 10), (5000, 10), (10_000, 10)], data: { fifty(rows: $0, columns: $1) },
      work: { features, context in
        let dissimilarities = try EuclideanMetric().dissimilarities(of: features)
        _ = try MedoidSearch(dissimilarities, maximumPasses: 100).run(from: Array(0..<10), context: context)
      }),
    Job(
      name: "kmedoids fastclara, k = 10", table: "clara", peers: ["kmedoids+numpy"],
      sizes: [(10_000, 10), (100_000, 10)], data: { fifty(rows: $0, columns: $1) },
      work: { features, context in
        let dissimilarities = try EuclideanMetric().dissimilarities(of: features)
        _ = try MedoidSampling(dissimilarities, k: 10, samples: 5, sampleSize: 1000, maximumPasses: 100, seed: 0)
          .run(context: context)
      }),
    Job(
      name: "gmm full, 30 steps", table: "gmm", peers: ["sklearn-full"],
      sizes: [(10_000, 2), (10_000, 10), (10_000, 50), (100_000, 2), (100_000, 10)],
      data: { blobs(rows: $0, columns: $1, centres: 10, spread: 3, seed: 4) },
      work: { try mixture($0, shape: .full, $1) }),
    Job(
      name: "gmm diagonal, 30 steps", table: "gmm", peers: ["sklearn-diag"], sizes: [(10_000, 10), (100_000, 10)],
      data: { blobs(rows: $0, columns: $1, centres: 10, spread: 3, seed: 4) },
      work: { try mixture($0, shape: .diagonal, $1) }),
  ]

  static func run(_ options: BenchOptions, _ emit: (BenchRow) -> Void) throws {
    let peers = options.peers.map(PeerScript.init)
    for job in jobs {
      for (n, d) in job.sizes where n <= options.largest {
        let features = job.data(n, d)
        let own = try Measurement(repetitions: options.repetitions) { try job.work(features, options.context) }
          .row(job.name, rows: n, columns: d)
        emit(own)
        for peer in job.peers {
          // A peer that is not installed, or fails, has no row.
          guard
            var row = try? peers?.clustererRow(
              job.name, table: job.table, peer: peer, rows: n, columns: d, repetitions: options.repetitions)
          else { continue }
          row.ratio = own.fastest / row.fastest
          row.target = .ratio(n >= 10_000 ? 1 : 1.5)
          emit(row)
        }
      }
    }
  }

  /// From the first k rows, to convergence.
  private static func lloyd(_ features: Matrix, k: Int, _ context: RunContext) throws {
    let points = PointRows(features)
    _ = try LloydIteration(points: points, maximumIterations: 300)
      .run(from: Array(points.values.prefix(k * features.columns)), context: context)
  }

  /// From the first ten rows as means and one variance for all.
  private static func mixture(_ features: Matrix, shape: CovarianceShape, _ context: RunContext) throws {
    let d = features.columns
    let variance = (0..<d).reduce(0.0) { total, j in
      let column = features.column(j)
      let mean = column.reduce(0, +) / Double(features.rows)
      return total + column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(features.rows * d)
    }
    var covariance = Matrix(rows: d, columns: d)
    for j in 0..<d { covariance[j, j] = variance }
    let start = GaussianMixture(
      weights: Array(repeating: 0.1, count: 10), means: features.selecting(rows: Array(0..<10)),
      covariances: Array(repeating: covariance, count: 10), shape: shape)
    _ = try MixtureFitting(shape: shape, tolerance: 0, maximumIterations: 30)
      .fit(features, from: start, context: context)
  }

  private static func fifty(rows n: Int, columns d: Int) -> Matrix {
    blobs(rows: n, columns: d, centres: 50, spread: 1, seed: 1)
  }

  /// Row i lies around centre i mod `centres`; centres are uniform in [−10, 10)^d.
  private static func blobs(rows n: Int, columns d: Int, centres k: Int, spread: Double, seed: UInt64) -> Matrix {
    var centreSource = RandomSource(seed: 4 &* seed &+ 1)
    var normalSource = RandomSource(seed: 4 &* seed &+ 2)
    let centres = (0..<k * d).map { _ in 20 * centreSource.uniform() - 10 }
    var matrix = Matrix(rows: n, columns: d)
    for i in 0..<n { for j in 0..<d { matrix[i, j] = centres[i % k * d + j] + spread * normalSource.normal() } }
    return matrix
  }
}
