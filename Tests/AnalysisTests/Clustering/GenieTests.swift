import Analysis
import Testing

@Suite struct GenieTests {
  private func run(_ input: ClusteringInput, _ assignments: String..., threads: Int = 2) throws -> Clustering {
    try Genie(ParameterValues(assignments: assignments, for: Genie.description))
      .cluster(input, context: RunContext(threads: threads))
  }

  /// Many equal distances leave the spanning tree of `faithful` open.
  @Test(arguments: ClusteringReference.featureCases.filter { $0 != "faithful" })
  func agreesWithThePeer(name: String) throws {
    for expected in try #require(TreeReference.shared.cases[name]?.genie) {
      let result = try run(ClusteringReference.input(name), "k=\(expected.k)", "gini=\(expected.gini)")
      #expect(result.labels == expected.labels)
    }
  }

  /// The definition: all edges of the tree looked through at each step, all pairs of sizes compared.
  @Test(arguments: 0..<40) func mergesAsTheDefinitionSays(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let n = 2 + random.integer(below: 60)
    let input = try euclideanInput(
      randomFeatures(n, 2, levels: seed.isMultiple(of: 4) ? 9 : nil, random: &random))
    let threshold = [0, 0.1, 0.3, 0.6, 1][seed % 5]
    let tree = try VATOrder(of: input.dissimilarities, context: RunContext())
    var edges = tree.joinDistances.indices.map { i in
      (tree.joinDistances[i], min(tree.order[i + 1], tree.parents[i]), max(tree.order[i + 1], tree.parents[i]))
    }.sorted { $0 < $1 }
    var component = Array(0..<n)
    var partitions = [canonicalLabels(component)]
    while !edges.isEmpty {
      let sizes = Dictionary(grouping: component, by: { $0 }).mapValues(\.count)
      var differences = 0
      for a in sizes.values { for b in sizes.values { differences += abs(a - b) } }
      let gini = Double(differences / 2) / Double((sizes.count - 1) * n)
      let smallest = sizes.values.min()!
      let place =
        gini > threshold
        ? edges.firstIndex { sizes[component[$0.1]] == smallest || sizes[component[$0.2]] == smallest }! : 0
      let edge = edges.remove(at: place)
      let gone = component[edge.2]
      for i in 0..<n where component[i] == gone { component[i] = component[edge.1] }
      partitions.append(canonicalLabels(component))
    }
    let hierarchy = try run(input, "k=1", "gini=\(threshold)").hierarchy!
    for k in 1...n { #expect(hierarchy.labels(clusters: k) == partitions[n - k]) }
    let heights = hierarchy.merges.map(\.height)
    #expect(zip(heights, heights.dropFirst()).allSatisfy { $0 <= $1 })
    if threshold == 1 {
      let single = try Linkage(parameters("k=1", for: Linkage.description)).cluster(input, context: RunContext())
      #expect(single.hierarchy == hierarchy)
    }
  }

  @Test func threadsAndRowOrderDoNotMatter() throws {
    var random = RandomSource(seed: 3)
    let features = randomFeatures(900, 2, random: &random)
    let one = try run(euclideanInput(features), "k=9", threads: 1)
    #expect(one == (try run(euclideanInput(features), "k=9", threads: 2)))
    var order = Array(0..<900)
    random.shuffle(&order)
    let shuffled = try run(euclideanInput(features.selecting(rows: order)), "k=9")
    #expect(canonicalLabels(order.map { one.labels[$0] }) == shuffled.labels)
  }

  @Test func choosesKFromTheJoinDistances() throws {
    let rows: [[Double]] = (0..<60).map { i in
      let group = Double(i / 20) * 9
      return [group + Double(i % 20) * 0.1, Double(i % 3) * 0.1]
    }
    let result = try run(euclideanInput(Matrix(rows)))
    let expected: [Int] = (0..<60).map { $0 / 20 }
    #expect(result.labels == expected)
    #expect(result.notes.contains { $0.contains("k = 3 was chosen") })
  }

  @Test func degenerateTables() throws {
    #expect(try run(euclideanInput(Matrix([[1]]))).labels == [0])
    #expect(try run(euclideanInput(Matrix([[1], [1], [1]])), "k=3").labels == [0, 1, 2])
    #expect(try run(euclideanInput(Matrix([[1], [1], [1]]))).clusterCount == 1)
    _ = try run(euclideanInput(Matrix([[1e300], [-1e300], [0], [1]])), "k=2")
    #expect(throws: AnalysisError.tooFewRows(needed: 1, given: 0, for: "genie")) { try run(euclideanInput(Matrix([]))) }
    #expect(throws: AnalysisError.self) { try run(euclideanInput(Matrix([[1], [2]])), "k=3") }
    #expect(throws: AnalysisError.self) { try run(euclideanInput(Matrix([[1], [2]])), "gini=1.5") }
  }

  @Test(arguments: [0, 2]) func canBeCancelled(checks: Int) throws {
    let input = try ClusteringReference.input("penguins")
    #expect(throws: CancellationError.self) {
      try Genie().cluster(input, context: CancellingContext(afterChecks: checks).context())
    }
  }
}
