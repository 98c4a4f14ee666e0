import Analysis
import Testing

@Suite("kd-tree")
struct KDTreeTests {
  private static let kernels = ["euclidean", "manhattan", "chebyshev", "minkowski"]

  private func dissimilarities(_ kernel: String, _ points: Matrix) throws -> any Dissimilarities {
    let parameters = ParameterValues(kernel == "minkowski" ? ["power": .real(2.5)] : [:])
    return try Metrics.named(kernel).init(parameters).dissimilarities(of: points)
  }

  private func tree(_ dissimilarities: any Dissimilarities, threads: Int = 1) throws -> KDTree {
    try KDTree(#require(dissimilarities.geometry), context: RunContext(threads: threads))
  }

  /// By looking at every row.
  private func nearest(_ k: Int, _ values: [Double], excluding row: Int? = nil) -> [KDTree.Neighbor] {
    values.indices.filter { $0 != row }
      .map { KDTree.Neighbor(row: $0, comparisonValue: values[$0]) }
      .sorted { ($0.comparisonValue, $0.row) < ($1.comparisonValue, $1.row) }
      .prefix(k).map { $0 }
  }

  @Test("neighbours and ranges equal brute force, bit for bit", arguments: kernels, TendencyData.Family.allCases)
  func queries(kernel: String, family: TendencyData.Family) throws {
    for seed in 0..<UInt64(12) {
      let points = family.points(seed: seed)
      let dissimilarities = try dissimilarities(kernel, points)
      let tree = try tree(dissimilarities)
      #expect(tree.count == points.rows)
      for i in 0..<points.rows {
        let values = (0..<points.rows).map { dissimilarities.comparisonValue(i, $0) }
        for k in [0, 1, 4, 100] {
          #expect(tree.nearest(k, toRow: i) == nearest(k, values, excluding: i))
          #expect(tree.nearest(k, to: points.row(i)) == nearest(k, values))
        }
        let limit = values.sorted()[values.count / 2]
        #expect(tree.rows(within: limit, ofRow: i) == values.indices.filter { values[$0] <= limit })
        var seen: [Int] = []
        tree.forEach(within: limit, of: points.row(i)) { row, value in
          seen.append(row)
          #expect(value == values[row])
        }
        #expect(seen.sorted() == values.indices.filter { values[$0] <= limit })
      }
    }
  }

  @Test("points off the data", arguments: kernels)
  func elsewhere(kernel: String) throws {
    let points = TendencyData.gaussian(500, 3)
    let all = Matrix((0..<500).map { points.row($0) } + [[0.3, -4, 7]])
    let dissimilarities = try dissimilarities(kernel, all)
    let tree = try tree(self.dissimilarities(kernel, points))
    let values = (0..<500).map { dissimilarities.comparisonValue(500, $0) }
    #expect(tree.nearest(9, to: [0.3, -4, 7]) == nearest(9, values))
  }

  @Test("all rows at once, for any number of threads", arguments: [2, 7])
  func batch(columns: Int) throws {
    let points = TendencyData.gaussian(1500, columns)
    let dissimilarities = try TendencyData.euclidean(points)
    let one = try tree(dissimilarities).nearestNeighbors(5, context: RunContext(threads: 1))
    let two = try tree(dissimilarities, threads: 2).nearestNeighbors(5, context: RunContext(threads: 2))
    #expect(one == two)
    #expect(one.k == 5 && one.count == 1500)
    for i in stride(from: 0, to: 1500, by: 37) {
      let expected = nearest(5, (0..<1500).map { dissimilarities.comparisonValue(i, $0) }, excluding: i)
      #expect(one.neighbors(of: i).map(Int.init) == expected.map(\.row))
      #expect(Array(one.comparisonValues(of: i)) == expected.map(\.comparisonValue))
    }
  }

  /// Sums of the distances to the first and the tenth neighbour: scikit-learn 1.9.1.
  @Test(
    "sums of neighbour distances in data files",
    arguments: [("iris", 37.0660110402, 83.673471009), ("sipu_aggregation", 433.289547091, 1181.14044779)])
  func files(name: String, first: Double, tenth: Double) throws {
    guard let file = ReferenceFile.present.first(where: { $0.name == name && !$0.standardised }) else { return }
    let dissimilarities = try TendencyData.euclidean(#require(file.features))
    let neighbors = try tree(dissimilarities).nearestNeighbors(10, context: RunContext(threads: 2))
    var sums = (0.0, 0.0)
    for i in 0..<neighbors.count {
      sums.0 += neighbors.comparisonValues[i * 10].squareRoot()
      sums.1 += neighbors.comparisonValues[i * 10 + 9].squareRoot()
    }
    #expect(abs(sums.0 - first) < 1e-11 * first)
    #expect(abs(sums.1 - tenth) < 1e-11 * tenth)
  }

  @Test("many equal points, and outliers at every scale, build and answer")
  func difficult() throws {
    let constant = try tree(TendencyData.euclidean(Matrix(rows: 50_000, columns: 2, repeating: 3)), threads: 2)
    #expect(constant.nearest(3, toRow: 7).map(\.row) == [0, 1, 2])
    var scales = Matrix(rows: 2000, columns: 1)
    var x = 1e-300
    for i in 0..<2000 {
      scales[i, 0] = x
      x *= 2
      if x > 1e150 { x = 1e-300 * Double(i) }
    }
    let dissimilarities = try TendencyData.euclidean(scales)
    let tree = try tree(dissimilarities)
    for i in [0, 600, 1999] {
      let values = (0..<2000).map { dissimilarities.comparisonValue(i, $0) }
      #expect(tree.nearest(4, toRow: i) == nearest(4, values, excluding: i))
    }
  }

  @Test("distances that overflow")
  func overflow() throws {
    let points = Matrix([[1e300], [-1e300], [0], [1e-5], [1.7e308]])
    let dissimilarities = try TendencyData.euclidean(points)
    let tree = try tree(dissimilarities)
    for i in 0..<5 {
      let values = (0..<5).map { dissimilarities.comparisonValue(i, $0) }
      #expect(tree.nearest(9, toRow: i) == nearest(9, values, excluding: i))
    }
  }

  @Test("no rows, one row, no columns")
  func tiny() throws {
    let none = try tree(TendencyData.euclidean(Matrix(rows: 0, columns: 2)))
    #expect(none.count == 0)
    #expect(none.nearest(3, to: [1, 2]).isEmpty)
    #expect(try none.nearestNeighbors(3, context: RunContext(threads: 2)).k == 0)
    let one = try tree(TendencyData.euclidean(Matrix([[1.0, 2]])))
    #expect(one.nearest(3, toRow: 0).isEmpty)
    #expect(one.nearest(3, to: [1, 2]) == [KDTree.Neighbor(row: 0, comparisonValue: 0)])
    #expect(one.rows(within: 0, ofRow: 0) == [0])
    let flat = try tree(TendencyData.euclidean(Matrix(rows: 4, columns: 0)))
    #expect(flat.nearest(9, toRow: 2).map(\.row) == [0, 1, 3])
    #expect(flat.nearest(9, to: []).map(\.row) == [0, 1, 2, 3])
  }

  @Test("cancelling")
  func cancellation() throws {
    let dissimilarities = try TendencyData.euclidean(TendencyData.uniform(20_000, 10))
    let tree = try tree(dissimilarities)
    let calls = CancellationAfter(calls: 20)
    #expect(throws: CancellationError.self) {
      _ = try tree.nearestNeighbors(5, context: RunContext(threads: 2, isCancelled: { calls.isOver }))
    }
    let building = CancellationAfter(calls: 3)
    #expect(throws: CancellationError.self) {
      _ = try KDTree(
        #require(dissimilarities.geometry), context: RunContext(threads: 2, isCancelled: { building.isOver }))
    }
  }
}
