import Analysis

/// The value of one index; nil where the index is undefined.
public struct IndexValue: Sendable, Equatable {
  public let key: String
  public let title: String
  public let value: Double?
  public let direction: IndexDirection
  /// What the index can be, in words.
  public let range: String
  /// Whether partitions into different numbers of clusters can be ranked by it.
  public var ranksAnyCounts = true
}

/// How a partition looks from inside the data, by every internal index.
public struct InternalIndicesQuantity: Quantity {
  public let basis: Basis
  public let source: PartitionSource
  public init(_ basis: Basis, _ source: PartitionSource) {
    self.basis = basis
    self.source = source
  }

  public var title: String { "validity indices" }

  public func compute(in study: Study, context: RunContext) throws -> [IndexValue] {
    let labels = try study.value(PartitionQuantity(basis, source), context: context)
    let dataset = try study.value(DatasetQuantity(basis.preparation), context: context)
    let dissimilarities = try study.value(DissimilarityQuantity(basis), context: context).dissimilarities
    let features = basis.preparation.isDissimilarityMatrix ? nil : dataset.features
    return try ValidityIndices.allInternal.map { index in
      try context.checkCancellation()
      return IndexValue(
        key: index.key, title: index.description.title,
        value: try index.value(
          labels: labels, features: features, dissimilarities: dissimilarities, context: context),
        direction: index.direction, range: index.range, ranksAnyCounts: index.ranksAnyCounts)
    }
  }
}

/// How far a clusterer's partition agrees with the reference classes, by every external index.
public struct ExternalIndicesQuantity: Quantity {
  public let basis: Basis
  public let clusterer: AlgorithmChoice
  public init(_ basis: Basis, _ clusterer: AlgorithmChoice) {
    self.basis = basis
    self.clusterer = clusterer
  }

  public var title: String { "agreement with the reference classes" }

  public func compute(in study: Study, context: RunContext) throws -> [IndexValue] {
    let reference = try study.value(PartitionQuantity(basis, .labels), context: context)
    let found = try study.value(PartitionQuantity(basis, .clusterer(clusterer)), context: context)
    return try ValidityIndices.allExternal.map { index in
      try context.checkCancellation()
      return IndexValue(
        key: index.key, title: index.description.title, value: index.value(reference, found),
        direction: index.direction, range: index.range)
    }
  }
}
