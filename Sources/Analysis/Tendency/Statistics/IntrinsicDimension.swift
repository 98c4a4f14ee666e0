/// Estimates of the dimension in which the points really lie, from distances to near neighbours.
public struct IntrinsicDimension: TendencyStatistic, Equatable {
  public static let description = AlgorithmDescription(
    id: "intrinsic-dimension", title: "Intrinsic dimension",
    summary: "in how many dimensions the rows really lie, from the distances to near neighbours",
    reference: "Facco, d'Errico, Rodriguez & Laio, Estimating the intrinsic dimension of datasets by a minimal "
      + "neighborhood information, 2017; Levina & Bickel, Maximum likelihood estimation of intrinsic dimension, 2004",
    needs: [.features, .neighborGraph], cost: "that of the nearest neighbours, on at most \(mostRows) distinct rows")
  public static let key = "intrinsicDimension"
  public static let range = "from 0 to about the number of columns; infinite where neighbours are equally far"
  public static let reading = "far below the number of columns: the rows lie on a sheet; above about 10, distances grow alike"

  /// From the ratio of the distances to the second and the first neighbour (Facco, d'Errico, Rodriguez & Laio,
  /// "Estimating the intrinsic dimension of datasets by a minimal neighborhood information", 2017): the slope through
  /// the origin of −ln(1 − i/n) on the sorted logarithms of the ratios, the largest tenth left out. Nil where the
  /// ratios say nothing.
  public let twoNN: Double?
  /// The same model by maximum likelihood: (n − 1) / Σ ln(r₂/r₁).
  public let twoNNMaximumLikelihood: Double?
  /// From k neighbours, ten unless told otherwise, by maximum likelihood (Levina & Bickel, "Maximum likelihood estimation of intrinsic
  /// dimension", 2004), inverses averaged over the points (MacKay & Ghahramani, 2005).
  public let maximumLikelihood: Double?
  /// Rows that differ; only these are used, each once, since duplicates have neighbours at distance 0.
  public let distinctRows: Int
  /// Neighbours used for `maximumLikelihood`: as many as were asked for, or fewer where there are fewer.
  public let neighbors: Int
  /// Distinct rows that the estimates are made of: all, or `mostRows`.
  public let sampleSize: Int
  public var isSampled: Bool { sampleSize < distinctRows }

  /// Of more distinct rows so many are drawn.
  public static let mostRows = 10_000

  /// O(n log n) in low dimension.
  /// - Parameters:
  ///   - features: n×d, finite.
  ///   - neighbors: k of the maximum likelihood, from 2.
  ///   - seed: of the sample, where there are more than `mostRows` distinct rows.
  /// - Throws: `AnalysisError.tooFewRows` under 3 distinct rows, `.parameter` for less than 2 neighbours;
  ///   `CancellationError`.
  public init(of features: Matrix, neighbors: Int = 10, seed: UInt64 = 42, context: RunContext) throws {
    guard neighbors >= 2 else {
      throw AnalysisError.parameter(
        name: "neighbors", of: Self.description.id, value: "\(neighbors)", allowed: "a whole number from 2")
    }
    let distinct = try Self.distinctRows(of: features, context)
    guard distinct.count >= 3 else {
      throw AnalysisError.tooFewRows(needed: 3, given: distinct.count, for: "intrinsic dimension (distinct rows)")
    }
    let chosen = StatisticRows.chosen(of: distinct.count, limit: Self.mostRows, seed: seed)
    let points = features.selecting(rows: chosen.map { $0.map { distinct[$0] } } ?? distinct)
    let n = points.rows
    try context.checkCancellation()
    let k = min(neighbors, n - 1)
    let nearest = try NearestNeighbors(of: EuclideanMetric().dissimilarities(of: points), k: k, context: context)
    var ratios: [Double] = []
    var inverses = 0.0
    var counted = 0
    for i in 0..<n {
      // Half the logarithm of a ratio of squares is that of the ratio.
      let squares = Array(nearest.comparisonValues(of: i))
      // Rows that differ by less than the square root of the smallest number still have distance 0.
      guard squares[0] > 0, squares[k - 1].isFinite else { continue }
      ratios.append(naturalLogarithm(squares[1] / squares[0]) / 2)
      var sum = 0.0
      for j in 0..<k - 1 { sum += naturalLogarithm(squares[k - 1] / squares[j]) / 2 }
      inverses += sum / Double(k - 1)
      counted += 1
    }
    twoNN = Self.slope(ratios)
    let total = ratios.reduce(0, +)
    twoNNMaximumLikelihood = total > 0 ? Double(counted - 1) / total : nil
    maximumLikelihood = inverses > 0 ? Double(counted) / inverses : nil
    distinctRows = distinct.count
    sampleSize = n
    self.neighbors = k
  }

  private static func slope(_ ratios: [Double]) -> Double? {
    let sorted = ratios.sorted()
    let kept = sorted.count * 9 / 10
    var products = 0.0
    var squares = 0.0
    for i in 0..<kept {
      products -= sorted[i] * naturalLogarithm(1 - Double(i + 1) / Double(sorted.count))
      squares += sorted[i] * sorted[i]
    }
    return squares > 0 ? products / squares : nil
  }

  /// The first of each set of equal rows, in ascending order. O(n log n · d).
  private static func distinctRows(of features: Matrix, _ context: RunContext) throws -> [Int] {
    let d = features.columns
    let values = features.rowMajorValues()
    @Sendable func compare(_ a: Int, _ b: Int) -> Int {
      for j in 0..<d where values[a * d + j] != values[b * d + j] {
        return values[a * d + j] < values[b * d + j] ? -1 : 1
      }
      return 0
    }
    let ascending = try sorted(
      Array(0..<features.rows),
      by: {
        let order = compare($0, $1)
        return order < 0 || (order == 0 && $0 < $1)
      }, context: context)
    var distinct: [Int] = []
    for (place, row) in ascending.enumerated()
    where place == 0 || compare(ascending[place - 1], row) != 0 {
      distinct.append(row)
    }
    return distinct.sorted()
  }
}
