/// The spatial histogram: how far the rows' counts in the cells of a grid are from those of rows spread at random.
///
/// The grid lies over the two columns, or over the first two principal components where there are more, with as many
/// cells to a side as leave five rows a cell, from 2 to 20. The statistic is the Kullback–Leibler divergence of the
/// rows' shares of the cells from those of a sample that is uniform in the box of the columns and treated alike, in
/// bits, as the mean over many samples (Zaki & Meira, 2014, section 17.4). Counts of the samples are raised by ½, so
/// that an empty cell leaves the divergence finite.
public struct SpatialHistogram: TendencyStatistic, Equatable {
  public static let description = AlgorithmDescription(
    id: "spatial-histogram", title: "Spatial histogram",
    summary: "how far counts in a grid over two columns or components are from those of rows spread at random",
    reference: "Zaki & Meira, Data mining and analysis: fundamental concepts and algorithms, section 17.4, 2014",
    needs: [.features],
    cost: "O(n) time for each of \(SpatialHistogram.samples) samples, on at most \(SpatialHistogram.mostRows) rows")
  public static let key = "spatialHistogram"
  public static let range = "a divergence from 0 bits; its p-value from 0 to 1"
  public static let reading = "p < 0.05: the plane of most variance is filled unevenly, which one crowd does as well as several"

  /// Mean divergence from the samples, in bits.
  public let divergence: Double
  /// Of the divergences from the samples, divisor samples − 1.
  public let standardDeviation: Double
  /// (1 + uniform samples that diverge as much from the others) / (1 + samples).
  public let pValue: Double
  /// Cells to a side; the grid has so many, or their square.
  public let bins: Int
  /// Axes that the grid lies over: 2, or 1 where there is one column, or one direction that rows differ in.
  public let dimensions: Int
  public let sampleSize: Int
  public let isSampled: Bool

  public static let samples = 200
  /// Of more rows so many are drawn.
  public static let mostRows = 2000

  /// - Parameters:
  ///   - features: n×d, finite.
  ///   - bins: cells to a side; nil to choose.
  /// - Throws: `AnalysisError.tooFewRows` under 10 rows, `.notApplicable` without columns or where all rows are equal;
  ///   `CancellationError`.
  public init(of features: Matrix, bins: Int? = nil, seed: UInt64 = 42, context: RunContext) throws {
    let rows = StatisticRows.features(features, limit: Self.mostRows, seed: seed)
    let n = rows.rows
    guard n >= 10 else { throw AnalysisError.tooFewRows(needed: 10, given: n, for: "the spatial histogram") }
    let bounds = (0..<rows.columns).map { j in (rows.column(j).min() ?? 0)...(rows.column(j).max() ?? 0) }
    guard !bounds.isEmpty else {
      throw AnalysisError.notApplicable("a spatial histogram needs a column", advice: "name some columns")
    }
    guard bounds.contains(where: { $0.lowerBound < $0.upperBound }) else {
      throw AnalysisError.notApplicable(
        "all rows are equal, so there is no spatial histogram", advice: "give rows that differ")
    }
    let own = try Self.plane(rows, context)
    let sides = bins ?? Self.chosenBins(rows: n, dimensions: own.columns)
    let grid = CellGrid(bins: sides, dimensions: own.columns)
    let observed = grid.shares(of: own)

    let cells = grid.cells
    let shares = Buffer(count: Self.samples * cells, repeating: 0.0)
    let done = ChunkCounter()
    let single = RunContext(threads: 1, isCancelled: { context.isCancelled })
    try context.forEachChunk(Self.samples) { index in
      var random = RandomSource(seed: seed, stream: index)
      // With components and bounds of its own, as the rows have.
      let sample = try Self.plane(uniformRows(n, in: bounds, &random), single)
      for (cell, share) in grid.shares(of: sample).enumerated() { shares[index * cells + cell] = share }
      context.report("spatial histogram", done.take() + 1, of: Self.samples)
    }
    let divergences = Divergences(shares.array, rows: n, cells: cells)
    let each = (0..<Self.samples).map { divergences.divergence(of: observed, from: $0) }
    let mean = each.reduce(0, +) / Double(Self.samples)
    let larger = (0..<Self.samples).count { divergences.meanDivergence(ofSample: $0) >= mean }
    divergence = mean
    standardDeviation =
      (each.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(Self.samples - 1)).squareRoot()
    pValue = Double(1 + larger) / Double(1 + Self.samples)
    self.bins = sides
    dimensions = own.columns
    sampleSize = n
    isSampled = n < features.rows
  }

  /// Two columns as they are; of more the first two principal components.
  private static func plane(_ rows: Matrix, _ context: RunContext) throws -> Matrix {
    guard rows.columns > 2 else { return rows }
    return try PrincipalComponents().project(rows, seed: 0, context: context.quiet).coordinates
  }

  /// Five rows a cell, from 2 to 20 cells to a side.
  private static func chosenBins(rows: Int, dimensions: Int) -> Int {
    let cells = Double(rows) / 5
    return min(20, max(2, Int(dimensions == 1 ? cells : cells.squareRoot())))
  }
}

/// Cells of equal width over the bounds of points.
private struct CellGrid: Sendable {
  let bins: Int
  let dimensions: Int
  var cells: Int { (0..<dimensions).reduce(1) { count, _ in count * bins } }

  /// The share of the points in each cell; bounds are those of the points.
  func shares(of points: Matrix) -> [Double] {
    let bounds = (0..<dimensions).map { j in
      let column = points.column(j)
      // Halved, so that the width of a huge range cannot overflow.
      return (low: (column.min() ?? 0) / 2, width: (column.max() ?? 0) / 2 - (column.min() ?? 0) / 2)
    }
    var shares = [Double](repeating: 0, count: cells)
    for i in 0..<points.rows {
      var cell = 0
      for j in 0..<dimensions {
        let place = bounds[j].width > 0 ? (points[i, j] / 2 - bounds[j].low) / bounds[j].width : 0
        cell = cell * bins + min(bins - 1, max(0, Int(place * Double(bins))))
      }
      shares[cell] += 1 / Double(points.rows)
    }
    return shares
  }
}

/// Divergences from samples, in bits.
private struct Divergences {
  private let cells: Int
  private let shares: [Double]
  /// Of the raised shares, base 2, sample after sample.
  private let logarithms: [Double]
  /// Sums over the samples of these.
  private let totals: [Double]
  private let samples: Int

  init(_ shares: [Double], rows: Int, cells: Int) {
    self.cells = cells
    self.shares = shares
    samples = shares.count / cells
    let raised = 0.5 / Double(rows)
    let whole = 1 + raised * Double(cells)
    logarithms = shares.map { binaryLogarithm(($0 + raised) / whole) }
    var totals = [Double](repeating: 0, count: cells)
    for (place, value) in logarithms.enumerated() { totals[place % cells] += value }
    self.totals = totals
  }

  func divergence(of own: [Double], from sample: Int) -> Double {
    (0..<cells).reduce(0.0) {
      own[$1] > 0 ? $0 + own[$1] * (binaryLogarithm(own[$1]) - logarithms[sample * cells + $1]) : $0
    }
  }

  /// Of one sample from the others.
  func meanDivergence(ofSample sample: Int) -> Double {
    (0..<cells).reduce(0.0) { sum, cell in
      let place = sample * cells + cell
      guard shares[place] > 0 else { return sum }
      let others = (totals[cell] - logarithms[place]) / Double(samples - 1)
      return sum + shares[place] * (binaryLogarithm(shares[place]) - others)
    }
  }
}

private func binaryLogarithm(_ x: Double) -> Double { naturalLogarithm(x) / naturalLogarithm(2) }
