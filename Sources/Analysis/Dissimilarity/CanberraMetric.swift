/// Σ|x−y| / (|x|+|y|); coordinates that are both 0 add nothing.
public struct CanberraMetric: Metric {
  public static let description = AlgorithmDescription(
    id: "canberra", title: "Canberra", summary: "sum of relative differences, sensitive near zero",
    reference: "Lance & Williams, Computer programs for hierarchical polythetic classification, 1966",
    needs: [.features], cost: "O(d) a pair")

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    _ = try parameters.validated(for: Self.description)
  }

  public func dissimilarities(of features: Matrix) -> any Dissimilarities {
    CoordinateSum(features, kernel: CanberraTerm())
  }

  public func caution(for features: Matrix) -> String? {
    features.values.contains { $0 < 0 }
      ? "Canberra dissimilarity treats 0 as absence and the features have negative values; "
        + "consider --scale none or minmax"
      : nil
  }
}
