/// Hopkins' statistic: are points nearer to one another than to places chosen at random?
///
/// m rows are drawn without replacement, and m points uniformly in the bounding box of all rows. With u the distance
/// from each such point to its nearest row, w that from each drawn row to its nearest other row, and d the number of
/// columns, H = Σu^d / (Σu^d + Σw^d) (Hopkins & Skellam, "A new method for determining the type of distribution of
/// plant individuals", 1954). Under complete spatial randomness H follows Beta(m, m), around ½; clusters push it to 1.
/// The exponent must be d for that (Wright, "Will the real Hopkins statistic please stand up?", 2022), and distances
/// must not be cut off by the edges of the box: the p-value is that of a draw in the box with opposite sides joined.
public struct Hopkins: TendencyStatistic, Equatable {
  public static let description = AlgorithmDescription(
    id: "hopkins", title: "Hopkins statistic",
    summary: "whether rows are nearer to one another than to places chosen at random",
    reference: "Hopkins & Skellam, A new method for determining the type of distribution of plant individuals, 1954; "
      + "Wright, Will the real Hopkins statistic please stand up?, 2022",
    needs: [.features],
    cost: "\(standardRepeats) draws of up to 200 nearest neighbours, each O(log n) in few columns and O(n·d) in many, "
      + "on at most \(mostRows) rows")
  public static let key = "hopkins"
  public static let range = "0 (a lattice) to 1 (crowded); about 0.5 for rows spread evenly; its p-value from 0 to 1"
  public static let reading =
    "p < 0.05: rows crowd together, which one crowd does as well as several; high in many dimensions without clusters too"

  /// Mean of the draws' statistics, in 0…1.
  public let statistic: Double
  /// Of the draws' statistics, divisor repeats − 1; 0 for a single draw.
  public let standardDeviation: Double
  /// Probability under complete spatial randomness of a statistic at least as large as that of one draw on a torus,
  /// from Beta(m, m). The mean of draws from the same rows varies less than that law, and would give p-values around
  /// ½; a draw in the plain box varies more, the more columns the more.
  public let pValue: Double
  /// The same probability for a draw whose statistic were the mean: a description, not a test.
  public let pValueOfMean: Double
  /// Rows, and points, in a draw: m.
  public let sampleSize: Int
  public let repeats: Int
  /// Drawn rows, over all draws, whose nearest other row was at distance 0.
  public let duplicateDraws: Int
  /// Whether opposite sides of the box were joined.
  public let isTorus: Bool
  /// Rows that draws were made from: all, or `mostRows`.
  public let rows: Int
  /// What the user should know: whole sentences.
  public let notes: [String]

  public static let standardRepeats = 100
  /// Of more rows so many are drawn beforehand: fewer evenly spread rows are evenly spread too.
  public static let mostRows = 20_000

  /// The rows drawn from n unless told otherwise: a tenth, at least 5 and at most 200, never more than n.
  public static func standardSampleSize(rows n: Int) -> Int {
    min(n, 200, max(5, Int((Double(n) / 10).rounded())))
  }

  /// O(repeats · m · log n) time in few columns, O(repeats · m · n · d) in many; O(n · d) memory.
  /// - Parameters:
  ///   - features: n×d, finite, scaled as for the analysis.
  ///   - sampleSize: nil for `standardSampleSize`.
  ///   - isTorus: whether opposite sides of the box are joined for every draw, which keeps edges from mattering. In
  ///     more than four columns a draw then takes O(m · n · d) time.
  /// - Throws: `AnalysisError.tooFewRows` under 5 rows, or under 2 with a sample size; `.notApplicable` without
  ///   columns, and where all rows are equal; `.parameter` for a sample size outside 1…n or fewer than one repeat;
  ///   `CancellationError`.
  public init(
    of features: Matrix, sampleSize: Int? = nil, repeats: Int = standardRepeats, isTorus: Bool = false,
    seed: UInt64 = 42, context: RunContext
  ) throws {
    try Self.check(features, sampleSize: sampleSize, repeats: repeats)
    let points = StatisticRows.features(features, limit: Self.mostRows, seed: seed)
    let size = sampleSize ?? Self.standardSampleSize(rows: points.rows)
    guard (1...points.rows).contains(size) else {
      throw AnalysisError.parameter(
        name: "sample-size", of: "hopkins", value: "\(size)", allowed: "a whole number from 1 to \(points.rows)")
    }
    let space = try HopkinsSpace(of: points, isTorus: isTorus, context: context)
    guard space.bounds.contains(where: { $0.lowerBound < $0.upperBound }) else {
      throw AnalysisError.notApplicable(
        "all rows are equal, so Hopkins' statistic says nothing", advice: "give rows that differ")
    }
    let draws = try Self.draws(space, size, repeats, seed, context)
    var random = RandomSource(seed: seed, stream: -1)
    let tested = isTorus ? draws[0] : try HopkinsDraw(space.torus, size, &random, context)
    let mean = draws.reduce(0) { $0 + $1.statistic } / Double(repeats)
    let squares = draws.reduce(0) { $0 + ($1.statistic - mean) * ($1.statistic - mean) }
    statistic = mean
    standardDeviation = repeats > 1 ? (squares / Double(repeats - 1)).squareRoot() : 0
    pValue = regularizedIncompleteBeta(1 - tested.statistic, Double(size), Double(size))
    pValueOfMean = regularizedIncompleteBeta(1 - mean, Double(size), Double(size))
    self.sampleSize = size
    self.repeats = repeats
    self.isTorus = isTorus
    rows = points.rows
    duplicateDraws = draws.reduce(0) { $0 + $1.duplicates }
    notes = Self.notes(space, of: features.rows, size: size, duplicates: duplicateDraws, draws: size * repeats)
  }

  private static func check(_ features: Matrix, sampleSize: Int?, repeats: Int) throws {
    let needed = sampleSize == nil ? 5 : 2
    guard features.rows >= needed else {
      throw AnalysisError.tooFewRows(needed: needed, given: features.rows, for: "Hopkins' statistic")
    }
    guard features.columns > 0 else {
      throw AnalysisError.notApplicable("Hopkins' statistic needs features", advice: "give at least one numeric column")
    }
    guard repeats >= 1 else {
      throw AnalysisError.parameter(
        name: "repeats", of: "hopkins", value: "\(repeats)", allowed: "a whole number from 1")
    }
  }

  private static func draws(
    _ space: HopkinsSpace, _ size: Int, _ repeats: Int, _ seed: UInt64, _ context: RunContext
  ) throws -> [HopkinsDraw] {
    var draws = [HopkinsDraw](repeating: .empty, count: repeats)
    try draws.withUnsafeMutableBufferPointer { buffer in
      // Each chunk is one draw with a stream of its own.
      nonisolated(unsafe) let buffer = buffer
      let done = ChunkCounter()
      try context.forEachChunk(repeats) { index in
        var random = RandomSource(seed: seed, stream: index)
        buffer[index] = try HopkinsDraw(space, size, &random, context)
        context.report("Hopkins' statistic", done.take() + 1, of: repeats)
      }
    }
    return draws
  }

  private static func notes(
    _ space: HopkinsSpace, of total: Int, size: Int, duplicates: Int, draws: Int
  ) -> [String] {
    var notes: [String] = []
    let columns = space.columns
    if space.rows < total { notes.append("Hopkins' statistic is that of \(space.rows) rows drawn at random.") }
    let constant = space.bounds.count { $0.lowerBound == $0.upperBound }
    if constant > 0 {
      notes.append("\(constant) of \(columns) columns are constant and still count in Hopkins' exponent.")
    }
    if duplicates > 0 {
      notes.append(
        "\(duplicates) of \(draws) rows drawn for Hopkins' statistic have a duplicate, which raises the statistic.")
    }
    if size < leastMeaningfulSize {
      let high = (quantile(0.95, size) * 100).rounded() / 100
      notes.append(
        "Hopkins' statistic draws only \(size) of \(space.rows) rows: spread evenly, one in twenty draws would exceed "
          + "\(high), so that it means little.")
    }
    if !space.isTorus, reach(rows: space.rows, columns: columns) > 0.25 {
      notes.append(
        "In \(columns) columns \(space.rows) rows fill their box so thinly that most places are near its edge, which "
          + "leaves little of Hopkins' statistic's meaning.")
    }
    return notes
  }

  /// With fewer rows drawn, evenly spread rows reach 0.68 one time in twenty.
  private static let leastMeaningfulSize = 10

  /// The radius of a ball with one row on average, over the side of a cube that n rows fill evenly: from about a
  /// quarter on, most places are nearer to the edge than to a row.
  private static func reach(rows n: Int, columns d: Int) -> Double {
    let half = Double(d) / 2
    // The volume of the unit ball is π^(d/2) / Γ(d/2 + 1).
    let logVolume = half * naturalLogarithm(.pi) - logGamma(half + 1)
    return exponential(-(naturalLogarithm(Double(n)) + logVolume) / Double(d))
  }

  /// Of Beta(m, m), by bisection.
  private static func quantile(_ share: Double, _ m: Int) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if regularizedIncompleteBeta(middle, Double(m), Double(m)) < share { low = middle } else { high = middle }
    }
    return high
  }
}
