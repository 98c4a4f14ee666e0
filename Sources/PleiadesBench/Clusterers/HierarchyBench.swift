import Analysis

/// Trees of merges, with everything that the clusterer says about them, the cophenetic correlation above all: the peers
/// give the tree alone. Single linkage, where that makes a difference, also without.
enum HierarchyBench: ClustererFamilyBench {
  static let jobs: [ClustererJob] =
    [
      ("ward", ["fastcluster-vector-ward", "fastcluster-ward", "scipy-ward", "sklearn-ward"]),
      ("average", ["fastcluster-average", "scipy-average", "sklearn-average"]), ("complete", ["fastcluster-complete"]),
      ("weighted", []), ("centroid", []), ("median", []),
    ].flatMap { method, peers in
      [5000, 10_000].map { linkage(method, $0, 10, ClustererPeer.all("agglomerative", peers), groups) }
    }
    + [10_000, 100_000].flatMap { n in
      [2, 10].map { d in
        linkage(
          "single", n, d, ClustererPeer.all("mst", ["quitefastmst", "mlpack-emst", "fastcluster-vector"]),
          { PeerData.noisy($0, $1) })
      }
    }
    + [(10_000, 2), (10_000, 10), (100_000, 2), (100_000, 10)].flatMap { [singleTree($0.0, $0.1), genie($0.0, $0.1)] }

  private static func linkage(
    _ method: String, _ n: Int, _ d: Int, _ peers: [ClustererPeer],
    _ data: @escaping @Sendable (Int, Int) -> ClustererJob.Data
  ) -> ClustererJob {
    ClustererJob(
      name: "linkage", settings: "\(method) k=20", rows: n, columns: d, peers: peers, data: data
    ) { input, context in
      let values = ParameterValues(["linkage": .choice(method), "k": .integer(20)])
      let found = try Linkage(values).cluster(input, context: context)
      let heights = found.hierarchy!.merges.map(\.height)
      let total = heights.reduce(0, +)
      return method == "single"
        ? ClustererJob.Answer([("weight", total)])
        : ClustererJob.Answer(labels: found.labels, [("heights", total), ("top", heights.last!)])
    }
  }

  private static func singleTree(_ n: Int, _ d: Int) -> ClustererJob {
    ClustererJob(
      name: "linkage", settings: "single tree", rows: n, columns: d,
      peers: ClustererPeer.all("mst", ["quitefastmst", "mlpack-emst", "fastcluster-vector"]),
      data: { PeerData.noisy($0, $1) }
    ) { input, context in
      let tree = try Linkage().hierarchy(of: input, context: context)
      return ClustererJob.Answer([("weight", tree.merges.reduce(0) { $0 + $1.height })])
    }
  }

  private static func genie(_ n: Int, _ d: Int) -> ClustererJob {
    ClustererJob(
      name: "genie", settings: "k=20", rows: n, columns: d,
      peers: ClustererPeer.all("agglomerative", ["genieclust-Genie"]), data: groups
    ) { input, context in
      ClustererJob.Answer(
        labels: try Genie(ParameterValues(["k": .integer(20)])).cluster(input, context: context).labels)
    }
  }

  private static let groups = PeerData.classified(centres: 20, spread: 3, seed: 3)
}
