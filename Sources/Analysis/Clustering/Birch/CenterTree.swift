/// The Ward tree of a few centres, by chains of nearest neighbours (Müllner, "Modern hierarchical, agglomerative
/// clustering algorithms", 2011): O(m²·d) time, O(m·d) memory.
struct CenterTree {
  /// Merges in order of height: each joins the clusters that hold two centres.
  private let merges: [(first: Int, second: Int)]
  private let count: Int

  /// - Parameter centers: m·d coordinates, each centre of weight 1.
  /// - Throws: `CancellationError`.
  init(_ centers: [Double], dimension d: Int, context: RunContext) throws {
    let m = d > 0 ? centers.count / d : 0
    count = m
    var means = centers
    var sizes = Array(repeating: 1.0, count: m)
    var alive = Array(0..<m)
    var found: [(height: Double, first: Int, second: Int)] = []
    var chain: [Int] = []
    while alive.count > 1 {
      try context.checkCancellation()
      if chain.isEmpty { chain.append(alive[0]) }
      let tip = chain[chain.count - 1]
      let previous = chain.count > 1 ? chain[chain.count - 2] : -1
      var best = (place: -1, value: Double.infinity)
      means.withUnsafeBufferPointer { means in
        let base = means.baseAddress!
        func height(_ other: Int) -> Double {
          let weight = sizes[tip] * sizes[other] / (sizes[tip] + sizes[other])
          return 2 * weight * squaredDistance(base + tip * d, base + other * d, d)
        }
        // Among equals the one before in the chain, so that it ends.
        if previous >= 0 { best = (previous, height(previous)) }
        for other in alive where other != tip && other != previous {
          let value = height(other)
          if value < best.value || best.place < 0 { best = (other, value) }
        }
      }
      guard best.place == previous else {
        chain.append(best.place)
        continue
      }
      chain.removeLast(2)
      let (a, b) = (min(tip, previous), max(tip, previous))
      let total = sizes[a] + sizes[b]
      for j in 0..<d { means[a * d + j] = (means[a * d + j] * sizes[a] + means[b * d + j] * sizes[b]) / total }
      sizes[a] = total
      alive.remove(at: alive.firstIndex(of: b)!)
      found.append((best.value, a, b))
    }
    // The lower merges are made before the higher, those of equal height in the order found.
    merges = found.enumerated().sorted { ($0.element.height, $0.offset) < ($1.element.height, $1.offset) }
      .map { ($0.element.first, $0.element.second) }
  }

  /// One of k clusters a centre.
  func labels(clusters k: Int) -> [Int] {
    var sets = DisjointSets(count: count)
    for merge in merges.prefix(max(0, count - k)) { sets.join(merge.first, merge.second) }
    return canonicalLabels((0..<count).map { sets.root(of: $0) })
  }
}
