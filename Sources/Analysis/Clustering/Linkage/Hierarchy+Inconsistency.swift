extension Hierarchy {
  /// How much higher each merge is than the merges below it, in standard deviations (Zahn, "Graph-theoretical methods
  /// for detecting and describing Gestalt clusters", 1971): its height less the mean of its own and those at most
  /// `depth` − 1 levels below it, over their standard deviation (divisor one less than their number); 0 where that is 0.
  /// As SciPy's `inconsistent`. O(n · 2^depth) at most.
  /// - Precondition: depth ≥ 1.
  public func inconsistencies(depth: Int) -> [Double] {
    precondition(depth >= 1, "a depth of at least 1")
    var stack: [(node: Int, level: Int)] = []
    return merges.indices.map { i in
      var heights: [Double] = []
      stack.append((i, 1))
      while let (node, level) = stack.popLast() {
        heights.append(merges[node].height)
        guard level < depth else { continue }
        for child in [merges[node].first, merges[node].second] where child >= leafCount {
          stack.append((child - leafCount, level + 1))
        }
      }
      guard heights.count > 1 else { return 0 }
      let mean = heights.reduce(0) { $0 + $1 / Double(heights.count) }
      let squares = heights.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = (squares / Double(heights.count - 1)).squareRoot()
      let value = (merges[i].height - mean) / deviation
      return deviation > 0 && value.isFinite ? value : 0
    }
  }

  /// The partition into the largest subtrees in which no merge is more inconsistent than `threshold`; see
  /// `inconsistencies(depth:)`. As SciPy's `fcluster` by `inconsistent`.
  public func labels(inconsistency threshold: Double, depth: Int) -> [Int] {
    let values = inconsistencies(depth: depth)
    var isWhole = [Bool](repeating: true, count: leafCount + merges.count)
    for (i, merge) in merges.enumerated() {
      isWhole[leafCount + i] = values[i] <= threshold && isWhole[merge.first] && isWhole[merge.second]
    }
    return labels { isWhole[leafCount + $0] }
  }

  /// The partition in which the merges that `isMade` admits are made; with a merge, all below it.
  func labels(where isMade: (Int) -> Bool) -> [Int] {
    // From the top down, a node has the label of the node it went into, if that is made.
    var labels = Array(0..<(leafCount + merges.count))
    for i in merges.indices.reversed() where isMade(i) {
      labels[merges[i].first] = labels[leafCount + i]
      labels[merges[i].second] = labels[leafCount + i]
    }
    return canonicalLabels(Array(labels[..<leafCount]))
  }
}
