import Analysis
import Testing

@Suite struct LinkageTests {
  @Test(arguments: ClusteringReference.allCases)
  func agreesWithTheReference(name: String) throws {
    let expected = ClusteringReference.shared.cases[name]!.single
    let result = try Linkage(parameters("k=\(expected.k)", for: Linkage.description))
      .cluster(ClusteringReference.input(name), context: RunContext())
    let heights = result.hierarchy!.merges.map(\.height)
    #expect(isClose(heights.reduce(0, +), expected.heightSum, relative: 1e-11))
    for (height, top) in zip(heights.reversed(), expected.topHeights) {
      #expect(isClose(height, top, relative: 1e-9))
    }
    #expect(clusterSizes(result.labels) == expected.sizes.sorted(by: >))
    #expect(result.objective?.name == "cophenetic")
    if let cophenetic = expected.cophenetic {
      #expect(isClose(result.objective!.value, cophenetic, relative: 1e-8))
    }
  }

  /// The two nearest clusters are merged, again and again; ties do not matter for heights, nor for the partition at a
  /// height.
  @Test(arguments: 0..<60)
  func mergesAsNaiveAgglomerationDoes(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let n = 2 + random.integer(below: 30)
    let levels: Int? = seed.isMultiple(of: 2) ? 6 : nil
    let input = try euclideanInput(randomFeatures(n, 2, levels: levels, random: &random))
    let result = try Linkage(parameters("k=1", for: Linkage.description)).cluster(input, context: RunContext())
    let hierarchy = result.hierarchy!
    let d = input.dissimilarities
    var clusters = (0..<n).map { [$0] }
    var heights: [Double] = []
    while clusters.count > 1 {
      var best = (height: Double.infinity, a: 0, b: 0)
      for a in clusters.indices {
        for b in clusters.indices where a < b {
          let gap = clusters[a].flatMap { i in clusters[b].map { d(i, $0) } }.min()!
          if gap < best.height { best = (gap, a, b) }
        }
      }
      heights.append(best.height)
      clusters[best.a] += clusters.remove(at: best.b)
    }
    #expect(hierarchy.merges.map(\.height) == heights)
    for height in Set(heights).union([0, 1e9]) {
      #expect(hierarchy.labels(atHeight: height) == components(d, within: height))
    }
    // Every merge names nodes that exist, once each, and counts the rows below.
    var sizes = Array(repeating: 1, count: n)
    var used: Set<Int> = []
    for (i, merge) in hierarchy.merges.enumerated() {
      #expect(merge.first < merge.second && merge.second < n + i)
      #expect(used.insert(merge.first).inserted && used.insert(merge.second).inserted)
      #expect(merge.size == sizes[merge.first] + sizes[merge.second])
      sizes.append(merge.size)
    }
    for k in 1...n { #expect(Set(hierarchy.labels(clusters: k)).count == k) }
  }

  @Test(arguments: 0..<20)
  func copheneticCorrelationFollowsTheDefinition(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let n = 4 + random.integer(below: 40)
    let input = try euclideanInput(randomFeatures(n, 3, random: &random))
    let result = try Linkage().cluster(input, context: RunContext())
    let hierarchy = result.hierarchy!
    var x: [Double] = []
    var y: [Double] = []
    var members = (0..<n).map { [$0] }
    for merge in hierarchy.merges {
      for i in members[merge.first] {
        for j in members[merge.second] {
          x.append(input.dissimilarities(i, j))
          y.append(merge.height)
        }
      }
      members.append(members[merge.first] + members[merge.second])
    }
    #expect(isClose(result.objective!.value, pearson(x, y), relative: 1e-10))
    let (order, gaps) = hierarchy.leafOrder()
    #expect(order.sorted() == Array(0..<n) && gaps.count == n - 1)
  }

  @Test func doesNotDependOnThreadsOrRowOrder() throws {
    var random = RandomSource(seed: 2)
    let features = randomFeatures(700, 3, random: &random)
    let linkage = try Linkage(parameters("height=0.5", for: Linkage.description))
    let one = try linkage.cluster(euclideanInput(features), context: RunContext(threads: 1))
    #expect(one == (try linkage.cluster(euclideanInput(features), context: RunContext(threads: 2))))
    var order = Array(0..<700)
    random.shuffle(&order)
    let shuffled = try linkage.cluster(euclideanInput(features.selecting(rows: order)), context: RunContext())
    #expect(canonicalLabels(order.map { one.labels[$0] }) == shuffled.labels)
  }

  @Test func choosesTheCutAtTheLargestGap() throws {
    // Three groups and a stray row, which is left by itself.
    var rows: [[Double]] = (0..<60).map { i in
      let group = Double(i / 20) * 9
      return [group + Double(i % 20) * 0.1, Double(i % 3) * 0.1]
    }
    rows.append([100, 0])
    let result = try Linkage().cluster(euclideanInput(Matrix(rows)), context: RunContext())
    let expected: [Int] = (0..<60).map { $0 / 20 } + [3]
    #expect(result.labels == expected)
    #expect(result.parameters["k"] == ParameterValue.integer(4))
    #expect(result.notes.contains { $0.contains("k = 4 was chosen") && $0.contains("3 clusters") })
    let line = try Linkage().cluster(euclideanInput(Matrix((0..<50).map { [Double($0), 0] })), context: RunContext())
    #expect(line.clusterCount == 1)
    #expect(line.notes.contains { $0.contains("k = 1") })
  }

  @Test func handlesDegenerateTables() throws {
    func run(_ rows: [[Double]], _ assignments: String...) throws -> Clustering {
      try Linkage(ParameterValues(assignments: assignments, for: Linkage.description))
        .cluster(euclideanInput(Matrix(rows)), context: RunContext())
    }
    #expect(try run([[1]]).labels == [0])
    #expect(try run([[1]]).objective == nil)
    #expect(try run([[1], [2]]).hierarchy?.merges.count == 1)
    let equal = try run([[1], [1], [1]])
    #expect(equal.labels == [0, 0, 0] && equal.objective == nil)
    #expect(try run([[1], [1], [2]], "k=3").labels == [0, 1, 2])
    #expect(try run([[1], [1], [2]], "height=0").labels == [0, 0, 1])
    _ = try run([[1e300], [-1e300], [0], [1]])
    #expect(throws: AnalysisError.tooFewRows(needed: 1, given: 0, for: "linkage")) { try run([]) }
    #expect(throws: AnalysisError.self) { try run([[1], [2]], "k=3") }
    #expect(throws: AnalysisError.self) { try run([[1], [2]], "k=1", "height=1") }
  }

  @Test(arguments: [0, 1, 12]) func canBeCancelled(checks: Int) throws {
    let input = try ClusteringReference.input("penguins")
    #expect(throws: CancellationError.self) {
      try Linkage().cluster(input, context: CancellingContext(afterChecks: checks).context())
    }
  }

  private func components(_ d: any Dissimilarities, within limit: Double) -> [Int] {
    var labels = Array(repeating: -1, count: d.count)
    for start in 0..<d.count where labels[start] < 0 {
      var stack = [start]
      labels[start] = start
      while let i = stack.popLast() {
        for j in 0..<d.count where labels[j] < 0 && d(i, j) <= limit {
          labels[j] = start
          stack.append(j)
        }
      }
    }
    return canonicalLabels(labels)
  }

  private func pearson(_ x: [Double], _ y: [Double]) -> Double {
    let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    let xy = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    let xx = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    let yy = y.reduce(0) { $0 + ($1 - meanY) * ($1 - meanY) }
    return xy / (xx * yy).squareRoot()
  }
}
