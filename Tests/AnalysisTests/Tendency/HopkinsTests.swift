import Analysis
import Testing

@Suite("Hopkins' statistic")
struct HopkinsTests {
  @Test("by hand: all rows drawn, in one column")
  func byHand() throws {
    // Rows 0, 1, 3, 7; all are drawn, so Σw = 1 + 1 + 2 + 4 = 8 whatever the order.
    let points = Matrix([[0.0], [1], [3], [7]])
    let hopkins = try Hopkins(of: points, sampleSize: 4, repeats: 1, seed: 5, context: RunContext(threads: 1))
    var random = RandomSource(seed: 5, stream: 0)
    _ = random.sample(4, of: 4)
    let u = (0..<4).map { _ in
      let x = 7 * random.uniform()
      return [0.0, 1, 3, 7].map { abs($0 - x) }.min()!
    }.reduce(0, +)
    #expect(abs(hopkins.statistic - u / (u + 8)) < 1e-14)
    #expect(hopkins.standardDeviation == 0)
    #expect(hopkins.sampleSize == 4 && hopkins.repeats == 1)
  }

  @Test("the exponent is the number of columns", arguments: [2, 3, 40])
  func exponent(columns: Int) throws {
    let points = TendencyData.uniform(40, columns)
    let m = 10
    let hopkins = try Hopkins(of: points, sampleSize: m, repeats: 1, seed: 9, context: RunContext(threads: 1))
    var random = RandomSource(seed: 9, stream: 0)
    func distance(_ x: [Double], _ y: [Double]) -> Double {
      zip(x, y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
    func power(_ x: Double) -> Double { (0..<columns).reduce(1) { product, _ in product * x } }
    let rows = random.sample(m, of: 40)
    let w = rows.map { row in
      power((0..<40).filter { $0 != row }.map { distance(points.row(row), points.row($0)) }.min()!)
    }.reduce(0, +)
    let low = (0..<columns).map { points.column($0).min()! }
    let high = (0..<columns).map { points.column($0).max()! }
    let u = (0..<m).map { _ in
      let x = (0..<columns).map { j in
        let share = random.uniform()
        return low[j] * (1 - share) + high[j] * share
      }
      return power((0..<40).map { distance(x, points.row($0)) }.min()!)
    }.reduce(0, +)
    #expect(abs(hopkins.statistic - u / (u + w)) < 1e-12)
  }

  @Test("around ½ for uniform points, near 1 for clusters, below ½ for a lattice")
  func behaviour() throws {
    let context = RunContext(threads: 2)
    let uniform = try Hopkins(of: TendencyData.uniform(2000, 2), context: context)
    #expect(abs(uniform.statistic - 0.5) < 0.05)
    #expect(uniform.pValue > 0.05)
    let clustered = try Hopkins(
      of: TendencyData.blobs(500, centres: [[0, 0], [50, 0], [0, 50]]), context: context)
    #expect(clustered.statistic > 0.95)
    #expect(clustered.pValue < 1e-6)
    var lattice = Matrix(rows: 900, columns: 2)
    for i in 0..<900 {
      lattice[i, 0] = Double(i % 30)
      lattice[i, 1] = Double(i / 30)
    }
    let regular = try Hopkins(of: lattice, context: context)
    #expect(regular.statistic < 0.3 && regular.pValue > 0.99)
  }

  @Test("under randomness the draws vary as Beta(m, m) does")
  func variance() throws {
    // A fresh uniform sample for every draw; in one column with many rows the edges hardly matter.
    var values: [Double] = []
    for seed in 0..<UInt64(60) {
      let points = TendencyData.uniform(3000, 1, seed: seed)
      values.append(
        try Hopkins(of: points, sampleSize: 20, repeats: 1, seed: seed, context: RunContext(threads: 1)).statistic)
    }
    let mean = values.reduce(0, +) / 60
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 59
    // Beta(20, 20): variance 1 / (4 · 41) = 0.0061.
    #expect(abs(mean - 0.5) < 0.04)
    #expect(variance > 0.0061 / 2 && variance < 0.0061 * 2)
  }

  @Test("sample size rule, determinism, threads and seed")
  func settings() throws {
    #expect([2, 5, 40, 149, 150, 3000].map(Hopkins.standardSampleSize) == [2, 5, 5, 15, 15, 200])
    let points = TendencyData.gaussian(400, 3)
    let one = try Hopkins(of: points, context: RunContext(threads: 1))
    #expect(try Hopkins(of: points, context: RunContext(threads: 2)) == one)
    #expect(try Hopkins(of: points, seed: 43, context: RunContext(threads: 2)) != one)
    #expect(one.sampleSize == 40 && one.repeats == 100 && one.standardDeviation > 0)
  }

  @Test("duplicates are counted; constant and tiny data are answered or refused in words")
  func degenerate() throws {
    let context = RunContext(threads: 1)
    var copies = TendencyData.gaussian(20, 2)
    for i in 0..<10 { for j in 0..<2 { copies[i, j] = copies[i + 10, j] } }
    let duplicated = try Hopkins(of: copies, sampleSize: 20, repeats: 3, context: context)
    #expect(duplicated.duplicateDraws == 60)
    #expect(duplicated.statistic == 1 && duplicated.pValue == 0)
    #expect(duplicated.notes.contains { $0.contains("60 of 60") })
    #expect(throws: AnalysisError.notApplicable(
      "all rows are equal, so Hopkins' statistic says nothing", advice: "give rows that differ")
    ) { try Hopkins(of: Matrix(rows: 30, columns: 2, repeating: 1), context: context) }
    for rows in 1...4 {
      #expect(throws: AnalysisError.tooFewRows(needed: 5, given: rows, for: "Hopkins' statistic")) {
        try Hopkins(of: Matrix((0..<rows).map { [Double($0)] }), context: context)
      }
    }
    #expect(try Hopkins(of: Matrix([[0.0], [1]]), sampleSize: 2, context: context).sampleSize == 2)
    #expect(throws: AnalysisError.self) { try Hopkins(of: Matrix([[0.0]]), sampleSize: 1, context: context) }
    #expect(throws: AnalysisError.self) { try Hopkins(of: Matrix(rows: 9, columns: 0), context: context) }
    #expect(throws: AnalysisError.self) { try Hopkins(of: copies, sampleSize: 21, context: context) }
    #expect(throws: AnalysisError.self) { try Hopkins(of: copies, repeats: 0, context: context) }
    let huge = try Hopkins(of: Matrix([[1e300, 0], [-1e300, 1], [1e308, 2]]), sampleSize: 3, context: context)
    #expect((0...1).contains(huge.statistic))
  }

  @Test("by hand: given rows and given points in the plane")
  func givenDraws() throws {
    let space = try HopkinsSpace(
      of: Matrix([[0.0, 0], [3, 0], [0, 4], [10, 10]]), isTorus: false, context: RunContext(threads: 1))
    // From (1, 0) to (0, 0): 1; from (9, 9) to (10, 10): 2. From row 0 to row 1: 9; from row 3 to row 2: 136.
    let draw = try HopkinsDraw(space, rows: [0, 3], points: [[1, 0], [9, 9]], RunContext(threads: 1))
    #expect(abs(draw.statistic - 3.0 / (3 + 145)) < 1e-14)
    #expect(draw.duplicates == 0)
    // On a line the distances themselves are added: (2 + 0.5) / (2 + 0.5 + 1 + 4).
    let line = try HopkinsSpace(of: Matrix([[0.0], [1], [3], [7]]), isTorus: false, context: RunContext(threads: 1))
    let onLine = try HopkinsDraw(line, rows: [1, 3], points: [[5], [0.5]], RunContext(threads: 1))
    #expect(abs(onLine.statistic - 2.5 / 7.5) < 1e-14)
    // Joined at 35/3, row 7 is still nearest to 3, at 4; 6.9 is nearest to 7, and -0.5 to 0.
    let ring = try HopkinsSpace(of: Matrix([[0.0], [1], [3], [7]]), isTorus: true, context: RunContext(threads: 1))
    let onRing = try HopkinsDraw(ring, rows: [3, 0], points: [[6.9], [5.1]], RunContext(threads: 1))
    #expect(abs(onRing.statistic - (0.1 + 1.9) / (2 + 4 + 1)) < 1e-14)
  }

  @Test("on a torus, distances go round", arguments: [1, 2, 3, 5])
  func torus(columns d: Int) throws {
    let points = TendencyData.uniform(25, d, seed: 4)
    let space = try HopkinsSpace(of: points, isTorus: true, context: RunContext(threads: 1))
    let sides = (0..<d).map { j in (points.column(j).max()! - points.column(j).min()!) * 26 / 24 }
    func squared(_ x: [Double], _ y: [Double]) -> Double {
      (0..<d).reduce(0) { total, j in
        let plain = abs(x[j] - y[j])
        let least = min(plain, sides[j] - plain)
        return total + least * least
      }
    }
    var random = RandomSource(seed: 8)
    for row in 0..<25 {
      let point = space.point(&random)
      let w = (0..<25).filter { $0 != row }.map { squared(points.row(row), points.row($0)) }.min()!
      let u = (0..<25).map { squared(point, points.row($0)) }.min()!
      var (wd, ud) = (1.0, 1.0)
      for _ in 0..<d { (wd, ud) = (wd * w.squareRoot(), ud * u.squareRoot()) }
      let draw = try HopkinsDraw(space, rows: [row], points: [point], RunContext(threads: 1))
      #expect(abs(draw.statistic - ud / (ud + wd)) < 1e-10)
    }
  }

  @Test("the p-value is that of a draw on a torus, by Beta(m, m)")
  func tail() throws {
    let points = TendencyData.gaussian(120, 2)
    let hopkins = try Hopkins(of: points, repeats: 1, isTorus: true, context: RunContext(threads: 1))
    #expect(hopkins.isTorus && hopkins.sampleSize == 12)
    #expect(abs(hopkins.pValue - regularizedIncompleteBeta(1 - hopkins.statistic, 12, 12)) < 1e-14)
    #expect(hopkins.pValueOfMean == hopkins.pValue)
    let plain = try Hopkins(of: points, context: RunContext(threads: 1))
    #expect(abs(plain.pValueOfMean - regularizedIncompleteBeta(1 - plain.statistic, 12, 12)) < 1e-14)
  }

  @Test("p-values of evenly spread rows are uniform", arguments: [(1, false), (2, false), (4, false), (12, false), (3, true)])
  func uniformity(columns: Int, isTorus: Bool) throws {
    let values = try (0..<UInt64(200)).map { seed in
      try Hopkins(
        of: TendencyData.uniform(150, columns, seed: 1000 + seed), repeats: 1, isTorus: isTorus, seed: seed,
        context: RunContext(threads: 1)
      ).pValue
    }
    #expect(UniformityTest(of: values).pValue > 0.01)
  }

  @Test("what makes the statistic meaningless is said")
  func warnings() throws {
    let context = RunContext(threads: 2)
    func notes(_ points: Matrix, isTorus: Bool = false) throws -> [String] {
      try Hopkins(of: points, repeats: 2, isTorus: isTorus, context: context).notes
    }
    #expect(try notes(TendencyData.uniform(500, 2)).isEmpty)
    // Beta(5, 5) has its 95 % quantile at 0.749.
    #expect(try notes(TendencyData.uniform(30, 2)).contains { $0.contains("only 5 of 30 rows") && $0.contains("0.75") })
    #expect(try notes(TendencyData.uniform(200, 13)).contains { $0.contains("near its edge") })
    #expect(try notes(TendencyData.uniform(200, 13), isTorus: true).isEmpty)
  }

  @Test("cancelling")
  func cancellation() throws {
    let points = TendencyData.uniform(5000, 20)
    let calls = CancellationAfter(calls: 10)
    #expect(throws: CancellationError.self) {
      _ = try Hopkins(of: points, context: RunContext(threads: 2, isCancelled: { calls.isOver }))
    }
  }
}

@Suite("Incomplete beta function")
struct IncompleteBetaTests {
  @Test("closed forms")
  func closedForms() {
    for x in stride(from: 0.0, through: 1, by: 0.05) {
      #expect(abs(regularizedIncompleteBeta(x, 1, 1) - x) < 1e-14)
      #expect(abs(regularizedIncompleteBeta(x, 3, 1) - x * x * x) < 1e-14)
      #expect(abs(regularizedIncompleteBeta(x, 1, 2) - (1 - (1 - x) * (1 - x))) < 1e-14)
      #expect(abs(regularizedIncompleteBeta(x, 2, 2) - x * x * (3 - 2 * x)) < 1e-14)
    }
    for m in [1.0, 7, 50, 200] { #expect(abs(regularizedIncompleteBeta(0.5, m, m) - 0.5) < 1e-12) }
    #expect(regularizedIncompleteBeta(-1, 2, 2) == 0 && regularizedIncompleteBeta(2, 2, 2) == 1)
  }

  /// scipy.special.betainc, scipy 1.17.1.
  @Test(
    "against scipy",
    arguments: [
      (2, 3, 0.3, 0.34829999999999994),
      (15, 15, 0.25, 0.0017842616544088419),
      (200, 200, 0.45, 0.022547053568539793),
      (0.5, 2, 0.7, 0.9621590305141866),
      (5, 5, 0.5, 0.5),
      (200, 200, 0.3, 3.53107885335702e-17),
      (50, 50, 0.62, 0.992442891505538),
      (200, 200, 0.1, 4.5332869859639883e-91),
    ])
  func scipy(a: Double, b: Double, x: Double, expected: Double) {
    #expect(abs(regularizedIncompleteBeta(x, a, b) - expected) <= 1e-10 * expected)
  }
}
