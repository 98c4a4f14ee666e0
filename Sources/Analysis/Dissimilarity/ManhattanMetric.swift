/// City-block distance: Σ|x−y|.
public struct ManhattanMetric: Metric {
  public static let description = AlgorithmDescription(
    id: "manhattan", title: "Manhattan", summary: "sum of absolute differences",
    reference: "Deza & Deza, Encyclopedia of Distances, 2009", needs: [.features], cost: "O(d) a pair")

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    _ = try parameters.validated(for: Self.description)
  }

  public func dissimilarities(of features: Matrix) -> any Dissimilarities {
    CoordinateSum(features, kernel: AbsoluteDifference(), geometry: .manhattan)
  }
}
