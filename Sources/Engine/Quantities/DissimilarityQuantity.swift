import Analysis

/// The dissimilarities between the rows, computed when asked for, and what is unsound about them.
public struct DissimilarityQuantity: Quantity {
  public struct Value: Sendable {
    public let dissimilarities: any Dissimilarities
    public let cautions: [String]
  }

  public let basis: Basis
  public init(_ basis: Basis) { self.basis = basis }

  public var title: String { "dissimilarities" }

  public func compute(in study: Study, context: RunContext) throws -> Value {
    let dataset = try study.value(DatasetQuantity(basis.preparation), context: context)
    if basis.metric.id == Basis.precomputed {
      return Value(dissimilarities: try PrecomputedDissimilarities(dataset.features), cautions: [])
    }
    let metric = try Metrics.named(basis.metric.id).init(basis.metric.parameters)
    return Value(
      dissimilarities: try metric.dissimilarities(of: dataset.features),
      cautions: metric.caution(for: dataset.features).map { [$0 + "."] } ?? [])
  }
}
