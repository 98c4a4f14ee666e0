import Analysis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct SpectralTests {
  private func run(_ input: ClusteringInput, _ assignments: String..., context: RunContext = RunContext()) throws
    -> Clustering
  {
    try Spectral(ParameterValues(assignments: assignments, for: Spectral.description)).cluster(input, context: context)
  }

  @Test(arguments: GraphReference.names)
  func agreesWithTheReference(name: String) throws {
    let expected = GraphReference.shared.cases[name]!
    let input = try ClusteringReference.input(name)
    let result = try run(input, "k=\(expected.k)")
    let eigenvalues = try #require(result.eigenvalues)
    #expect(eigenvalues.count >= 10 && eigenvalues == eigenvalues.sorted())
    for (value, reference) in zip(eigenvalues, expected.eigenvalues) {
      #expect(abs(value - reference) < (expected.tied.contains(9) ? 3e-3 : 1e-9), "\(value), not \(reference)")
    }
    #expect(result.clusterCount == expected.k)
    #expect(result.objective?.name == "normalizedCut" && result.objective!.value >= 0)
    if let rand = expected.spectralRand {
      #expect(agreement(result.labels, ClusteringReference.labels(name)!) > rand - 0.03)
    }
  }

  /// Lanczos on graphs that are too large for LAPACK to be asked, against LAPACK.
  @Test(arguments: [1, 2, 5])
  func lanczosAgreesWithLAPACK(parts: Int) throws {
    var random = RandomSource(seed: UInt64(parts))
    let graph = GraphReference.randomGraph(700, edges: 4000, parts: parts, weighted: parts > 1, random: &random)
    let laplacian = laplacian(of: graph)
    let dense = try SymmetricEigen(of: laplacian).values.reversed()
    let found = try LaplacianEigenmap(
      graph, components: graph.components, count: 12, seed: 1, RunContext(threads: 2))
    #expect(found.converged)
    for (value, reference) in zip(found.values, dense) { #expect(abs(value - reference) < 1e-12) }
    for (j, value) in found.values.enumerated() {
      let vector = found.vector(j)
      #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-10)
      for i in 0..<graph.count {
        let product = (0..<graph.count).reduce(0) { $0 + laplacian[i, $1] * vector[$1] }
        #expect(abs(product - value * vector[i]) < 1e-7)
      }
    }
  }

  private func laplacian(of graph: NeighborGraph) -> Matrix {
    var matrix = Matrix(rows: graph.count, columns: graph.count)
    for v in 0..<graph.count {
      matrix[v, v] = 1
      for e in graph.offsets[v]..<graph.offsets[v + 1] {
        let u = Int(graph.targets[e])
        matrix[v, u] = -graph.weights[e] / (graph.degree(v) * graph.degree(u)).squareRoot()
      }
    }
    return matrix
  }

  /// What several equal components have in common comes as often as there are components.
  @Test func eigenvaluesOfEqualComponents() throws {
    let (n, copies) = (320, 6)
    var edges: [(Int, Int, weight: Double)] = []
    for copy in 0..<copies { for i in 0..<n { edges.append((copy * n + i, copy * n + (i + 1) % n, 1)) } }
    let graph = NeighborGraph(count: n * copies, edges: edges)
    let found = try LaplacianEigenmap(graph, components: graph.components, count: 20, seed: 1, RunContext())
    // Of a ring, 1 − cos(2πj/n), each but the first twice.
    let step = 1 - cos(2 * Double.pi / Double(n))
    #expect(found.values.prefix(copies).allSatisfy { $0 == 0 })
    for value in found.values[copies..<copies + 12] { #expect(abs(value - step) < 1e-10) }
    #expect(found.values[copies + 12] > 3 * step)
  }

  @Test func findsBlobsAndSaysHowMany() throws {
    var random = RandomSource(seed: 5)
    var rows: [[Double]] = []
    for i in 0..<1200 {
      let centre = [[0.0, 0], [9, 0], [0, 9]][i % 3]
      rows.append([centre[0] + 1.9 * random.normal(), centre[1] + 1.9 * random.normal()])
    }
    let result = try run(euclideanInput(Matrix(rows)))
    #expect(result.clusterCount == 3 && result.parameters["k"] == .integer(3))
    #expect(agreement(result.labels, rows.indices.map { $0 % 3 }) > 0.9)
    #expect(result.notes.first!.contains("k = 3 was chosen"))
    #expect(result.eigenvalues!.count == 11)
  }

  @Test func componentsAreClusters() throws {
    // Three groups in a line, the first two nearer to each other.
    var rows: [[Double]] = []
    for i in 0..<90 { rows.append([Double([0, 1000, 3000][i % 3] + i / 3)]) }
    let input = try euclideanInput(Matrix(rows))
    let three = try run(input)
    #expect(three.labels == (0..<90).map { $0 % 3 })
    #expect(three.objective!.value == 0)
    #expect(three.notes.first!.contains("3 components"))
    let two = try run(input, "k=2")
    #expect(two.labels == (0..<90).map { $0 % 3 == 2 ? 1 : 0 })
    #expect(two.notes.contains { $0.contains("put together") })
    #expect(try run(input, "k=1").labels.allSatisfy { $0 == 0 })
    #expect(try run(input, "k=4").clusterCount == 4)
  }

  @Test func doesNotDependOnThreadsNorTheOrderOfRows() throws {
    let features = ClusteringReference.features("wine")
    let one = try run(euclideanInput(features), "k=3", context: RunContext(threads: 1))
    #expect(one == (try run(euclideanInput(features), "k=3", context: RunContext(threads: 2))))
    var order = Array(0..<features.rows)
    var random = RandomSource(seed: 2)
    random.shuffle(&order)
    let shuffled = try run(euclideanInput(features.selecting(rows: order)), "k=3")
    #expect(shuffled.labels == canonicalLabels(order.map { one.labels[$0] }))
    #expect(isClose(shuffled.objective!.value, one.objective!.value, relative: 1e-12))
  }

  @Test func takesAnyDissimilarities() throws {
    let matrix = try EuclideanMetric().dissimilarities(of: ClusteringReference.features("penguins")).matrix()
    let precomputed = ClusteringInput(
      features: nil, dissimilarities: try PrecomputedDissimilarities(matrix), seed: 42)
    #expect(try run(precomputed, "k=3") == run(ClusteringReference.input("penguins"), "k=3"))
  }

  @Test func equalRows() throws {
    let result = try run(euclideanInput(Matrix(rows: 40, columns: 2, repeating: 3)), "k=4")
    #expect(result.labels == Array(repeating: 0, count: 40))
    #expect(result.notes.contains { $0.contains("All rows are equal") })
    // Two places, many rows each: components, whatever their neighbours.
    let places = Matrix((0..<60).map { [Double($0 % 2)] })
    #expect(try run(euclideanInput(places)).labels == (0..<60).map { $0 % 2 })
  }

  @Test func refusesWhatCannotBe() throws {
    let input = try euclideanInput(Matrix((0..<12).map { [Double($0 * $0)] }))
    #expect(throws: AnalysisError.self) { try run(input, "k=13") }
    #expect(throws: AnalysisError.self) { try run(input, "k=0") }
    #expect(throws: AnalysisError.self) { try run(input, "neighbors=13") }
    #expect(throws: AnalysisError.self) { try run(input, "neighbors=1") }
    #expect(throws: AnalysisError.tooFewRows(needed: 2, given: 1, for: "spectral")) {
      try run(euclideanInput(Matrix([[1.0]])))
    }
    #expect(try run(input, "k=12").clusterCount <= 12)
    #expect(try run(euclideanInput(Matrix([[1.0], [2]]))).labels == [0, 0])
    #expect(try run(euclideanInput(Matrix([[1.0], [2], [4]])), "k=2").clusterCount == 2)
  }

  @Test func canBeCancelled() throws {
    var random = RandomSource(seed: 8)
    let input = try euclideanInput(randomFeatures(3000, 2, random: &random))
    for checks in [5, 60, 400] {
      #expect(throws: CancellationError.self) {
        _ = try run(input, "k=5", context: CancellingContext(afterChecks: checks).context(threads: 2))
      }
    }
  }
}
