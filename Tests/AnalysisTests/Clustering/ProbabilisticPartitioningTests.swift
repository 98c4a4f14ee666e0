import Analysis
import Testing

@Suite struct ProbabilisticPartitioningTests {
  private func run(
    _ features: Matrix, _ assignments: String..., seed: UInt64 = 42, threads: Int = 2
  ) throws -> Clustering {
    try ProbabilisticPartitioning(
      ParameterValues(assignments: assignments, for: ProbabilisticPartitioning.description)
    ).cluster(euclideanInput(features, seed: seed), context: RunContext(threads: threads))
  }

  /// Normal clusters of deviation 1 with centres at least 8 apart.
  private func blobs(_ k: Int, _ d: Int, rows: Int, random: inout RandomSource) -> (Matrix, [Int]) {
    var centers: [[Double]] = []
    var side = 12.0
    while centers.count < k {
      let center = (0..<d).map { _ in side * random.uniform() }
      let isFree = centers.allSatisfy { other in
        zip(center, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } > 64
      }
      if isFree { centers.append(center) } else { side *= 1.02 }
    }
    let labels = (0..<k * rows).map { $0 % k }
    return (Matrix(labels.map { label in centers[label].map { $0 + random.normal() } }), labels)
  }

  @Test(arguments: 2...20) func findsSeparateBlobs(k: Int) throws {
    for d in [1 + k % 3, 6].filter({ $0 < 6 || k % 4 == 0 }) {
      var random = RandomSource(seed: UInt64(100 * d + k))
      let (features, labels) = blobs(k, d, rows: 30, random: &random)
      let result = try run(features)
      #expect(result.clusterCount == k, "\(d) columns")
      #expect(agreement(result.labels, labels) > 0.99, "\(d) columns")
      #expect(result.memberships!.columns == k)
    }
  }

  @Test(arguments: ["iris", "penguins", "faithful", "wine"])
  func neitherOrderNorSeedNorThreadsMatter(name: String) throws {
    let features = ClusteringReference.features(name)
    let result = try run(features, threads: 1)
    #expect(try run(features, seed: 7, threads: 2) == result)
    var random = RandomSource(seed: 9)
    for _ in 0..<3 {
      var order = Array(0..<features.rows)
      random.shuffle(&order)
      let shuffled = try run(features.selecting(rows: order))
      var back = Array(repeating: 0, count: order.count)
      for (place, row) in order.enumerated() { back[row] = shuffled.labels[place] }
      #expect(canonicalLabels(back) == result.labels)
      #expect(shuffled.objective == result.objective)
    }
  }

  @Test func seesWhatIsThere() throws {
    #expect(try run(ClusteringReference.features("iris")).labels == (0..<150).map { $0 / 50 == 0 ? 0 : 1 })
    #expect(try run(ClusteringReference.features("faithful")).clusterCount == 2)
    let penguins = try run(ClusteringReference.features("penguins"))
    #expect(penguins.clusterCount == 3)
  }

  /// What is one cluster is not split, of whatever shape.
  @Test(arguments: 0..<8) func oneClusterIsLeftAlone(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let d = 1 + seed % 4
    #expect(try run(randomFeatures(400, d, random: &random)).clusterCount == 1)
    var even = Matrix(rows: 600, columns: d)
    for i in even.values.indices { even.values[i] = random.uniform() }
    #expect(try run(even).clusterCount == 1)
    // Values in coarse steps are roundings of something between, not piles.
    #expect(try run(randomFeatures(400, d, levels: 6, random: &random)).clusterCount == 1)
  }

  @Test func movesAndScalesWithTheData() throws {
    let features = ClusteringReference.features("penguins")
    let result = try run(features)
    var scaled = features
    for i in scaled.values.indices { scaled.values[i] *= 0x1p-30 }
    let small = try run(scaled)
    #expect(small.labels == result.labels)
    // A density grows as lengths shrink.
    #expect(isClose(small.objective!.value, result.objective!.value + 4 * 30 * 0.6931471805599453, relative: 1e-9))
    var moved = features
    for i in moved.values.indices { moved.values[i] += 1000 }
    #expect(try run(moved).labels == result.labels)
  }

  @Test func separationIsWhatIsAskedFor() throws {
    var random = RandomSource(seed: 4)
    // Means five deviations apart: a separation of 2.5.
    var features = randomFeatures(1000, 2, random: &random)
    for i in 0..<1000 { features[i, 0] += i % 2 == 0 ? 0 : 5 }
    #expect(try run(features).clusterCount == 2)
    #expect(try run(features, "separation=3").clusterCount == 1)
    // The axis that parts best is none of the columns.
    for i in 0..<1000 {
      let (x, y) = (features[i, 0], features[i, 1] * 30)
      features[i, 0] = x + y
      features[i, 1] = y - x
    }
    #expect(try run(features).clusterCount == 2)
    #expect(try run(features, "separation=3").clusterCount == 1)
  }

  @Test func degenerateTables() throws {
    #expect(try run(Matrix([[1]])).labels == [0])
    #expect(try run(Matrix([[1], [2]])).labels == [0, 0])
    #expect(try run(Matrix(Array(repeating: [1.0, 2], count: 50))).labels == Array(repeating: 0, count: 50))
    // A constant column says nothing; two levels are two groups.
    let levels: [[Double]] = (0..<60).map { [Double($0 % 2), 7] }
    #expect(try run(Matrix(levels)).labels == (0..<60).map { $0 % 2 })
    // Far outliers go to the cluster that they fit best.
    var random = RandomSource(seed: 2)
    var features = randomFeatures(200, 2, random: &random)
    for i in 0..<200 { features[i, 0] += i % 2 == 0 ? 0 : 20 }
    features[0, 0] = -1e6
    features[1, 1] = 1e6
    #expect(try run(features).clusterCount <= 3)
    #expect(throws: AnalysisError.tooFewRows(needed: 1, given: 0, for: "ppp")) { try run(Matrix([])) }
    #expect(throws: AnalysisError.self) { try run(Matrix([[1e300], [-1e300]])) }
    #expect(throws: AnalysisError.self) { try run(Matrix(rows: 3, columns: 300)) }
  }
}
