extension Hierarchy {
  /// The partition into exactly this many clusters: all but the last `clusters` − 1 merges are made. O(n).
  /// - Precondition: 1 ≤ clusters ≤ n, or no rows.
  public func labels(clusters: Int) -> [Int] {
    precondition(leafCount == 0 || (1...leafCount).contains(clusters), "1 to \(leafCount) clusters")
    return labels(afterMerges: max(0, leafCount - clusters))
  }

  /// The partition at a height: merges up to and at it are made. O(n).
  public func labels(atHeight height: Double) -> [Int] {
    labels(afterMerges: mergeCount(upTo: height))
  }

  /// How many clusters are left at a height. O(n).
  public func clusterCount(atHeight height: Double) -> Int { leafCount - mergeCount(upTo: height) }

  private func mergeCount(upTo height: Double) -> Int { merges.firstIndex { $0.height > height } ?? merges.count }

  private func labels(afterMerges count: Int) -> [Int] {
    // From the top down, a node has the label of the node it went into, if that is below the cut.
    var labels = Array(0..<(leafCount + merges.count))
    for i in stride(from: count - 1, through: 0, by: -1) {
      labels[merges[i].first] = labels[leafCount + i]
      labels[merges[i].second] = labels[leafCount + i]
    }
    return canonicalLabels(Array(labels[..<leafCount]))
  }

  /// The leaves from left to right, so that every node's rows lie together, and the height at which each is merged
  /// with the next: the height of the lowest node above both leaf p and leaf q > p is the largest of
  /// `gaps[p..<q]`. O(n).
  /// - Precondition: heights never fall from one merge to the next.
  public func leafOrder() -> (order: [Int], gaps: [Double]) {
    guard leafCount > 0 else { return ([], []) }
    var first = Array(0..<leafCount) + Array(repeating: 0, count: merges.count)
    var last = first
    var next = Array(repeating: -1, count: leafCount)
    var gapAfter = Array(repeating: 0.0, count: leafCount)
    for (i, merge) in merges.enumerated() {
      next[last[merge.first]] = first[merge.second]
      gapAfter[last[merge.first]] = merge.height
      first[leafCount + i] = first[merge.first]
      last[leafCount + i] = last[merge.second]
    }
    var order: [Int] = []
    var gaps: [Double] = []
    var leaf = first[first.count - 1]
    while leaf >= 0 {
      order.append(leaf)
      if next[leaf] >= 0 { gaps.append(gapAfter[leaf]) }
      leaf = next[leaf]
    }
    return (order, gaps)
  }
}
