import Analysis

/// An order of the rows along which a picture shows them.
public enum PictureOrder: Sendable, Hashable {
  /// That of the dissimilarity image and of the single-linkage tree.
  case spanningTree(Basis)
  /// The tree of merges of a hierarchical run.
  case hierarchy(ClusteringQuantity)
  /// The visit of OPTICS.
  case reachability(ClusteringQuantity)
  /// The condensed tree of HDBSCAN* from left to right.
  case condensedTree(ClusteringQuantity)

  var preparation: Preparation {
    switch self {
    case .spanningTree(let basis): basis.preparation
    case .reachability(let run), .condensedTree(let run), .hierarchy(let run): run.basis.preparation
    }
  }

  /// The rows as analysed, one after the other.
  func rows(in study: Study, context: RunContext) throws -> [Int] {
    switch self {
    case .spanningTree(let basis): try study.value(VATQuantity(basis), context: context).order
    case .hierarchy(let run): try study.value(HierarchyTreeQuantity(run), context: context).order
    case .reachability(let run): try study.value(ReachabilityQuantity(run), context: context).order
    case .condensedTree(let run): try study.value(CondensedTreeQuantity(run), context: context).order
    }
  }
}

/// Where some rows of the table stand in the order of a picture: places, ascending. Made once for each selection, so
/// that no frame has to look at all rows.
public struct SelectedPlacesQuantity: Quantity {
  public let order: PictureOrder
  /// Rows of the table.
  public let rows: RowSet

  public init(_ order: PictureOrder, rows: RowSet) {
    self.order = order
    self.rows = rows
  }

  public var title: String { "selected rows" }

  /// O(n) once the order is there.
  public func compute(in study: Study, context: RunContext) throws -> [Int] {
    let numbers = try study.value(DatasetQuantity(order.preparation), context: context).rowNumbers
    let order = try order.rows(in: study, context: context)
    try context.checkCancellation()
    return order.indices.filter { rows.contains(numbers[order[$0]]) }
  }
}
