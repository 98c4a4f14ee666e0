extension VATOrder {
  /// The single-linkage clusters at a height: one label a row, 0… in order of first appearance. Cutting the profile
  /// wherever a join distance exceeds the cut leaves runs, and the runs are the clusters. O(n).
  /// - Parameter cut: objects that joined at this distance or less stay together.
  public func labels(cut: Double) -> [Int] {
    labels { joinDistances[$0] > cut }
  }

  /// The `clusters` single-linkage clusters left when the largest join distances are cut, ties from the front of the
  /// order; at least one and at most n. O(n log n).
  public func labels(clusters: Int) -> [Int] {
    let cuts = max(0, min(clusters, order.count) - 1)
    let ranked = joinDistances.indices.sorted {
      joinDistances[$0] > joinDistances[$1] || (joinDistances[$0] == joinDistances[$1] && $0 < $1)
    }
    let isCut = Set(ranked.prefix(cuts))
    return labels { isCut.contains($0) }
  }

  private func labels(isCut: (Int) -> Bool) -> [Int] {
    var runs = [Int](repeating: 0, count: order.count)
    var run = 0
    for (place, row) in order.enumerated() {
      if place > 0, isCut(place - 1) { run += 1 }
      runs[row] = run
    }
    var numbers = [Int](repeating: -1, count: run + 1)
    var next = 0
    for row in runs.indices {
      if numbers[runs[row]] < 0 {
        numbers[runs[row]] = next
        next += 1
      }
      runs[row] = numbers[runs[row]]
    }
    return runs
  }
}
