/// Among the columns in which at least one of two rows is not 0, the share in which they differ.
public struct JaccardMetric: Metric {
  public static let description = AlgorithmDescription(
    id: "jaccard", title: "Jaccard", summary: "share of differing columns among those not both zero",
    reference: "Jaccard, The distribution of the flora in the alpine zone, 1912", needs: [.features],
    cost: "O(d) a pair")

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    _ = try parameters.validated(for: Self.description)
  }

  public func dissimilarities(of features: Matrix) -> any Dissimilarities {
    RatioOfSums(points: features, kernel: JaccardKernel())
  }

  public func caution(for features: Matrix) -> String? {
    features.values.contains(0)
      ? nil
      : "Jaccard dissimilarity treats 0 as absence and no feature is ever 0; after scaling, consider --scale none"
  }
}

struct JaccardKernel: RatioKernel {
  @inline(__always) func numerator(_ x: Double, _ y: Double) -> Double { x == y ? 0 : 1 }
  @inline(__always) func denominator(_ x: Double, _ y: Double) -> Double { x == 0 && y == 0 ? 0 : 1 }
  @inline(__always) func ratio(_ numerator: Double, _ denominator: Double) -> Double {
    denominator == 0 ? 0 : numerator / denominator
  }
}
