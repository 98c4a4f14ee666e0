/// The values between the clusters that an agglomeration has left, in numbered slots.
protocol ClusterValues: AnyObject {
  /// Slots, empty ones included.
  var count: Int { get }
  /// Slots in use.
  var activeCount: Int { get }
  func isActive(_ slot: Int) -> Bool
  /// A row of the cluster in a slot.
  func row(ofSlot slot: Int) -> Int
  /// Between two slots in use, `high` above `low`.
  func value(_ high: Int, _ low: Int) -> Double
  /// The nearest slot in use below a slot; (−1, infinity) where there is none at a finite value. Ties: the lowest.
  func nearestBelow(_ slot: Int) -> (slot: Int, value: Double)
  /// Merges slot `low` into slot `high`, their value being `between`, and tells the new value of each slot in use above.
  func merge(_ low: Int, into high: Int, between: Double, _ changed: (_ slot: Int, _ value: Double) -> Void)
  /// Moves the slots in use together once many are empty; gives the new slot of each old one, −1 for empty ones, or nil.
  func compactIfSparse() -> [Int]?
}

/// Agglomeration for linkages under which a merged cluster may be nearer to a third than its parts were (Müllner,
/// "Modern hierarchical, agglomerative clustering algorithms", 2011, generic algorithm): the two nearest clusters are
/// merged each time, so heights may fall. Each slot knows a bound on its nearest slot below, which is looked up again
/// only when it comes first. O(n²) time as a rule, O(n³) at worst.
struct GenericAgglomeration<Values: ClusterValues> {
  private let values: Values
  /// For each slot, what was its nearest slot below.
  private var neighbor: [Int]
  /// No slot below is nearer than this.
  private var bounds: MinimumTree

  /// The merges in the order in which they are made; heights are roots of values.
  /// - Throws: `CancellationError`.
  static func hierarchy(of values: Values, _ context: RunContext) throws -> Hierarchy {
    var agglomeration = GenericAgglomeration(values)
    return try agglomeration.run(context)
  }

  private init(_ values: Values) {
    self.values = values
    neighbor = Array(repeating: -1, count: values.count)
    bounds = MinimumTree(Array(repeating: .infinity, count: values.count))
  }

  private mutating func run(_ context: RunContext) throws -> Hierarchy {
    let n = values.count
    var merges = MergeSequence(count: n)
    for slot in 0..<n {
      if slot & 63 == 0 { try context.checkCancellation() }
      look(below: slot)
    }
    var work = 0
    while values.activeCount > 1 {
      work += values.count
      if work > 200_000 {
        work = 0
        try context.checkCancellation()
        context.report("merges", n - values.activeCount, of: n - 1)
      }
      var high = bounds.lowest
      let height = bounds[high]
      if height == .infinity {
        // All that is left is infinitely far apart.
        high = (0..<values.count).last { values.isActive($0) } ?? 0
        neighbor[high] = (0..<high).first { values.isActive($0) } ?? 0
      } else if neighbor[high] < 0 || !values.isActive(neighbor[high]) || values.value(high, neighbor[high]) != height {
        look(below: high)
        continue
      }
      let low = neighbor[high]
      merges.append(values.row(ofSlot: low), values.row(ofSlot: high), height: max(0, height).squareRoot())
      merge(low, into: high, at: height)
    }
    context.report("merges", n - 1, of: n - 1)
    return try merges.hierarchy(sorted: false, context)
  }

  private mutating func look(below slot: Int) {
    let nearest = values.nearestBelow(slot)
    neighbor[slot] = nearest.slot
    bounds[slot] = nearest.value
  }

  /// Merges, and tells the slots above to which the merged cluster may be the nearest below.
  private func closerSlots(merging low: Int, into high: Int, at between: Double) -> [(slot: Int, value: Double)] {
    var closer: [(slot: Int, value: Double)] = []
    values.merge(low, into: high, between: between) { slot, value in
      if neighbor[slot] == low || value <= bounds[slot] { closer.append((slot, value)) }
    }
    return closer
  }

  private mutating func merge(_ low: Int, into high: Int, at value: Double) {
    bounds[low] = .infinity
    let closer = closerSlots(merging: low, into: high, at: value)
    for (slot, value) in closer {
      neighbor[slot] = high
      if value < bounds[slot] { bounds[slot] = value }
    }
    look(below: high)
    guard let moved = values.compactIfSparse() else { return }
    var keys = [Double](repeating: .infinity, count: values.count)
    var kept = [Int](repeating: -1, count: values.count)
    for (slot, place) in moved.enumerated() where place >= 0 {
      keys[place] = bounds[slot]
      let old = neighbor[slot]
      // A slot above its own is never in use for it: the bound is looked up again.
      kept[place] = old >= 0 && moved[old] >= 0 ? moved[old] : -1
    }
    neighbor = kept
    bounds = MinimumTree(keys)
  }
}
