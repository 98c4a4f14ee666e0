/// An edge of a spanning tree, under the total order that makes the tree unique whatever the ties: comparison value,
/// then lower row, then higher row.
package struct TreeEdge: Sendable, Equatable, BitwiseCopyable {
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
  /// and the visited end of the edge by which each but the first is reached. O(n log n) time, O(n) memory.
  package func primOrder(from start: Int, context: RunContext) throws
    -> (order: [Int], values: [Double], parents: [Int])
  {
    let rows = (0..<Int32(count)).map { $0 }
    return try rows.withUnsafeBufferPointer { rows in
      try primOrder(from: start, idOfRow: rows, rowOfId: rows, context: context)
    }
  }

  /// As above, with a numbering of the rows in which near rows have near numbers: it makes the work much faster.
  func primOrder(
    from start: Int, idOfRow: UnsafeBufferPointer<Int32>, rowOfId: UnsafeBufferPointer<Int32>, context: RunContext
  ) throws -> (order: [Int], values: [Double], parents: [Int]) {
    guard count > 1 else { return (count == 1 ? [0] : [], [], []) }
    let chain = try chain(idOfRow: idOfRow, rowOfId: rowOfId, context: context)
    var order: [Int] = []
    var values: [Double] = []
    var parents: [Int] = []
    order.reserveCapacity(count)
    values.reserveCapacity(count - 1)
    parents.reserveCapacity(count - 1)
    try chain.walk(from: idOfRow[start], context: context) { id, edge in
      order.append(Int(rowOfId[Int(id)]))
      guard let edge else { return }
      values.append(edge.value)
      parents.append(Int(rowOfId[Int(edge.from)]))
    }
    return (order, values, parents)
  }

  /// The objects in a line such that every component of the edges below any threshold lies together. O(n log n).
  func chain(
    idOfRow: UnsafeBufferPointer<Int32>, rowOfId: UnsafeBufferPointer<Int32>, context: RunContext
  ) throws -> ComponentChain {
    nonisolated(unsafe) let idOfRow = idOfRow
    nonisolated(unsafe) let rowOfId = rowOfId
    var ascending = edges
    try ascending.withUnsafeMutableBufferPointer { edges in
      // Each chunk renames the ends of its own edges.
      nonisolated(unsafe) let edges = edges
      let size = 1 << 15
      try context.forEachChunk((edges.count + size - 1) / size) { chunk in
        for i in chunk * size..<min(edges.count, (chunk + 1) * size) {
          edges[i].low = idOfRow[Int(edges[i].low)]
          edges[i].high = idOfRow[Int(edges[i].high)]
        }
      }
    }
    let sort = EdgeSort { a, b in
      a.value < b.value
        || (a.value == b.value
          && (rowOfId[Int(a.low)], rowOfId[Int(a.high)]) < (rowOfId[Int(b.low)], rowOfId[Int(b.high)]))
    }
    try sort.sort(&ascending, context: context)
    return try ComponentChain(ascending: ascending, count: count, context: context)
  }
}
