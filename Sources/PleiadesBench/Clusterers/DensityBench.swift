import Analysis

/// Density-based clusterers, on groups among noise.
enum DensityBench: ClustererFamilyBench {
  static let jobs: [ClustererJob] =
    [10_000, 100_000].flatMap { n in [2, 5, 10].map { dbscan(n, $0) } }
    + [(2000, 2), (10_000, 2), (10_000, 5), (100_000, 2), (100_000, 5), (100_000, 10)].map { optics($0.0, $0.1) }
    + [(10_000, 2), (10_000, 5), (100_000, 2), (100_000, 5)].map { optics($0.0, $0.1, limit: 3 * eps($0.0, $0.1)) }
    + [10_000, 100_000].flatMap { n in [2, 5, 10].map { hdbscan(n, $0) } }

  private static func eps(_ n: Int, _ d: Int) -> Double {
    switch d {
    case 2: n == 10_000 ? 0.2 : 0.06
    case 5: n == 10_000 ? 1 : 0.63
    default: n == 10_000 ? 3 : 2.4
    }
  }

  private static func dbscan(_ n: Int, _ d: Int) -> ClustererJob {
    let peers = ["sklearn-kd_tree", "sklearn-ball_tree", "dbscan-pkg", "mlpack-kd"]
    let eps = eps(n, d)
    return ClustererJob(
      name: "dbscan", settings: "eps=\(eps) min-points=10", rows: n, columns: d,
      peers: ClustererPeer.all("dbscan", peers), data: { PeerData.noisy($0, $1) }
    ) { input, context in
      let values = ParameterValues(["eps": .real(eps), "min-points": .integer(10)])
      return ClustererJob.Answer(try DBSCAN(values).cluster(input, context: context))
    }
  }

  private static func optics(_ n: Int, _ d: Int, limit: Double? = nil) -> ClustererJob {
    ClustererJob(
      name: "optics", settings: limit.map { "max-eps=\(fixed($0, 2))" } ?? "min-points=10", rows: n, columns: d,
      peers: ClustererPeer.all("optics", [limit == nil ? "sklearn" : "sklearn-eps"]), data: { PeerData.noisy($0, $1) }
    ) { input, context in
      var values = ParameterValues(["min-points": .integer(10)])
      if let limit { values["max-eps"] = .real(limit) }
      let found = try OPTICS(values).cluster(input, context: context)
      let reached = found.reachability!.reachability.filter(\.isFinite)
      return ClustererJob.Answer([
        ("reach_sum", reached.reduce(0, +)), ("finite", Double(reached.count)),
        ("clusters_xi", Double(found.clusterCount)),
      ])
    }
  }

  private static func hdbscan(_ n: Int, _ d: Int) -> ClustererJob {
    ClustererJob(
      name: "hdbscan", settings: "min-cluster-size=50 min-samples=10", rows: n, columns: d,
      peers: ClustererPeer.all("hdbscan", ["hdbscan", "fast_hdbscan", "sklearn"]), data: { PeerData.noisy($0, $1) }
    ) { input, context in
      let values = ParameterValues(["min-cluster-size": .integer(50), "min-samples": .integer(10)])
      return ClustererJob.Answer(try HDBSCAN(values).cluster(input, context: context))
    }
  }
}
