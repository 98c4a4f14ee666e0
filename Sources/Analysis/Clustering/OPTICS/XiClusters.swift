/// The valleys of a reachability plot: stretches between a steep way down and a steep way up (Ankerst, Breunig, Kriegel &
/// Sander, "OPTICS: ordering points to identify the clustering structure", 1999, section 4.3), each corrected so that it
/// ends with a row that was reached from within (Schubert & Gertz, "Improving the cluster structure extracted from OPTICS
/// plots", 2018). The readings of the paper's unclear points are those of scikit-learn 1.9.
struct XiClusters {
  /// A way down: its first and last place, and the highest place since.
  private struct Descent {
    let first: Int
    let last: Int
    var highestSince = 0.0
  }

  private let order: [Int]
  private let predecessors: [Int]
  /// One more place than rows: the last is out of reach.
  private let height: [Double]
  private let factor: Double
  private let slack: Int
  private let smallest: Int

  /// Places in the order, smaller valleys before those that they lie in.
  private(set) var valleys: [ClosedRange<Int>] = []

  /// - Parameters:
  ///   - xi: how steep a way is: one place is lower than the other by this share at least; above 0, below 1.
  ///   - slack: so many places in a row need not be steep.
  ///   - smallest: rows in a valley.
  /// - Throws: `CancellationError`.
  init(_ plot: ReachabilityPlot, xi: Double, slack: Int, smallest: Int, _ context: RunContext) throws {
    order = plot.order
    predecessors = plot.predecessors
    height = plot.profile + [.infinity]
    factor = 1 - xi
    self.slack = slack
    self.smallest = smallest
    try find(context)
  }

  /// One label a row: a row belongs to the smallest valleys that it lies in; −1 for none.
  func labels() -> [Int] {
    var labels = Array(repeating: -1, count: order.count)
    var next = 0
    // A valley counts unless a smaller one within it does.
    var isTaken = Array(repeating: false, count: order.count)
    for valley in valleys where !valley.contains(where: { isTaken[$0] }) {
      for place in valley {
        isTaken[place] = true
        labels[order[place]] = next
      }
      next += 1
    }
    return labels
  }

  private func ratio(_ place: Int) -> Double { height[place] / height[place + 1] }
  private func isSteepUp(_ place: Int) -> Bool { ratio(place) <= factor }
  private func isSteepDown(_ place: Int) -> Bool { ratio(place) >= 1 / factor }

  private mutating func find(_ context: RunContext) throws {
    var descents: [Descent] = []
    var place = 0
    var highest = 0.0
    var start = 0
    while start < order.count {
      if start & 0xFFF == 0 { try context.checkCancellation() }
      let (up, down) = (isSteepUp(start), isSteepDown(start))
      guard start >= place, up || down else {
        start += 1
        continue
      }
      for passed in place...start { highest = max(highest, height[passed]) }
      // Only descents from well above everything since can still be the left side of a valley.
      descents = highest.isInfinite ? [] : descents.filter { highest <= height[$0.first] * factor }
      for i in descents.indices { descents[i].highestSince = max(descents[i].highestSince, highest) }
      let last = down ? end(of: start, isSteepDown) { ratio($0) < 1 } : end(of: start, isSteepUp) { ratio($0) > 1 }
      place = last + 1
      highest = height[place]
      if down {
        descents.append(Descent(first: start, last: last))
      } else {
        let found = descents.compactMap { valley(from: $0, upFrom: start, to: last) }
        valleys.append(contentsOf: found.reversed())
      }
      start += 1
    }
  }

  /// The last steep place of a way that begins steeply, goes on while no place leads the other way, and is interrupted
  /// by no more than `slack` places in a row that are not steep.
  private func end(of first: Int, _ isSteep: (Int) -> Bool, _ turns: (Int) -> Bool) -> Int {
    var last = first
    var flat = 0
    for place in first..<order.count {
      if isSteep(place) {
        flat = 0
        last = place
      } else if turns(place) {
        break
      } else {
        flat += 1
        if flat > slack { break }
      }
    }
    return last
  }

  /// The valley between a way down and a way up, if it is one.
  private func valley(from descent: Descent, upFrom ascent: Int, to last: Int) -> ClosedRange<Int>? {
    var (first, end) = (descent.first, last)
    let top = height[end + 1]
    guard top * factor >= descent.highestSince else { return nil }
    let start = height[descent.first]
    if start * factor >= top {
      // The left side is much the higher: begin where it is about as high as the right.
      while height[first + 1] > top, first < descent.last { first += 1 }
    } else if top * factor >= start {
      while height[end - 1] > start, end > ascent { end -= 1 }
    }
    // A last row that was reached from outside belongs to what is outside.
    while true {
      guard first < end else { return nil }
      if height[first] > height[end] || (first..<end).contains(where: { order[$0] == predecessors[order[end]] }) {
        break
      }
      end -= 1
    }
    guard end - first + 1 >= smallest, first <= descent.last, end >= ascent else { return nil }
    return first...end
  }
}
