import Analysis
import Testing

@Suite struct KMedoidsTests {
  private static let description = KMedoids.description

  /// FasterPAM from the medoids 0, 1, …, k − 1 and, second, PAM's loss from the best of 50 starts: kmedoids 0.5.5
  /// (`fasterpam(D, arange(k))`), distances by scipy 1.17.1.
  static let peers: [(name: String, k: Int, fromFirstRows: Double, medoids: [Int], swaps: Int, best: Double)] = [
    ("iris", 3, 98.86857306414682, [7, 99, 147], 27, 98.1311548823),
    ("iris_z", 3, 130.73329128274096, [7, 94, 147], 27, 130.733291283),
    ("wine", 3, 500.92919540194987, [35, 106, 148], 28, 500.929195402),
    ("wine_raw", 3, 16375.88913421363, [50, 72, 135], 19, 16375.8891342),
    ("penguins", 3, 340.59052275435346, [133, 241, 310], 29, 339.244087443),
    ("faithful", 2, 127.69548250348377, [40, 218], 8, 127.695482503),
    ("usarrests", 4, 52.08108664521332, [0, 15, 18, 21], 9, 51.8764825632),
    ("eurodist_matrix", 4, 9369, [0, 10, 13, 15], 9, 9369),
  ]

  @Test(arguments: peers.indices) func endsWhereThePeerEndsFromTheSameStart(index: Int) throws {
    let peer = Self.peers[index]
    let input = try ClusteringReference.input(peer.name)
    for threads in [1, 2, 3] {
      let outcome = try MedoidSearch(input.dissimilarities, maximumPasses: 100)
        .run(from: Array(0..<peer.k), context: RunContext(threads: threads))
      #expect(isClose(outcome.totalDeviation, peer.fromFirstRows, relative: 1e-12))
      #expect(outcome.medoids.sorted() == peer.medoids)
      #expect(outcome.swaps == peer.swaps)
      #expect(outcome.converged)
    }
  }

  @Test(arguments: peers.indices) func reachesTheBestKnownDeviation(index: Int) throws {
    let peer = Self.peers[index]
    let input = try ClusteringReference.input(peer.name)
    let result = try KMedoids(parameters("k=\(peer.k)", for: Self.description)).cluster(input, context: RunContext())
    #expect(result.objective?.name == "totalDeviation")
    #expect(result.objective!.value <= peer.best * (1 + 1e-9))
    #expect(result.clusterCount == peer.k)
  }

  /// Optima over all subsets of the 21 cities, by enumeration.
  @Test(arguments: [(1, 20400.0), (2, 15687), (3, 11651), (4, 9369), (5, 7651)])
  func findsTheOptimumOfASmallMatrix(k: Int, optimum: Double) throws {
    let input = try ClusteringReference.input("eurodist_matrix")
    for start in MedoidStart.allCases {
      let kmedoids = try KMedoids(parameters("k=\(k)", "start=\(start.rawValue)", "restarts=10", for: Self.description))
      #expect(try kmedoids.cluster(input, context: RunContext()).objective!.value == optimum)
    }
    for method in ["fastclara", "fastclarans"] {
      let kmedoids = try KMedoids(parameters("k=\(k)", "method=\(method)", "restarts=10", for: Self.description))
      #expect(try kmedoids.cluster(input, context: RunContext()).objective!.value == optimum)
    }
  }

  /// No worse than the start, and no exchange of one medoid may be better, ties and duplicates included; the labels are those of the nearest medoid.
  @Test(arguments: 0..<40) func isALocalOptimum(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let n = 8 + random.integer(below: 40)
    let d = 1 + random.integer(below: 3)
    let k = 1 + random.integer(below: min(n, 7))
    let features = randomFeatures(n, d, levels: seed.isMultiple(of: 2) ? 6 : nil, random: &random)
    let metric: any Metric = seed.isMultiple(of: 3) ? try ManhattanMetric() : try EuclideanMetric()
    let dissimilarities = try metric.dissimilarities(of: features)
    let start = random.sample(k, of: n)
    let outcome = try MedoidSearch(dissimilarities, maximumPasses: 100).run(from: start, context: RunContext())
    func deviation(_ medoids: [Int]) -> Double {
      (0..<n).reduce(0) { total, i in total + medoids.map { dissimilarities(i, $0) }.min()! }
    }
    #expect(Set(outcome.medoids).count == k)
    #expect(isClose(deviation(outcome.medoids), outcome.totalDeviation, relative: 1e-12))
    #expect(outcome.totalDeviation <= deviation(start) * (1 + 1e-12))
    for i in 0..<n {
      let own = dissimilarities(i, outcome.medoids[outcome.labels[i]])
      #expect(outcome.medoids.allSatisfy { dissimilarities(i, $0) >= own })
    }
    for slot in 0..<k { #expect(outcome.labels[outcome.medoids[slot]] == slot) }
    for slot in 0..<k {
      for row in 0..<n where !outcome.medoids.contains(row) {
        var other = outcome.medoids
        other[slot] = row
        #expect(deviation(other) >= outcome.totalDeviation * (1 - 1e-9))
      }
    }
  }

  @Test func buildIsGreedy() throws {
    let input = try ClusteringReference.input("usarrests")
    let dissimilarities = input.dissimilarities
    let start = try MedoidStart.build.medoids(
      of: dissimilarities, k: 3, random: RandomSource(seed: 1), context: RunContext())
    var expected: [Int] = []
    for _ in 0..<3 {
      let losses = (0..<input.count).map { c in
        (0..<input.count).reduce(0.0) { total, i in
          total + (expected + [c]).map { dissimilarities(i, $0) }.min()!
        }
      }
      expected.append(losses.indices.min { (losses[$0], $0) < (losses[$1], $1) }!)
    }
    #expect(start == expected)
  }

  @Test func samplingComesNearTheFullSearch() throws {
    var random = RandomSource(seed: 9)
    var features = randomFeatures(3000, 2, random: &random)
    for i in 0..<3000 { features[i, 0] += Double(i % 6) * 12 }
    let input = try euclideanInput(features)
    let full = try KMedoids(parameters("k=6", for: Self.description)).cluster(input, context: RunContext())
    for method in ["fastclara", "fastclarans"] {
      let result = try KMedoids(parameters("k=6", "method=\(method)", for: Self.description))
        .cluster(input, context: RunContext())
      #expect(AdjustedRand.value(result.labels, full.labels)! > 0.999)
      // A sample of 104 rows finds medoids near the middle, not the best rows.
      #expect(result.objective!.value < full.objective!.value * 1.1)
      #expect(result.objective!.value >= full.objective!.value)
    }
  }

  @Test func doesNotDependOnThreadsAndFollowsTheRows() throws {
    var random = RandomSource(seed: 2)
    let features = randomFeatures(1200, 3, random: &random)
    for method in ["fasterpam", "fastclara", "fastclarans"] {
      let kmedoids = try KMedoids(parameters("k=5", "method=\(method)", "restarts=3", for: Self.description))
      let one = try kmedoids.cluster(euclideanInput(features), context: RunContext(threads: 1))
      #expect(one == (try kmedoids.cluster(euclideanInput(features), context: RunContext(threads: 2))))
      #expect(one == (try kmedoids.cluster(euclideanInput(features), context: RunContext(threads: 5))))
      var scaled = features
      for i in scaled.values.indices { scaled.values[i] *= 0x1p20 }
      let large = try kmedoids.cluster(euclideanInput(scaled), context: RunContext())
      #expect(large.labels == one.labels)
      #expect(large.objective!.value == one.objective!.value * 0x1p20)
    }
  }

  @Test func choosesKBySilhouetteAndSaysSo() throws {
    var random = RandomSource(seed: 1)
    var features = randomFeatures(400, 2, random: &random)
    for i in 0..<400 { features[i, 0] += Double(i % 4) * 20 }
    let result = try KMedoids().cluster(euclideanInput(features), context: RunContext())
    #expect(result.clusterCount == 4 && result.parameters["k"] == .integer(4))
    #expect(result.notes.contains { $0.contains("k = 4 was chosen") })
    #expect(result.labels == (0..<400).map { $0 % 4 })
  }

  @Test func handlesDegenerateTables() throws {
    func run(_ rows: [[Double]], _ assignments: String...) throws -> Clustering {
      try KMedoids(ParameterValues(assignments: assignments, for: Self.description))
        .cluster(euclideanInput(Matrix(rows)), context: RunContext())
    }
    for method in ["fasterpam", "fastclara", "fastclarans"] {
      #expect(try run([[3]], "method=\(method)").labels == [0])
      #expect(try run([[3], [4]], "method=\(method)", "k=2").labels == [0, 1])
      #expect(try run([[1], [1], [1]], "method=\(method)", "k=2").objective?.value == 0)
      #expect(try run([[1], [1], [2], [1]], "method=\(method)", "k=2").objective?.value == 0)
      #expect(throws: AnalysisError.self) { try run([[1], [2]], "method=\(method)", "k=3") }
      #expect(throws: AnalysisError.tooFewRows(needed: 1, given: 0, for: "kmedoids")) {
        try run([], "method=\(method)")
      }
    }
    #expect(throws: AnalysisError.self) { try run([[1e300], [-1e300], [1e308]], "k=2") }
    #expect(throws: AnalysisError.self) {
      try run([[1], [2], [3], [4]], "k=3", "method=fastclara", "sample-size=2")
    }
  }

  @Test(arguments: [0, 1, 3, 40, 300]) func canBeCancelled(checks: Int) throws {
    var random = RandomSource(seed: 3)
    let input = try euclideanInput(randomFeatures(4000, 3, random: &random))
    for method in ["fasterpam", "fastclara", "fastclarans"] {
      #expect(throws: CancellationError.self) {
        try KMedoids(parameters("k=8", "method=\(method)", "restarts=50", for: Self.description))
          .cluster(input, context: CancellingContext(afterChecks: checks).context())
      }
    }
  }
}
