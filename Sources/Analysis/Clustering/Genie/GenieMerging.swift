/// The merges of Genie along a spanning tree.
struct GenieMerging {
  /// In the order in which the merges are made. A merge forced upon a small cluster may be longer than those after it:
  /// no height is above a later one, each being the smallest from its merge on.
  let hierarchy: Hierarchy

  /// - Parameter threshold: of the Gini index, above which a smallest cluster has to be merged.
  /// - Throws: `CancellationError`. O(n log n + n√n) time.
  init(_ tree: VATOrder, threshold: Double, context: RunContext) throws {
    let n = tree.order.count
    let edges = try tree.ascendingEdges(context)
    var sets = DisjointSets(count: n)
    var sizeOfRoot = Array(repeating: 1, count: n)
    var sizes = ClusterSizes(total: n)
    // The edges not yet used, in order; place 0 is before the first.
    var next = Array(1...(edges.count + 1))
    var before = 0
    var beforeSize = 0
    var chosen: [Int] = []
    chosen.reserveCapacity(edges.count)
    while chosen.count < edges.count {
      if chosen.count & 1023 == 0 {
        try context.checkCancellation()
        context.report("merges", chosen.count, of: edges.count)
      }
      var place = 0
      if sizes.gini > threshold {
        let smallest = sizes.smallest
        // What was passed over for this size leads to no cluster of it now either.
        place = smallest == beforeSize ? before : 0
        while true {
          let edge = edges[next[place] - 1]
          if sizeOfRoot[sets.root(of: Int(edge.low))] == smallest
            || sizeOfRoot[sets.root(of: Int(edge.high))] == smallest
          {
            break
          }
          place = next[place]
        }
        before = place
        beforeSize = smallest
      }
      let taken = next[place]
      next[place] = next[taken]
      // A place that has been used leads nowhere any more.
      if place == 0, before == taken { before = 0 }
      chosen.append(taken - 1)
      let (a, b) = (sets.root(of: Int(edges[taken - 1].low)), sets.root(of: Int(edges[taken - 1].high)))
      sizes.merge(sizeOfRoot[a], sizeOfRoot[b])
      sets.join(a, b)
      sizeOfRoot[min(a, b)] = sizeOfRoot[a] + sizeOfRoot[b]
    }
    var lowest = Double.infinity
    var heights = chosen.map { edges[$0].value }
    for i in heights.indices.reversed() {
      lowest = min(lowest, heights[i])
      heights[i] = lowest
    }
    var merges = MergeSequence(count: n)
    for (i, edge) in chosen.enumerated() {
      merges.append(Int(edges[edge].low), Int(edges[edge].high), height: heights[i])
    }
    hierarchy = try merges.hierarchy(sorted: false, context)
  }
}
