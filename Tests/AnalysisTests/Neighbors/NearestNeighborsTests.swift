import Analysis
import Testing

@Suite struct NearestNeighborsTests {
  private func expected(_ dissimilarities: any Dissimilarities, _ k: Int) -> NearestNeighbors {
    let n = dissimilarities.count
    let k = max(0, min(k, n - 1))
    var rows: [Int32] = []
    var values: [Double] = []
    for i in 0..<n {
      let found = (0..<n).filter { $0 != i }.map { (dissimilarities.comparisonValue(i, $0), $0) }.sorted { $0 < $1 }
      rows += found.prefix(k).map { Int32($0.1) }
      values += found.prefix(k).map(\.0)
    }
    return NearestNeighbors(count: n, k: k, rows: rows, comparisonValues: values)
  }

  private static let metrics = [
    "euclidean", "manhattan", "chebyshev", "minkowski", "cosine", "canberra", "hamming", "precomputed",
  ]

  /// Every route that can be taken gives what looking at all pairs gives, bit for bit, ties included.
  @Test(arguments: metrics)
  func everyRouteIsExact(metric: String) throws {
    for seed in 0..<40 {
      var random = RandomSource(seed: UInt64(seed))
      let n = 2 + random.integer(below: seed.isMultiple(of: 5) ? 700 : 60)
      let levels = seed.isMultiple(of: 2) ? 2 + random.integer(below: 6) : nil
      var features = randomFeatures(n, 1 + random.integer(below: 8), levels: levels, random: &random)
      // No direction for cosine in a row of zeros; and far from the origin, so that rounding counts.
      let offset = metric == "cosine" ? 1 : Double(random.integer(below: 3)) * 1e4
      for i in features.values.indices { features.values[i] += offset }
      let parameters = metric == "minkowski" ? ParameterValues(["power": .real(3)]) : ParameterValues()
      let dissimilarities: any Dissimilarities =
        metric == "precomputed"
        ? try PrecomputedDissimilarities(EuclideanMetric().dissimilarities(of: features).matrix())
        : try Metrics.named(metric).init(parameters).dissimilarities(of: features)
      for k in [1, 5, n / 2] {
        let reference = expected(dissimilarities, k)
        #expect(try NearestNeighbors(of: dissimilarities, k: k, context: RunContext(threads: 2)) == reference)
        for route in NeighborSearch.Route.allCases where k > 0 {
          guard
            let found = try NearestNeighbors(
              of: dissimilarities, k: k, by: route, context: RunContext(threads: 1 + seed % 2))
          else {
            #expect(route != .scan)
            continue
          }
          #expect(found == reference, "\(metric) \(route) seed \(seed) k \(k)")
        }
      }
    }
  }

  @Test(arguments: GraphReference.names)
  func sumsAgreeWithTheReference(name: String) throws {
    let expected = GraphReference.shared.cases[name]!
    let input = try ClusteringReference.input(name)
    for route in NeighborSearch.Route.allCases {
      let found = try #require(
        try NearestNeighbors(of: input.dissimilarities, k: 10, by: route, context: RunContext()))
      var sums = (first: 0.0, tenth: 0.0)
      for i in 0..<found.count {
        sums.first += input.dissimilarities.dissimilarity(ofComparisonValue: found.comparisonValues(of: i).first!)
        sums.tenth += input.dissimilarities.dissimilarity(ofComparisonValue: found.comparisonValues(of: i).last!)
      }
      #expect(isClose(sums.first, expected.firstSum, relative: 1e-9))
      #expect(isClose(sums.tenth, expected.tenthSum, relative: 1e-9))
    }
  }

  /// Many columns, outliers and clusters far smaller than their distances: where single precision is not enough, the
  /// products are not taken, or the doubtful pairs are looked at.
  @Test(arguments: [0, 1, 2, 3])
  func difficultPointsInManyColumns(kind: Int) throws {
    var random = RandomSource(seed: UInt64(kind))
    var features = randomFeatures(600, 24, random: &random)
    for i in 0..<600 {
      for j in 0..<24 {
        switch kind {
        case 0: if i == 7 { features[i, j] = 1e9 }
        case 1: features[i, j] = Double(i % 6) * 100 + features[i, j] * 1e-7
        case 2: features[i, j] = 1e8 + features[i, j] * 1e-4
        default: features[i, j] = i < 300 ? 5 : features[i, j].rounded()
        }
      }
    }
    let dissimilarities = try EuclideanMetric().dissimilarities(of: features)
    let reference = expected(dissimilarities, 6)
    for route in NeighborSearch.Route.allCases {
      if let found = try NearestNeighbors(of: dissimilarities, k: 6, by: route, context: RunContext(threads: 2)) {
        #expect(found == reference, "\(route)")
      }
    }
    #expect(try NearestNeighbors(of: dissimilarities, k: 6, context: RunContext(threads: 2)) == reference)
  }

  @Test func valuesBeyondTheSafeRange() throws {
    for factor in [1e-160, 1e160, 1e300] {
      var random = RandomSource(seed: 3)
      var features = randomFeatures(40, 3, random: &random)
      for i in features.values.indices { features.values[i] *= factor }
      let dissimilarities = try EuclideanMetric().dissimilarities(of: features)
      #expect(try NearestNeighbors(of: dissimilarities, k: 4, context: RunContext()) == expected(dissimilarities, 4))
      #expect(try NearestNeighbors(of: dissimilarities, k: 4, by: .products, context: RunContext()) == nil)
    }
  }

  @Test func fewRows() throws {
    for n in 0..<3 {
      let dissimilarities = try EuclideanMetric().dissimilarities(of: Matrix(rows: n, columns: 2, repeating: 1))
      let found = try NearestNeighbors(of: dissimilarities, k: 5, context: RunContext())
      #expect(found == expected(dissimilarities, 5))
      #expect(found.k == max(0, n - 1))
    }
  }

  @Test func theFirstOfMore() throws {
    var random = RandomSource(seed: 1)
    let dissimilarities = try EuclideanMetric().dissimilarities(of: randomFeatures(50, 2, random: &random))
    let many = try NearestNeighbors(of: dissimilarities, k: 9, context: RunContext())
    #expect(many.first(4) == (try NearestNeighbors(of: dissimilarities, k: 4, context: RunContext())))
    #expect(many.first(9) == many)
    #expect(many.first(0).k == 0)
  }

  /// Numbers so large that their differences overflow make dissimilarities that are not numbers: those come last, as
  /// infinity, and what is built on neighbours stands.
  @Test(arguments: ["canberra", "braycurtis", "correlation", "euclidean"])
  func overflowIsFar(metric: String) throws {
    var random = RandomSource(seed: 8)
    var features = Matrix(rows: 60, columns: 3)
    for i in features.values.indices {
      features.values[i] = (random.uniform() < 0.5 ? -1 : 1) * (1.2 + 0.5 * random.uniform()) * 1e308
    }
    let dissimilarities = try Metrics.named(metric).init(ParameterValues()).dissimilarities(of: features)
    let found = try NearestNeighbors(of: dissimilarities, k: 7, context: RunContext())
    for i in 0..<60 {
      #expect(Set(found.neighbors(of: i)).count == 7)
      #expect(found.neighbors(of: i).allSatisfy { (0..<60).contains($0) && Int($0) != i })
      let values = Array(found.comparisonValues(of: i))
      #expect(!values.contains { $0.isNaN } && values == values.sorted())
    }
    let input = ClusteringInput(features: features, dissimilarities: dissimilarities, seed: 1)
    for (id, assignment) in [("leiden", "neighbors=5"), ("spectral", "k=2"), ("gdl", "k=2")] {
      let algorithm = try Clusterers.named(id)
      let parameters = try ParameterValues(assignments: [assignment], for: algorithm.description)
      do {
        #expect(try algorithm.init(parameters).cluster(input, context: RunContext()).labels.count == 60)
      } catch is AnalysisError {}
    }
  }

  @Test(arguments: NeighborSearch.Route.allCases)
  func cancelling(route: NeighborSearch.Route) throws {
    let dissimilarities = try TendencyData.euclidean(TendencyData.uniform(3000, 6))
    #expect(throws: CancellationError.self) {
      _ = try NearestNeighbors(
        of: dissimilarities, k: 5, by: route, context: CancellingContext(afterChecks: 12).context(threads: 2))
    }
  }
}
