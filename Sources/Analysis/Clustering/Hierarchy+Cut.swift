extension Hierarchy {
  /// The partition into exactly this many clusters: all but the last `clusters` − 1 merges are made. O(n).
  /// - Precondition: 1 ≤ clusters ≤ n, or no rows.
  public func labels(clusters: Int) -> [Int] {
    precondition(leafCount == 0 || (1...leafCount).contains(clusters), "1 to \(leafCount) clusters")
    return labels(afterMerges: max(0, leafCount - clusters))
  }

  /// The partition at a height: merges up to and at it are made, apart from those over a higher one. O(n).
  public func labels(atHeight height: Double) -> [Int] {
    labels(afterMerges: mergeCount(upTo: height))
  }

  /// How many clusters are left at a height. O(n).
  public func clusterCount(atHeight height: Double) -> Int { leafCount - mergeCount(upTo: height) }

  private func mergeCount(upTo height: Double) -> Int { merges.firstIndex { $0.height > height } ?? merges.count }

  private func labels(afterMerges count: Int) -> [Int] { labels { $0 < count } }

  /// Whether no merge is lower than one made before it.
  var isMonotone: Bool { zip(merges, merges.dropFirst()).allSatisfy { $0.height <= $1.height } }

  /// The leaves from left to right, so that every node's rows lie together, and the height from which on each is in one
  /// cluster with the next: leaf p and leaf q > p are in one cluster at the largest of `gaps[p..<q]`. O(n).
  public func leafOrder() -> (order: [Int], gaps: [Double]) {
    var highest = -Double.infinity
    let heights = merges.map { merge in
      highest = max(highest, merge.height)
      return highest
    }
    let (order, joins) = leafJoins()
    return (order, joins.map { heights[$0] })
  }

  /// The leaves as in `leafOrder`, and the merge that joins each with the next: the lowest node above leaf p and leaf
  /// q > p is made by the largest of `joins[p..<q]`. O(n).
  package func leafJoins() -> (order: [Int], joins: [Int]) {
    guard leafCount > 0 else { return ([], []) }
    var first = Array(0..<leafCount) + Array(repeating: 0, count: merges.count)
    var last = first
    var next = Array(repeating: -1, count: leafCount)
    var joinAfter = Array(repeating: 0, count: leafCount)
    for (i, merge) in merges.enumerated() {
      next[last[merge.first]] = first[merge.second]
      joinAfter[last[merge.first]] = i
      first[leafCount + i] = first[merge.first]
      last[leafCount + i] = last[merge.second]
    }
    var order: [Int] = []
    var joins: [Int] = []
    var leaf = first[first.count - 1]
    while leaf >= 0 {
      order.append(leaf)
      if next[leaf] >= 0 { joins.append(joinAfter[leaf]) }
      leaf = next[leaf]
    }
    return (order, joins)
  }
}
