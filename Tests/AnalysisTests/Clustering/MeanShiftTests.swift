import Analysis
import Testing

@Suite struct MeanShiftTests {
  private static let description = MeanShift.description

  /// scikit-learn 1.9.1: the estimated bandwidth with its cluster sizes; those of 0.6 of it; noise then with
  /// cluster_all=False.
  static let peers: [(name: String, bandwidth: Double, sizes: [Int], narrow: [Int], noise: Int)] = [
    ("iris", 1.2020768127998687, [99, 51], [50, 45, 35, 11, 7, 2], 37),
    ("iris_z", 1.6024771502953163, [100, 50], [56, 48, 37, 6, 3], 45),
    ("wine_raw", 189.34148018879878, [107, 41, 30], [116, 39, 16, 6, 1], 64),
    ("penguins", 1.766189329586782, [213, 129], [137, 123, 81, 1], 120),
    ("faithful", 0.716984525835738, [175, 97], [152, 94, 26], 125),
    ("usarrests", 1.9229868223872117, [48, 2], [16, 11, 8, 5, 3, 2, 1, 1, 1, 1, 1], 9),
  ]

  @Test(arguments: peers.indices) func agreesWithThePeer(index: Int) throws {
    let peer = Self.peers[index]
    let input = try ClusteringReference.input(peer.name)
    let result = try MeanShift().cluster(input, context: RunContext())
    #expect(clusterSizes(result.labels) == peer.sizes)
    guard case .real(let bandwidth)? = result.parameters["bandwidth"] else {
      Issue.record("no bandwidth")
      return
    }
    #expect(isClose(bandwidth, peer.bandwidth, relative: 1e-12))
    #expect(result.notes.contains { $0.contains("bandwidth = ") })
    var values = ParameterValues(["bandwidth": .real(peer.bandwidth * 0.6)])
    #expect(clusterSizes(try MeanShift(values).cluster(input, context: RunContext()).labels) == peer.narrow)
    values["orphans"] = .flag(true)
    #expect(try MeanShift(values).cluster(input, context: RunContext()).noiseCount == peer.noise)
  }

  @Test func dependsOnNeitherThreadsNorOrderNorScale() throws {
    var random = RandomSource(seed: 4)
    var features = randomFeatures(600, 2, random: &random)
    for i in 0..<600 { features[i, 0] += Double(i % 3) * 9 }
    let shift = try MeanShift(parameters("bandwidth=4", for: Self.description))
    let result = try shift.cluster(euclideanInput(features), context: RunContext(threads: 1))
    #expect(result.labels == (0..<600).map { $0 % 3 })
    #expect(result == (try shift.cluster(euclideanInput(features), context: RunContext(threads: 3))))
    var scaled = features
    for i in scaled.values.indices { scaled.values[i] = scaled.values[i] * 8 + 64 }
    let large = try MeanShift(parameters("bandwidth=32", for: Self.description))
      .cluster(euclideanInput(scaled), context: RunContext())
    #expect(large.labels == result.labels)
    let backwards = try shift.cluster(
      euclideanInput(features.selecting(rows: (0..<600).reversed())), context: RunContext())
    #expect(AdjustedRand.value(backwards.labels.reversed(), result.labels) == 1)
  }

  @Test func handlesDegenerateTables() throws {
    func run(_ rows: [[Double]], _ assignments: String...) throws -> Clustering {
      try MeanShift(ParameterValues(assignments: assignments, for: Self.description))
        .cluster(euclideanInput(Matrix(rows)), context: RunContext())
    }
    #expect(try run([[3]]).labels == [0])
    #expect(try run([[3], [4]]).labels.count == 2)
    #expect(try run(Array(repeating: [1, 2], count: 40)).labels == Array(repeating: 0, count: 40))
    #expect(try run([[1], [2], [9]], "bandwidth=1e-300").clusterCount == 3)
    #expect(try run([[1], [2], [9]], "bandwidth=1e300").clusterCount == 1)
    #expect(throws: AnalysisError.self) { try run([[1], [2]], "bandwidth=0") }
    #expect(throws: AnalysisError.self) { try run([[1e300], [-1e300]]) }
    #expect(throws: AnalysisError.tooFewRows(needed: 1, given: 0, for: "mean-shift")) { try run([]) }
  }

  @Test(arguments: [0, 1, 40]) func canBeCancelled(checks: Int) throws {
    var random = RandomSource(seed: 3)
    let input = try euclideanInput(randomFeatures(2000, 3, random: &random))
    #expect(throws: CancellationError.self) {
      try MeanShift().cluster(input, context: CancellingContext(afterChecks: checks).context())
    }
  }
}
