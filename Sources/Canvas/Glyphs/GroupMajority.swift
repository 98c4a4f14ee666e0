/// Which group most of the points of a cell belong to.
enum GroupMajority {
  /// What an empty cell gets.
  static let none = Int.min

  /// The most frequent group of every cell; ties go to the lower group, and a group wins a tie with noise (below 0,
  /// reported as −1). The order of the points does not matter.
  /// - Parameters:
  ///   - cells: each point's cell, in 0..<cellCount.
  ///   - groups: each point's group, as many as there are cells.
  /// - Complexity: O(points + cellCount + highest group); with group numbers beyond a million, O(points · log points).
  static func of(cells: [Int32], groups: [Int], cellCount: Int) -> [Int] {
    var result = Array(repeating: none, count: cellCount)
    guard !cells.isEmpty, cellCount > 0 else { return result }
    let highest = groups.max() ?? 0
    if highest > 1 << 20 {
      let distinct = Set(groups.lazy.filter { $0 >= 0 }).sorted()
      let slots = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
      let dense = of(cells: cells, groups: groups.map { slots[$0] ?? -1 }, cellCount: cellCount)
      return dense.map { $0 >= 0 ? distinct[$0] : $0 }
    }

    // A counting sort by cell: starts[c]..<starts[c + 1] are the points of cell c.
    var starts = Array(repeating: 0, count: cellCount + 1)
    for cell in cells { starts[Int(cell) + 1] += 1 }
    for cell in 0..<cellCount { starts[cell + 1] += starts[cell] }
    var next = starts
    var sorted = Array(repeating: 0, count: cells.count)
    // Noise takes the slot after the last group, so that it loses every tie.
    let noise = max(0, highest + 1)
    for point in cells.indices {
      let cell = Int(cells[point])
      sorted[next[cell]] = groups[point] < 0 ? noise : groups[point]
      next[cell] += 1
    }

    var counts = Array(repeating: 0, count: noise + 1)
    for cell in 0..<cellCount where starts[cell] < starts[cell + 1] {
      let members = starts[cell]..<starts[cell + 1]
      var best = noise
      for index in members { counts[sorted[index]] += 1 }
      for index in members {
        let slot = sorted[index]
        if counts[slot] > counts[best] || (counts[slot] == counts[best] && slot < best) { best = slot }
      }
      for index in members { counts[sorted[index]] = 0 }
      result[cell] = best == noise ? -1 : best
    }
    return result
  }
}
