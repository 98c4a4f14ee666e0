/// Straight-line distance: √Σ(x−y)².
public struct EuclideanMetric: Metric {
  public static let description = AlgorithmDescription(
    id: "euclidean", title: "Euclidean", summary: "straight-line distance",
    reference: "Deza & Deza, Encyclopedia of Distances, 2009", needs: [.features], cost: "O(d) a pair")

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    _ = try parameters.validated(for: Self.description)
  }

  public func dissimilarities(of features: Matrix) -> any Dissimilarities {
    CoordinateSum(
      features, kernel: SquaredDifference(), geometry: .squaredEuclidean, outer: { $0.squareRoot() },
      inverse: { $0 * $0 },
      outerOfMany: { values, count in for k in 0..<count { values[k] = values[k].squareRoot() } })
  }
}
