import Analysis
import Testing

@Suite("VAT order")
struct VATOrderTests {
  /// The definition, word for word: O(n³).
  private static func byDefinition(_ dissimilarities: any Dissimilarities) -> VATOrder {
    let n = dissimilarities.count
    guard n > 1 else { return VATOrder(order: n == 1 ? [0] : [], joinDistances: [], parents: []) }
    var start = (value: -1.0, low: 0)
    for i in 0..<n {
      for j in i + 1..<n where dissimilarities.comparisonValue(i, j) > start.value {
        start = (dissimilarities.comparisonValue(i, j), i)
      }
    }
    var order = [start.low]
    var visited = Set(order)
    var joins: [Double] = []
    var parents: [Int] = []
    while order.count < n {
      var best: (value: Double, low: Int, high: Int)?
      for i in 0..<n {
        for j in i + 1..<n where visited.contains(i) != visited.contains(j) {
          let edge = (dissimilarities.comparisonValue(i, j), i, j)
          if best == nil || edge < best! { best = edge }
        }
      }
      let (value, low, high) = best!
      let (next, parent) = visited.contains(low) ? (high, low) : (low, high)
      order.append(next)
      visited.insert(next)
      joins.append(dissimilarities.dissimilarity(ofComparisonValue: value))
      parents.append(parent)
    }
    return VATOrder(order: order, joinDistances: joins, parents: parents)
  }

  private static let metrics: [any Metric.Type] = [
    EuclideanMetric.self, ManhattanMetric.self, ChebyshevMetric.self, CanberraMetric.self, HammingMetric.self,
    JaccardMetric.self,
  ]

  @Test("every route gives the definition's answer, ties included", arguments: TendencyData.Family.allCases)
  func routes(family: TendencyData.Family) throws {
    for seed in 0..<UInt64(60) {
      let points = family.points(seed: seed)
      let metric = Self.metrics[Int(seed) % Self.metrics.count]
      let dissimilarities = try metric.init(ParameterValues()).dissimilarities(of: points)
      let expected = Self.byDefinition(dissimilarities)
      for route in VATOrder.Route.allCases {
        for threads in [1, 2] {
          let order = try VATOrder(of: dissimilarities, route: route, context: RunContext(threads: threads))
          #expect(order == expected, "\(family) \(seed) \(metric.description.id) \(route) \(threads)")
        }
      }
    }
  }

  @Test("Minkowski and cosine geometry too", arguments: [TendencyData.Family.gaussian, .grid, .duplicates])
  func otherGeometries(family: TendencyData.Family) throws {
    for seed in 100..<UInt64(120) {
      let points = family.points(seed: seed)
      let power = ParameterValues(["power": .real(3)])
      var all = [try MinkowskiMetric(power).dissimilarities(of: points)]
      if let cosine = try? CosineMetric().dissimilarities(of: points) { all.append(cosine) }
      for dissimilarities in all {
        let expected = Self.byDefinition(dissimilarities)
        for route in VATOrder.Route.allCases {
          #expect(try VATOrder(of: dissimilarities, route: route, context: RunContext(threads: 2)) == expected)
        }
      }
    }
  }

  @Test("a matrix that is no metric")
  func nonMetric() throws {
    for seed in 0..<UInt64(100) {
      let matrix = TendencyData.nonMetric(2 + Int(seed % 30), seed: seed)
      let dissimilarities = try PrecomputedDissimilarities(matrix)
      let order = try VATOrder(of: dissimilarities, context: RunContext(threads: 2))
      #expect(order == Self.byDefinition(dissimilarities))
    }
  }

  @Test("larger data: the routes agree and threads do not matter")
  func larger() throws {
    let data = [
      TendencyData.gaussian(5000, 2), TendencyData.gaussian(1500, 9), TendencyData.uniform(6000, 3),
      TendencyData.blobs(3000, centres: [[0, 0], [9, 9], [0, 20]]),
    ]
    for points in data {
      let dissimilarities = try TendencyData.euclidean(points)
      let expected = try VATOrder(of: dissimilarities, route: .blocks, context: RunContext(threads: 1))
      for route in VATOrder.Route.allCases where route != .scan || points.rows <= 3000 {
        #expect(try VATOrder(of: dissimilarities, route: route, context: RunContext(threads: 2)) == expected)
      }
      #expect(try VATOrder(of: dissimilarities, route: .kdTree, context: RunContext(threads: 1)) == expected)
    }
  }

  @Test("many ties at size: a grid and heavy duplication")
  func manyTies() throws {
    var grid = Matrix(rows: 4900, columns: 2)
    for i in 0..<4900 {
      grid[i, 0] = Double((i * 37) % 70)
      grid[i, 1] = Double((i * 37) / 70 % 70)
    }
    var copies = Matrix(rows: 5000, columns: 2)
    for i in 0..<5000 { copies[i, 0] = Double(i % 3) }
    for points in [grid, copies, Matrix(rows: 20_000, columns: 3, repeating: 1)] {
      let dissimilarities = try TendencyData.euclidean(points)
      let tree = try VATOrder(of: dissimilarities, route: .kdTree, context: RunContext(threads: 2))
      #expect(Set(tree.order).count == points.rows)
      guard points.rows < 10_000 else { continue }
      #expect(try VATOrder(of: dissimilarities, route: .blocks, context: RunContext(threads: 2)) == tree)
    }
  }

  @Test("no, one and two objects; no columns")
  func tiny() throws {
    for route in VATOrder.Route.allCases {
      let context = RunContext(threads: 2)
      for columns in [0, 1, 3] {
        let none = try TendencyData.euclidean(Matrix(rows: 0, columns: columns))
        #expect(try VATOrder(of: none, route: route, context: context).order.isEmpty)
        let one = try TendencyData.euclidean(Matrix(rows: 1, columns: columns))
        #expect(try VATOrder(of: one, route: route, context: context).order == [0])
        let two = try TendencyData.euclidean(Matrix(rows: 2, columns: columns))
        let order = try VATOrder(of: two, route: route, context: context)
        #expect(order == VATOrder(order: [0, 1], joinDistances: [0], parents: [0]))
      }
    }
  }

  @Test("distances that overflow or vanish are ordered all the same")
  func extremes() throws {
    for points in [Matrix([[1e200], [-1e200], [1e300], [0], [-1e308]]), Matrix([[1e-200], [0], [3e-200], [1e-300]])] {
      let dissimilarities = try TendencyData.euclidean(points)
      let expected = Self.byDefinition(dissimilarities)
      for route in VATOrder.Route.allCases {
        #expect(try VATOrder(of: dissimilarities, route: route, context: RunContext(threads: 2)) == expected)
      }
    }
  }

  @Test("the join distances add up to the spanning tree's weight", arguments: ReferenceFile.present)
  func treeWeight(file: ReferenceFile) throws {
    let features = try #require(file.features)
    let order = try VATOrder(of: TendencyData.euclidean(features), context: RunContext(threads: 2))
    let weight = order.joinDistances.reduce(0, +)
    #expect(abs(weight - file.treeWeight) <= 1e-10 * file.treeWeight)
  }

  @Test(
    "a given matrix: the weight of the tree between European cities",
    .enabled(if: TendencyData.exists("eurodist_matrix")))
  func cities() throws {
    let text = try #require(TendencyData.text("eurodist_matrix"))
    let rows = text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      line.split(separator: ",").compactMap { Double($0) }
    }
    let dissimilarities = try PrecomputedDissimilarities(Matrix(Array(rows)))
    let order = try VATOrder(of: dissimilarities, context: RunContext(threads: 2))
    #expect(order.joinDistances.reduce(0, +) == 8521)
  }

  @Test("a permutation of distinct rows permutes the answer; a shift or a power of two leaves the order")
  func invariances() throws {
    let points = TendencyData.gaussian(300, 3)
    let context = RunContext(threads: 2)
    let order = try VATOrder(of: TendencyData.euclidean(points), context: context)
    var random = RandomSource(seed: 3)
    var permutation = Array(0..<300)
    random.shuffle(&permutation)
    let permuted = try VATOrder(of: TendencyData.euclidean(points.selecting(rows: permutation)), context: context)
    // The profile begins at the other end of the farthest pair when that end has the lower index now.
    if permutation[permuted.order[0]] == order.order[0] {
      #expect(permuted.order.map { permutation[$0] } == order.order)
    }
    #expect(permuted.joinDistances.sorted() == order.joinDistances.sorted())
    var scaled = points
    for i in scaled.values.indices { scaled.values[i] *= 8 }
    let eightfold = try VATOrder(of: TendencyData.euclidean(scaled), context: context)
    #expect(eightfold.order == order.order)
    #expect(eightfold.joinDistances == order.joinDistances.map { $0 * 8 })
    var grid = Matrix(rows: 100, columns: 2, values: points.values[0..<200].map { ($0 * 16).rounded() })
    let before = try VATOrder(of: TendencyData.euclidean(grid), context: context)
    for i in grid.values.indices { grid.values[i] += 1024 }
    #expect(try VATOrder(of: TendencyData.euclidean(grid), context: context) == before)
  }

  @Test("cancelling ends the work with an error", arguments: VATOrder.Route.allCases)
  func cancellation(route: VATOrder.Route) throws {
    let points = TendencyData.uniform(route == .kdTree ? 100_000 : 20_000, route == .kdTree ? 8 : 20)
    let dissimilarities = try TendencyData.euclidean(points)
    let calls = CancellationAfter(calls: 40)
    let clock = ContinuousClock()
    let began = clock.now
    #expect(throws: CancellationError.self) {
      _ = try VATOrder(
        of: dissimilarities, route: route, context: RunContext(threads: 2, isCancelled: { calls.isOver }))
    }
    // Far less than the whole takes, generous for a busy machine.
    #expect(clock.now - began < .seconds(5))
  }

  @Test("cuts are single-linkage clusters")
  func cuts() throws {
    let order = VATOrder(order: [2, 0, 3, 1], joinDistances: [1, 5, 2], parents: [2, 0, 3])
    #expect(order.labels(cut: 5) == [0, 0, 0, 0])
    #expect(order.labels(cut: 4.9) == [0, 1, 0, 1])
    #expect(order.labels(cut: 1) == [0, 1, 0, 2])
    #expect(order.labels(clusters: 1) == [0, 0, 0, 0])
    #expect(order.labels(clusters: 2) == [0, 1, 0, 1])
    #expect(order.labels(clusters: 3) == [0, 1, 0, 2])
    #expect(order.labels(clusters: 99) == [0, 1, 2, 3])
    #expect(VATOrder(order: [], joinDistances: [], parents: []).labels(clusters: 3).isEmpty)
  }

  @Test("a cut joins just what chains of shorter links join")
  func cutsByChains() throws {
    for seed in 0..<UInt64(20) {
      let points = TendencyData.Family.rounded.points(seed: seed)
      let dissimilarities = try TendencyData.euclidean(points)
      let order = try VATOrder(of: dissimilarities, context: RunContext(threads: 1))
      for cut in [0, 0.3, 0.5, 1.0] {
        let labels = order.labels(cut: cut)
        let minimax = MinimaxPaths.floydWarshall(dissimilarities)
        for i in 0..<points.rows {
          for j in 0..<i { #expect((labels[i] == labels[j]) == (minimax[i, j] <= cut)) }
        }
      }
    }
  }
}
