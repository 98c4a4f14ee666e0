import Analysis
import Testing

@Suite struct OPTICSTests {
  private func run(_ input: ClusteringInput, _ assignments: String..., threads: Int = 2) throws -> Clustering {
    try OPTICS(ParameterValues(assignments: assignments, for: OPTICS.description))
      .cluster(input, context: RunContext(threads: threads))
  }

  /// scikit-learn rounds to 15 decimals, which decides ties otherwise here and there.
  @Test(arguments: ClusteringReference.featureCases)
  func agreesWithThePeer(name: String) throws {
    let expected = try #require(TreeReference.shared.cases[name]?.optics)
    let result = try run(ClusteringReference.input(name), "min-points=\(expected.minPoints)")
    let plot = result.reachability!
    #expect(isClose(plot.coreDistances.reduce(0, +), expected.coreSum, relative: 1e-10))
    let reached = plot.reachability.filter(\.isFinite)
    #expect(reached.count == result.labels.count - 1)
    #expect(isClose(reached.reduce(0, +), expected.reachSum, relative: 0.005))
    #expect(agreement(result.labels, expected.labels) > 0.95)
    if plot.order == expected.order { #expect(result.labels == expected.labels) }
    if name == "usarrests" { #expect(plot.order == expected.order) }
  }

  @Test(arguments: 0..<60) func visitsAsTheDefinitionSays(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let n = 2 + random.integer(below: 60)
    let minPoints = min(n, 2 + seed % 4)
    let input = try euclideanInput(randomFeatures(n, 2, levels: seed % 3 == 0 ? 7 : nil, random: &random))
    let d = input.dissimilarities
    let limit = seed % 2 == 0 ? Double.infinity : 0.4 + random.uniform()
    let core = (0..<n).map { i -> Double in
      let distance = (0..<n).map { d(i, $0) }.sorted()[minPoints - 1]
      return distance <= limit ? distance : .infinity
    }
    var reach = Array(repeating: Double.infinity, count: n)
    var predecessors = Array(repeating: -1, count: n)
    var left = Set(0..<n)
    var order: [Int] = []
    while let p = left.min(by: { (reach[$0], $0) < (reach[$1], $1) }) {
      left.remove(p)
      order.append(p)
      guard core[p].isFinite else { continue }
      for o in left where d(p, o) <= limit && max(core[p], d(p, o)) < reach[o] {
        reach[o] = max(core[p], d(p, o))
        predecessors[o] = p
      }
    }
    let plot = try OPTICS.plot(
      of: d, minPoints: minPoints, maxEps: limit.isFinite ? limit : nil, context: RunContext(threads: 2))
    #expect(
      plot == ReachabilityPlot(order: order, reachability: reach, coreDistances: core, predecessors: predecessors))
    #expect(plot.profile == order.map { reach[$0] })
  }

  /// From each row to all others, and by a tree and what hangs together in it: the same plot, bit for bit, whatever ties,
  /// equal rows and limits there are.
  @Test(arguments: 0..<80) func routesAgree(seed: Int) throws {
    var random = RandomSource(seed: UInt64(1000 + seed))
    let n = 2 + random.integer(below: 700)
    let columns = 1 + seed % 4
    var features = randomFeatures(
      n, columns, levels: [nil, 3, 12, 60][random.integer(below: 4)], random: &random)
    // Groups apart from one another, the same distances between them again and again.
    let groups = 1 + random.integer(below: 4)
    for i in 0..<n { features[i, 0] += Double(i % groups) * 3 }
    if seed % 5 == 0 { for i in 0..<n / 3 { for j in 0..<columns { features[i, j] = features[0, j] } } }
    let metrics: [any Metric] = try [
      EuclideanMetric(), ManhattanMetric(), ChebyshevMetric(), MinkowskiMetric(ParameterValues(["power": .real(3)])),
    ]
    let d = try metrics[random.integer(below: 4)].dissimilarities(of: features)
    let minPoints = 2 + random.integer(below: min(n - 1, 12))
    let limit = seed % 3 == 0 ? 0.1 + 2 * random.uniform() : nil
    let scan = try OPTICS.plot(
      of: d, minPoints: minPoints, maxEps: limit, route: .scan, context: RunContext(threads: 1))
    for threads in [1, 2] {
      let tree = try OPTICS.plot(
        of: d, minPoints: minPoints, maxEps: limit, route: .tree, context: RunContext(threads: threads))
      #expect(tree == scan)
    }
  }

  /// Squares of differences that underflow to 0, so that different rows are at no distance.
  @Test func routesAgreeOnTinyDifferences() throws {
    let rows: [[Double]] = (0..<200).map { i in
      let x = Double(i / 50) * 1e-161 + Double(i % 7) * 1e-163
      let y = Double(i % 3) * 2e-163
      return [x, y]
    }
    let d = try EuclideanMetric().dissimilarities(of: Matrix(rows))
    let plots = try [OPTICS.Route.scan, .tree].map {
      try OPTICS.plot(of: d, minPoints: 4, maxEps: nil, route: $0, context: RunContext(threads: 2))
    }
    #expect(plots[0] == plots[1])
  }

  /// The cut at eps parts the core rows as DBSCAN does.
  @Test(arguments: 0..<20) func cutIsDBSCAN(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let input = try euclideanInput(randomFeatures(150, 2, random: &random))
    let eps = 0.2 + 0.3 * random.uniform()
    let values = ParameterValues(["eps": .real(eps), "min-points": .integer(4)])
    let cut = try OPTICS(values).cluster(input, context: RunContext())
    let dbscan = try DBSCAN(values).cluster(input, context: RunContext())
    let core = try DBSCAN.corePoints(of: input.dissimilarities, eps: eps, minPoints: 4, context: RunContext())
    let rows = core.indices.filter { core[$0] }
    #expect(!rows.isEmpty && rows.allSatisfy { cut.labels[$0] >= 0 })
    #expect(canonicalLabels(rows.map { cut.labels[$0] }) == canonicalLabels(rows.map { dbscan.labels[$0] }))
    #expect(cut.labels.indices.allSatisfy { dbscan.labels[$0] >= 0 || cut.labels[$0] < 0 })
  }

  @Test func largerTablesAndThreads() throws {
    var random = RandomSource(seed: 9)
    let input = try euclideanInput(randomFeatures(5000, 2, random: &random))
    let one = try run(input, "min-points=8", threads: 1)
    #expect(one == (try run(input, "min-points=8", threads: 2)))
    #expect(one.reachability!.order.sorted() == Array(0..<5000))
  }

  @Test func findsValleysWithinValleys() throws {
    // Two tight groups near one another and one apart.
    var random = RandomSource(seed: 4)
    let places: [Double] = [0, 1.2, 12]
    let rows: [[Double]] = (0..<120).map { i in
      let x = places[i / 40] + 0.3 * random.uniform()
      return [x, 0.3 * random.uniform()]
    }
    let result = try run(euclideanInput(Matrix(rows)), "min-points=5", "xi=0.3", "min-cluster-size=20")
    #expect(agreement(result.labels, rows.indices.map { $0 / 40 }) > 0.9)
  }

  @Test func degenerateTables() throws {
    #expect(try run(euclideanInput(Matrix([[1]]))).labels == [-1])
    let equal = try run(euclideanInput(Matrix(Array(repeating: [3.0], count: 20))))
    #expect(equal.reachability!.reachability.dropFirst().allSatisfy { $0 == 0 })
    #expect(try run(euclideanInput(Matrix(Array(repeating: [3.0], count: 20))), "eps=1").labels.allSatisfy { $0 == 0 })
    _ = try run(euclideanInput(Matrix((0..<20).map { i -> [Double] in [Double(i) * 1e307, -1e308] })))
    #expect(throws: AnalysisError.tooFewRows(needed: 1, given: 0, for: "optics")) {
      try run(euclideanInput(Matrix([])))
    }
    #expect(throws: AnalysisError.self) { try run(euclideanInput(Matrix([[1], [2]])), "min-points=3") }
    #expect(throws: AnalysisError.self) { try run(euclideanInput(Matrix([[1], [2]])), "eps=0") }
    #expect(throws: AnalysisError.self) { try run(euclideanInput(Matrix([[1], [2]])), "eps=2", "max-eps=1") }
    #expect(throws: AnalysisError.self) { try run(euclideanInput(Matrix([[1], [2]])), "xi=1") }
  }

  @Test(arguments: [0, 2, 5]) func canBeCancelled(checks: Int) throws {
    let input = try ClusteringReference.input("penguins")
    #expect(throws: CancellationError.self) {
      try OPTICS().cluster(input, context: CancellingContext(afterChecks: checks).context())
    }
  }
}
