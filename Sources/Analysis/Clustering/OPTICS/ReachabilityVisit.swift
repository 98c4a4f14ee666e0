/// The visit of OPTICS where for each row the few others are known that it may be reached from. O(n log n) time.
struct ReachabilityVisit {
  let tree: KDTree
  let lists: CoreLists
  let arcs: ReachableArcs
  /// The farthest comparison value that counts.
  let limit: Double

  /// The order, and for each row the comparison value at which it was reached and from which row (−1: from none).
  /// - Throws: `CancellationError`.
  func run(_ context: RunContext) throws -> (order: [Int], values: [Double], predecessors: [Int]) {
    let search = tree.search
    let storage = search.storage
    let n = storage.count
    var order: [Int] = []
    order.reserveCapacity(n)
    var values = Array(repeating: Double.infinity, count: n)
    var predecessors = Array(repeating: -1, count: n)
    var queue = ReachabilityQueue(count: n)
    var firstLeft = 0
    let point = Buffer(count: storage.columns, repeating: 0.0)
    while order.count < n {
      if order.count & 1023 == 0 {
        try context.checkCancellation()
        context.report("reachability", order.count, of: n)
      }
      let newest: Int
      var value = Double.infinity
      if let next = queue.next() {
        newest = next.position
        value = next.key
        values[Int(storage.rows[newest])] = value
      } else {
        // Nothing is in reach: the visit begins anew at the lowest row that is left.
        while queue.hasGone(Int(storage.positions[firstLeft])) { firstLeft += 1 }
        newest = Int(storage.positions[firstLeft])
        queue.remove(newest)
      }
      let row = Int(storage.rows[newest])
      order.append(row)
      let core = lists.cores[newest]
      guard core <= limit else { continue }
      // One of many equal rows that were all reached from the first.
      if core == 0, value == 0, storage.coincide(newest, Int(storage.positions[predecessors[row]])) { continue }
      func reach(_ position: Int, at value: Double) {
        if queue.hasGone(position) { return }
        let other = storage.rows[position]
        if queue.lower(position, other, to: value) { predecessors[Int(other)] = row }
      }
      for m in 0..<lists.needed { reach(Int(lists.neighbors[newest * lists.needed + m]), at: core) }
      if lists.isTied[newest] {
        storage.copyPoint(at: newest, to: point.pointer)
        search.forEach(within: core, of: point.pointer) { other, _ in reach(Int(storage.positions[Int(other)]), at: core) }
      }
      arcs.forEach(from: newest) { reach($0, at: $1) }
    }
    return (order, values, predecessors)
  }
}
