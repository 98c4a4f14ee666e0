import Analysis

/// A table read as dissimilarities between row objects and column objects, both in VAT order.
public struct RectangularVATQuantity: Quantity {
  public let preparation: Preparation
  public init(_ preparation: Preparation) { self.preparation = preparation }

  public var title: String { "order of rows and columns" }

  /// - Throws: `AnalysisError.badDissimilarity`, `PreparationError`, `CancellationError`.
  public func compute(in study: Study, context: RunContext) throws -> RectangularVAT {
    let dataset = try study.value(DatasetQuantity(preparation), context: context)
    return try RectangularVAT(dataset.features, context: context)
  }
}
