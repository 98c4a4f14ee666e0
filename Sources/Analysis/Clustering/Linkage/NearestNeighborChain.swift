/// Agglomeration by nearest-neighbour chains (Murtagh, "A survey of recent advances in hierarchical clustering
/// algorithms", 1983; Müllner, "Modern hierarchical, agglomerative clustering algorithms", 2011): from any cluster to
/// its nearest, to that one's nearest and so on, until two are each other's nearest; these are merged. Right for
/// linkages under which a merged cluster is never nearer to a third than the nearer of its parts was.
///
/// Ties go to the cluster that the chain came from, then to the lowest slot: the merges are those of SciPy 1.17. O(n²)
/// time.
struct NearestNeighborChain<Update: LanceWilliamsUpdate> {
  /// What is known of the clusters in the slots above a slot, whose values do not lie together in memory.
  private struct Above {
    /// The nearest of them; −1 if there is none, `unknown` if it would have to be looked for.
    var slot: Int
    /// Its value; a lower bound where it is unknown.
    var value: Double

    static var unknown: Int { -2 }
  }

  private let matrix: CondensedDissimilarities
  private var above: [Above]
  private var chain: [Int] = []

  /// - Throws: `AnalysisError.tooLarge`, `CancellationError`.
  static func hierarchy(
    of dissimilarities: any Dissimilarities, method: String, context: RunContext
  ) throws -> Hierarchy {
    let matrix = try CondensedDissimilarities(
      dissimilarities, squared: Update.worksOnSquares, method: method, context: context)
    var search = try NearestNeighborChain(matrix, context)
    return try search.run(context)
  }

  private init(_ matrix: CondensedDissimilarities, _ context: RunContext) throws {
    self.matrix = matrix
    let nearest = try matrix.nearestAboveEach(context)
    above = zip(nearest.slots, nearest.values).map { Above(slot: Int($0), value: $1) }
  }

  private mutating func run(_ context: RunContext) throws -> Hierarchy {
    let n = matrix.count
    var merges = MergeSequence(count: n)
    var first = 0
    var work = 0
    while matrix.activeCount > 1 {
      if chain.isEmpty {
        while matrix.penalties[first] > 0 { first += 1 }
        chain.append(first)
      }
      work += matrix.count
      if work > 1_000_000 {
        work = 0
        try context.checkCancellation()
        context.report("merges", n - matrix.activeCount, of: n - 1)
      }
      let tip = chain[chain.count - 1]
      let previous = chain.count > 1 ? chain[chain.count - 2] : -1
      let next = nearest(to: tip, previous: previous)
      if next.slot != previous {
        chain.append(next.slot)
        continue
      }
      chain.removeLast(2)
      let (low, high) = (min(tip, previous), max(tip, previous))
      merges.append(
        Int(matrix.rows[low]), Int(matrix.rows[high]),
        height: Update.worksOnSquares ? max(0, next.value).squareRoot() : next.value)
      merge(low, into: high, at: next.value)
      if let moved = matrix.compactIfSparse() {
        chain = chain.map { moved[$0] }
        var kept = [Above](repeating: Above(slot: -1, value: .infinity), count: matrix.count)
        for (slot, place) in moved.enumerated() where place >= 0 {
          let old = above[slot]
          kept[place] = Above(slot: old.slot < 0 ? old.slot : moved[old.slot], value: old.value)
        }
        above = kept
        first = 0
      }
    }
    context.report("merges", n - 1, of: n - 1)
    return try merges.hierarchy(sorted: true, context)
  }

  private mutating func nearest(to tip: Int, previous: Int) -> (slot: Int, value: Double) {
    var best = (slot: previous, value: Double.infinity)
    if previous >= 0 { best.value = matrix.value(max(tip, previous), min(tip, previous)) }
    if best.value.isNaN { best.value = .infinity }
    let below = matrix.nearestBelow(tip)
    if below.value < best.value { best = below }
    // Whatever is above comes after what is below, so it has to be nearer.
    if above[tip].value < best.value {
      if above[tip].slot == Above.unknown {
        let found = matrix.nearestAbove(tip)
        above[tip] = Above(slot: found.slot, value: found.value)
      }
      if above[tip].value < best.value { best = (above[tip].slot, above[tip].value) }
    }
    if best.slot < 0 {
      // Everything else is infinitely far.
      best.slot = (0..<matrix.count).first { $0 != tip && matrix.penalties[$0] == 0 } ?? tip
    }
    return best
  }

  private mutating func merge(_ low: Int, into high: Int, at value: Double) {
    let matrix = matrix
    var aboveMerged = Above(slot: -1, value: .infinity)
    above.withUnsafeMutableBufferPointer { above in
      matrix.merge(low, into: high, between: value, by: Update.self) { slot, value in
        guard slot < high else {
          if value < aboveMerged.value { aboveMerged = Above(slot: slot, value: value) }
          return
        }
        let old = above[slot]
        if value < old.value || (value == old.value && old.slot == high) {
          above[slot] = Above(slot: high, value: value)
        } else if old.slot == high || old.slot == low {
          above[slot].slot = Above.unknown
        }
      }
      above[high] = aboveMerged
    }
  }
}

extension CondensedDissimilarities {
  /// For each slot, the nearest above it and its value, in one pass over the matrix; (−1, infinity) where there is none
  /// at a finite value. Ties: the lowest. Before any merge.
  func nearestAboveEach(_ context: RunContext) throws -> (slots: [Double], values: [Double]) {
    let n = count
    let chunks = min(16, max(1, n / 64))
    let best = NearestAbove(count: n)
    try context.forEachChunk(chunks) { chunk in
      // The same number of pairs in each chunk, about.
      let first = Self.share(chunk, of: chunks, n)
      let end = Self.share(chunk + 1, of: chunks, n)
      let values = Buffer(count: n, repeating: Double.infinity)
      let slots = Buffer(count: n, repeating: -1.0)
      for i in first..<end {
        if i & 15 == 0 { try context.checkCancellation() }
        let row = row(i)
        let slot = Double(i)
        let (values, slots) = (values.pointer, slots.pointer)
        for j in 0..<i {
          let isCloser = row[j] < values[j]
          slots[j] = isCloser ? slot : slots[j]
          values[j] = isCloser ? row[j] : values[j]
        }
      }
      best.take(slots, values)
    }
    return best.result
  }

  private static func share(_ part: Int, of parts: Int, _ n: Int) -> Int {
    part == parts ? n : Int(Double(n) * (Double(part) / Double(parts)).squareRoot())
  }
}
