/// 1 − Pearson's correlation between two rows: the cosine dissimilarity of rows centred on their own means.
public struct CorrelationMetric: Metric {
  public static let description = AlgorithmDescription(
    id: "correlation", title: "Correlation", summary: "one minus the correlation between rows",
    reference: "Pearson, Notes on regression and inheritance, 1895", needs: [.features], cost: "O(d) a pair")

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    _ = try parameters.validated(for: Self.description)
  }

  /// - Throws: `AnalysisError.undefinedDissimilarity` for a row of equal values, which does not vary.
  public func dissimilarities(of features: Matrix) throws -> any Dissimilarities {
    var centred = features
    for i in 0..<features.rows {
      var sum = 0.0
      var constant = true
      for j in 0..<features.columns {
        sum += features[i, j]
        constant = constant && features[i, j] == features[i, 0]
      }
      let mean = sum / Double(features.columns)
      // Rounding must not make a constant row vary.
      for j in 0..<features.columns { centred[i, j] = constant ? 0 : features[i, j] - mean }
    }
    return try unitRowDissimilarities(
      centred, metric: Self.description.title, reason: "all its values are equal, so it correlates with nothing")
  }
}
