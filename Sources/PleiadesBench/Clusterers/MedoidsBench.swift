import Analysis

/// k-medoids of all rows, and of samples. The peers of the former are handed the dissimilarities; ours are computed
/// within the time.
enum MedoidsBench: ClustererFamilyBench {
  static let jobs: [ClustererJob] =
    [1000, 5000, 10_000].flatMap { n in [10, 100].map { all(n, k: $0) } }
    + [10_000, 100_000].flatMap { n in [10, 100].map { samples(n, k: $0) } }

  private static func all(_ n: Int, k: Int) -> ClustererJob {
    let peers = ["kmedoids-fasterpam", "kmedoids-fasterpam-f4", "kmedoids-fasterpam-f4-2cpu"]
    return ClustererJob(
      name: "kmedoids", settings: "k=\(k)", rows: n, columns: 10,
      peers: ClustererPeer.all("kmedoids", peers, "{'k': \(k)}"),
      data: PeerData.classified(centres: 50, spread: 1, seed: 1)
    ) { input, context in
      let found = try MedoidSearch(input.dissimilarities, maximumPasses: 100).run(from: Array(0..<k), context: context)
      return ClustererJob.Answer([("loss", found.totalDeviation), ("swaps", Double(found.swaps))])
    }
  }

  private static func samples(_ n: Int, k: Int) -> ClustererJob {
    ClustererJob(
      name: "kmedoids", settings: "fastclara k=\(k)", rows: n, columns: 10,
      peers: ClustererPeer.all("clara", ["kmedoids+numpy"], "{'k': \(k)}"),
      data: PeerData.classified(centres: 50, spread: 1, seed: 1)
    ) { input, context in
      let found = try MedoidSampling(
        input.dissimilarities, k: k, samples: 5, sampleSize: 1000, maximumPasses: 100, seed: 0
      ).run(context: context)
      return ClustererJob.Answer([("loss", found.totalDeviation)])
    }
  }
}
