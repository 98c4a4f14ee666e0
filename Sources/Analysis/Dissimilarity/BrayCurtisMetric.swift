/// Σ|x−y| / |Σ(x+y)| over non-negative amounts; for signed data Σ|x−y| / Σ|x+y|, as in SciPy.
public struct BrayCurtisMetric: Metric {
  public static let description = AlgorithmDescription(
    id: "braycurtis", title: "Bray–Curtis", summary: "difference in amounts as a share of the total",
    reference: "Bray & Curtis, An ordination of the upland forest communities of southern Wisconsin, 1957",
    needs: [.features], cost: "O(d) a pair")

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    _ = try parameters.validated(for: Self.description)
  }

  public func dissimilarities(of features: Matrix) -> any Dissimilarities {
    RatioOfSums(points: features, kernel: BrayCurtisKernel())
  }

  public func caution(for features: Matrix) -> String? {
    features.values.contains { $0 < 0 }
      ? "Bray–Curtis dissimilarity is meant for amounts and the features have negative values; "
        + "consider --scale none or minmax"
      : nil
  }
}

struct BrayCurtisKernel: RatioKernel {
  @inline(__always) func numerator(_ x: Double, _ y: Double) -> Double { abs(x - y) }
  @inline(__always) func denominator(_ x: Double, _ y: Double) -> Double { abs(x + y) }
  @inline(__always) func ratio(_ numerator: Double, _ denominator: Double) -> Double {
    // Opposite amounts have no total: as far apart as can be stated without leaving the finite numbers.
    numerator == 0 ? 0 : denominator == 0 ? .greatestFiniteMagnitude.squareRoot() : numerator / denominator
  }
}
