import Analysis
import Testing

@Suite("Maximin sample")
struct MaximinSampleTests {
  /// The farthest rows in turn by full comparison: O(n·k²).
  private static func maximin(_ dissimilarities: any Dissimilarities, from start: Int, count: Int) -> [Int] {
    var found = [start]
    while found.count < count {
      var best = (value: 0.0, row: -1)
      for row in 0..<dissimilarities.count where !found.contains(row) {
        let nearest = found.map { dissimilarities.comparisonValue($0, row) }.min()!
        if nearest > best.value { best = (nearest, row) }
      }
      if best.row < 0 { break }
      found.append(best.row)
    }
    return found
  }

  /// The nearest of some rows, ties to the lowest.
  private static func nearest(_ dissimilarities: any Dissimilarities, to row: Int, among rows: [Int]) -> Int {
    rows.min { (dissimilarities.comparisonValue(row, $0), $0) < (dissimilarities.comparisonValue(row, $1), $1) }!
  }

  @Test("each distinguished row is the farthest from those before it", arguments: TendencyData.Family.allCases)
  func distinguished(family: TendencyData.Family) throws {
    for seed in 0..<UInt64(30) {
      let dissimilarities = try TendencyData.euclidean(family.points(seed: seed))
      let size = max(1, dissimilarities.count * 2 / 3)
      let sample = try MaximinSample(of: dissimilarities, size: size, distinguished: 7, seed: seed)
      let expected = Self.maximin(dissimilarities, from: sample.distinguished[0], count: min(7, size))
      #expect(sample.distinguished == expected)
      let owners = (0..<dissimilarities.count).map { Self.nearest(dissimilarities, to: $0, among: expected) }
      #expect(sample.groupSizes == expected.map { row in owners.count { $0 == row } })
    }
  }

  @Test("exactly as many distinct rows as asked for, in proportion", arguments: TendencyData.Family.allCases)
  func shares(family: TendencyData.Family) throws {
    for seed in 0..<UInt64(40) {
      let dissimilarities = try TendencyData.euclidean(family.points(seed: seed))
      let n = dissimilarities.count
      for size in [0, 1, 2, n / 3, n - 1, n, n + 5] {
        let sample = try MaximinSample(of: dissimilarities, size: size, distinguished: 5, seed: seed)
        let expectedSize = max(0, min(size, n))
        #expect(sample.rows.count == expectedSize)
        #expect(zip(sample.rows, sample.rows.dropFirst()).allSatisfy { $0 < $1 })
        #expect(sample.rows.allSatisfy { $0 >= 0 && $0 < n })
        guard expectedSize > 0 else { continue }
        #expect(sample.groupSizes.reduce(0, +) == n)
        let owners = sample.rows.map { Self.nearest(dissimilarities, to: $0, among: sample.distinguished) }
        for (group, row) in sample.distinguished.enumerated() {
          let drawn = owners.count { $0 == row }
          let exact = Double(expectedSize) * Double(sample.groupSizes[group]) / Double(n)
          // Every group is in the sample, and none has more than its share rounded up.
          #expect(drawn >= 1 && drawn <= Int(exact.rounded(.up)))
        }
      }
    }
  }

  @Test("a far small group is never missed, whatever the seed")
  func smallGroup() throws {
    var points = TendencyData.gaussian(3000, 2)
    for row in [10, 1500, 2900] { points[row, 0] += 500 }
    let dissimilarities = try TendencyData.euclidean(points)
    for seed in 0..<UInt64(20) {
      let sample = try MaximinSample(of: dissimilarities, size: 100, seed: seed)
      #expect(!Set(sample.rows).isDisjoint(with: [10, 1500, 2900]))
    }
  }

  @Test("the seed and the dissimilarities decide, not the threads")
  func deterministic() throws {
    let dissimilarities = try TendencyData.euclidean(TendencyData.blobs(40_000, centres: [[0, 0, 0], [9, 9, 9]]))
    func draw(_ seed: UInt64, _ threads: Int) throws -> MaximinSample {
      try MaximinSample(of: dissimilarities, size: 500, seed: seed, context: RunContext(threads: threads))
    }
    let sample = try draw(1, 1)
    #expect(try draw(1, 2) == sample)
    #expect(try draw(1, 7) == sample)
    #expect(try draw(2, 2).rows != sample.rows)
    #expect(sample.distinguished.count == MaximinSample.standardDistinguished(size: 500))
    #expect(MaximinSample.standardDistinguished(size: 500) == 23)
    #expect(MaximinSample.standardDistinguished(size: 4) == 4)
    #expect(MaximinSample.standardDistinguished(size: 0) == 0)
  }

  @Test("copies of few points give as many distinguished rows as there are points")
  func copies() throws {
    var points = Matrix(rows: 50, columns: 1)
    for i in 0..<50 { points[i, 0] = Double(i % 3) }
    let sample = try MaximinSample(of: TendencyData.euclidean(points), size: 20, distinguished: 10)
    #expect(sample.distinguished.count == 3)
    #expect(sample.rows.count == 20)
  }

  @Test("distances that overflow do no harm")
  func overflow() throws {
    let points = Matrix([[1e300], [-1e300], [0], [1e308], [1], [2]])
    let dissimilarities = try TendencyData.euclidean(points)
    let sample = try MaximinSample(of: dissimilarities, size: 4, distinguished: 4)
    #expect(sample.rows.count == 4)
    for usingTree in [true, false] {
      let nearest = try sample.nearestSampledRows(in: dissimilarities, usingTree: usingTree, context: RunContext())
      #expect(nearest.count == 6 && nearest.allSatisfy(sample.rows.contains))
    }
  }

  @Test("the nearest sampled row, by scan and by tree, ties to the lowest", arguments: TendencyData.Family.allCases)
  func nearestRows(family: TendencyData.Family) throws {
    for seed in 0..<UInt64(20) {
      let points = family.points(seed: seed)
      for dissimilarities in [
        try TendencyData.euclidean(points), try ManhattanMetric().dissimilarities(of: points),
        try MinkowskiMetric(ParameterValues(["power": .real(3)])).dissimilarities(of: points),
      ] {
        let sample = try MaximinSample(of: dissimilarities, size: 1 + points.rows / 3, seed: seed)
        let expected = (0..<points.rows).map { row in
          sample.rows.contains(row) ? row : Self.nearest(dissimilarities, to: row, among: sample.rows)
        }
        for usingTree in [true, false, nil] {
          for threads in [1, 2] {
            let nearest = try sample.nearestSampledRows(
              in: dissimilarities, usingTree: usingTree, context: RunContext(threads: threads))
            #expect(nearest == expected)
          }
        }
        let labels = sample.rows.map { $0 % 4 }
        #expect(
          try sample.extend(labels: labels, in: dissimilarities, context: RunContext()) == expected.map { $0 % 4 })
      }
    }
  }

  @Test("the order of a whole sample is the VAT order; cuts extend to all rows")
  func wholeSample() throws {
    let points = TendencyData.blobs(300, centres: [[0, 0], [12, 0], [0, 12]])
    let dissimilarities = try TendencyData.euclidean(points)
    let context = RunContext(threads: 2)
    let plain = try VATOrder(of: dissimilarities, context: context)
    let whole = try SampledVATOrder(of: dissimilarities, size: 300, context: context)
    #expect(whole.order == plain.order && whole.joinDistances == plain.joinDistances && whole.parents == plain.parents)
    #expect(try whole.labels(clusters: 3, in: dissimilarities, context: context) == plain.labels(clusters: 3))
    // The blobs are far apart: a tenth of the rows finds the same three groups, row i in blob i % 3.
    let tenth = try SampledVATOrder(of: dissimilarities, size: 30, context: context)
    let expected = (0..<300).map { $0 % 3 }
    #expect(try tenth.labels(clusters: 3, in: dissimilarities, context: context) == expected)
    #expect(try tenth.labels(cut: 6, in: dissimilarities, context: context) == expected)
    #expect(tenth.order.count == 30 && Set(tenth.order) == Set(tenth.sample.rows))
    for i in 0..<29 {
      #expect(dissimilarities(tenth.order[i + 1], tenth.parents[i]) == tenth.joinDistances[i])
    }
  }

  @Test("no rows, one, two")
  func tiny() throws {
    for n in 0...2 {
      let dissimilarities = try TendencyData.euclidean(Matrix(rows: n, columns: 2))
      let sampled = try SampledVATOrder(of: dissimilarities, size: 10)
      #expect(sampled.sample.rows == Array(0..<n))
      #expect(sampled.order == Array(0..<n))
      #expect(
        try sampled.labels(clusters: 1, in: dissimilarities, context: RunContext()) == Array(repeating: 0, count: n))
    }
  }

  @Test("cancelling ends the work with an error")
  func cancellation() throws {
    let dissimilarities = try TendencyData.euclidean(TendencyData.uniform(50_000, 20))
    let calls = CancellationAfter(calls: 20)
    #expect(throws: CancellationError.self) {
      try MaximinSample(
        of: dissimilarities, size: 5000, context: RunContext(threads: 2, isCancelled: { calls.isOver }))
    }
    let sample = try MaximinSample(of: dissimilarities, size: 5000, distinguished: 3)
    let more = CancellationAfter(calls: 20)
    #expect(throws: CancellationError.self) {
      try sample.nearestSampledRows(
        in: dissimilarities, context: RunContext(threads: 2, isCancelled: { more.isOver }))
    }
  }
}
