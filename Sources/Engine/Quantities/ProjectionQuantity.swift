import Analysis

/// The rows in few dimensions.
public struct ProjectionQuantity: Quantity {
  public let preparation: Preparation
  public let projection: AlgorithmChoice
  public init(_ preparation: Preparation, _ projection: AlgorithmChoice) {
    self.preparation = preparation
    self.projection = projection
  }

  public var title: String { "projection \(projection.id)" }

  public func compute(in study: Study, context: RunContext) throws -> ProjectedPoints {
    guard !preparation.isDissimilarityMatrix else {
      throw AnalysisError.notApplicable(
        "\(projection.id) works on features and only dissimilarities are given",
        advice: "look at the dissimilarity image instead")
    }
    let dataset = try study.value(DatasetQuantity(preparation), context: context)
    return try Projections.named(projection.id).init(projection.parameters)
      .project(dataset.features, seed: preparation.seed, context: context)
  }
}
