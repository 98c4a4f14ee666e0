/// The edges of a tree in ascending order, (value, low row, high row), in O(n) time unless many values are equal.
///
/// The leading 33 bits in which the values differ are sorted digit by digit, on all threads (non-negative doubles are
/// ordered as their bits are); what they leave undecided, ties above all, is settled by comparison. The order is total,
/// so the answer is the same for any number of threads.
struct EdgeSort {
  private static let digitBits = 11
  private static let digits = 3
  private static var buckets: Int { 1 << digitBits }
  /// Where runs of equal keys are long enough to be sorted on all threads.
  private static let longRun = 50_000

  /// Comes before: what the edges are ordered by in the end.
  let precedes: @Sendable (TreeEdge, TreeEdge) -> Bool

  /// - Parameter edges: values at least 0.
  /// - Throws: `CancellationError`.
  func sort(_ edges: inout [TreeEdge], context: RunContext) throws {
    guard edges.count > 1 else { return }
    var smallest = UInt64.max
    var largest: UInt64 = 0
    for edge in edges {
      smallest = min(smallest, edge.value.bitPattern)
      largest = max(largest, edge.value.bitPattern)
    }
    let width = UInt64.bitWidth - (largest - smallest).leadingZeroBitCount
    let key = Key(smallest: smallest, shift: UInt64(max(0, width - Self.digits * Self.digitBits)))
    var room = edges
    for digit in 0..<Self.digits where digit * Self.digitBits < width {
      try pass(edges, &room, key, UInt64(digit * Self.digitBits), context)
      swap(&edges, &room)
    }
    try settle(&edges, key, context)
  }

  private struct Key {
    let smallest: UInt64
    let shift: UInt64
    @inline(__always) func callAsFunction(_ edge: TreeEdge) -> UInt64 { (edge.value.bitPattern &- smallest) &>> shift }
  }

  /// Stable, by one digit.
  private func pass(
    _ source: [TreeEdge], _ target: inout [TreeEdge], _ key: Key, _ shift: UInt64, _ context: RunContext
  ) throws {
    let buckets = Self.buckets
    let parts = source.count < 100_000 ? 1 : min(context.threads, 16)
    let counts = Buffer(count: parts * buckets, repeating: 0)
    let mask = UInt64(buckets - 1)
    let count = source.count
    @Sendable func bounds(_ part: Int) -> Range<Int> { part * count / parts..<(part + 1) * count / parts }
    try source.withUnsafeBufferPointer { source in
      try target.withUnsafeMutableBufferPointer { target in
        // Each part counts into its own table, and writes to the places that the tables give it.
        nonisolated(unsafe) let source = source
        nonisolated(unsafe) let target = target
        try context.forEachChunk(parts) { part in
          let table = counts.pointer + part * buckets
          for i in bounds(part) { table[Int((key(source[i]) &>> shift) & mask)] &+= 1 }
        }
        var next = 0
        for bucket in 0..<buckets {
          for part in 0..<parts {
            let count = counts[part * buckets + bucket]
            counts[part * buckets + bucket] = next
            next += count
          }
        }
        try context.forEachChunk(parts) { part in
          let table = counts.pointer + part * buckets
          for i in bounds(part) {
            let bucket = Int((key(source[i]) &>> shift) & mask)
            target[table[bucket]] = source[i]
            table[bucket] &+= 1
          }
        }
      }
    }
  }

  /// Sorts the runs of equal keys.
  private func settle(_ edges: inout [TreeEdge], _ key: Key, _ context: RunContext) throws {
    var longRuns: [Range<Int>] = []
    edges.withUnsafeMutableBufferPointer { edges in
      var first = 0
      while first < edges.count {
        let value = key(edges[first])
        var end = first + 1
        while end < edges.count, key(edges[end]) == value { end += 1 }
        if end - first >= Self.longRun {
          longRuns.append(first..<end)
        } else if end - first > 1 {
          var run = UnsafeMutableBufferPointer(rebasing: edges[first..<end])
          run.sort(by: precedes)
        }
        first = end
      }
    }
    for run in longRuns {
      edges.replaceSubrange(run, with: try sorted(Array(edges[run]), by: precedes, context: context))
    }
  }
}
