import Analysis

/// How many groups the gaps of the spanning tree suggest.
public struct ClusterSuggestionQuantity: Quantity {
  public let basis: Basis
  public let ordering: RowOrdering
  public init(_ basis: Basis, _ ordering: RowOrdering = .all) {
    self.basis = basis
    self.ordering = ordering
  }

  public var title: String { "suggested clusters" }

  public func compute(in study: Study, context: RunContext) throws -> ClusterSuggestion {
    let isMatrix = basis.preparation.isDissimilarityMatrix
    let dataset = try study.value(DatasetQuantity(basis.preparation), context: context)
    return ClusterSuggestion(
      of: try study.value(OrderedRowsQuantity(basis, ordering), context: context).order,
      columns: isMatrix ? nil : dataset.features.columns)
  }
}

/// The Hopkins statistic of the scaled features.
public struct HopkinsQuantity: Quantity {
  public let preparation: Preparation
  public init(_ preparation: Preparation) { self.preparation = preparation }

  public var title: String { "Hopkins statistic" }

  /// - Throws: `AnalysisError` when only dissimilarities are given, or for too few rows.
  public func compute(in study: Study, context: RunContext) throws -> Hopkins {
    let features = try requireFeatures(preparation, "the Hopkins statistic", in: study, context: context)
    return try Hopkins(of: features, seed: preparation.seed, context: context)
  }
}

/// - Throws: `AnalysisError.notApplicable` when only dissimilarities are given.
func requireFeatures(
  _ preparation: Preparation, _ what: String, in study: Study, context: RunContext
) throws -> Matrix {
  guard !preparation.isDissimilarityMatrix else {
    throw AnalysisError.notApplicable(
      "\(what) works on features and only dissimilarities are given", advice: "use a table of features")
  }
  return try study.value(DatasetQuantity(preparation), context: context).features
}

/// Whether the distances between rows have more than one mode.
public struct DistanceDipQuantity: Quantity {
  public let basis: Basis
  public init(_ basis: Basis) { self.basis = basis }

  public var title: String { "dip test of distances" }

  public func compute(in study: Study, context: RunContext) throws -> DipTest {
    let dissimilarities = try study.value(DissimilarityQuantity(basis), context: context).dissimilarities
    return try DipTest(pairwiseOf: dissimilarities, seed: basis.preparation.seed, context: context)
  }
}

/// Whether the rows have more than one mode along the first principal component.
public struct ComponentDipQuantity: Quantity {
  public let preparation: Preparation
  public init(_ preparation: Preparation) { self.preparation = preparation }

  public var title: String { "dip test of the first component" }

  /// - Throws: `AnalysisError` when only dissimilarities are given, or for too few rows.
  public func compute(in study: Study, context: RunContext) throws -> DipTest {
    let choice = AlgorithmChoice(PrincipalComponents.description.id)
    let points = try study.value(ProjectionQuantity(preparation, choice), context: context)
    return try DipTest(of: Array(points.coordinates.column(0)), seed: preparation.seed, context: context)
  }
}

/// In how many dimensions the rows lie.
public struct IntrinsicDimensionQuantity: Quantity {
  public let preparation: Preparation
  public init(_ preparation: Preparation) { self.preparation = preparation }

  public var title: String { "intrinsic dimension" }

  /// - Throws: `AnalysisError` when only dissimilarities are given, or for too few distinct rows.
  public func compute(in study: Study, context: RunContext) throws -> IntrinsicDimension {
    let features = try requireFeatures(preparation, "the intrinsic dimension", in: study, context: context)
    return try IntrinsicDimension(of: features, context: context)
  }
}
