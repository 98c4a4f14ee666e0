import Analysis
import Testing

@Suite struct GraphDegreeLinkageTests {
  private func run(_ input: ClusteringInput, _ assignments: String..., threads: Int = 2) throws -> Clustering {
    try GraphDegreeLinkage(ParameterValues(assignments: assignments, for: GraphDegreeLinkage.description))
      .cluster(input, context: RunContext(threads: threads))
  }

  /// Clusters of 20 neighbours and bandwidth 1, as an independent implementation of the paper finds them.
  @Test(arguments: [
    ("iris", 3, [98, 50, 2]), ("iris_z", 3, [97, 50, 3]), ("wine", 3, [121, 54, 3]), ("wine_raw", 3, [130, 42, 6]),
    ("penguins", 3, [157, 123, 62]), ("faithful", 2, [175, 97]), ("usarrests", 4, [31, 10, 7, 2]),
  ])
  func findsTheClustersOfThePaper(name: String, k: Int, sizes: [Int]) throws {
    let result = try run(ClusteringReference.input(name), "k=\(k)", "neighbors=20")
    #expect(clusterSizes(result.labels) == sizes)
  }

  @Test(arguments: [("iris", 0.368496666667, 42), ("wine", 7.82520283773, 40), ("usarrests", 3.01151312251, 11)])
  func beginsAsThePaperDoes(name: String, variance: Double, clusters: Int) throws {
    let dissimilarities = try ClusteringReference.input(name).dissimilarities
    let neighbors = try NearestNeighbors(of: dissimilarities, k: 20, context: RunContext())
    let graph = NeighborWeights(neighbors, of: dissimilarities, bandwidth: 1)
    #expect(isClose(graph.variance, variance, relative: 1e-10))
    #expect(graph.firstNeighborComponents().count == clusters)
  }

  /// From the definition: the affinity of every two clusters in full matrices, the largest merged, ties to the lower.
  @Test(arguments: 0..<60) func mergesAsTheDefinitionSays(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let n = 8 + random.integer(below: 70)
    let input = try euclideanInput(randomFeatures(n, 1 + seed % 3, random: &random))
    let k = 1 + random.integer(below: min(12, n - 1))
    let neighbors = try NearestNeighbors(of: input.dissimilarities, k: k, context: RunContext())
    let graph = NeighborWeights(neighbors, of: input.dissimilarities, bandwidth: 0.5 + random.uniform())
    let start = graph.firstNeighborComponents()
    let merging = try DegreeMerging(
      graph, component: start.component, count: start.count, fewest: 1, context: RunContext())
    let expected = plainMerges(graph, start.component, start.count)
    #expect(merging.merges.count == expected.count)
    for (merge, plain) in zip(merging.merges, expected) {
      #expect(isClose(merge.affinity, plain.affinity, relative: 1e-9))
      #expect(merge.first == plain.first && merge.second == plain.second)
    }
  }

  @Test func routesThreadsAndScaleAgree() throws {
    var random = RandomSource(seed: 3)
    let features = randomFeatures(900, 2, random: &random)
    let input = try euclideanInput(features)
    let one = try run(input, "k=7", threads: 1)
    #expect(one == (try run(input, "k=7", threads: 2)))
    let given = ClusteringInput(
      features: nil, dissimilarities: try PrecomputedDissimilarities(input.dissimilarities.matrix()), seed: 1)
    #expect(try run(given, "k=7").labels == one.labels)
    for scale in [0x1p-400, 0x1p400] {
      var scaled = features
      for i in scaled.values.indices { scaled.values[i] *= scale }
      #expect(try run(euclideanInput(scaled), "k=7").labels == one.labels)
    }
    let reversed = try run(euclideanInput(features.selecting(rows: (0..<900).reversed())), "k=7")
    #expect(canonicalLabels(reversed.labels.reversed()) == one.labels)
  }

  @Test func findsClustersOfAnyShapeAndTheirNumber() throws {
    var random = RandomSource(seed: 8)
    // Two rings, one within the other, and a pile.
    let rows: [[Double]] = (0..<600).map { i in
      let angle = 2 * Double.pi * random.uniform()
      let radius = [1.0, 3.0, 0.0][i % 3] + 0.1 * random.normal()
      return [radius * Double(sinOf: angle + .pi / 2) + (i % 3 == 2 ? 9 : 0), radius * Double(sinOf: angle)]
    }
    let result = try run(euclideanInput(Matrix(rows)))
    #expect(result.labels == (0..<600).map { $0 % 3 })
    #expect(result.parameters["k"] == .integer(3))
    #expect(result.notes.contains { $0.contains("k = 3 was chosen") })
    // Fewer than hold together: the two nearest are joined although nothing leads both ways.
    let two = try run(euclideanInput(Matrix(rows)), "k=2")
    #expect(two.labels == (0..<600).map { $0 % 3 == 2 ? 1 : 0 })
    #expect(two.notes.contains { $0.contains("the nearest of them were merged") })
  }

  @Test func degenerateTables() throws {
    #expect(try run(euclideanInput(Matrix([[1]]))).labels == [0])
    #expect(try run(euclideanInput(Matrix([[1], [2]]))).labels == [0, 0])
    #expect(try run(euclideanInput(Matrix(Array(repeating: [1.0, 2], count: 50)))).clusterCount == 1)
    let pairs = try run(euclideanInput(Matrix([[0], [0.1], [5], [5.1]])), "k=2", "neighbors=1")
    #expect(pairs.labels == [0, 0, 1, 1])
    #expect(try run(euclideanInput(Matrix([[0], [1], [2]])), "k=3").notes.contains { $0.contains("Only 1 clusters") })
    #expect(throws: AnalysisError.self) { try run(euclideanInput(Matrix([[1], [2]])), "neighbors=2") }
    #expect(throws: AnalysisError.self) { try run(euclideanInput(Matrix([[1], [2]])), "k=3") }
    _ = try run(euclideanInput(Matrix((0..<20).map { i -> [Double] in [Double(i) * 8e306, -1e308] })))
  }

  // MARK: - Written out plainly

  private func plainMerges(
    _ graph: NeighborWeights, _ component: [Int32], _ count: Int
  ) -> [(first: Int, second: Int, affinity: Double)] {
    let n = graph.neighbors.count
    var w = Array(repeating: Array(repeating: 0.0, count: n), count: n)
    for place in graph.weights.indices {
      w[place / graph.neighbors.k][Int(graph.neighbors.rows[place])] = graph.weights[place]
    }
    func through(_ a: [Int], _ b: [Int]) -> Double {
      b.reduce(0) { total, j in
        total + a.reduce(0) { $0 + w[$1][j] } * a.reduce(0) { $0 + w[j][$1] }
      } / Double(a.count * a.count)
    }
    var members: [Int: [Int]] = [:]
    for (row, c) in component.enumerated() { members[Int(c), default: []].append(row) }
    var merges: [(first: Int, second: Int, affinity: Double)] = []
    while true {
      var best = (first: -1, second: -1, affinity: 0.0)
      for a in members.keys.sorted() {
        for b in members.keys.sorted() where a < b {
          let affinity = through(members[a]!, members[b]!) + through(members[b]!, members[a]!)
          if affinity > best.affinity { best = (a, b, affinity) }
        }
      }
      if best.affinity == 0 { return merges }
      merges.append(best)
      members[best.first]! += members[best.second]!
      members[best.second] = nil
    }
  }
}

extension Double {
  /// The sine, by its series: the tests import no C library.
  init(sinOf x: Double) {
    var (term, sum) = (x.remainder(dividingBy: 2 * .pi), 0.0)
    let square = term * term
    for i in stride(from: 1, to: 40, by: 2) {
      sum += term
      term *= -square / Double((i + 1) * (i + 2))
    }
    self = sum
  }
}
