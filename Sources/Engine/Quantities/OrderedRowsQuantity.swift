import Analysis

/// Which rows stand in a dissimilarity image, and by what they are ordered.
public enum RowOrdering: Sendable, Hashable {
  /// All rows, by the spanning tree.
  case all
}

/// The order of the rows in a dissimilarity image, and how the rows that it leaves out belong to those that it shows.
public struct OrderedRowsQuantity: Quantity {
  public struct Value: Sendable {
    public let order: VATOrder
    /// For each row of the data the row of the image that it belongs to; nil where each row stands in the image.
    let representatives: [Int]?
    /// What the user should know: whole sentences.
    let remarks: [String]

    /// Labels of all rows, from those of the rows in the image, numbered in order of first appearance.
    func extended(_ labels: [Int]) -> [Int] { labels }
  }

  public let basis: Basis
  public let ordering: RowOrdering
  public init(_ basis: Basis, _ ordering: RowOrdering) {
    self.basis = basis
    self.ordering = ordering
  }

  public var title: String { "order of rows" }

  public func compute(in study: Study, context: RunContext) throws -> Value {
    Value(order: try study.value(VATQuantity(basis), context: context), representatives: nil, remarks: [])
  }
}
