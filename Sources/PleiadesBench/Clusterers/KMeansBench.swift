import Analysis

/// k-means from the start that the peers are given, so that both do the same work; and from starts of its own.
enum KMeansBench: ClustererFamilyBench {
  static let jobs: [ClustererJob] = [10_000, 100_000].flatMap { n in
    [2, 10, 50].map { d in
      fixedStart(
        n, d, k: 10, ClustererPeer.all("kmeans", ["sklearn-lloyd", "sklearn-elkan", "faiss-f32", "mlpack-hamerly"]))
    } + [
      fixedStart(n, 10, k: 100, ClustererPeer.all("kmeans", ["sklearn-lloyd-k100", "sklearn-elkan-k100"])),
      restarts(n, 10, swaps: 0), restarts(n, 10, swaps: 20),
    ]
  }

  /// From the first k rows, to convergence.
  private static func fixedStart(_ n: Int, _ d: Int, k: Int, _ peers: [ClustererPeer]) -> ClustererJob {
    ClustererJob(
      name: "kmeans", settings: "k=\(k)", rows: n, columns: d, peers: peers, data: fifty
    ) { input, context in
      let features = input.features!
      let outcome = try LloydIteration(
        points: PointRows(features, context: context), maximumIterations: 300
      ).run(from: (0..<k).flatMap { features.row($0) }, context: context)
      return ClustererJob.Answer([("inertia", outcome.inertia), ("iters", Double(outcome.iterations))])
    }
  }

  private static func restarts(_ n: Int, _ d: Int, swaps: Int) -> ClustererJob {
    ClustererJob(
      name: "kmeans", settings: "restarts=10 swaps=\(swaps)", rows: n, columns: d,
      peers: ClustererPeer.all("kmeans", ["sklearn-n_init10"]), data: fifty
    ) { input, context in
      let values = ParameterValues(["k": .integer(10), "restarts": .integer(10), "swaps": .integer(swaps)])
      let clustering = try KMeans(values).cluster(input, context: context)
      return ClustererJob.Answer([("inertia", clustering.objective!.value)])
    }
  }

  private static let fifty = PeerData.classified(centres: 50, spread: 1, seed: 1)
}
