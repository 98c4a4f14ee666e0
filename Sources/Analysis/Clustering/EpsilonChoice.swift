/// How near neighbours must be when nobody says: read off the sorted distances of the rows to their neighbours.
enum EpsilonChoice {
  static let sampleLimit = 10_000

  static let rule = "the knee of the sorted distances to the min-points-th nearest row, on at most \(sampleLimit) rows"

  /// The knee is where the rising curve lies farthest below the straight line between its ends (Satopää and others,
  /// "Finding a kneedle in a haystack", 2011).
  /// - Parameter tree: over the dissimilarities' points, where there is one.
  /// - Returns: eps above 0, and a sentence about how it was chosen.
  /// - Throws: `CancellationError`.
  static func choose(
    for dissimilarities: any Dissimilarities, _ tree: KDTree?, minPoints: Int, seed: UInt64, context: RunContext
  ) throws -> (eps: Double, note: String) {
    let n = dissimilarities.count
    guard n > 1 else { return (1, "eps = 1: a single row has no neighbours to measure.") }
    var rows = Array(0..<n)
    if n > sampleLimit {
      var random = RandomSource(seed: seed)
      rows = random.sample(sampleLimit, of: n).sorted()
    }
    // The row itself counts as one of the min-points.
    let k = max(1, min(minPoints - 1, n - 1))
    let curve = try NeighborSearch(dissimilarities, k: k, through: tree, context: context)
      .values(toNeighbor: k, of: rows, context)
      .map { dissimilarities.dissimilarity(ofComparisonValue: $0) }.filter(\.isFinite).sorted()
    let measured = rows.count < n ? "\(rows.count) sampled rows" : "all rows"
    if let knee = knee(of: curve), knee > 0 {
      let note = "eps = \(knee) was chosen: the knee of the sorted distances of \(measured) to their neighbour \(k)."
      return (knee, note)
    }
    if let smallest = curve.first(where: { $0 > 0 }) {
      return (smallest, "eps = \(smallest) was chosen: the smallest distance above 0 of a row to its neighbour \(k).")
    }
    return (1, "eps = 1: no row differs from its neighbour \(k).")
  }

  /// The value of a rising curve where it is farthest below the line between its ends (ties: the first).
  static func knee(of curve: [Double]) -> Double? {
    guard let low = curve.first, let high = curve.last else { return nil }
    guard high > low else { return high }
    var best = (depth: -Double.infinity, value: low)
    for (i, value) in curve.enumerated() {
      let depth = Double(i) / Double(curve.count - 1) - (value / 2 - low / 2) / (high / 2 - low / 2)
      if depth > best.depth { best = (depth, value) }
    }
    return best.value
  }
}
