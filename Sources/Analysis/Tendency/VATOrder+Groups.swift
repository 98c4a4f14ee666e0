extension VATOrder {
  /// The group of most rows in each cell of a window, for strips of colour beside an image. A cell of many rows is
  /// judged by 64 of them, evenly spread. Ties go to the lower group. O(cells).
  /// - Parameters:
  ///   - groups: of every row; negative ones count as one group.
  ///   - window: positions of the order; clamped to those there are.
  ///   - cells: a window of fewer positions gives one each.
  public func majorityGroups(_ groups: [Int], window: Range<Int>, cells: Int) -> [Int] {
    let window = window.clamped(to: 0..<order.count)
    let cells = max(0, min(cells, window.count))
    return (0..<cells).map { majorityGroup(groups, DissimilarityImage.places(of: window, inCell: $0, of: cells)) }
  }

  /// See `majorityGroup(_:_:_:)`.
  public func majorityGroup(_ groups: [Int], _ positions: Range<Int>) -> Int {
    Analysis.majorityGroup(groups, order, positions)
  }
}

/// The group of most rows at some positions of an order, judged by some 64 of them, evenly spread; ties to the lower
/// group; −1 where there are none.
public func majorityGroup(_ groups: [Int], _ order: [Int], _ positions: Range<Int>) -> Int {
  let step = max(1, positions.count / 64)
  var counts: [Int: Int] = [:]
  for position in stride(from: positions.lowerBound, to: positions.upperBound, by: step) {
    counts[max(-1, groups[order[position]]), default: 0] += 1
  }
  return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? -1
}
