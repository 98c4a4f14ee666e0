import Analysis
import Synchronization

/// Validity indices on the data that the peers are timed on: the classes that the rows were drawn from, and pairs of
/// partitions that agree on seven rows in ten.
enum IndexBench: Bench {
  static let name = "indices"
  static let summary = "validity indices, beside the peers where their script is given"

  private static let jobs: [ClustererJob] =
    [10_000, 20_000].map { n in
      inner(Silhouette.self, n, ClustererPeer.all("silhouette", ["sklearn", "genieclust"]))
    } + [
      inner(CalinskiHarabasz.self, 100_000, ClustererPeer.all("internal", ["sklearn-ch"])),
      inner(DaviesBouldin.self, 100_000, ClustererPeer.all("internal", ["sklearn-db"])),
    ] + ValidityIndices.allInternal.filter { !compared.contains($0.key) }.map { inner($0, 20_000, []) } + [
      outer(AdjustedRand.self, "adjusted_rand_score"),
      outer(AdjustedMutualInformation.self, "adjusted_mutual_info_score"),
      outer(VMeasure.self, "v_measure_score"),
      outer(AdjustedMutualInformation.self, "adjusted_mutual_info_score", rows: 100_000, classes: 200),
    ]

  private static let compared: Set<String> = [Silhouette.key, CalinskiHarabasz.key, DaviesBouldin.key]

  static func run(_ options: BenchOptions, _ emit: (BenchRow) -> Void) throws {
    try JobTable(bench: name, jobs: jobs).run(options, emit)
  }

  private static func inner(_ index: any InternalIndex.Type, _ n: Int, _ peers: [ClustererPeer]) -> ClustererJob {
    ClustererJob(
      name: index.description.id, settings: "classes=20", rows: n, columns: 10, peers: peers,
      data: PeerData.classified(centres: 20, spread: 3, seed: 3)
    ) { input, context in
      let labels = (0..<input.count).map { $0 % 20 }
      let value = try index.value(
        labels: labels, features: input.features, dissimilarities: input.dissimilarities, context: context)
      return ClustererJob.Answer([("value", value ?? .nan)])
    }
  }

  private static func outer(
    _ index: any ExternalIndex.Type, _ peer: String, rows: Int = 1_000_000, classes: Int = 20
  ) -> ClustererJob {
    ClustererJob(
      name: index.description.id, settings: "classes=\(classes)", rows: rows, columns: 0,
      peers: [ClustererPeer(table: "external", name: peer, parameters: "{\"k\": \(classes)}")],
      data: { n, _ in
        (Matrix(rows: n, columns: 1), PartitionPair.kept(rows: n, classes: classes).first)
      }
    ) { input, _ in
      let pair = PartitionPair.kept(rows: input.count, classes: classes)
      return ClustererJob.Answer([("value", index.value(pair.first, pair.second) ?? .nan)])
    }
  }
}

/// Two partitions of the same rows that agree on seven rows in ten, and by chance on some of the others.
private struct PartitionPair: Sendable {
  let first: [Int]
  let second: [Int]

  /// Made once, so that only what is done with it is timed.
  static func kept(rows: Int, classes: Int) -> PartitionPair {
    made.withLock { made in
      if let pair = made[rows] { return pair }
      var sources = (RandomSource(seed: 11), RandomSource(seed: 12), RandomSource(seed: 13))
      let first = (0..<rows).map { _ in Int(sources.0.uniform() * Double(classes)) }
      let second = first.map { label in
        let other = Int(sources.2.uniform() * Double(classes))
        return sources.1.uniform() < 0.7 ? label : other
      }
      let pair = PartitionPair(first: first, second: second)
      made[rows] = pair
      return pair
    }
  }

  private static let made = Mutex<[Int: PartitionPair]>([:])
}
