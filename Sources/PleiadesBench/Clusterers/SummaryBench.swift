import Analysis

/// Clusterers that the peers' script has no jobs for; `PeerScript` brings those.
enum SummaryBench: ClustererFamilyBench {
  static let jobs: [ClustererJob] =
    [10_000, 100_000].flatMap { n in [2, 10].map { birch(n, $0) } }
    + [(2000, 2), (10_000, 2), (2000, 10), (100_000, 2)].map { meanShift($0.0, $0.1) }
    + [1000, 2000, 4000].map { affinity($0) }

  private static func birch(_ n: Int, _ d: Int) -> ClustererJob {
    let threshold = d == 2 ? 0.5 : 2.5
    return ClustererJob(
      name: "birch", settings: "k=50 threshold=\(threshold)", rows: n, columns: d,
      peers: ClustererPeer.all("birch", ["sklearn"]), data: PeerData.classified(centres: 50, spread: 1, seed: 1)
    ) { input, context in
      let values = ParameterValues(["k": .integer(50), "threshold": .real(threshold)])
      let found = try Birch(values).cluster(input, context: context)
      return ClustererJob.Answer(labels: found.labels, [("clusters", Double(found.clusterCount))])
    }
  }

  private static func meanShift(_ n: Int, _ d: Int) -> ClustererJob {
    let bandwidth = d == 2 ? 1.0 : 4.0
    return ClustererJob(
      name: "mean-shift", settings: "bandwidth=\(bandwidth)", rows: n, columns: d,
      peers: ClustererPeer.all("mean-shift", ["sklearn"]), data: { PeerData.noisy($0, $1) }
    ) { input, context in
      let found = try MeanShift(ParameterValues(["bandwidth": .real(bandwidth)])).cluster(input, context: context)
      return ClustererJob.Answer(labels: found.labels, [("clusters", Double(found.clusterCount))])
    }
  }

  private static func affinity(_ n: Int) -> ClustererJob {
    ClustererJob(
      name: "affinity", settings: "damping=0.5", rows: n, columns: 10,
      peers: ClustererPeer.all("affinity", ["sklearn"]), data: PeerData.classified(centres: 20, spread: 1, seed: 3)
    ) { input, context in
      let found = try AffinityPropagation(ParameterValues()).cluster(input, context: context)
      return ClustererJob.Answer(
        labels: found.labels,
        [("netSimilarity", found.objective?.value ?? .nan), ("clusters", Double(found.clusterCount))])
    }
  }
}
