/// 1 − cos of the angle between two rows.
///
/// Computed as half the squared distance between unit rows: equal to 1 − cos, exactly zero for equal rows, accurate
/// for small angles, and a geometry that a kd-tree can be built on.
public struct CosineMetric: Metric {
  public static let description = AlgorithmDescription(
    id: "cosine", title: "Cosine", summary: "one minus the cosine of the angle between rows",
    reference: "Salton & McGill, Introduction to Modern Information Retrieval, 1983", needs: [.features],
    cost: "O(d) a pair")

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    _ = try parameters.validated(for: Self.description)
  }

  /// - Throws: `AnalysisError.undefinedDissimilarity` for a row of zeros, which has no direction.
  public func dissimilarities(of features: Matrix) throws -> any Dissimilarities {
    try unitRowDissimilarities(features, metric: Self.description.title, reason: "all its values are 0")
  }
}

/// Half the squared Euclidean distance between rows scaled to length 1.
/// - Throws: `AnalysisError.undefinedDissimilarity` for a row of length 0, with the given reason.
func unitRowDissimilarities(_ features: Matrix, metric: String, reason: String) throws -> any Dissimilarities {
  var unit = features
  for i in 0..<features.rows {
    // Scaling by the largest entry first keeps the squares in range.
    var largest = 0.0
    for j in 0..<features.columns { largest = max(largest, abs(features[i, j])) }
    guard largest > 0 else {
      throw AnalysisError.undefinedDissimilarity(metric: metric, row: i, reason: reason)
    }
    var sum = 0.0
    for j in 0..<features.columns {
      let x = features[i, j] / largest
      sum += x * x
    }
    let length = sum.squareRoot()
    for j in 0..<features.columns { unit[i, j] = features[i, j] / largest / length }
  }
  return CoordinateSum(
    unit, kernel: SquaredDifference(), geometry: .squaredEuclidean, outer: { $0 / 2 }, inverse: { $0 * 2 })
}
