import Analysis
import Testing

@Suite struct AffinityPropagationTests {
  private static let description = AffinityPropagation.description

  /// scikit-learn 1.9.1, AffinityPropagation(random_state=0, affinity="precomputed") of minus scipy's squared
  /// distances: cluster sizes and exemplars by default, and with damping 0.9 and preference −50.
  static let peers: [(name: String, sizes: [Int], exemplars: [Int], damped: [Int], dampedExemplars: [Int])] = [
    ("iris", [27, 26, 25, 23, 21, 19, 9], [2, 48, 54, 69, 83, 105, 112], [57, 50, 43], [7, 55, 112]),
    (
      "iris_z", [26, 25, 24, 18, 16, 15, 14, 9, 3], [30, 48, 80, 86, 99, 107, 117, 126, 140], [56, 50, 44],
      [7, 55, 139]
    ),
    (
      "wine", [26, 19, 17, 17, 17, 17, 15, 12, 11, 10, 7, 4, 3, 3],
      [12, 25, 35, 53, 56, 61, 78, 88, 97, 124, 125, 131, 148, 162], [34, 31, 28, 23, 22, 19, 17, 4],
      [34, 56, 78, 88, 97, 125, 148, 163]
    ),
    (
      "penguins", [51, 35, 29, 28, 28, 28, 26, 24, 21, 19, 19, 18, 16],
      [20, 59, 96, 113, 140, 147, 160, 180, 235, 264, 274, 316, 327], [99, 71, 64, 56, 52], [78, 133, 195, 243, 341]
    ),
    ("usarrests", [14, 12, 10, 8, 6], [0, 18, 20, 21, 35], [30, 20], [26, 30]),
  ]

  @Test(arguments: peers.indices) func agreesWithThePeer(index: Int) throws {
    let peer = Self.peers[index]
    let input = try ClusteringReference.input(peer.name)
    let result = try AffinityPropagation(parameters("max-iterations=1000", for: Self.description))
      .cluster(input, context: RunContext())
    #expect(clusterSizes(result.labels) == peer.sizes)
    #expect(exemplars(result) == peer.exemplars)
    let preference = -50.0
    let damped = try AffinityPropagation(
      ParameterValues(["damping": .real(0.9), "preference": .real(preference), "max-iterations": .integer(2000)])
    ).cluster(input, context: RunContext())
    #expect(clusterSizes(damped.labels) == peer.damped)
    #expect(exemplars(damped) == peer.dampedExemplars)
    // The net similarity, from the definition.
    let own = exemplars(damped)
    let expected = (0..<input.count).reduce(0.0) { total, i in
      if own.contains(i) { return total + preference }
      return total + own.map { -input.dissimilarities(i, $0) * input.dissimilarities(i, $0) }.max()!
    }
    #expect(isClose(damped.objective!.value, expected, relative: 1e-10))
  }

  private func exemplars(_ result: Clustering) -> [Int] {
    guard let note = result.notes.first(where: { $0.hasPrefix("The exemplars are rows ") }) else { return [] }
    return note.dropFirst("The exemplars are rows ".count).dropLast().split(separator: ",")
      .map { Int($0.drop { $0 == " " })! }.sorted()
  }

  @Test func doesNotDependOnThreads() throws {
    let input = try ClusteringReference.input("penguins")
    let affinity = try AffinityPropagation()
    let one = try affinity.cluster(input, context: RunContext(threads: 1))
    #expect(one == (try affinity.cluster(input, context: RunContext(threads: 2))))
    #expect(one == (try affinity.cluster(input, context: RunContext(threads: 7))))
  }

  @Test func takesAnyDissimilarities() throws {
    let result = try AffinityPropagation().cluster(
      ClusteringReference.input("eurodist_matrix"), context: RunContext())
    #expect((2...8).contains(result.clusterCount))
  }

  @Test func handlesDegenerateTables() throws {
    func run(_ rows: [[Double]], _ assignments: String...) throws -> Clustering {
      try AffinityPropagation(ParameterValues(assignments: assignments, for: Self.description))
        .cluster(euclideanInput(Matrix(rows)), context: RunContext())
    }
    #expect(try run([[3]]).labels == [0])
    #expect(try run([[3], [3], [3]]).labels == [0, 0, 0])
    #expect(try run([[3], [3], [3]], "preference=1").labels == [0, 1, 2])
    #expect(try run([[0], [1]], "preference=-10").labels == [0, 0])
    #expect(try run([[0], [0], [0], [9], [9], [9]]).clusterCount == 2)
    #expect(throws: AnalysisError.tooFewRows(needed: 1, given: 0, for: "affinity")) { try run([]) }
    #expect(throws: AnalysisError.self) { try run([[1], [2]], "damping=0.3") }
    #expect(throws: AnalysisError.self) { try run([[1e300], [-1e300]]) }
  }

  @Test func refusesTooManyRows() throws {
    let input = try euclideanInput(Matrix(rows: 8001, columns: 1))
    #expect(throws: AnalysisError.self) { try AffinityPropagation().cluster(input, context: RunContext()) }
  }

  @Test(arguments: [0, 1, 60, 900]) func canBeCancelled(checks: Int) throws {
    var random = RandomSource(seed: 3)
    let input = try euclideanInput(randomFeatures(700, 3, random: &random))
    #expect(throws: CancellationError.self) {
      try AffinityPropagation().cluster(input, context: CancellingContext(afterChecks: checks).context())
    }
  }
}
