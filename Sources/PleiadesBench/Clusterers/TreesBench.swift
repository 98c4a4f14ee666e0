import Analysis

/// Hierarchical and density-based clusterers, each beside what the peers' script calls by the same table and name.
enum TreesBench: ClustererFamilyBench {
  private struct Job {
    let name: String
    let table: String
    /// As the peers' script names them.
    let peers: [String]
    let sizes: [(rows: Int, columns: Int)]
    let data: @Sendable (Int, Int) -> Matrix
    let work: @Sendable (ClusteringInput, RunContext) throws -> Void
  }

  /// Where a clusterer's answer is more than the peer's, only what both have is timed: the tree without the cophenetic
  /// correlation.
  private static let jobs: [Job] =
    [
      ("ward", ["fastcluster-vector-ward", "fastcluster-ward"]), ("average", ["fastcluster-average"]),
      ("complete", ["fastcluster-complete"]), ("weighted", []), ("centroid", []), ("median", []),
    ]
    .map { method, peers in
      Job(
        name: "linkage \(method)", table: "agglomerative", peers: peers, sizes: [(5000, 10), (10_000, 10)],
        data: { blobs(rows: $0, columns: $1) },
        work: { input, context in
          _ = try Linkage(ParameterValues(["linkage": .choice(method)])).hierarchy(of: input, context: context)
        })
    } + [
      Job(
        name: "genie", table: "agglomerative", peers: ["genieclust-Genie"],
        sizes: [(10_000, 2), (10_000, 10), (100_000, 2), (100_000, 10)], data: { blobs(rows: $0, columns: $1) },
        work: { input, context in
          _ = try Genie(ParameterValues(["k": .integer(20)])).cluster(input, context: context)
        }),
      Job(
        name: "hdbscan", table: "hdbscan", peers: ["fast_hdbscan"],
        sizes: [10_000, 100_000].flatMap { n in [2, 5, 10].map { (n, $0) } },
        data: { PeerData.noisyBlobs(rows: $0, columns: $1, centres: 20, spread: $1 == 2 ? 0.4 : 1, seed: 2) },
        work: { input, context in
          let values = ParameterValues(["min-cluster-size": .integer(50), "min-samples": .integer(10)])
          _ = try HDBSCAN(values).cluster(input, context: context)
        }),
      Job(
        name: "optics", table: "optics", peers: [], sizes: [(2000, 2), (10_000, 2), (10_000, 5), (100_000, 2)],
        data: { PeerData.noisyBlobs(rows: $0, columns: $1, centres: 20, spread: $1 == 2 ? 0.4 : 1, seed: 2) },
        work: { input, context in
          _ = try OPTICS(ParameterValues(["min-points": .integer(10)])).cluster(input, context: context)
        }),
    ]

  static func run(_ options: BenchOptions, _ emit: (BenchRow) -> Void) throws {
    let peers = options.peers.map(PeerScript.init)
    for job in jobs {
      for (n, d) in job.sizes where n <= options.largest {
        let features = job.data(n, d)
        let input = ClusteringInput(
          features: features, dissimilarities: try EuclideanMetric().dissimilarities(of: features), seed: 42)
        let own = try Measurement(repetitions: options.repetitions) { try job.work(input, options.context) }
          .row(job.name, rows: n, columns: d)
        emit(own)
        for peer in job.peers {
          // A peer that is not installed, or fails, has no row.
          guard
            var row = try? peers?.clustererRow(
              job.name, table: job.table, peer: peer, rows: n, columns: d, repetitions: options.repetitions)
          else { continue }
          row.ratio = own.fastest / row.fastest
          row.target = .ratio(1)
          emit(row)
        }
      }
    }
  }

  /// Row i lies around centre i mod 20, a standard deviation of 3 in every column; centres are uniform in [−10, 10)^d.
  private static func blobs(rows n: Int, columns d: Int) -> Matrix {
    let seed: UInt64 = 3
    let k = 20
    var centreSource = RandomSource(seed: 4 &* seed &+ 1)
    var normalSource = RandomSource(seed: 4 &* seed &+ 2)
    let centres = (0..<k * d).map { _ in 20 * centreSource.uniform() - 10 }
    var matrix = Matrix(rows: n, columns: d)
    for i in 0..<n { for j in 0..<d { matrix[i, j] = centres[i % k * d + j] + 3 * normalSource.normal() } }
    return matrix
  }
}
