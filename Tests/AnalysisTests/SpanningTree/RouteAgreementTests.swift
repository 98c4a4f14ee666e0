import Analysis
import Testing

/// Two thousand small data sets, with ties of every kind, against plain implementations that share nothing with the
/// routes but the definition.
@Suite("Agreement of the routes to the VAT order")
struct RouteAgreementTests {
  /// The values of all pairs, compared as the definition says.
  private struct Pairs {
    let count: Int
    let values: [Double]

    init(_ dissimilarities: any Dissimilarities) {
      let n = dissimilarities.count
      count = n
      values = (0..<n * n).map { $0 / n == $0 % n ? 0 : dissimilarities.comparisonValue($0 / n, $0 % n) }
    }

    subscript(i: Int, j: Int) -> Double { values[i * count + j] }
  }

  /// Prim's algorithm with an array of lowest edges: O(n²).
  private static func prim(_ dissimilarities: any Dissimilarities) -> VATOrder {
    let pairs = Pairs(dissimilarities)
    let n = pairs.count
    guard n > 1 else { return VATOrder(order: n == 1 ? [0] : [], joinDistances: [], parents: []) }
    var start = 0
    var largest = -1.0
    for i in 0..<n {
      for j in i + 1..<n where pairs[i, j] > largest { (largest, start) = (pairs[i, j], i) }
    }
    var lowest = (0..<n).map { (value: pairs[start, $0], low: min(start, $0), high: max(start, $0)) }
    var left = Set(0..<n)
    left.remove(start)
    var order = [start]
    var joins: [Double] = []
    var parents: [Int] = []
    while let next = left.min(by: { lowest[$0] < lowest[$1] }) {
      left.remove(next)
      order.append(next)
      joins.append(dissimilarities.dissimilarity(ofComparisonValue: lowest[next].value))
      parents.append(lowest[next].low == next ? lowest[next].high : lowest[next].low)
      for other in left {
        let offer = (value: pairs[next, other], low: min(next, other), high: max(next, other))
        if offer < lowest[other] { lowest[other] = offer }
      }
    }
    return VATOrder(order: order, joinDistances: joins, parents: parents)
  }

  /// Single linkage at a height by flooding: whatever a chain of short links reaches is one cluster.
  private static func flood(_ dissimilarities: any Dissimilarities, cut: Double) -> [Int] {
    let n = dissimilarities.count
    var labels = [Int](repeating: -1, count: n)
    var clusters = 0
    for seed in 0..<n where labels[seed] < 0 {
      var open = [seed]
      labels[seed] = clusters
      while let i = open.popLast() {
        for j in 0..<n where labels[j] < 0 && dissimilarities(i, j) <= cut {
          labels[j] = clusters
          open.append(j)
        }
      }
      clusters += 1
    }
    return labels
  }

  private static func check(_ dissimilarities: any Dissimilarities, _ name: String) throws {
    let expected = prim(dissimilarities)
    for route in VATOrder.Route.allCases {
      for threads in [1, 2] {
        let order = try VATOrder(of: dissimilarities, route: route, context: RunContext(threads: threads))
        #expect(order == expected, "\(name), \(route), \(threads) threads")
      }
    }
    #expect(try VATOrder(of: dissimilarities, context: RunContext(threads: 2)) == expected, "\(name)")
    let n = dissimilarities.count
    let (image, matrix) = (IVATImage(expected).matrix(), dissimilarities.matrix())
    let minimax = MinimaxPaths.floydWarshall(dissimilarities)
    var reordered = matrix
    var paths = matrix
    for i in 0..<n {
      for j in 0..<n {
        reordered[i, j] = matrix[expected.order[i], expected.order[j]]
        paths[i, j] = minimax[expected.order[i], expected.order[j]]
      }
    }
    #expect(image == paths, "\(name)")
    #expect(image == MinimaxPaths.recursion(reordered), "\(name)")
    let joins = expected.joinDistances.sorted()
    for cut in [joins.first, joins.dropFirst(n / 2).first, joins.last].compactMap({ $0 }) {
      for cut in [cut, cut.nextDown] {
        #expect(expected.labels(cut: cut) == flood(dissimilarities, cut: cut), "\(name) cut at \(cut)")
      }
    }
  }

  private static let metrics: [any Metric.Type] = [
    EuclideanMetric.self, ManhattanMetric.self, ChebyshevMetric.self, CanberraMetric.self, HammingMetric.self,
    BrayCurtisMetric.self, JaccardMetric.self,
  ]

  @Test("points", arguments: TendencyData.Family.allCases)
  func points(family: TendencyData.Family) throws {
    for seed in 1000..<UInt64(1250) {
      let metric = Self.metrics[Int(seed) % Self.metrics.count]
      let dissimilarities = try metric.init(ParameterValues()).dissimilarities(of: family.points(seed: seed))
      try Self.check(dissimilarities, "\(family) \(seed) \(metric.description.id)")
    }
  }

  @Test("matrices that are no metric")
  func nonMetric() throws {
    for seed in 2000..<UInt64(2250) {
      let matrix = TendencyData.nonMetric(Int(seed % 40), seed: seed)
      try Self.check(PrecomputedDissimilarities(matrix), "matrix \(seed)")
    }
  }

  @Test("rows taken out of the scan on the way do not change the answer", arguments: [1, 2])
  func compaction(threads: Int) throws {
    var points = TendencyData.gaussian(2600, 3)
    for i in points.values.indices { points.values[i] = (points.values[i] * 2).rounded() / 2 }
    for metric in [CanberraMetric.self, HammingMetric.self, JaccardMetric.self] as [any Metric.Type] {
      let dissimilarities = try metric.init(ParameterValues()).dissimilarities(of: points)
      let order = try VATOrder(of: dissimilarities, route: .scan, context: RunContext(threads: threads))
      #expect(order == Self.prim(dissimilarities), "\(metric.description.id)")
    }
  }

  @Test(
    "copied dissimilarities have the same bits",
    arguments: [CanberraMetric.self, JaccardMetric.self, BrayCurtisMetric.self, EuclideanMetric.self]
      as [any Metric.Type])
  func copies(metric: any Metric.Type) throws {
    let whole = try metric.init(ParameterValues()).dissimilarities(of: TendencyData.gaussian(50, 4))
    let rows = [7, 3, 49, 0, 21]
    let part = try #require(whole.copied(rows: rows))
    #expect(part.count == rows.count)
    for i in rows.indices {
      for j in rows.indices where i != j {
        #expect(part.comparisonValue(i, j) == whole.comparisonValue(rows[i], rows[j]))
        #expect(part(i, j) == whole(rows[i], rows[j]))
      }
    }
  }

  @Test("points that all coincide follow each other by row", arguments: [1, 2])
  func coincident(threads: Int) throws {
    let n = 60_000
    let dissimilarities = try TendencyData.euclidean(Matrix(rows: n, columns: 2, repeating: 3))
    let order = try VATOrder(of: dissimilarities, route: .kdTree, context: RunContext(threads: threads))
    #expect(order.order == Array(0..<n))
    #expect(order.parents.allSatisfy { $0 == 0 } && order.joinDistances.allSatisfy { $0 == 0 })
  }

  @Test("points that crowd ever closer, where halving the box takes few away")
  func crowding() throws {
    var points = Matrix(rows: 1500, columns: 2)
    var x = 1.0
    for i in 0..<1500 {
      points[i * 7 % 1500, 0] = x
      points[i * 7 % 1500, 1] = i % 3 == 0 ? x : 0
      x *= 0.75
    }
    let dissimilarities = try TendencyData.euclidean(points)
    let expected = Self.prim(dissimilarities)
    for route in [VATOrder.Route.blocks, .kdTree] {
      #expect(try VATOrder(of: dissimilarities, route: route, context: RunContext(threads: 2)) == expected)
    }
  }

  @Test("order and profile do not depend on the number of threads, whatever the shape")
  func threads() throws {
    var line = Matrix(rows: 30_000, columns: 1)
    for i in 0..<30_000 { line[i, 0] = Double(i) * Double(i) }
    let data = [
      TendencyData.uniform(120_000, 2), TendencyData.gaussian(60_000, 3), line,
      TendencyData.blobs(110_000, centres: [[0, 0], [50, 0], [0, 300]]),
    ]
    for points in data {
      let dissimilarities = try TendencyData.euclidean(points)
      let one = try VATOrder(of: dissimilarities, route: .kdTree, context: RunContext(threads: 1))
      for threads in [2, 3, 5] {
        #expect(try VATOrder(of: dissimilarities, route: .kdTree, context: RunContext(threads: threads)) == one)
      }
      #expect(Set(one.order).count == points.rows)
    }
    let squares = try VATOrder(of: TendencyData.euclidean(line), route: .kdTree, context: RunContext(threads: 2))
    // Gaps 1, 3, 5 … from 0 upwards: the farthest pair begins at row 0 and each row is nearest to the one before.
    #expect(squares.order == Array(0..<30_000))
    #expect(squares.joinDistances == (0..<29_999).map { Double(2 * $0 + 1) })
  }
}
