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

  /// The order in which Prim's algorithm, begun at `start`, would visit the rows over these edges alone, with the
  /// position in `edges` … each row's edge being returned as (value, visited end).
  ///
  /// Prim's algorithm never leaves a component of the edges below a threshold before it has visited all of it. So
  /// the edges are sorted and merged into a binary tree of components (the single-linkage dendrogram), and that is
  /// walked from the start, the side one enters first. O(n log n) time, O(n) memory.
  package func primOrder(from start: Int, context: RunContext) throws
    -> (order: [Int], values: [Double], parents: [Int])
  {
    guard count > 1 else { return (count == 1 ? [0] : [], [], []) }
    let merges = try MergeTree(SpanningTree.sorted(edges, context: context), count: count, context: context)
    return try merges.walk(from: start, context: context)
  }

  /// Sorts edges by their total order: parts in parallel, then pairwise merging.
  static func sorted(_ edges: [TreeEdge], context: RunContext) throws -> [TreeEdge] {
    let parts = edges.count < 20_000 ? 1 : 16
    guard parts > 1 else { return edges.sorted(by: TreeEdge.precedes) }
    var current = edges
    var other = edges
    let size = (edges.count + parts - 1) / parts
    try current.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = buffer
      try context.forEachChunk(parts) { part in
        let bounds = min(edges.count, part * size)..<min(edges.count, (part + 1) * size)
        var slice = UnsafeMutableBufferPointer(rebasing: buffer[bounds])
        slice.sort(by: TreeEdge.precedes)
      }
    }
    var width = size
    while width < edges.count {
      let span = width
      try current.withUnsafeBufferPointer { source in
        try other.withUnsafeMutableBufferPointer { target in
          nonisolated(unsafe) let source = source
          nonisolated(unsafe) let target = target
          try context.forEachChunk((source.count + 2 * span - 1) / (2 * span)) { part in
            var a = part * 2 * span
            let middle = min(source.count, a + span)
            let end = min(source.count, a + 2 * span)
            var b = middle
            var k = a
            while k < end {
              let takeB = a >= middle || (b < end && TreeEdge.precedes(source[b], source[a]))
              target[k] = source[takeB ? b : a]
              if takeB { b += 1 } else { a += 1 }
              k += 1
            }
          }
        }
      }
      swap(&current, &other)
      width *= 2
    }
    return current
  }
}
