import Analysis

/// Nearest neighbours, and the clusterers of their graph.
enum GraphsBench: ClustererFamilyBench {
  static let jobs: [ClustererJob] =
    [
      neighbors(10_000, 2, ["scipy-ckdtree", "sklearn-kd_tree"]),
      neighbors(100_000, 2, ["scipy-ckdtree", "sklearn-kd_tree"]),
      neighbors(10_000, 10, ["scipy-ckdtree", "sklearn-brute"]),
      neighbors(100_000, 10, ["scipy-ckdtree", "sklearn-brute"]),
      neighbors(10_000, 50, ["sklearn-brute", "faiss-flat"]),
      neighbors(100_000, 50, ["sklearn-brute", "faiss-flat"]),
    ]
    + [2000, 10_000].map { spectral($0, 10, k: 20, ["sklearn-arpack", "sklearn-arpack-qr", "sklearn-lobpcg"]) }
    + [2, 10].map { spectral(100_000, $0, k: nil, []) }
    + [10_000, 100_000].map { passes($0, 10) }
    + [(10_000, 10), (100_000, 2), (100_000, 10)].map { leiden($0.0, $0.1) }

  private static func neighbors(_ n: Int, _ d: Int, _ peers: [String]) -> ClustererJob {
    ClustererJob(
      name: "neighbours", settings: "k=15", rows: n, columns: d, peers: ClustererPeer.all("knn", peers),
      data: PeerData.classified(centres: 50, spread: 3, seed: 7)
    ) { input, context in
      let found = try NearestNeighbors(of: input.dissimilarities, k: 15, context: context)
      return ClustererJob.Answer([("sum", found.comparisonValues.reduce(0) { $0 + $1.squareRoot() })])
    }
  }

  private static func spectral(_ n: Int, _ d: Int, k: Int?, _ peers: [String]) -> ClustererJob {
    ClustererJob(
      name: "spectral", settings: k.map { "k=\($0)" } ?? "k=auto", rows: n, columns: d,
      peers: ClustererPeer.all("spectral", peers), data: groups
    ) { input, context in
      let values = ParameterValues(k.map { ["k": .integer($0)] } ?? [:])
      let found = try Spectral(values).cluster(input, context: context)
      return ClustererJob.Answer(found, [("cut", found.objective?.value ?? 0)])
    }
  }

  /// The peers are handed the graph, and make one run of two passes.
  private static func passes(_ n: Int, _ d: Int) -> ClustererJob {
    ClustererJob(
      name: "leiden", settings: "iterations=2 restarts=1", rows: n, columns: d,
      peers: ClustererPeer.all("leiden", ["leidenalg", "igraph-leiden"]),
      given: { input, context in
        let nearest = try input.neighbors(15, context)
        return ClusteringInput(
          features: input.features, dissimilarities: input.dissimilarities, seed: input.seed,
          neighbors: { _, _ in nearest })
      }, data: groups
    ) { input, context in
      let values = ParameterValues(["iterations": .integer(2), "restarts": .integer(1)])
      return answer(try Leiden(values).cluster(input, context: context))
    }
  }

  private static func leiden(_ n: Int, _ d: Int) -> ClustererJob {
    ClustererJob(name: "leiden", settings: "whole", rows: n, columns: d, peers: [], data: groups) { input, context in
      answer(try Leiden().cluster(input, context: context))
    }
  }

  private static func answer(_ found: Clustering) -> ClustererJob.Answer {
    ClustererJob.Answer(found, [("modularity", found.objective?.value ?? 0)])
  }

  private static let groups = PeerData.classified(centres: 20, spread: 3, seed: 3)
}
