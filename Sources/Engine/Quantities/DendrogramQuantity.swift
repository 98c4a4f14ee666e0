import Analysis

/// The single-linkage tree of a part of the order, coarse enough to be drawn: the height of the highest join between
/// neighbouring cells.
public struct DendrogramQuantity: Quantity {
  public struct Value: Sendable {
    /// One fewer than there are leaves.
    public let heights: [Double]
  }

  public let basis: Basis
  public let ordering: RowOrdering
  public let window: Range<Int>
  /// Leaves at most.
  public let steps: Int

  public init(_ basis: Basis, _ ordering: RowOrdering = .all, window: Range<Int>, steps: Int) {
    self.basis = basis
    self.ordering = ordering
    self.window = window
    self.steps = steps
  }

  public var title: String { "dendrogram" }

  public func compute(in study: Study, context: RunContext) throws -> Value {
    let tree = try study.value(WholeDendrogramQuantity(basis: basis, ordering: ordering), context: context)
    let coarse = tree.coarse(window: window, steps: steps).tree
    // Leaf i and leaf i + 1 meet where the merge that divides them does.
    var heights = [Double](repeating: 0, count: max(0, coarse.count - 1))
    for merge in coarse.merges { heights[merge.left.upperBound - 1] = merge.height }
    return Value(heights: heights)
  }
}

/// The whole tree, made once for all windows.
struct WholeDendrogramQuantity: Quantity {
  let basis: Basis
  let ordering: RowOrdering

  var title: String { "dendrogram" }

  func compute(in study: Study, context: RunContext) throws -> Dendrogram {
    Dendrogram(try study.value(OrderedRowsQuantity(basis, ordering), context: context).order)
  }
}
