import Analysis

/// The nearest neighbours of every row, which clusterers of the neighbour graph share.
public struct NeighborsQuantity: Quantity {
  public let basis: Basis
  /// Neighbours of each row, or one fewer than there are rows.
  public let count: Int

  public init(_ basis: Basis, count: Int) {
    self.basis = basis
    self.count = count
  }

  public var title: String { "nearest neighbours" }

  public func compute(in study: Study, context: RunContext) throws -> NearestNeighbors {
    let dissimilarities = try study.value(DissimilarityQuantity(basis), context: context).dissimilarities
    return try NearestNeighbors(of: dissimilarities, k: count, context: context)
  }
}
