import Analysis
import Testing

@Suite struct HDBSCANTests {
  private func run(_ input: ClusteringInput, _ assignments: String..., threads: Int = 2) throws -> Clustering {
    try HDBSCAN(ParameterValues(assignments: assignments, for: HDBSCAN.description))
      .cluster(input, context: RunContext(threads: threads))
  }

  @Test(arguments: ClusteringReference.featureCases)
  func agreesWithThePeers(name: String) throws {
    let expected = try #require(TreeReference.shared.cases[name]?.hdbscan)
    let sizes = ["min-cluster-size=\(expected.minClusterSize)", "min-samples=\(expected.minSamples)"]
    let input = try ClusteringReference.input(name)
    let result = try run(input, sizes[0], sizes[1])
    // Edges of equal mutual reachability make the peers differ from one another as much.
    #expect(agreement(result.labels, expected.labels) > 0.97)
    let same = result.labels.indices.filter { result.labels[$0] == expected.strengthLabels[$0] }
    #expect(same.count >= result.labels.count - 3)
    let close = same.count { abs(result.membershipStrengths![$0] - expected.strengths[$0]) < 1e-5 }
    #expect(close >= same.count - 3)
    #expect(abs(result.outlierScores!.reduce(0, +) - expected.outlierSum) < 0.03 * Double(result.labels.count) + 1e-9)
    let leaves = try run(input, sizes[0], sizes[1], "selection=leaf").clusterCount
    #expect(abs(leaves - expected.leafClusters) <= 1)
  }

  @Test func oneSampleIsSingleLinkage() throws {
    for name in ClusteringReference.featureCases {
      let input = try ClusteringReference.input(name)
      let result = try run(input, "min-samples=1")
      let single = try Linkage(parameters("k=1", for: Linkage.description)).cluster(input, context: RunContext())
      #expect(result.hierarchy == single.hierarchy)
    }
  }

  /// The tree from the definition: components of the graph of edges below each length in turn. With at most two samples
  /// no two edges have the same mutual reachability.
  @Test(arguments: 0..<60) func condensesAsTheDefinitionSays(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let n = 5 + random.integer(below: 45)
    let samples = 1 + seed % 2
    let smallest = 2 + seed % 4
    let allowsSingle = seed % 3 == 0
    let input = try euclideanInput(randomFeatures(n, 1 + seed % 3, random: &random))
    let reference = DensityReference(
      input.dissimilarities, samples: samples, smallest: smallest, allowsSingle: allowsSingle)
    let result = try run(
      input, "min-cluster-size=\(smallest)", "min-samples=\(samples)", "allow-single-cluster=\(allowsSingle)")
    #expect(result.labels == canonicalLabels(reference.labels))
    let tree = result.condensedTree!
    #expect(tree.clusters.count == reference.clusters.count)
    let stabilities = tree.clusters.map(\.stability).sorted()
    for (a, b) in zip(stabilities, reference.clusters.map(\.stability).sorted()) {
      #expect(abs(a - b) < 1e-9 * max(1, b))
    }
    for i in 0..<n { #expect(isClose(tree.lambdas[i], reference.lambdas[i], relative: 1e-12)) }
    for i in 0..<n {
      #expect((result.membershipStrengths![i] == 0) == (result.labels[i] < 0) || tree.lambdas[i] == 0)
      #expect((0...1).contains(result.membershipStrengths![i]) && (0...1).contains(result.outlierScores![i]))
    }
  }

  @Test func routesThreadsAndScaleAgree() throws {
    var random = RandomSource(seed: 5)
    let features = randomFeatures(600, 2, random: &random)
    let input = try euclideanInput(features)
    let one = try run(input, "min-cluster-size=8", threads: 1)
    #expect(one == (try run(input, "min-cluster-size=8", threads: 2)))
    // Without points, by looking at all pairs: the same tree.
    let matrix = try PrecomputedDissimilarities(input.dissimilarities.matrix())
    let given = try run(
      ClusteringInput(features: nil, dissimilarities: matrix, seed: 42), "min-cluster-size=8")
    #expect(given.labels == one.labels)
    for (a, b) in zip(given.hierarchy!.merges, one.hierarchy!.merges) {
      #expect(isClose(a.height, b.height, relative: 1e-12))
    }
    var scaled = features
    for i in scaled.values.indices { scaled.values[i] *= 4 }
    #expect(try run(euclideanInput(scaled), "min-cluster-size=8").labels == one.labels)
  }

  @Test func epsilonKeepsClustersTogether() throws {
    // Two groups, one of two halves: at 0.5 apart they count as one.
    var random = RandomSource(seed: 11)
    let places: [Double] = [0, 0.5, 9]
    let rows: [[Double]] = (0..<90).map { i in
      let x = places[i / 30] + 0.04 * random.uniform()
      return [x, 0.04 * random.uniform()]
    }
    let input = try euclideanInput(Matrix(rows))
    #expect(try run(input, "min-cluster-size=10").clusterCount == 3)
    let joined = try run(input, "min-cluster-size=10", "cluster-selection-epsilon=2")
    #expect(joined.labels == rows.indices.map { $0 / 60 })
    #expect(try run(input, "min-cluster-size=10", "max-cluster-size=40").clusterCount == 3)
    #expect(try run(input, "min-cluster-size=10", "selection=leaf", "cluster-selection-epsilon=2").clusterCount == 2)
    let single = try run(input, "min-cluster-size=10", "cluster-selection-epsilon=20", "allow-single-cluster=true")
    #expect(single.clusterCount == 1 && single.noiseCount == 0)
  }

  @Test func degenerateTables() throws {
    #expect(try run(euclideanInput(Matrix([[1]]))).labels == [-1])
    #expect(try run(euclideanInput(Matrix([[1], [2]]))).labels == [-1, -1])
    // Rows at one place are never parted, and no score leaves the finite numbers.
    let equal = try run(euclideanInput(Matrix(Array(repeating: [3.0], count: 40))))
    #expect(equal.noiseCount == 40 && equal.outlierScores!.allSatisfy { $0 == 0 })
    let allowed = try run(euclideanInput(Matrix(Array(repeating: [3.0], count: 40))), "allow-single-cluster=true")
    #expect(allowed.clusterCount == 1 && allowed.noiseCount == 0)
    let places: [Int] = (0..<30).map { $0 / 10 }
    let piles = try run(euclideanInput(Matrix(places.map { [Double($0)] })))
    #expect(piles.labels == places)
    #expect(piles.condensedTree!.clusters.allSatisfy { $0.stability.isFinite })
    _ = try run(euclideanInput(Matrix((0..<20).map { i -> [Double] in [Double(i) * 1e307, -1e308] })))
    #expect(throws: AnalysisError.tooFewRows(needed: 1, given: 0, for: "hdbscan")) {
      try run(euclideanInput(Matrix([])))
    }
    #expect(throws: AnalysisError.self) { try run(euclideanInput(Matrix([[1], [2]])), "min-samples=3") }
    #expect(throws: AnalysisError.self) { try run(euclideanInput(Matrix([[1], [2]])), "min-cluster-size=1") }
  }

  @Test(arguments: [0, 2, 5]) func canBeCancelled(checks: Int) throws {
    let input = try ClusteringReference.input("penguins")
    #expect(throws: CancellationError.self) {
      try HDBSCAN().cluster(input, context: CancellingContext(afterChecks: checks).context())
    }
  }
}

/// The density tree by brute force, for dissimilarities without ties.
private struct DensityReference {
  struct Cluster {
    let rows: [Int]
    let parent: Int
    let birth: Double
    var stability = 0.0
  }
  var clusters: [Cluster] = []
  var lambdas: [Double]
  var labels: [Int]

  init(_ d: any Dissimilarities, samples: Int, smallest: Int, allowsSingle: Bool) {
    let n = d.count
    let core = (0..<n).map { i in (0..<n).map { d(i, $0) }.sorted()[samples - 1] }
    func reach(_ i: Int, _ j: Int) -> Double { max(core[i], core[j], d(i, j)) }
    func components(_ rows: [Int], below limit: Double) -> [[Int]] {
      var left = Set(rows)
      var parts: [[Int]] = []
      while let start = left.min() {
        var part = [start]
        left.remove(start)
        var place = 0
        while place < part.count {
          for j in left.sorted() where reach(part[place], j) < limit {
            part.append(j)
            left.remove(j)
          }
          place += 1
        }
        parts.append(part)
      }
      return parts
    }
    lambdas = Array(repeating: 0, count: n)
    labels = Array(repeating: -1, count: n)
    clusters = [Cluster(rows: Array(0..<n), parent: -1, birth: 0)]
    var lengths: [Double] = []
    for i in 0..<n { for j in 0..<i { lengths.append(reach(i, j)) } }
    lengths.sort(by: >)
    var current = [(cluster: 0, rows: Array(0..<n))]
    for length in lengths {
      var next: [(cluster: Int, rows: [Int])] = []
      for (cluster, rows) in current {
        let parts = components(rows, below: length)
        guard parts.count > 1 else {
          next.append((cluster, rows))
          continue
        }
        let large = parts.filter { $0.count >= smallest }
        for part in parts {
          if part.count >= smallest, large.count == 1 {
            next.append((cluster, part))
            continue
          }
          clusters[cluster].stability += Double(part.count) * (1 / length - clusters[cluster].birth)
          if part.count >= smallest {
            clusters.append(Cluster(rows: part, parent: cluster, birth: 1 / length))
            next.append((clusters.count - 1, part))
          } else {
            for i in part { lambdas[i] = 1 / length }
          }
        }
      }
      current = next
    }
    var best = clusters.map { _ in 0.0 }
    var chosen: [[Int]] = clusters.map { _ in [] }
    for c in clusters.indices.reversed() {
      let children = clusters.indices.filter { clusters[$0].parent == c }
      let within = children.reduce(0) { $0 + best[$1] }
      if within > clusters[c].stability || (c == 0 && !allowsSingle) {
        best[c] = within
        chosen[c] = children.flatMap { chosen[$0] }
      } else {
        best[c] = clusters[c].stability
        chosen[c] = [c]
      }
    }
    // Where everything is one cluster, rows that leave before its end are noise.
    let end = max(
      clusters.filter { $0.parent == 0 }.map(\.birth).max() ?? 0,
      clusters.contains { $0.parent == 0 } ? 0 : lambdas.max() ?? 0)
    for c in chosen[0] { for i in clusters[c].rows where c != 0 || lambdas[i] >= end { labels[i] = c } }
  }
}
