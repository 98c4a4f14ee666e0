import Analysis
import Testing

@Suite struct DBSCANTests {
  @Test(arguments: ClusteringReference.featureCases)
  func agreesWithTheReference(name: String) throws {
    let expected = ClusteringReference.shared.cases[name]!.dbscan!
    let input = try ClusteringReference.input(name)
    let result = try run(input, eps: expected.eps, minPoints: expected.minPoints)
    #expect(result.clusterCount == expected.clusters)
    #expect(result.noiseCount == expected.noise)
    #expect(result.objective == nil)
    let core = try DBSCAN.corePoints(
      of: input.dissimilarities, eps: expected.eps, minPoints: expected.minPoints, context: RunContext())
    #expect(core.count { $0 } == expected.core)
    let coreLabels = core.indices.filter { core[$0] }.map { result.labels[$0] }
    #expect(clusterSizes(coreLabels) == expected.coreSizes.sorted(by: >))
  }

  /// Small integer coordinates make duplicates, ties and distances that equal eps.
  @Test(arguments: ["euclidean", "manhattan", "chebyshev", "minkowski", "canberra", "hamming", "precomputed"])
  func followsTheDefinition(metric: String) throws {
    for seed in 0..<60 {
      var random = RandomSource(seed: UInt64(seed))
      let n = 1 + random.integer(below: seed.isMultiple(of: 3) ? 120 : 30)
      let features = randomFeatures(
        n, 1 + random.integer(below: 3), levels: 4 + random.integer(below: 12), random: &random)
      let metricValues = metric == "minkowski" ? ParameterValues(["power": .real(3)]) : ParameterValues()
      let dissimilarities: any Dissimilarities =
        metric == "precomputed"
        ? try PrecomputedDissimilarities(EuclideanMetric().dissimilarities(of: features).matrix())
        : try Metrics.named(metric).init(metricValues).dissimilarities(of: features)
      // An eps that some pair has exactly.
      let (a, b) = (random.integer(below: n), random.integer(below: n))
      let eps = max(dissimilarities(a, b), 0.25)
      let minPoints = 1 + random.integer(below: 6)
      let input = ClusteringInput(features: features, dissimilarities: dissimilarities, seed: 0)
      let result = try run(input, eps: eps, minPoints: minPoints)
      #expect(result.labels == definition(dissimilarities, eps, minPoints), "seed \(seed)")
    }
  }

  @Test func decidesOnTheDissimilarityItself() throws {
    // 0.3 − 0.2 is a little less than 0.1 in doubles, 0.8 − 0.7 a little more.
    let input = try euclideanInput(Matrix([[0.2], [0.3], [0.7], [0.8]]))
    #expect(0.3 - 0.2 < 0.1 && 0.8 - 0.7 > 0.1)
    #expect(try run(input, eps: 0.1, minPoints: 2).labels == [0, 0, -1, -1])
    #expect(try run(input, eps: 0.8 - 0.7, minPoints: 2).labels == [0, 0, 1, 1])
  }

  @Test func borderRowsJoinTheNearestCoreWhateverTheOrder() throws {
    // 5 lies between two groups, nearer to the second.
    let values = [0, 1, 2, 3, 5.1, 7, 8, 9, 10]
    let forwards = try run(euclideanInput(Matrix(values.map { [$0] })), eps: 2.2, minPoints: 4)
    let backwards = try run(euclideanInput(Matrix(values.reversed().map { [$0] })), eps: 2.2, minPoints: 4)
    #expect(forwards.labels == [0, 0, 0, 0, 1, 1, 1, 1, 1])
    #expect(backwards.labels == [0, 0, 0, 0, 0, 1, 1, 1, 1])
  }

  @Test func doesNotDependOnTheOrderOfRowsOrTheThreads() throws {
    var random = RandomSource(seed: 9)
    let features = randomFeatures(2000, 2, random: &random)
    let result = try run(euclideanInput(features), eps: 0.11, minPoints: 6)
    #expect(result.clusterCount > 1 && result.noiseCount > 0)
    var order = Array(0..<2000)
    random.shuffle(&order)
    let shuffled = try run(euclideanInput(features.selecting(rows: order)), eps: 0.11, minPoints: 6)
    #expect(canonicalLabels(order.map { result.labels[$0] }) == shuffled.labels)
    let dbscan = try DBSCAN()
    let one = try dbscan.cluster(euclideanInput(features), context: RunContext(threads: 1))
    #expect(one == (try dbscan.cluster(euclideanInput(features), context: RunContext(threads: 2))))
    #expect(one.notes.contains { $0.contains("was chosen") })
  }

  /// In many dimensions all pairs are looked at: the same answer as with the tree.
  @Test func bothRoutesAgree() throws {
    var random = RandomSource(seed: 4)
    let narrow = randomFeatures(600, 2, random: &random)
    var wide = Matrix(rows: 600, columns: 50)
    wide.values.replaceSubrange(0..<1200, with: narrow.values)
    for eps in [0.1, 0.15, 0.3] {
      let first = try run(euclideanInput(narrow), eps: eps, minPoints: 5)
      #expect(first.labels == (try run(euclideanInput(wide), eps: eps, minPoints: 5)).labels)
    }
    let (one, other) = (
      try DBSCAN().cluster(euclideanInput(narrow), context: RunContext()),
      try DBSCAN().cluster(euclideanInput(wide), context: RunContext())
    )
    #expect(one == other)
    let many = try DBSCAN(ParameterValues(["min-points": .integer(300)]))
    let (tree, pairs) = (
      try many.cluster(euclideanInput(narrow), context: RunContext()),
      try many.cluster(euclideanInput(wide), context: RunContext())
    )
    #expect(tree == pairs)
  }

  @Test func handlesDegenerateTables() throws {
    #expect(try run(euclideanInput(Matrix([[1]])), eps: 1, minPoints: 5).labels == [-1])
    #expect(try run(euclideanInput(Matrix([[1]])), eps: 1, minPoints: 1).labels == [0])
    let equal = try euclideanInput(Matrix(Array(repeating: [2.0, 2.0], count: 6)))
    #expect(try run(equal, eps: 1e-300, minPoints: 6).labels == [0, 0, 0, 0, 0, 0])
    #expect(try run(equal, eps: 1e-300, minPoints: 7).noiseCount == 6)
    #expect(try DBSCAN().cluster(equal, context: RunContext()).clusterCount == 1)
    #expect(try DBSCAN().cluster(euclideanInput(Matrix([[4]])), context: RunContext()).labels == [-1])
    let huge = try euclideanInput(Matrix([[1e300], [-1e300], [1e300], [0]]))
    #expect(try run(huge, eps: 1, minPoints: 2).labels == [0, -1, 0, -1])
    #expect(try run(huge, eps: 1e308, minPoints: 2).labels == [0, -1, 0, -1], "overflowed distances are infinite")
    _ = try DBSCAN().cluster(huge, context: RunContext())
    #expect(throws: AnalysisError.tooFewRows(needed: 1, given: 0, for: "dbscan")) {
      try DBSCAN().cluster(euclideanInput(Matrix([])), context: RunContext())
    }
    for eps in ["0", "-1", "nan", "inf"] {
      #expect(throws: AnalysisError.self) { try parameters("eps=\(eps)", for: DBSCAN.description) }
    }
    #expect(throws: AnalysisError.self) { try DBSCAN(ParameterValues(["eps": .real(0)])) }
    #expect(throws: AnalysisError.self) { try DBSCAN(ParameterValues(["min-points": .integer(0)])) }
    #expect(try run(equal, eps: 1, minPoints: .max).noiseCount == 6)
  }

  @Test(arguments: [0, 1, 5]) func canBeCancelled(checks: Int) throws {
    let points = try ClusteringReference.input("wine")
    let precomputed = ClusteringInput(
      features: nil, dissimilarities: try PrecomputedDissimilarities(points.dissimilarities.matrix()), seed: 0)
    for input in [points, precomputed] {
      #expect(throws: CancellationError.self) {
        try DBSCAN().cluster(input, context: CancellingContext(afterChecks: checks).context())
      }
    }
  }

  private func run(_ input: ClusteringInput, eps: Double, minPoints: Int) throws -> Clustering {
    try DBSCAN(ParameterValues(["eps": .real(eps), "min-points": .integer(minPoints)]))
      .cluster(input, context: RunContext(threads: 2))
  }

  private func definition(_ d: any Dissimilarities, _ eps: Double, _ minPoints: Int) -> [Int] {
    let n = d.count
    let core = (0..<n).map { i in (0..<n).count { d(i, $0) <= eps } >= minPoints }
    var labels = Array(repeating: -1, count: n)
    for start in 0..<n where core[start] && labels[start] < 0 {
      var stack = [start]
      labels[start] = start
      while let i = stack.popLast() {
        for j in 0..<n where core[j] && labels[j] < 0 && d(i, j) <= eps {
          labels[j] = start
          stack.append(j)
        }
      }
    }
    let coreLabels = labels
    for i in 0..<n where !core[i] {
      var nearest: Int?
      for j in 0..<n where core[j] && d(i, j) <= eps {
        if nearest == nil || d.comparisonValue(i, j) < d.comparisonValue(i, nearest!) { nearest = j }
      }
      if let nearest { labels[i] = coreLabels[nearest] }
    }
    return canonicalLabels(labels)
  }
}
