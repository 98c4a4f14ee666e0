import Analysis
import Testing

@Suite struct LeidenTests {
  private func run(_ input: ClusteringInput, _ assignments: String..., context: RunContext = RunContext()) throws
    -> Clustering
  {
    try Leiden(ParameterValues(assignments: assignments, for: Leiden.description)).cluster(input, context: context)
  }

  /// By the definition, pair by pair.
  private func quality(_ labels: [Int], _ graph: NeighborGraph, _ measure: CommunityQuality.Measure, _ resolution: Double)
    -> Double
  {
    let n = graph.count
    var adjacency = Matrix(rows: n, columns: n)
    for v in 0..<n {
      for e in graph.offsets[v]..<graph.offsets[v + 1] { adjacency[v, Int(graph.targets[e])] = graph.weights[e] }
    }
    let degrees = (0..<n).map { v in adjacency.column(v).reduce(0, +) }
    let total = degrees.reduce(0, +)
    var sum = 0.0
    for i in 0..<n {
      for j in 0..<n where labels[i] == labels[j] {
        switch measure {
        case .modularity: sum += (adjacency[i, j] - resolution * degrees[i] * degrees[j] / total) / total
        case .cpm: if i < j { sum += adjacency[i, j] - resolution }
        }
      }
    }
    return sum
  }

  /// Every partition of n things, as labels.
  private func partitions(_ n: Int) -> [[Int]] {
    var all = [[0]]
    for _ in 1..<n { all = all.flatMap { labels in (0...(labels.max()! + 1)).map { labels + [$0] } } }
    return all
  }

  @Test(arguments: [CommunityQuality.Measure.modularity, .cpm])
  func findsTheBestPartitionOfSmallGraphs(measure: CommunityQuality.Measure) throws {
    for seed in 0..<30 {
      var random = RandomSource(seed: UInt64(seed))
      let n = 3 + random.integer(below: 6)
      let graph = GraphReference.randomGraph(
        n, edges: n + random.integer(below: n), weighted: seed.isMultiple(of: 2), random: &random)
      let resolution = measure == .cpm ? 0.3 : [0.7, 1, 1.4][seed % 3]
      let judge = CommunityQuality(measure, resolution: resolution, graph: graph)
      let best = partitions(n).map { judge.value($0, graph) }.max()!
      var found = -Double.infinity
      for stream in 0..<5 {
        let outcome = try LeidenRun(graph: graph, quality: judge, iterations: nil)
          .run(RandomSource(seed: 1, stream: stream), RunContext())
        #expect(abs(outcome.value - quality(outcome.labels, graph, measure, resolution)) < 1e-12)
        found = max(found, outcome.value)
      }
      #expect(found > best - 1e-12, "seed \(seed): \(found), not \(best)")
    }
  }

  @Test(arguments: [CommunityQuality.Measure.modularity, .cpm])
  func communitiesAreConnected(measure: CommunityQuality.Measure) throws {
    for seed in 0..<12 {
      var random = RandomSource(seed: UInt64(seed))
      let graph = GraphReference.randomGraph(
        400, edges: 600 + 100 * seed, parts: 1 + seed, weighted: seed.isMultiple(of: 2), random: &random)
      let judge = CommunityQuality(
        measure, resolution: measure == .cpm ? 0.02 : 1, graph: graph)
      let outcome = try LeidenRun(graph: graph, quality: judge, iterations: 1 + seed % 3)
        .run(RandomSource(seed: UInt64(seed)), RunContext())
      var inside: [(Int, Int, weight: Double)] = []
      for v in 0..<400 {
        for e in graph.offsets[v]..<graph.offsets[v + 1] where graph.targets[e] > v {
          if outcome.labels[v] == outcome.labels[Int(graph.targets[e])] { inside.append((v, Int(graph.targets[e]), 1)) }
        }
      }
      let parts = NeighborGraph(count: 400, edges: inside).components
      #expect(parts == canonicalLabels(outcome.labels), "seed \(seed)")
      #expect(isClose(outcome.value, quality(outcome.labels, graph, measure, judge.resolution), relative: 1e-9))
    }
  }

  @Test(arguments: GraphReference.names)
  func agreesWithTheReference(name: String) throws {
    let expected = GraphReference.shared.cases[name]!
    let result = try run(ClusteringReference.input(name))
    #expect(result.objective?.name == "modularity")
    #expect(result.objective!.value > expected.modularity * 0.999 - (expected.tied.contains(15) ? 3e-3 : 0))
    #expect(result.noiseCount == 0)
  }

  @Test func resolutionAndQuality() throws {
    let input = try ClusteringReference.input("wine")
    let coarse = try run(input, "resolution=0.2")
    let fine = try run(input, "resolution=5")
    #expect(coarse.clusterCount < fine.clusterCount)
    let constant = try run(input, "quality=cpm")
    #expect(constant.objective?.name == "constantPotts" && constant.clusterCount > 1)
    #expect(constant.parameters["resolution"] != nil)
    // Beyond any density every row stands alone, and below any all hang together.
    #expect(try run(input, "quality=cpm", "resolution=1.01").clusterCount == 178)
    #expect(try run(input, "quality=cpm", "resolution=1e-9").clusterCount == 1)
    #expect(try run(input, "restarts=8").objective!.value >= run(input, "restarts=1").objective!.value)
  }

  @Test func sameSeedSameAnswer() throws {
    let features = ClusteringReference.features("penguins")
    let one = try run(euclideanInput(features, seed: 7), context: RunContext(threads: 1))
    #expect(one == (try run(euclideanInput(features, seed: 7), context: RunContext(threads: 2))))
    #expect(one.labels != (try run(euclideanInput(features, seed: 8), "restarts=1", "iterations=1")).labels)
  }

  @Test func componentsAndEqualRows() throws {
    var rows: [[Double]] = []
    for i in 0..<80 { rows.append([Double(i % 2 * 10_000 + i / 2)]) }
    let result = try run(euclideanInput(Matrix(rows)))
    #expect(result.notes.contains { $0.contains("2 components") })
    for i in 0..<80 { for j in 0..<i where result.labels[i] == result.labels[j] { #expect(i % 2 == j % 2) } }
    let equal = try run(euclideanInput(Matrix(rows: 30, columns: 1, repeating: 2)))
    #expect(equal.labels == Array(repeating: 0, count: 30))
    #expect(equal.notes.contains { $0.contains("All rows are equal") })
  }

  @Test func refusesWhatCannotBe() throws {
    let input = try euclideanInput(Matrix((0..<10).map { [Double($0 * $0)] }))
    #expect(throws: AnalysisError.self) { try run(input, "neighbors=10") }
    #expect(throws: AnalysisError.self) { try run(input, "neighbors=0") }
    #expect(throws: AnalysisError.self) { try run(input, "resolution=0") }
    #expect(throws: AnalysisError.self) { try run(input, "quality=other") }
    #expect(throws: AnalysisError.tooFewRows(needed: 2, given: 1, for: "leiden")) {
      try run(euclideanInput(Matrix([[1.0]])))
    }
    #expect(try run(input).parameters["neighbors"] == .integer(9))
    #expect(try run(euclideanInput(Matrix([[1.0], [2]]))).labels == [0, 0])
  }

  @Test func canBeCancelled() throws {
    var random = RandomSource(seed: 8)
    let input = try euclideanInput(randomFeatures(20_000, 2, random: &random))
    for checks in [5, 500, 900] {
      #expect(throws: CancellationError.self) {
        _ = try run(input, context: CancellingContext(afterChecks: checks).context(threads: 2))
      }
    }
  }
}
