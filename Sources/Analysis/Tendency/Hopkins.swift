/// Hopkins' statistic: are points nearer to one another than to places chosen at random?
///
/// m rows are drawn without replacement, and m points uniformly in the bounding box of all rows. With u the distance
/// from each such point to its nearest row, w that from each drawn row to its nearest other row, and d the number of
/// columns, H = Σu^d / (Σu^d + Σw^d) (Hopkins & Skellam, "A new method for determining the type of distribution of
/// plant individuals", 1954). Under complete spatial randomness H follows Beta(m, m), around ½; clusters push it to 1.
/// The exponent must be d for that (Wright, "Will the real Hopkins statistic please stand up?", 2022).
public struct Hopkins: Sendable, Equatable {
  /// Mean of the draws' statistics, in 0…1.
  public let statistic: Double
  /// Of the draws' statistics, divisor repeats − 1; 0 for a single draw.
  public let standardDeviation: Double
  /// Probability of a statistic at least as large under complete spatial randomness, for a draw equal to the mean.
  public let pValue: Double
  /// Rows, and points, in a draw: m.
  public let sampleSize: Int
  public let repeats: Int
  /// Drawn rows, over all draws, whose nearest other row was at distance 0.
  public let duplicateDraws: Int
  /// What the user should know: whole sentences.
  public let notes: [String]

  /// The rows drawn from n unless told otherwise: a tenth, at least 5 and at most 200, never more than n.
  public static func standardSampleSize(rows n: Int) -> Int {
    min(n, 200, max(5, Int((Double(n) / 10).rounded())))
  }

  /// O(repeats · m · log n) time in few columns, O(repeats · m · n · d) in many; O(n · d) memory.
  /// - Parameters:
  ///   - features: n×d, finite, scaled as for the analysis.
  ///   - sampleSize: nil for `standardSampleSize`.
  /// - Throws: `AnalysisError.tooFewRows` under 2 rows, `.notApplicable` without columns, `.parameter` for a sample
  ///   size outside 1…n or fewer than one repeat, `CancellationError`.
  public init(
    of features: Matrix, sampleSize: Int? = nil, repeats: Int = 100, seed: UInt64 = 42, context: RunContext
  ) throws {
    let n = features.rows
    guard n >= 2 else { throw AnalysisError.tooFewRows(needed: 2, given: n, for: "Hopkins' statistic") }
    guard features.columns > 0 else {
      throw AnalysisError.notApplicable("Hopkins' statistic needs features", advice: "give at least one numeric column")
    }
    let size = sampleSize ?? Self.standardSampleSize(rows: n)
    guard (1...n).contains(size) else {
      throw AnalysisError.parameter(
        name: "sample-size", of: "hopkins", value: "\(size)", allowed: "a whole number from 1 to \(n)")
    }
    guard repeats >= 1 else {
      throw AnalysisError.parameter(
        name: "repeats", of: "hopkins", value: "\(repeats)", allowed: "a whole number from 1")
    }
    let tree = try KDTree(Geometry(points: features, kernel: .squaredEuclidean), context: context)
    let bounds = Self.bounds(of: features)
    var draws = [HopkinsDraw](repeating: HopkinsDraw(statistic: 0, duplicates: 0), count: repeats)
    try draws.withUnsafeMutableBufferPointer { buffer in
      // Each chunk is one draw with a stream of its own.
      nonisolated(unsafe) let buffer = buffer
      let done = ChunkCounter()
      try context.forEachChunk(repeats) { index in
        var random = RandomSource(seed: seed, stream: index)
        buffer[index] = try HopkinsDraw(tree, bounds, size, &random, context)
        context.report("Hopkins' statistic", done.take() + 1, of: repeats)
      }
    }
    let mean = draws.reduce(0) { $0 + $1.statistic } / Double(repeats)
    let squares = draws.reduce(0) { $0 + ($1.statistic - mean) * ($1.statistic - mean) }
    let duplicates = draws.reduce(0) { $0 + $1.duplicates }
    statistic = mean
    standardDeviation = repeats > 1 ? (squares / Double(repeats - 1)).squareRoot() : 0
    pValue = regularizedIncompleteBeta(1 - mean, Double(size), Double(size))
    self.sampleSize = size
    self.repeats = repeats
    duplicateDraws = duplicates
    notes = Self.notes(bounds, duplicates: duplicates, draws: size * repeats)
  }

  private static func bounds(of features: Matrix) -> [ClosedRange<Double>] {
    (0..<features.columns).map { j in
      let column = features.column(j)
      return (column.min() ?? 0)...(column.max() ?? 0)
    }
  }

  private static func notes(_ bounds: [ClosedRange<Double>], duplicates: Int, draws: Int) -> [String] {
    var notes: [String] = []
    let constant = bounds.count { $0.lowerBound == $0.upperBound }
    if constant == bounds.count {
      notes.append("All rows coincide, so Hopkins' statistic says nothing; it is given as 0.5.")
    } else if constant > 0 {
      notes.append("\(constant) of \(bounds.count) columns are constant and still count in Hopkins' exponent.")
    }
    if duplicates > 0, constant < bounds.count {
      notes.append(
        "\(duplicates) of \(draws) rows drawn for Hopkins' statistic have a duplicate, which raises the statistic.")
    }
    return notes
  }
}

/// One draw.
private struct HopkinsDraw {
  let statistic: Double
  let duplicates: Int

  init(statistic: Double, duplicates: Int) {
    self.statistic = statistic
    self.duplicates = duplicates
  }

  init(
    _ tree: KDTree, _ bounds: [ClosedRange<Double>], _ size: Int, _ random: inout RandomSource, _ context: RunContext
  ) throws {
    var fromRows = LogarithmicSum()
    var fromPoints = LogarithmicSum()
    var duplicates = 0
    let exponent = Double(bounds.count)
    for row in random.sample(size, of: tree.count) {
      try context.checkCancellation()
      let value = tree.nearest(1, toRow: row).first?.comparisonValue ?? 0
      if value == 0 { duplicates += 1 }
      fromRows.add(exponent / 2 * naturalLogarithm(value))
    }
    var point = [Double](repeating: 0, count: bounds.count)
    for _ in 0..<size {
      try context.checkCancellation()
      for j in bounds.indices {
        let share = random.uniform()
        // Written so that the width of a huge range cannot overflow.
        point[j] = bounds[j].lowerBound * (1 - share) + bounds[j].upperBound * share
      }
      fromPoints.add(exponent / 2 * naturalLogarithm(tree.nearest(1, to: point).first?.comparisonValue ?? 0))
    }
    self.duplicates = duplicates
    statistic = Self.share(of: fromPoints.logarithm, and: fromRows.logarithm)
  }

  /// e^a / (e^a + e^b).
  static func share(of a: Double, and b: Double) -> Double {
    if a == b || (a - b).isNaN { return 0.5 }
    return 1 / (1 + exponential(b - a))
  }
}

/// log Σ e^x without overflow: powers of distances leave the range of doubles soon as columns grow many.
private struct LogarithmicSum {
  private var largest = -Double.infinity
  private var scaled = 0.0

  mutating func add(_ x: Double) {
    if x == -.infinity { return }
    if x > largest {
      scaled = scaled * exponential(largest - x) + 1
      largest = x
    } else {
      scaled += x == largest ? 1 : exponential(x - largest)
    }
  }

  var logarithm: Double { scaled > 0 ? largest + naturalLogarithm(scaled) : -.infinity }
}
