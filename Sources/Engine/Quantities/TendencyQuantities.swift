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

/// The blocks that the statistics of tendency count: those of all rows, or where their spanning tree takes seconds those
/// of a sample.
public struct BlocksQuantity: Quantity {
  public let basis: Basis
  public init(_ basis: Basis) { self.basis = basis }

  public var title: String { "blocks" }

  /// Of more rows in more than `mostColumns`, where kd-trees prune little, `sampledRows` are looked at.
  public static let mostRows = 50_000
  public static let mostColumns = 3
  public static let sampledRows = 20_000

  public func compute(in study: Study, context: RunContext) throws -> ClusterSuggestion {
    let dataset = try study.value(DatasetQuantity(basis.preparation), context: context)
    guard dataset.rowCount > Self.mostRows, dataset.features.columns > Self.mostColumns,
      !basis.preparation.isDissimilarityMatrix
    else { return try study.value(ClusterSuggestionQuantity(basis), context: context) }
    let dissimilarities = try study.value(DissimilarityQuantity(basis), context: context).dissimilarities
    var random = RandomSource(seed: basis.preparation.seed)
    let rows = random.sample(Self.sampledRows, of: dataset.rowCount).sorted()
    return ClusterSuggestion(
      of: try VATOrder(of: SubsetDissimilarities(dissimilarities, rows: rows), context: context),
      columns: dataset.features.columns)
  }
}

/// The Hopkins statistic of the scaled features.
public struct HopkinsQuantity: TendencyQuantity {
  public let preparation: Preparation
  /// Whether opposite sides of the box are joined.
  public let isTorus: Bool

  public init(_ preparation: Preparation, isTorus: Bool = false) {
    self.preparation = preparation
    self.isTorus = isTorus
  }

  public init(_ basis: Basis) { self.init(basis.preparation) }

  public static var statistic: any TendencyStatistic.Type { Hopkins.self }

  /// - Throws: `AnalysisError` when only dissimilarities are given, or for too few rows.
  public func compute(in study: Study, context: RunContext) throws -> Hopkins {
    let features = try requireFeatures(preparation, "the Hopkins statistic", in: study, context: context)
    return try Hopkins(of: features, isTorus: isTorus, seed: preparation.seed, context: context)
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
public struct DistanceDipQuantity: TendencyQuantity {
  public let basis: Basis
  public init(_ basis: Basis) { self.basis = basis }

  public static var statistic: any TendencyStatistic.Type { DistanceDip.self }

  public func compute(in study: Study, context: RunContext) throws -> DipTest {
    let dissimilarities = try study.value(DissimilarityQuantity(basis), context: context).dissimilarities
    return try DipTest(pairwiseOf: dissimilarities, seed: basis.preparation.seed, context: context)
  }
}

/// Whether the rows have more than one mode along the first principal component.
public struct ComponentDipQuantity: TendencyQuantity {
  public let preparation: Preparation
  public init(_ preparation: Preparation) { self.preparation = preparation }
  public init(_ basis: Basis) { self.init(basis.preparation) }

  public static var statistic: any TendencyStatistic.Type { ComponentDip.self }

  /// - Throws: `AnalysisError` when only dissimilarities are given, or for too few rows.
  public func compute(in study: Study, context: RunContext) throws -> DipTest {
    try DipTest(
      of: firstComponent(preparation, in: study, context: context), seed: preparation.seed, context: context)
  }
}

/// Whether a density along the first principal component needs much smoothing to have one mode.
public struct SilvermanQuantity: TendencyQuantity {
  public let preparation: Preparation
  public init(_ basis: Basis) { preparation = basis.preparation }

  public static var statistic: any TendencyStatistic.Type { SilvermanTest.self }

  /// - Throws: `AnalysisError` when only dissimilarities are given, or for too few rows.
  public func compute(in study: Study, context: RunContext) throws -> SilvermanTest {
    try SilvermanTest(
      of: firstComponent(preparation, in: study, context: context), seed: preparation.seed, context: context)
  }
}

private func firstComponent(
  _ preparation: Preparation, in study: Study, context: RunContext
) throws -> [Double] {
  let choice = AlgorithmChoice(PrincipalComponents.description.id)
  return Array(try study.value(ProjectionQuantity(preparation, choice), context: context).coordinates.column(0))
}

/// How far the rows' counts in a grid are from those of rows spread at random.
public struct SpatialHistogramQuantity: TendencyQuantity {
  public let preparation: Preparation
  public init(_ basis: Basis) { preparation = basis.preparation }

  public static var statistic: any TendencyStatistic.Type { SpatialHistogram.self }

  /// - Throws: `AnalysisError` when only dissimilarities are given, or for too few rows.
  public func compute(in study: Study, context: RunContext) throws -> SpatialHistogram {
    let features = try requireFeatures(preparation, "the spatial histogram", in: study, context: context)
    return try SpatialHistogram(of: features, seed: preparation.seed, context: context)
  }
}

/// How much more k clusters gain than on rows spread evenly.
public struct GapStatisticQuantity: TendencyQuantity {
  public let preparation: Preparation
  public init(_ basis: Basis) { preparation = basis.preparation }

  public static var statistic: any TendencyStatistic.Type { GapStatistic.self }

  /// - Throws: `AnalysisError` when only dissimilarities are given, or for too few distinct rows.
  public func compute(in study: Study, context: RunContext) throws -> GapStatistic {
    let features = try requireFeatures(preparation, "the gap statistic", in: study, context: context)
    return try GapStatistic(of: features, seed: preparation.seed, context: context)
  }
}

/// In how many dimensions the rows lie.
public struct IntrinsicDimensionQuantity: TendencyQuantity {
  public let preparation: Preparation
  public init(_ preparation: Preparation) { self.preparation = preparation }
  public init(_ basis: Basis) { self.init(basis.preparation) }

  public static var statistic: any TendencyStatistic.Type { IntrinsicDimension.self }

  /// - Throws: `AnalysisError` when only dissimilarities are given, or for too few distinct rows.
  public func compute(in study: Study, context: RunContext) throws -> IntrinsicDimension {
    let features = try requireFeatures(preparation, "the intrinsic dimension", in: study, context: context)
    return try IntrinsicDimension(of: features, seed: preparation.seed, context: context)
  }
}

/// How many principal components share the variance.
public struct ParticipationRatioQuantity: TendencyQuantity {
  public let preparation: Preparation
  public init(_ basis: Basis) { preparation = basis.preparation }

  public static var statistic: any TendencyStatistic.Type { ParticipationRatio.self }

  /// - Throws: `AnalysisError` when only dissimilarities are given, or where all rows are equal.
  public func compute(in study: Study, context: RunContext) throws -> ParticipationRatio {
    try ParticipationRatio(spectrum(preparation, in: study, context: context))
  }
}

/// How evenly the rows use all dimensions.
public struct IsoScoreQuantity: TendencyQuantity {
  public let preparation: Preparation
  public init(_ basis: Basis) { preparation = basis.preparation }

  public static var statistic: any TendencyStatistic.Type { IsoScore.self }

  /// - Throws: `AnalysisError` when only dissimilarities are given, for one column, or where all rows are equal.
  public func compute(in study: Study, context: RunContext) throws -> IsoScore {
    try IsoScore(spectrum(preparation, in: study, context: context))
  }
}

private func spectrum(_ preparation: Preparation, in study: Study, context: RunContext) throws -> VarianceSpectrum {
  let features = try requireFeatures(preparation, "the spectrum", in: study, context: context)
  let choice = AlgorithmChoice(PrincipalComponents.description.id)
  let components = try study.value(ProjectionQuantity(preparation, choice), context: context)
  return VarianceSpectrum(variances: components.explainedVariance, columns: features.columns)
}
