extension VATOrder {
  /// The single-linkage clusters at a height, as stretches of the order: cutting the profile wherever a join distance
  /// exceeds the cut leaves runs, and the runs are the clusters. O(n).
  /// - Parameter cut: objects that joined at this distance or less stay together.
  public func runs(cut: Double) -> [Range<Int>] {
    runs { joinDistances[$0] > cut }
  }

  /// The `clusters` single-linkage clusters left when the largest join distances are cut, ties from the front of the
  /// order; at least one and at most n. O(n log n).
  public func runs(clusters: Int) -> [Range<Int>] {
    let isCut = Set(rankedJoins.prefix(max(0, min(clusters, order.count) - 1)))
    return runs { isCut.contains($0) }
  }

  /// The height that leaves so many clusters: halfway between the last join distance that is cut and the next, which
  /// are equal where the height alone does not decide. The largest join distance for one cluster. O(n log n).
  public func height(clusters: Int) -> Double {
    let ranked = rankedJoins
    let cuts = max(0, min(clusters, order.count) - 1)
    guard cuts > 0 else { return ranked.first.map { joinDistances[$0] } ?? 0 }
    let lowest = joinDistances[ranked[cuts - 1]]
    let next = cuts < ranked.count ? joinDistances[ranked[cuts]] : 0
    return next + (lowest - next) / 2
  }

  /// One label a row, 0… in order of first appearance, from stretches of the order. O(n).
  public func labels(runs: [Range<Int>]) -> [Int] {
    var labels = [Int](repeating: -1, count: (order.max() ?? -1) + 1)
    for (number, run) in runs.enumerated() { for position in run { labels[order[position]] = number } }
    var numbers = [Int](repeating: -1, count: runs.count)
    var next = 0
    for row in labels.indices where labels[row] >= 0 {
      if numbers[labels[row]] < 0 {
        numbers[labels[row]] = next
        next += 1
      }
      labels[row] = numbers[labels[row]]
    }
    return labels
  }

  /// `labels(runs:)` of `runs(cut:)`.
  public func labels(cut: Double) -> [Int] { labels(runs: runs(cut: cut)) }

  /// `labels(runs:)` of `runs(clusters:)`.
  public func labels(clusters: Int) -> [Int] { labels(runs: runs(clusters: clusters)) }

  /// Positions of the join distances, the largest first, ties from the front.
  private var rankedJoins: [Int] {
    joinDistances.indices.sorted {
      joinDistances[$0] > joinDistances[$1] || (joinDistances[$0] == joinDistances[$1] && $0 < $1)
    }
  }

  private func runs(isCut: (Int) -> Bool) -> [Range<Int>] {
    guard !order.isEmpty else { return [] }
    var runs: [Range<Int>] = []
    var start = 0
    for join in joinDistances.indices where isCut(join) {
      runs.append(start..<join + 1)
      start = join + 1
    }
    runs.append(start..<order.count)
    return runs
  }
}
