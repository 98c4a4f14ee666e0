import Analysis
import Tabular

/// The VAT order: the spanning tree that VAT, iVAT and single linkage share.
public struct VATQuantity: Quantity {
  public let basis: Basis
  public init(_ basis: Basis) { self.basis = basis }

  public var title: String { "spanning tree" }

  /// - Throws: `AnalysisError.tooLarge` before anything is begun that would not fit in memory; `CancellationError`.
  public func compute(in study: Study, context: RunContext) throws -> VATOrder {
    let dissimilarities = try study.value(DissimilarityQuantity(basis), context: context).dissimilarities
    let rows = dissimilarities.count
    let columns = try study.value(DatasetQuantity(basis.preparation), context: context).features.columns
    let needed =
      basis.preparation.isDissimilarityMatrix
      ? VATOrder.memoryEstimate(precomputedRows: rows)
      : VATOrder.memoryEstimate(rows: rows, columns: columns, hasGeometry: dissimilarities.geometry != nil)
    if let free = FreeMemory.bytes, needed > free {
      throw AnalysisError.tooLarge(
        "the spanning tree of \(rows) rows", neededBytes: needed, freeBytes: free,
        advice: "analyse fewer with --sample \(max(1000, rows / 10))")
    }
    return try VATOrder(of: dissimilarities, context: context)
  }
}
