/// (Σ|x−y|^p)^(1/p).
public struct MinkowskiMetric: Metric {
  public static let description = AlgorithmDescription(
    id: "minkowski", title: "Minkowski", summary: "p-th root of the sum of p-th powers of differences",
    reference: "Deza & Deza, Encyclopedia of Distances, 2009",
    parameters: [
      Parameter(
        "power", .real(1...64, step: 0.5), standard: .real(2),
        meaning: "the exponent p: 1 is Manhattan, 2 Euclidean, larger ones approach Chebyshev")
    ],
    needs: [.features], cost: "O(d) a pair, with a power for each coordinate unless p is 1 or 2")

  private let exponent: Double

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    exponent = try parameters.validated(for: Self.description).real("power", of: Self.description) ?? 2
  }

  public func dissimilarities(of features: Matrix) throws -> any Dissimilarities {
    if exponent == 1 { return try ManhattanMetric().dissimilarities(of: features) }
    if exponent == 2 { return try EuclideanMetric().dissimilarities(of: features) }
    let exponent = exponent
    return CoordinateSum(
      features, kernel: PowerDifference(exponent: exponent), geometry: .minkowski(exponent),
      outer: { power($0, 1 / exponent) }, inverse: { power($0, exponent) })
  }
}
