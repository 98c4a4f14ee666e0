/// Ward's linkage of points by nearest-neighbour chains without a matrix: the clusters' centres and sizes are all that
/// is kept. O(n²·d) time, O(n·d) memory. Ties as in `NearestNeighborChain`.
enum CenterChain {
  /// - Throws: `CancellationError`.
  static func ward(_ points: Matrix, _ context: RunContext) throws -> Hierarchy {
    let n = points.rows
    let centers = MovingCenters(points, weighting: .ward)
    var merges = MergeSequence(count: n)
    var chain: [Int] = []
    var first = 0
    var work = 0
    while centers.activeCount > 1 {
      if chain.isEmpty {
        while !centers.isActive(first) { first += 1 }
        chain.append(first)
      }
      work += centers.count * (centers.dimension + 4)
      if work > 10_000_000 {
        work = 0
        try context.checkCancellation()
        context.report("merges", n - centers.activeCount, of: n - 1)
      }
      let tip = chain[chain.count - 1]
      let previous = chain.count > 1 ? chain[chain.count - 2] : -1
      var next = (slot: previous, value: previous < 0 ? Double.infinity : centers.value(tip, previous))
      let nearest = centers.nearest(to: tip, below: centers.count)
      if nearest.value < next.value { next = nearest }
      if next.slot < 0 {
        // Everything else is infinitely far.
        next.slot = (0..<centers.count).first { $0 != tip && centers.isActive($0) } ?? tip
      }
      if next.slot != previous {
        chain.append(next.slot)
        continue
      }
      chain.removeLast(2)
      let (low, high) = (min(tip, previous), max(tip, previous))
      merges.append(Int(centers.rows[low]), Int(centers.rows[high]), height: next.value.squareRoot())
      centers.merge(low, into: high)
      if let moved = centers.compactIfSparse() {
        chain = chain.map { moved[$0] }
        first = 0
      }
    }
    context.report("merges", n - 1, of: n - 1)
    return try merges.hierarchy(sorted: true, context)
  }
}
