import Analysis
import Testing

@Suite("Constrained VAT order")
struct ConstrainedVATOrderTests {
  /// Constrained single linkage by its definition: all pairs sorted, must-links first, then each pair that no
  /// cannot-link forbids; what is left joins by its smallest pairs. Heights as documented. O(n² log n), with O(n²)
  /// memory.
  private struct Definition {
    var labelsOfAllowed: [Int]
    var heights: [Double] = []
    var tied = 0
    var allowed = 0

    init(_ dissimilarities: any Dissimilarities, _ constraints: PairConstraints) {
      let n = dissimilarities.count
      var component = Array(0..<n)
      func join(_ a: Int, _ b: Int) -> Bool {
        let (x, y) = (component[a], component[b])
        if x == y { return false }
        for i in 0..<n where component[i] == y { component[i] = x }
        return true
      }
      for pair in constraints.mustLink where join(pair.low, pair.high) {
        heights.append(0)
        tied += 1
      }
      var pairs: [(Double, Int, Int)] = []
      for i in 0..<n { for j in i + 1..<max(n, i + 1) { pairs.append((dissimilarities.comparisonValue(i, j), i, j)) } }
      pairs.sort { $0 < $1 }
      for (value, i, j) in pairs where component[i] != component[j] {
        let (x, y) = (component[i], component[j])
        let isForbidden = constraints.cannotLink.contains {
          (component[$0.low] == x && component[$0.high] == y) || (component[$0.low] == y && component[$0.high] == x)
        }
        if isForbidden { continue }
        _ = join(i, j)
        heights.append(dissimilarities.dissimilarity(ofComparisonValue: value))
        allowed += 1
      }
      labelsOfAllowed = component
      let floor = allowed > 0 ? heights.last! * 1.5 : 0
      for (value, i, j) in pairs where join(i, j) {
        let height = max(floor, dissimilarities.dissimilarity(ofComparisonValue: value))
        heights.append(height > 0 ? height : 1)
      }
    }
  }

  /// Random constraints that follow from a random partition, so that they contradict each other nowhere.
  private static func constraints(
    _ n: Int, must: Int, cannot: Int, seed: UInt64
  ) throws -> PairConstraints {
    var random = RandomSource(seed: seed &+ 1000)
    let side = (0..<n).map { _ in random.integer(below: 4) }
    var mustLink: [(Int, Int)] = []
    var cannotLink: [(Int, Int)] = []
    for _ in 0..<200 {
      let (a, b) = (random.integer(below: n), random.integer(below: n))
      if side[a] == side[b], mustLink.count < must { mustLink.append((a, b)) }
      if side[a] != side[b], cannotLink.count < cannot { cannotLink.append((a, b)) }
    }
    return try PairConstraints(mustLink: mustLink, cannotLink: cannotLink, count: n)
  }

  @Test("without constraints, the plain order's bits", arguments: TendencyData.Family.allCases)
  func unconstrained(family: TendencyData.Family) throws {
    for seed in 0..<UInt64(10) {
      let dissimilarities = try TendencyData.euclidean(family.points(seed: seed))
      let none = try PairConstraints(mustLink: [], cannotLink: [], count: dissimilarities.count)
      let result = try ConstrainedVATOrder(of: dissimilarities, constraints: none)
      #expect(try result.order == VATOrder(of: dissimilarities, context: RunContext()))
      #expect(result.fewestClusters == 1 && result.forcedDistance == nil)
    }
  }

  @Test("merges, partitions and heights are the definition's", arguments: TendencyData.Family.allCases)
  func definition(family: TendencyData.Family) throws {
    for seed in 0..<UInt64(60) {
      let points = family.points(seed: seed)
      let dissimilarities = try TendencyData.euclidean(points)
      let n = points.rows
      let (must, cannot) = [(3, 0), (0, 1), (0, 3), (4, 6), (2, 12), (0, 30)][Int(seed % 6)]
      let constraints = try Self.constraints(n, must: must, cannot: cannot, seed: seed)
      try check(dissimilarities, constraints, "\(family) \(seed)")
    }
  }

  @Test("a matrix that is no metric, with ties")
  func nonMetric() throws {
    for seed in 0..<UInt64(60) {
      let n = 3 + Int(seed % 25)
      let dissimilarities = try PrecomputedDissimilarities(TendencyData.nonMetric(n, seed: seed))
      try check(dissimilarities, try Self.constraints(n, must: 2, cannot: 5, seed: seed), "\(seed)")
    }
  }

  private func check(
    _ dissimilarities: any Dissimilarities, _ constraints: PairConstraints, _ name: String
  ) throws {
    let n = dissimilarities.count
    let expected = Definition(dissimilarities, constraints)
    let result = try ConstrainedVATOrder(of: dissimilarities, constraints: constraints, context: RunContext(threads: 2))
    let one = try ConstrainedVATOrder(of: dissimilarities, constraints: constraints, context: RunContext(threads: 1))
    #expect(one == result)
    #expect(Set(result.order.order).count == n, "\(name)")
    #expect(result.order.order[0] == (try VATOrder(of: dissimilarities, context: RunContext())).order[0])
    #expect(result.order.joinDistances.sorted() == expected.heights, "\(name)")
    #expect(result.fewestClusters == Set(expected.labelsOfAllowed).count, "\(name)")
    #expect(result.labels(clusters: result.fewestClusters) == canonicalLabels(expected.labelsOfAllowed), "\(name)")
    #expect(constraints.violations(by: result.labels(clusters: 1)).cannotLink.isEmpty)
    if let forced = result.forcedDistance {
      let labels = result.labels(cut: forced.nextDown)
      #expect(labels == canonicalLabels(expected.labelsOfAllowed), "\(name)")
      let violations = constraints.violations(by: labels)
      #expect(violations.mustLink.isEmpty && violations.cannotLink.isEmpty)
      #expect(Set(result.labels(cut: forced)).count < Set(labels).count)
    }
    // Every visited end has been visited before.
    var seen = Set(result.order.order.prefix(1))
    for (row, parent) in zip(result.order.order.dropFirst(), result.order.parents) {
      #expect(seen.contains(parent))
      seen.insert(row)
    }
  }

  @Test("a bridge between two clusters is cut where the constraint says")
  func bridge() throws {
    // Two groups with a chain of points between them, which single linkage runs along.
    let values = [0, 0.1, 0.2, 1, 2, 3, 4, 5, 5.8, 5.9, 6.0]
    let dissimilarities = try TendencyData.euclidean(Matrix(values.map { [$0] }))
    let constraints = try PairConstraints(mustLink: [(0, 3), (6, 10)], cannotLink: [(0, 10)], count: 11)
    let result = try ConstrainedVATOrder(of: dissimilarities, constraints: constraints)
    #expect(result.fewestClusters == 2)
    #expect(result.labels(clusters: 1) == [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    #expect(result.forcedDistance == 1.5)
    #expect(result.order.joinDistances.count { $0 == 0 } == 2)
  }

  @Test("constraints are checked")
  func refused() throws {
    func message(_ must: [(Int, Int)], _ cannot: [(Int, Int)], _ count: Int) -> String {
      do {
        _ = try PairConstraints(mustLink: must, cannotLink: cannot, count: count)
        return ""
      } catch { return error is AnalysisError ? "\(error)" : "another error" }
    }
    #expect(message([(0, 1), (1, 2)], [(2, 0)], 3).contains("rows 0 and 2 cannot be linked"))
    #expect(message([], [(1, 1)], 3).contains("same row"))
    #expect(message([(0, 5)], [], 5).contains("row 5") && message([(0, 5)], [], 5).contains("0 to 4"))
    #expect(message([], [(-1, 0)], 5).contains("row -1"))
    #expect(message([], [(0, 1)], 0).contains("0 rows"))
    #expect(message([(2, 2), (1, 0), (0, 1)], [(3, 0), (0, 3)], 4) == "")
    let constraints = try PairConstraints(mustLink: [(2, 2), (1, 0), (0, 1)], cannotLink: [(3, 0), (0, 3)], count: 4)
    #expect(constraints.mustLink == [PairConstraints.Pair(0, 1)])
    #expect(constraints.cannotLink == [PairConstraints.Pair(0, 3)])
    let violations = constraints.violations(by: [0, 1, -1, 0])
    #expect(violations.mustLink == [PairConstraints.Pair(0, 1)])
    #expect(violations.cannotLink == [PairConstraints.Pair(0, 3)])
  }

  @Test("no rows, one, two; all rows tied; all rows apart; only copies")
  func tiny() throws {
    for n in 0...2 {
      let dissimilarities = try TendencyData.euclidean(Matrix(rows: n, columns: 1))
      let none = try PairConstraints(mustLink: [], cannotLink: [], count: n)
      let result = try ConstrainedVATOrder(of: dissimilarities, constraints: none)
      #expect(result.order.order == Array(0..<n) && result.fewestClusters == min(1, n))
    }
    let copies = try TendencyData.euclidean(Matrix(rows: 6, columns: 1))
    var all: [(Int, Int)] = []
    for i in 0..<6 { for j in 0..<i { all.append((i, j)) } }
    let tied = try ConstrainedVATOrder(
      of: copies, constraints: PairConstraints(mustLink: all, cannotLink: [], count: 6))
    #expect(tied.order.joinDistances == [0, 0, 0, 0, 0] && tied.forcedDistance == nil && tied.fewestClusters == 1)
    let apart = try ConstrainedVATOrder(
      of: copies, constraints: PairConstraints(mustLink: [], cannotLink: all, count: 6))
    #expect(apart.order.joinDistances == [1, 1, 1, 1, 1] && apart.forcedDistance == 1 && apart.fewestClusters == 6)
    #expect(apart.labels(clusters: 1) == [0, 1, 2, 3, 4, 5])
  }

  @Test("larger data, and cancelling")
  func larger() throws {
    let points = TendencyData.blobs(3000, centres: [[0, 0], [4, 0], [0, 4], [4, 4]])
    let dissimilarities = try TendencyData.euclidean(points)
    // Row i is of blob i % 4; some pairs of rows of different blobs, and two pairs of blobs never compared.
    let cannotLink = (0..<60).map { (4 * $0, 4 * $0 + 1) } + (0..<60).map { (4 * $0 + 2, 4 * $0 + 7) }
    let constraints = try PairConstraints(mustLink: [(0, 4), (1, 5)], cannotLink: cannotLink, count: 3000)
    let two = try ConstrainedVATOrder(of: dissimilarities, constraints: constraints, context: RunContext(threads: 2))
    let one = try ConstrainedVATOrder(of: dissimilarities, constraints: constraints, context: RunContext(threads: 1))
    #expect(one == two)
    #expect(constraints.violations(by: two.labels(clusters: 1)).cannotLink.isEmpty)
    #expect(two.fewestClusters >= 2 && two.fewestClusters < 60)
    let plain = try VATOrder(of: dissimilarities, context: RunContext())
    let calls = CancellationAfter(calls: 50)
    #expect(throws: CancellationError.self) {
      try ConstrainedVATOrder(
        of: dissimilarities, constraints: constraints, plain: plain,
        context: RunContext(threads: 2, isCancelled: { calls.isOver }))
    }
  }
}
