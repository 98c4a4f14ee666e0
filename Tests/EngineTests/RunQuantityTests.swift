import Analysis
import Engine
import Tabular
import Testing

@Suite("Runs held against each other") struct RunQuantityTests {
  private let basis = Basis(preparation: Preparation(labels: "label"))
  private let choices = ["kmeans", "dbscan", "linkage"].map { AlgorithmChoice($0) }

  private func iris() throws -> Study { Study(try Tables.sample("iris.csv")) }

  /// From the pairs of rows, one by one (Hubert & Arabie 1985, equation 5).
  private func adjustedRand(_ a: [Int], _ b: [Int]) -> Double {
    var (both, inA, inB, pairs) = (0.0, 0.0, 0.0, 0.0)
    for i in a.indices {
      for j in 0..<i {
        pairs += 1
        if a[i] == a[j] { inA += 1 }
        if b[i] == b[j] { inB += 1 }
        if a[i] == a[j], b[i] == b[j] { both += 1 }
      }
    }
    let expected = inA * inB / pairs
    return (both - expected) / ((inA + inB) / 2 - expected)
  }

  @Test("agreement of every two, and with the classes")
  func agreement() throws {
    let study = try iris()
    let sources = [PartitionSource.labels] + choices.map(PartitionSource.clusterer)
    let value = try study.value(AgreementQuantity(basis, sources), context: RunContext())
    let partitions = try sources.map { try study.value(PartitionQuantity(basis, $0), context: RunContext()) }
    for i in sources.indices {
      #expect(value.values[i][i] == 1)
      for j in sources.indices where i != j {
        let expected = adjustedRand(partitions[i], partitions[j])
        #expect(isClose(try #require(value.values[i][j]), expected, within: 1e-12))
      }
    }
  }

  @Test("a run has its clusters, indices and agreement; without being asked no indices")
  func run() throws {
    let study = try iris()
    let run = try study.value(RunQuantity(basis, choices[0], hasIndices: true), context: RunContext())
    let labels = try study.value(PartitionQuantity(basis, .labels), context: RunContext())
    #expect(isClose(try #require(run.adjustedRand), adjustedRand(labels, run.clustering.labels), within: 1e-12))
    #expect(run.internal.map(\.key).contains("silhouette"))
    #expect(run.elapsedSeconds > 0)
    let bare = try study.value(
      RunQuantity(Basis(preparation: Preparation(excluded: ["label"])), choices[0], hasIndices: false),
      context: RunContext())
    #expect(bare.internal.isEmpty && bare.adjustedRand == nil)
  }

  @Test("silhouettes: cluster by cluster, falling, and as defined")
  func silhouettes() throws {
    let study = try iris()
    let context = RunContext()
    let choice = AlgorithmChoice("kmeans", ParameterValues(["k": .integer(3)]))
    let profile = try study.value(SilhouetteProfileQuantity(basis, choice), context: context)
    let labels = try study.value(PartitionQuantity(basis, .clusterer(choice)), context: context)
    let d = try study.value(DissimilarityQuantity(basis), context: context).dissimilarities
    #expect(Set(profile.rows) == Set(labels.indices))
    #expect(profile.clusterCount == 3)
    for cluster in 0..<3 {
      let places = profile.places(of: cluster)
      #expect(places.allSatisfy { labels[profile.rows[$0]] == cluster })
      #expect(zip(places, places.dropFirst()).allSatisfy { profile.values[$0] >= profile.values[$1] })
    }
    for (row, value) in zip(profile.rows, profile.values) {
      func mean(_ cluster: Int) -> Double {
        let others = labels.indices.filter { labels[$0] == cluster && $0 != row }
        return others.reduce(0) { $0 + d(row, $1) } / Double(others.count)
      }
      let own = mean(labels[row])
      let next = (0..<3).filter { $0 != labels[row] }.map(mean).min()!
      #expect(isClose(value, (next - own) / max(own, next), within: 1e-10))
    }
    let one = AlgorithmChoice("kmeans", ParameterValues(["k": .integer(1)]))
    #expect(throws: AnalysisError.self) {
      try study.value(SilhouetteProfileQuantity(basis, one), context: context)
    }
  }
}
