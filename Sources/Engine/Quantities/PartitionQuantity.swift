import Analysis

/// Where a partition of the rows comes from.
public enum PartitionSource: Sendable, Hashable {
  /// The column of reference classes that the preparation names.
  case labels
  case clusterer(AlgorithmChoice)
}

/// One label a row: 0… in order of first appearance, −1 for noise or for a row without a reference class.
public struct PartitionQuantity: Quantity {
  public let basis: Basis
  public let source: PartitionSource
  public init(_ basis: Basis, _ source: PartitionSource) {
    self.basis = basis
    self.source = source
  }

  public var title: String {
    switch source {
    case .labels: "reference classes"
    case .clusterer(let choice): "clustering \(choice.id)"
    }
  }

  /// - Throws: `ReportError.noLabels` when the column is asked for and none is named.
  public func compute(in study: Study, context: RunContext) throws -> [Int] {
    switch source {
    case .labels:
      guard let labels = try study.value(DatasetQuantity(basis.preparation), context: context).labels else {
        throw ReportError.noLabels
      }
      return labels.codes
    case .clusterer(let choice):
      return try study.value(ClusteringQuantity(basis, choice), context: context).clustering.labels
    }
  }
}
