/// Some positions of an order, ascending: says quickly whether a stretch holds any.
struct SortedPositions {
  let positions: [Int]

  var isEmpty: Bool { positions.isEmpty }

  /// O(log n).
  func contains(in range: Range<Int>) -> Bool {
    var (low, high) = (0, positions.count)
    while low < high {
      let middle = (low + high) / 2
      if positions[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < positions.count && positions[low] < range.upperBound
  }
}
