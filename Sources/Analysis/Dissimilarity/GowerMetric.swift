/// Mean over the columns of |x−y| / range: from 0 to 1, whatever the units of the columns.
///
/// Gower's coefficient for numeric columns (Gower, "A general coefficient of similarity and some of its properties",
/// 1971). A column without range says nothing apart: it contributes 0 and still counts, as in R's `daisy`. The
/// comparison value is the weighted sum, which is Manhattan distance between rows scaled to their ranges, so that a
/// kd-tree can be built on it.
public struct GowerMetric: Metric {
  public static let description = AlgorithmDescription(
    id: "gower", title: "Gower", summary: "mean over the columns of the difference in shares of the column's range",
    reference: "Gower, A general coefficient of similarity and some of its properties, 1971", needs: [.features],
    cost: "O(d) a pair")

  private let weights: [Double]?

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    _ = try parameters.validated(for: Self.description)
    weights = nil
  }

  /// Σ w·|x−y| / range over Σ w.
  /// - Parameter weights: one a column, finite, none negative, not all 0.
  /// - Throws: `AnalysisError.parameter` with the first weight that will not do.
  public init(weights: [Double]) throws {
    if let place = weights.firstIndex(where: { !($0.isFinite && $0 >= 0) }) {
      throw AnalysisError.parameter(
        name: "weights", of: Self.description.id, value: "\(weights[place]) for column \(place)",
        allowed: "finite and not negative")
    }
    let total = weights.reduce(0, +)
    guard total > 0, total.isFinite else {
      throw AnalysisError.parameter(
        name: "weights", of: Self.description.id, value: "\(weights)", allowed: "of a finite sum above 0")
    }
    self.weights = weights
  }

  /// O(n·d) time and memory.
  /// - Throws: `AnalysisError.parameter` when there are weights, but not one for each column.
  public func dissimilarities(of features: Matrix) throws -> any Dissimilarities {
    let weights = weights ?? Array(repeating: 1, count: features.columns)
    guard weights.count == features.columns else {
      throw AnalysisError.parameter(
        name: "weights", of: Self.description.id, value: "\(weights.count) of them",
        allowed: "as many as there are columns, \(features.columns)")
    }
    var scaled = features
    for j in 0..<features.columns { Self.scale(&scaled, column: j, weight: weights[j]) }
    // The scaled differences are at most the weights, and sums round alike: no dissimilarity exceeds 1.
    let total = features.columns == 0 ? 1 : weights.reduce(0, +)
    return CoordinateSum(
      scaled, kernel: AbsoluteDifference(), geometry: .manhattan, outer: { $0 / total }, inverse: { $0 * total },
      outerOfMany: { values, count in for k in 0..<count { values[k] /= total } })
  }

  /// Moves a column to 0 … weight.
  private static func scale(_ matrix: inout Matrix, column j: Int, weight: Double) {
    var low = Double.infinity
    var high = -Double.infinity
    for value in matrix.column(j) {
      low = value < low ? value : low
      high = value > high ? value : high
    }
    // Halves, where the range itself would overflow.
    let unit = (high - low).isFinite ? 1 : 0.5
    let range = high * unit - low * unit
    for i in 0..<matrix.rows {
      matrix[i, j] = range > 0 ? weight * ((matrix[i, j] * unit - low * unit) / range) : 0
    }
  }
}
