/// Rows given to clusters of limited size at the least total cost: a transportation problem.
///
/// Every row begins in its cheapest cluster; then one row after another leaves a cluster that is too full, along the
/// cheapest chain of moves that ends in a cluster with room (successive shortest paths: Ahuja, Magnanti & Orlin,
/// "Network flows", 1993, section 9.7, with the clusters as nodes). That is optimal at every step.
///
/// O(n·k) memory; O(n·k·log n) time and O(k²) to O(k³) for each row that has to leave.
package struct CapacityAssignment {
  private struct Move: Comparable {
    let rise: Double
    let row: Int32
    /// Cheaper first, ties to the lower row.
    static func < (a: Move, b: Move) -> Bool { a.rise < b.rise || (a.rise == b.rise && a.row < b.row) }
  }

  private let costs: [Double]
  private let k: Int
  private let capacity: Int
  package private(set) var labels: [Int32]
  private var sizes: [Int]
  /// Costs that differ by less are equal: what rounding does to a sum of k differences.
  private let slack: Double
  /// Heap a·k + b: the rows that could go from a to b. Entries of rows that have left a are passed over.
  private var heaps: [BinaryHeap<Move>]

  /// - Parameters:
  ///   - costs: n·k numbers, row by row; infinite ones are kept to where there is no other way.
  ///   - capacity: rows that a cluster may have; k·capacity ≥ n.
  /// - Throws: `CancellationError`.
  package init(costs: [Double], clusters k: Int, capacity: Int, context: RunContext) throws {
    self.costs = costs
    self.k = k
    self.capacity = capacity
    let n = costs.count / k
    slack = Double(4 * k) * .ulpOfOne * costs.lazy.map(abs).filter(\.isFinite).reduce(0, max)
    precondition(k * capacity >= n, "room for every row")
    labels = (0..<n).map { i in
      var best = 0
      for c in 1..<k where costs[i * k + c] < costs[i * k + best] { best = c }
      return Int32(best)
    }
    sizes = Array(repeating: 0, count: k)
    for label in labels { sizes[Int(label)] += 1 }
    heaps = []
    guard sizes.contains(where: { $0 > capacity }) else { return }
    var moves: [[Move]] = Array(repeating: [], count: k * k)
    for (i, label) in labels.enumerated() {
      for b in 0..<k where b != label { moves[Int(label) * k + b].append(move(i, from: Int(label), to: b)) }
    }
    heaps = try moves.map {
      try context.checkCancellation()
      return BinaryHeap($0)
    }
    while sizes.contains(where: { $0 > capacity }) {
      try context.checkCancellation()
      relieve()
    }
  }

  /// Σ of the costs of the assignment.
  package var total: Double {
    labels.indices.reduce(0) { $0 + costs[$1 * k + Int(labels[$1])] }
  }

  private func move(_ i: Int, from a: Int, to b: Int) -> Move {
    Move(rise: costs[i * k + b] - costs[i * k + a], row: Int32(i))
  }

  /// Moves one row out of a full cluster, along the cheapest chain.
  private mutating func relieve() {
    var arcs = Array(repeating: Double.infinity, count: k * k)
    for a in 0..<k {
      for b in 0..<k where a != b {
        while let top = heaps[a * k + b].first, labels[Int(top.row)] != a { heaps[a * k + b].popFirst() }
        arcs[a * k + b] = heaps[a * k + b].first?.rise ?? .infinity
      }
    }
    // Bellman and Ford: arcs may be negative, cycles are not.
    var distance = sizes.map { $0 > capacity ? 0 : Double.infinity }
    var before = Array(repeating: -1, count: k)
    for _ in 0..<k {
      var changed = false
      for a in 0..<k where distance[a] < .infinity {
        for b in 0..<k where sizes[b] <= capacity {
          let reached = distance[a] + arcs[a * k + b]
          // More than rounding, so that a chain never closes.
          if reached < distance[b] - slack || (distance[b] == .infinity && reached < .infinity) {
            distance[b] = reached
            before[b] = a
            changed = true
          }
        }
      }
      if !changed { break }
    }
    var end = -1
    for c in 0..<k where sizes[c] < capacity && (end < 0 || distance[c] < distance[end]) { end = c }
    for (row, target) in chain(to: end, before) ?? [anyMove(to: end)] {
      sizes[Int(labels[row])] -= 1
      sizes[target] += 1
      labels[row] = Int32(target)
      for b in 0..<k where b != target { heaps[target * k + b].insert(move(row, from: target, to: b)) }
    }
  }

  /// The moves that end in a cluster, the last first; nil where they do not begin in one that is too full.
  private func chain(to end: Int, _ before: [Int]) -> [(row: Int, to: Int)]? {
    var moves: [(row: Int, to: Int)] = []
    var node = end
    while before[node] >= 0 {
      guard moves.count < k, let top = heaps[before[node] * k + node].first else { return nil }
      moves.append((Int(top.row), node))
      node = before[node]
    }
    return sizes[node] > capacity ? moves : nil
  }

  /// Where costs say nothing: a row of the first cluster that is too full.
  private func anyMove(to end: Int) -> (row: Int, to: Int) {
    let full = sizes.firstIndex { $0 > capacity }!
    return (labels.firstIndex { $0 == full }!, end)
  }
}
