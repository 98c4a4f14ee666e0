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
    let constant = try Hopkins(of: Matrix(rows: 30, columns: 2, repeating: 1), context: context)
    #expect(constant.statistic == 0.5 && constant.notes.count == 1)
    #expect(abs(constant.pValue - 0.5) < 1e-12)
    #expect(try Hopkins(of: Matrix([[0.0], [1]]), context: context).sampleSize == 2)
    #expect(throws: AnalysisError.self) { try Hopkins(of: Matrix([[0.0]]), context: context) }
    #expect(throws: AnalysisError.self) { try Hopkins(of: Matrix(rows: 9, columns: 0), context: context) }
    #expect(throws: AnalysisError.self) { try Hopkins(of: copies, sampleSize: 21, context: context) }
    #expect(throws: AnalysisError.self) { try Hopkins(of: copies, repeats: 0, context: context) }
    let huge = try Hopkins(of: Matrix([[1e300, 0], [-1e300, 1], [1e308, 2]]), context: context)
    #expect((0...1).contains(huge.statistic))
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
