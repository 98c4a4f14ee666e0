extension KDTree {
  /// The minimum spanning tree under the total edge order, by Borůvka's algorithm. About O(n log n) time in low
  /// dimension, O(n) memory.
  /// - Parameter coreValues: comparison values of the core distances, by row; then the weights are mutual
  ///   reachabilities, max(core a, core b, value) (Campello, Moulavi & Sander, "Density-based clustering based on
  ///   hierarchical density estimates", 2013).
  /// - Throws: `CancellationError`.
  package func spanningTree(coreValues: [Double]? = nil, context: RunContext) throws -> SpanningTree {
    precondition(coreValues == nil || coreValues?.count == count, "one core value for each row")
    return try search.spanningTree(coreValues: coreValues, context: context)
  }

  /// Prim's order over the edges of a spanning tree of these points; see `SpanningTree.primOrder`.
  package func primOrder(of tree: SpanningTree, from start: Int, context: RunContext) throws
    -> (order: [Int], values: [Double], parents: [Int])
  {
    let storage = search.storage
    return try tree.primOrder(
      from: start, idOfRow: UnsafeBufferPointer(start: storage.positions, count: count),
      rowOfId: UnsafeBufferPointer(start: storage.rows, count: count), context: context)
  }

  /// The mean share of the leaves that a nearest-neighbour search looks at, over `samples` rows.
  package func shareOfLeaves(sampling samples: Int) -> Double { search.shareOfLeaves(sampling: samples, neighbors: 1) }

  /// The lower row of the farthest pair; 0 for fewer than two rows.
  package func farthestRow(context: RunContext) throws -> Int {
    try search.farthestPair(context: context).map { Int($0.lowRow) } ?? 0
  }
}

extension KDTreeSearch {
  @specialized(where Kernel == SquaredDifference)
  @specialized(where Kernel == AbsoluteDifference)
  @specialized(where Kernel == LargestDifference)
  func spanningTree(coreValues: [Double]?, context: RunContext) throws -> SpanningTree {
    // Six neighbours were the fastest for 2 to 13 columns.
    try Boruvka(search: self, coreValues: coreValues, listLength: 6).run(context: context)
  }

  /// Whether no comparison value can overflow.
  var isFinite: Bool { storage.count == 0 || upperBound(0, 0).isFinite }

  @specialized(where Kernel == SquaredDifference)
  @specialized(where Kernel == AbsoluteDifference)
  @specialized(where Kernel == LargestDifference)
  func primOrder(of points: Matrix, from start: Int, context: RunContext) throws
    -> (order: [Int], values: [Double], parents: [Int])
  {
    try PrimLanes(points: points, kernel: kernel).run(from: start, context: context)
  }
}
