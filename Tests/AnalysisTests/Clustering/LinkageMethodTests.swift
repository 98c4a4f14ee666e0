import Analysis
import Testing

@Suite struct LinkageMethodTests {
  static let methods = ["complete", "average", "weighted", "ward", "centroid", "median"]

  private func run(_ input: ClusteringInput, _ assignments: String..., threads: Int = 2) throws -> Clustering {
    try Linkage(ParameterValues(assignments: assignments, for: Linkage.description))
      .cluster(input, context: RunContext(threads: threads))
  }

  @Test(arguments: ClusteringReference.allCases, methods)
  func agreesWithSciPy(name: String, method: String) throws {
    guard let expected = TreeReference.shared.cases[name]!.linkage[method] else { return }
    let input = try ClusteringReference.input(name)
    let k = TreeReference.shared.cases[name]!.k
    let result = try run(input, "linkage=\(method)", "k=\(k)")
    let heights = result.hierarchy!.merges.map(\.height)
    // Where ties decide, other orders of equal merges are as right: then only about.
    let tolerance = expected.stable ? 1e-10 : 0.05
    #expect(isClose(heights.reduce(0, +), expected.heightSum, relative: tolerance))
    #expect(isClose(result.objective!.value, expected.cophenetic, relative: expected.stable ? 1e-9 : 0.05))
    guard expected.stable else { return }
    for (height, top) in zip(heights.reversed(), expected.topHeights) { #expect(isClose(height, top, relative: 1e-9)) }
    // A cut by number stops the merging; SciPy's looks at the highest merge of each subtree, which with falling heights
    // is not the same.
    if zip(heights, heights.dropFirst()).allSatisfy({ $0 <= $1 }) {
      #expect(clusterSizes(result.labels) == expected.sizes)
    } else {
      #expect(method == "centroid" || method == "median")
      #expect(result.notes.contains { $0.contains("lower than one below") })
    }
    let inconsistent = try run(input, "linkage=\(method)", "inconsistency=1")
    #expect(inconsistent.clusterCount == expected.inconsistentClusters)
    #expect(Array(clusterSizes(inconsistent.labels).prefix(12)) == expected.inconsistent)
    #expect(
      try run(input, "linkage=\(method)", "inconsistency=1.5", "depth=4").clusterCount
        == expected.inconsistentDeepClusters)
  }

  /// Clusters as lists of rows, compared by the definition of the linkage, the nearest two merged each time.
  @Test(arguments: 0..<40, methods)
  func mergesAsTheDefinitionSays(seed: Int, method: String) throws {
    var random = RandomSource(seed: UInt64(seed))
    let n = 2 + random.integer(below: seed < 4 ? 120 : 30)
    let features = randomFeatures(n, 1 + seed % 4, random: &random)
    let input = try euclideanInput(features)
    let expected = agglomerate(features, method)
    let matrix = try PrecomputedDissimilarities(input.dissimilarities.matrix())
    let given = ClusteringInput(features: nil, dissimilarities: matrix, seed: 1)
    for input in [input, given] {
      let hierarchy = try run(input, "linkage=\(method)", "k=1").hierarchy!
      #expect(hierarchy.merges.count == n - 1)
      for (merge, height) in zip(hierarchy.merges, expected.heights) {
        #expect(isClose(merge.height, height, relative: 1e-9))
      }
      for k in 1...n { #expect(hierarchy.labels(clusters: k) == expected.labels[n - k]) }
    }
    // At a height: what is under no higher merge.
    let hierarchy = try run(input, "linkage=\(method)", "k=1").hierarchy!
    let limit = expected.heights[(n - 1) / 2] * 1.000001
    let made = expected.heights.firstIndex { $0 > limit } ?? n - 1
    #expect(hierarchy.labels(atHeight: limit) == expected.labels[made])
  }

  @Test(arguments: methods) func threadsOrderAndScaleDoNotMatter(method: String) throws {
    var random = RandomSource(seed: 7)
    let n = 500
    let features = randomFeatures(n, 3, random: &random)
    let one = try run(euclideanInput(features), "linkage=\(method)", "k=7", threads: 1)
    #expect(one == (try run(euclideanInput(features), "linkage=\(method)", "k=7", threads: 2)))
    var order = Array(0..<n)
    random.shuffle(&order)
    let shuffled = try run(euclideanInput(features.selecting(rows: order)), "linkage=\(method)", "k=7")
    #expect(canonicalLabels(order.map { one.labels[$0] }) == shuffled.labels)
    var moved = features
    for i in moved.values.indices { moved.values[i] = moved.values[i] * 8 + 3 }
    let scaled = try run(euclideanInput(moved), "linkage=\(method)", "k=7")
    #expect(scaled.labels == one.labels)
    for (a, b) in zip(scaled.hierarchy!.merges, one.hierarchy!.merges) {
      #expect(isClose(a.height, 8 * b.height, relative: 1e-9))
    }
  }

  @Test(arguments: methods) func degenerateTables(method: String) throws {
    func heights(_ rows: [[Double]]) throws -> [Double] {
      try run(euclideanInput(Matrix(rows)), "linkage=\(method)", "k=1").hierarchy!.merges.map(\.height)
    }
    #expect(try heights([[1, 2]]).isEmpty)
    #expect(try heights([[1], [4]]) == [3])
    #expect(try heights(Array(repeating: [2, 2], count: 70)) == Array(repeating: 0, count: 69))
    // Overflow: a tree of some shape, no height below 0 or undefined.
    let rows = (0..<80).map { i -> [Double] in
      let x = Double(i % 7) * 1e307
      let y = Double(i % 5) * 4e307
      return [x, y - 1e308]
    }
    let huge = try heights(rows)
    #expect(huge.count == 79 && huge.allSatisfy { $0 >= 0 })
    _ = try run(euclideanInput(Matrix([[1], [1], [5]])), "linkage=\(method)")
  }

  @Test func centresNeedEuclideanDistances() throws {
    let features = Matrix([[1, 2], [2, 1], [5, 5]])
    for metric in [ManhattanMetric.self, CosineMetric.self] as [any Metric.Type] {
      let input = ClusteringInput(
        features: features, dissimilarities: try metric.init(ParameterValues()).dissimilarities(of: features), seed: 1)
      for method in ["ward", "centroid", "median"] {
        #expect(throws: AnalysisError.self) { try run(input, "linkage=\(method)", "k=1") }
      }
      #expect(try run(input, "linkage=average", "k=1").clusterCount == 1)
    }
  }

  @Test func whatIsTooLargeIsRefusedBeforeItIsBegun() throws {
    let input = try euclideanInput(Matrix(rows: 40_000, columns: 1))
    do {
      _ = try run(input, "linkage=average")
      Issue.record("40,000 rows were taken")
    } catch let error as AnalysisError {
      #expect("\(error)".contains("average linkage of 40000 rows") && "\(error)".contains("6.4 GB"))
      #expect("\(error)".contains("31622"))
    }
  }

  @Test func oneCutAtATime() throws {
    for pair in [["k=2", "height=1"], ["k=2", "inconsistency=1"], ["height=1", "inconsistency=1"]] {
      #expect(throws: AnalysisError.self) {
        try Linkage(ParameterValues(assignments: pair, for: Linkage.description))
      }
    }
  }

  @Test(arguments: methods, [0, 3]) func canBeCancelled(method: String, checks: Int) throws {
    let input = try ClusteringReference.input("penguins")
    #expect(throws: CancellationError.self) {
      try Linkage(parameters("linkage=\(method)", for: Linkage.description))
        .cluster(input, context: CancellingContext(afterChecks: checks).context())
    }
  }

  private func agglomerate(_ features: Matrix, _ method: String) -> (heights: [Double], labels: [[Int]]) {
    let n = features.rows
    func distance(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
    let rows = (0..<n).map { features.row($0) }
    var clusters = (0..<n).map { [$0] }
    var centers = rows
    // Weighted linkage has no definition but its recursion.
    var weighted = (0..<n).map { i in (0..<n).map { distance(rows[i], rows[$0]) } }
    func gap(_ a: Int, _ b: Int) -> Double {
      let pairs = { clusters[a].flatMap { i in clusters[b].map { distance(rows[i], rows[$0]) } } }
      switch method {
      case "complete": return pairs().max()!
      case "average": return pairs().reduce(0, +) / Double(clusters[a].count * clusters[b].count)
      case "weighted": return weighted[a][b]
      case "ward":
        let (x, y) = (Double(clusters[a].count), Double(clusters[b].count))
        return (2 * x * y / (x + y)).squareRoot() * distance(centers[a], centers[b])
      default: return distance(centers[a], centers[b])
      }
    }
    func labels() -> [Int] {
      var labels = Array(repeating: 0, count: n)
      for (c, members) in clusters.enumerated() { for i in members { labels[i] = c } }
      return canonicalLabels(labels)
    }
    var gaps = (0..<n).map { a in (0..<n).map { a == $0 ? .infinity : gap(a, $0) } }
    var heights: [Double] = []
    var partitions = [labels()]
    while clusters.count > 1 {
      var best = (height: Double.infinity, a: 0, b: 0)
      for a in clusters.indices {
        for b in (a + 1)..<max(a + 1, clusters.count) where gaps[a][b] < best.height { best = (gaps[a][b], a, b) }
      }
      let (a, b) = (best.a, best.b)
      heights.append(best.height)
      let share =
        method == "median" ? 0.5 : Double(clusters[a].count) / Double(clusters[a].count + clusters[b].count)
      centers[a] = zip(centers[a], centers[b]).map { $0 * share + $1 * (1 - share) }
      for c in clusters.indices {
        weighted[a][c] = (weighted[a][c] + weighted[b][c]) / 2
        weighted[c][a] = weighted[a][c]
      }
      clusters[a] += clusters[b]
      clusters.remove(at: b)
      centers.remove(at: b)
      weighted.remove(at: b)
      gaps.remove(at: b)
      for c in clusters.indices {
        weighted[c].remove(at: b)
        gaps[c].remove(at: b)
      }
      for c in clusters.indices where c != a {
        gaps[a][c] = gap(a, c)
        gaps[c][a] = gaps[a][c]
      }
      partitions.append(labels())
    }
    return (heights, partitions)
  }
}
