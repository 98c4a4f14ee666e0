import Analysis

/// The data as analysed.
public struct DatasetQuantity: Quantity {
  public let preparation: Preparation
  public init(_ preparation: Preparation) { self.preparation = preparation }

  public var title: String { "preparing the data" }

  public func compute(in study: Study, context: RunContext) throws -> Dataset {
    try Dataset(study.table, preparation)
  }
}
