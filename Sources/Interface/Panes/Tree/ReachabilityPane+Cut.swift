import Analysis
import Canvas
import Engine

// A cut of the plot at eps: the clusters that DBSCAN would find there, moved by key or by mouse.
extension ReachabilityPane {
  /// The run's own cut; nil where its clusters are valleys by xi.
  static func eps(_ session: Session) -> Double? {
    if case .real(let eps)? = run(session).parameters["eps"] { eps } else { nil }
  }

  /// On the line of the cut.
  static func holdsCut(at point: Point, _ state: State, in area: Rectangle) -> Bool {
    guard let session = state.session, let value = value(state, session, area), let eps = eps(session) else {
      return false
    }
    let parts = parts(state, value, in: area)
    let share = 1 - eps / parts.range.upperBound
    guard (0...1).contains(share) else { return false }
    let row = parts.bars.y + min(parts.bars.height - 1, max(0, Int(share * Double(parts.bars.height))))
    return parts.bars.contains(point) && point.y == row
  }

  /// Cuts at the height of a row of the screen.
  static func cut(at point: Point, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let value = value(state, session, area) else { return }
    let parts = parts(state, value, in: area)
    let share = 1 - (Double(point.y - parts.bars.y) + 0.5) / Double(max(1, parts.bars.height))
    cut(at: max(0, min(1, share)) * parts.range.upperBound, &state)
  }

  /// To the next lower cut that leaves one more cluster (1), or the next higher that leaves one fewer (−1).
  static func stepCut(_ step: Int, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let value = value(state, session, area) else {
      return state.tell("The rows are still being visited.")
    }
    let smallest: Int
    let clustering = session.results.value(session.numbered(ClusteringQuantity(session.basis, run(session))))
    if case .integer(let points)? = clustering?.clustering.parameters["min-points"] { smallest = points } else {
      smallest = 5
    }
    let cuts = value.cuts(smallest: smallest)
    let current = eps(session) ?? .infinity
    guard let next = step > 0 ? cuts.first(where: { $0 < current }) : cuts.last(where: { $0 > current }) else {
      return state.tell(
        step > 0 ? "No lower cut leaves more clusters." : "All rows are one cluster above the highest wall.")
    }
    cut(at: next, &state)
  }

  private static func cut(at height: Double, _ state: inout State) {
    guard let session = state.session, height.isFinite else { return }
    var choice = run(session)
    // eps must be above 0 and cannot be above max-eps.
    var eps = max(height, .leastNormalMagnitude)
    if case .real(let most)? = choice.parameters["max-eps"] { eps = min(eps, most) }
    choice.parameters["eps"] = .real(eps)
    state.setClusterer(choice.id)
    state.session!.clusterer = choice
  }
}

extension ReachabilityWindowQuantity.Value {
  /// The heights between the walls that part two stretches of a fair size, falling: each leaves one stretch more than
  /// the one before. The first is above all walls.
  /// - Parameter smallest: rows that a stretch needs.
  /// - Complexity: O(n log n).
  func cuts(smallest: Int) -> [Double] {
    // Each wall parts the stretch since the last higher wall from that up to the next one at least as high.
    let count = profile.count
    var left = [Int](repeating: 0, count: count)
    var right = [Int](repeating: count, count: count)
    var higher: [Int] = []
    for place in 1..<max(1, count) {
      while let last = higher.last, profile[last] <= profile[place] {
        right[last] = place
        higher.removeLast()
      }
      left[place] = higher.last ?? 0
      higher.append(place)
    }
    var walls: [Double] = []
    for place in 1..<max(1, count) where profile[place].isFinite {
      if place - left[place] >= smallest, right[place] - place >= smallest { walls.append(profile[place]) }
    }
    walls = Set(walls).sorted(by: >)
    guard let highest = walls.first else { return [] }
    // Between two walls, half way is as safe as it gets.
    func middle(_ upper: Double, _ lower: Double) -> Double { lower + (upper - lower) / 2 }
    let above = walls.count > 1 ? (highest - walls[1]) / 2 : highest / 20
    var cuts = [highest + above]
    for (index, wall) in walls.enumerated() {
      let below = index + 1 < walls.count ? walls[index + 1] : wall * 0.9
      cuts.append(min(middle(wall, below), wall.nextDown))
    }
    return cuts
  }
}
