/// Largest difference in any coordinate: max|x−y|.
public struct ChebyshevMetric: Metric {
  public static let description = AlgorithmDescription(
    id: "chebyshev", title: "Chebyshev", summary: "largest difference in any column",
    reference: "Deza & Deza, Encyclopedia of Distances, 2009", needs: [.features], cost: "O(d) a pair")

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    _ = try parameters.validated(for: Self.description)
  }

  public func dissimilarities(of features: Matrix) -> any Dissimilarities {
    CoordinateSum(features, kernel: LargestDifference(), geometry: .chebyshev)
  }
}
