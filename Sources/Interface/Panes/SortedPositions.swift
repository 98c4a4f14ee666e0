import Engine

/// Some places of an order, ascending: says quickly whether a stretch holds any.
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

extension Session {
  /// What has to be known to mark the selection along an order; nil without a selection.
  func selectedPlacesQuantity(_ order: PictureOrder) -> SelectedPlacesQuantity? {
    selection.isEmpty ? nil : SelectedPlacesQuantity(order, rows: selection)
  }

  /// Where the selected rows stand in an order: none until that is known.
  func selectedPlaces(_ order: PictureOrder) -> SortedPositions {
    SortedPositions(positions: selectedPlacesQuantity(order).flatMap { results.value($0) } ?? [])
  }

  /// Where the rows under the cursor stand in an order of the rows. O(n) for more than one of them.
  func cursorPlaces(in order: [Int]) -> SortedPositions {
    let rows: [Int]
    switch cursor {
    case .none: rows = []
    case .row(let row): return SortedPositions(positions: order.firstIndex(of: row).map { [$0] } ?? [])
    case .rows(let chosen): rows = chosen
    case .block(let places, _):
      guard let tree = vatOrder?.order else { return SortedPositions(positions: []) }
      rows = places.clamped(to: tree.indices).map { tree[$0] }
    }
    guard !rows.isEmpty else { return SortedPositions(positions: []) }
    var isMarked = [Bool](repeating: false, count: order.count)
    for row in rows where isMarked.indices.contains(row) { isMarked[row] = true }
    return SortedPositions(positions: order.indices.filter { isMarked[order[$0]] })
  }
}

extension [Int] {
  /// The shortest stretch of an order in which some rows, ascending, stand; nil without any. O(n).
  func stretch(around rows: [Int]) -> Range<Int>? {
    var isSought = [Bool](repeating: false, count: count)
    for row in rows where isSought.indices.contains(row) { isSought[row] = true }
    guard let first = firstIndex(where: { isSought[$0] }), let last = lastIndex(where: { isSought[$0] }) else {
      return nil
    }
    return first..<last + 1
  }
}
