/// The share of columns in which two rows differ.
public struct HammingMetric: Metric {
  public static let description = AlgorithmDescription(
    id: "hamming", title: "Hamming", summary: "share of columns that differ",
    reference: "Hamming, Error detecting and error correcting codes, 1950", needs: [.features], cost: "O(d) a pair")

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    _ = try parameters.validated(for: Self.description)
  }

  public func dissimilarities(of features: Matrix) -> any Dissimilarities {
    let columns = Double(max(1, features.columns))
    return CoordinateSum(features, kernel: Mismatch(), outer: { $0 / columns }, inverse: { $0 * columns })
  }
}
