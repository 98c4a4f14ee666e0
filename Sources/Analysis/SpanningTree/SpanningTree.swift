/// An edge of a spanning tree, under the total order that makes the tree unique whatever the ties: comparison value,
/// then lower row, then higher row.
package struct TreeEdge: Sendable, Equatable {
  package var value: Double
  /// The lower of the two rows.
  package var low: Int32
  package var high: Int32

  @inline(__always) package init(value: Double, _ a: Int32, _ b: Int32) {
    self.value = value
    low = a < b ? a : b
    high = a < b ? b : a
  }

  /// After every edge there is.
  static let none = TreeEdge(value: .infinity, .max, .max)
  @inline(__always) var isNone: Bool { low == .max }

  @inline(__always) package static func precedes(_ a: TreeEdge, _ b: TreeEdge) -> Bool {
    a.value < b.value || (a.value == b.value && (a.low < b.low || (a.low == b.low && a.high < b.high)))
  }
}

/// A spanning tree of n rows: n − 1 edges.
package struct SpanningTree: Sendable, Equatable {
  package let count: Int
  package let edges: [TreeEdge]

  /// The order in which Prim's algorithm, begun at `start`, would visit the rows over these edges alone, with the value
  /// and the visited end of the edge by which each but the first is reached.
  ///
  /// Prim's algorithm never leaves a component of the edges below a threshold before it has visited all of it. So
  /// the edges are sorted and merged into a binary tree of components (the single-linkage dendrogram), and that is
  /// walked from the start, the side one enters first. O(n log n) time, O(n) memory.
  package func primOrder(from start: Int, context: RunContext) throws
    -> (order: [Int], values: [Double], parents: [Int])
  {
    guard count > 1 else { return (count == 1 ? [0] : [], [], []) }
    let merges = try MergeTree(
      sorted(edges, by: TreeEdge.precedes, context: context), count: count, context: context)
    return try merges.walk(from: start, context: context)
  }
}
