/// A given n×n dissimilarity matrix, not necessarily metric.
public struct PrecomputedDissimilarities: Dissimilarities {
  /// Relative difference between entries (i, j) and (j, i) that is taken for rounding and evened out.
  public static let symmetryTolerance = 1e-9

  private let values: Matrix

  /// - Parameter matrix: n×n, non-negative, zero diagonal, symmetric up to rounding (then the mean is taken).
  /// - Throws: `AnalysisError.badDissimilarity` with the first offending cell (0-based), or `.notApplicable` when the
  ///   matrix is not square.
  public init(_ matrix: Matrix) throws {
    guard matrix.rows == matrix.columns else {
      throw AnalysisError.notApplicable(
        "a dissimilarity matrix is square and this table has \(matrix.rows) rows and \(matrix.columns) numeric columns",
        advice: "leave out what is no dissimilarity with --exclude, or name the rows' column with --id")
    }
    var symmetric = matrix
    for i in 0..<matrix.rows {
      for j in 0..<matrix.columns {
        let value = matrix[i, j]
        guard value.isFinite else {
          throw AnalysisError.badDissimilarity(row: i, column: j, reason: "is not a finite number")
        }
        guard value >= 0 else {
          throw AnalysisError.badDissimilarity(row: i, column: j, reason: "is negative (\(value))")
        }
        guard i != j || value == 0 else {
          throw AnalysisError.badDissimilarity(
            row: i, column: j, reason: "is \(value), and the dissimilarity of a thing to itself is 0")
        }
        let mirrored = matrix[j, i]
        if i < j, value != mirrored, mirrored >= 0 {
          guard abs(value - mirrored) <= Self.symmetryTolerance * max(value, mirrored) else {
            throw AnalysisError.badDissimilarity(
              row: i, column: j,
              reason: "is \(value), but row \(j), column \(i) has \(mirrored): the matrix must be symmetric")
          }
          let mean = value + (mirrored - value) / 2
          symmetric[i, j] = mean
          symmetric[j, i] = mean
        }
      }
    }
    values = symmetric
  }

  public var count: Int { values.rows }
  public func comparisonValue(_ i: Int, _ j: Int) -> Double { values[i, j] }

  public func comparisonValues(from i: Int, to range: Range<Int>, into target: UnsafeMutablePointer<Double>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count && i >= 0 && i < count)
    values.values.withUnsafeBufferPointer { source in
      // By symmetry, row i is column i, which lies together.
      guard let base = source.baseAddress else { return }
      target.update(from: base + (i * count + range.lowerBound), count: range.count)
    }
  }
}
