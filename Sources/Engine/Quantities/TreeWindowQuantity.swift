import Analysis

/// The tree of a part of the order as it is drawn, so that one can walk about in it: each drawn merge
/// stands for one of the whole tree.
public struct TreeWindowQuantity: Quantity {
  /// A drawn merge.
  public struct Node: Sendable, Equatable {
    public let height: Double
    /// Everything below, as places of the whole order.
    public let places: Range<Int>
    /// The height of the higher of the two merges right below, drawn or not; 0 above two rows.
    public let heightBelow: Double
    /// Drawn merges, as indices of `nodes`; nil for none, and for a leaf.
    public let parent: Int?
    public let left: Int?
    public let right: Int?
  }

  public struct Value: Sendable {
    /// The height at which neighbouring leaves meet: one fewer than there are leaves.
    public let heights: [Double]
    /// Node i is the merge between leaf i and leaf i + 1.
    public let nodes: [Node]
    public let root: Int?
    /// The height of the whole tree, its part outside the window included.
    public let highest: Double
  }

  /// That of the spanning tree, or of a hierarchical run.
  public let source: PictureOrder
  public let window: Range<Int>
  /// Leaves at most.
  public let steps: Int

  public init(_ source: PictureOrder, window: Range<Int>, steps: Int) {
    self.source = source
    self.window = window
    self.steps = steps
  }

  public var title: String { "tree" }

  /// O(n) once the order is there.
  public func compute(in study: Study, context: RunContext) throws -> Value {
    let (joins, tree) = try joinsAndTree(in: study, context)
    let coarse = tree.coarse(window: window, steps: steps)
    let heights = Self.heights(of: coarse.tree)
    let whole = try Self.wholeMerges(for: coarse, heights, joins, tree, context)

    var parents = [Int?](repeating: nil, count: heights.count)
    var children = [(left: Int?, right: Int?)](repeating: (nil, nil), count: heights.count)
    // The highest merge so far that begins at a leaf.
    var top = [Int?](repeating: nil, count: coarse.tree.count)
    for merge in coarse.tree.merges {
      let node = merge.left.upperBound - 1
      children[node] = (top[merge.left.lowerBound], top[merge.right.lowerBound])
      for child in [children[node].left, children[node].right] {
        if let child { parents[child] = node }
      }
      top[merge.places.lowerBound] = node
    }
    let nodes = heights.indices.map { index in
      Node(
        height: heights[index], places: whole[index].places,
        heightBelow: max(tree.height(above: whole[index].left), tree.height(above: whole[index].right)),
        parent: parents[index], left: children[index].left, right: children[index].right)
    }
    return Value(
      heights: heights, nodes: nodes, root: coarse.tree.merges.last.map { $0.left.upperBound - 1 },
      highest: tree.height(above: 0..<tree.count))
  }

  private func joinsAndTree(in study: Study, _ context: RunContext) throws -> ([Double], Dendrogram) {
    switch source {
    case .spanningTree(let basis):
      let order = try study.value(VATQuantity(basis), context: context)
      return (
        order.joinDistances,
        try study.value(WholeDendrogramQuantity(basis: basis, ordering: .all), context: context)
      )
    case .hierarchy(let run), .reachability(let run), .condensedTree(let run):
      let value = try study.value(HierarchyTreeQuantity(run), context: context)
      return (value.joins, value.tree)
    }
  }

  /// The height between leaf i and leaf i + 1.
  private static func heights(of tree: Dendrogram) -> [Double] {
    var heights = [Double](repeating: 0, count: max(0, tree.count - 1))
    for merge in tree.merges { heights[merge.left.upperBound - 1] = merge.height }
    return heights
  }

  /// The merge of the whole tree that each drawn one stands for: the highest between the middles of two cells, of
  /// equal ones the last.
  private static func wholeMerges(
    for coarse: Dendrogram.Coarse, _ heights: [Double], _ joins: [Double], _ tree: Dendrogram, _ context: RunContext
  ) throws -> [Dendrogram.Merge] {
    var nodeOfJoin = [Int32](repeating: -1, count: joins.count)
    for (node, height) in heights.enumerated() {
      let isFirst = node == 0
      let isLast = node == heights.count - 1
      let (cell, next) = (coarse.cells[node], coarse.cells[node + 1])
      let from = isFirst ? cell.lowerBound : cell.lowerBound + (cell.count - 1) / 2
      let to = isLast ? next.upperBound - 1 : next.lowerBound + (next.count - 1) / 2
      let join = (from..<to).last { joins[$0] == height } ?? from
      nodeOfJoin[join] = Int32(node)
    }
    try context.checkCancellation()
    var result = [Dendrogram.Merge?](repeating: nil, count: heights.count)
    for merge in tree.merges where nodeOfJoin[merge.left.upperBound - 1] >= 0 {
      result[Int(nodeOfJoin[merge.left.upperBound - 1])] = merge
    }
    return result.compactMap(\.self)
  }
}
