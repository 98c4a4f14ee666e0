/// Numbers of which the smallest is wanted again and again while they change: a tournament. O(log n) a change.
struct MinimumTree {
  private let width: Int
  /// The winner of node v at `winners[v]`; node 1 is the root, the children of v are 2v and 2v + 1.
  private var winners: [Int32]
  private var keys: [Double]

  init(_ keys: [Double]) {
    var width = 1
    while width < keys.count { width *= 2 }
    self.width = width
    self.keys = keys + Array(repeating: .infinity, count: width - keys.count)
    winners = Array(repeating: 0, count: 2 * width)
    for i in 0..<width { winners[width + i] = Int32(truncatingIfNeeded: i) }
    for node in stride(from: width - 1, through: 1, by: -1) { winners[node] = winner(of: node) }
  }

  /// The place of the smallest number; of equal ones the lowest.
  var lowest: Int { Int(winners[1]) }

  subscript(place: Int) -> Double {
    get { keys[place] }
    set {
      keys[place] = newValue
      var node = (width + place) / 2
      while node > 0 {
        winners[node] = winner(of: node)
        node /= 2
      }
    }
  }

  private func winner(of node: Int) -> Int32 {
    let (left, right) = (winners[2 * node], winners[2 * node + 1])
    return keys[Int(right)] < keys[Int(left)] ? right : left
  }
}
