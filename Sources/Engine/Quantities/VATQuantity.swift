import Analysis

/// The VAT order: the spanning tree that VAT, iVAT and single linkage share.
public struct VATQuantity: Quantity {
  public let basis: Basis
  public init(_ basis: Basis) { self.basis = basis }

  public var title: String { "spanning tree" }

  /// - Throws: `AnalysisError.tooLarge` before anything is begun that would not fit in memory; `CancellationError`.
  public func compute(in study: Study, context: RunContext) throws -> VATOrder {
    let dissimilarities = try study.value(DissimilarityQuantity(basis), context: context).dissimilarities
    return try VATOrder(of: dissimilarities, context: context)
  }
}
