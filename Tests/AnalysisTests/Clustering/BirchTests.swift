import Analysis
import Testing

@Suite struct BirchTests {
  private static let description = Birch.description

  /// scikit-learn 1.9.1, branching factor 7: for threshold 0.5 (wine_raw: 50) the number of balls and the sizes of 3
  /// clusters, with the sum of the norms of the balls' centres.
  static let peers: [(name: String, threshold: Double, balls: Int, sizes: [Int], norms: Double)] = [
    ("iris", 0.5, 13, [76, 50, 24], 108.10195984105057),
    ("iris_z", 0.5, 30, [88, 50, 12], 59.241621608211275),
    ("wine", 0.5, 178, [64, 58, 56], 626.2030410148925),
    ("wine_raw", 50, 11, [131, 41, 6], 10203.722330850054),
    ("penguins", 0.5, 59, [156, 123, 63], 115.24693379721319),
    ("faithful", 0.5, 5, [156, 94, 22], 5.172800433769396),
    ("usarrests", 0.5, 32, [30, 13, 7], 63.42667872921355),
  ]

  @Test(arguments: peers.indices) func agreesWithThePeer(index: Int) throws {
    let peer = Self.peers[index]
    let features = ClusteringReference.features(peer.name)
    let centers = try Birch.summarize(PointRows(features), threshold: peer.threshold, branching: 7, RunContext())
      .centers
    let d = features.columns
    #expect(centers.count == peer.balls * d)
    let norms = stride(from: 0, to: centers.count, by: d).reduce(0.0) { total, start in
      total + centers[start..<(start + d)].reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    #expect(isClose(norms, peer.norms, relative: 1e-11))
    let values = ParameterValues([
      "k": .integer(3), "threshold": .real(peer.threshold), "branching": .integer(7),
    ])
    let result = try Birch(values).cluster(euclideanInput(features), context: RunContext())
    #expect(clusterSizes(result.labels) == peer.sizes)
    #expect(result == (try Birch(values).cluster(euclideanInput(features), context: RunContext(threads: 1))))
  }

  @Test func findsBlobsAndTheirNumber() throws {
    var random = RandomSource(seed: 4)
    var features = randomFeatures(3000, 2, random: &random)
    for i in 0..<3000 { features[i, 0] += Double(i % 5) * 15 }
    let result = try Birch().cluster(euclideanInput(features), context: RunContext())
    #expect(result.labels == (0..<3000).map { $0 % 5 })
    #expect(result.notes.contains { $0.contains("k = 5 was chosen") })
  }

  /// More balls than can be dealt with: the threshold rises until there are few enough, and the note says so.
  @Test func raisesTheThresholdWhereThereAreTooManyBalls() throws {
    var random = RandomSource(seed: 6)
    let features = randomFeatures(10_500, 2, random: &random)
    let result = try Birch(parameters("k=2", "threshold=0", for: Self.description))
      .cluster(euclideanInput(features), context: RunContext())
    #expect(result.clusterCount == 2)
    #expect(result.notes.contains { $0.contains("threshold was raised") })
  }

  @Test func handlesDegenerateTables() throws {
    func run(_ rows: [[Double]], _ assignments: String...) throws -> Clustering {
      try Birch(ParameterValues(assignments: assignments, for: Self.description))
        .cluster(euclideanInput(Matrix(rows)), context: RunContext())
    }
    #expect(try run([[3]]).labels == [0])
    #expect(try run([[3], [9]], "k=2").labels == [0, 1])
    let equal = try run(Array(repeating: [1, 2], count: 40), "k=3")
    #expect(equal.clusterCount == 1)
    #expect(equal.notes.contains { $0.contains("There is 1 ball and so no more clusters") })
    #expect(throws: AnalysisError.self) { try run([[1e300], [-1e300]]) }
    #expect(throws: AnalysisError.self) { try run([[1], [2]], "k=3") }
    #expect(throws: AnalysisError.self) { try run([[1], [2]], "branching=1") }
    #expect(throws: AnalysisError.tooFewRows(needed: 1, given: 0, for: "birch")) { try run([]) }
  }

  @Test(arguments: [0, 1, 40]) func canBeCancelled(checks: Int) throws {
    var random = RandomSource(seed: 3)
    let input = try euclideanInput(randomFeatures(6000, 3, random: &random))
    #expect(throws: CancellationError.self) {
      try Birch(parameters("k=3", for: Self.description))
        .cluster(input, context: CancellingContext(afterChecks: checks).context())
    }
  }
}
