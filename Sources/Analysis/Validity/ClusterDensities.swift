/// How dense it is about each row of a cluster, and between clusters; the rows lie cluster by cluster.
struct ClusterDensities {
  /// By row: ((Σ (1/d)^p) / (m − 1))^(−1/p) over the other rows of its cluster of m; rows at distance 0 add
  /// nothing, and with no others it is 0.
  let cores: [Double]

  private static let perChunk = 16

  /// O(Σ m²) dissimilarities.
  /// - Parameter exponent: p, the number of columns.
  /// - Throws: `CancellationError`.
  init(
    _ groups: LabelGroups, _ ordered: any Dissimilarities, exponent: Double, _ context: RunContext
  ) throws {
    let n = groups.rowCount
    let clusterOf = (0..<groups.count).flatMap { Array(repeating: $0, count: groups.size($0)) }
    let cores = Buffer(count: n, repeating: 0.0)
    let finished = ChunkCounter()
    let chunks = (n + Self.perChunk - 1) / Self.perChunk
    try context.forEachChunk(chunks) { chunk in
      let values = Buffer(count: n, repeating: 0.0)
      for row in (chunk * Self.perChunk)..<min(n, (chunk + 1) * Self.perChunk) {
        try context.checkCancellation()
        let range = groups.starts[clusterOf[row]]..<groups.starts[clusterOf[row] + 1]
        ordered.comparisonValues(from: row, to: range, into: values.pointer)
        ordered.convertToDissimilarities(values.pointer, count: range.count)
        values[row - range.lowerBound] = .infinity
        cores.pointer[row] = Self.core(values.pointer, range.count, exponent)
      }
      let done = finished.take() + 1
      if done % 64 == 0 || done == chunks { context.report(DensityBased.key, done, of: chunks) }
    }
    self.cores = cores.array
  }

  /// The nearest distance is taken out, so that no power overflows: m · (Σ (m/d)^p / count)^(−1/p).
  private static func core(_ distances: UnsafePointer<Double>, _ count: Int, _ exponent: Double) -> Double {
    var nearest = Double.infinity
    for j in 0..<count where distances[j] > 0 { nearest = min(nearest, distances[j]) }
    guard nearest.isFinite else { return 0 }
    var sum = 0.0
    if exponent <= 16 {
      let times = Int(exponent)
      for j in 0..<count {
        let ratio = distances[j] > 0 ? nearest / distances[j] : 0
        var product = ratio
        for _ in 1..<times { product *= ratio }
        sum += product
      }
    } else {
      for j in 0..<count {
        let ratio = distances[j] > 0 ? nearest / distances[j] : 0
        // From here on 0.01 to the power is far below the last bit of a sum of at least 1.
        if ratio > 0.01 { sum += power(ratio, exponent) }
      }
    }
    return nearest * power(sum / Double(count - 1), -1 / exponent)
  }

  /// For each cluster the least mutual reachability between an inner row of it and one of another cluster.
  /// O(n²) dissimilarities.
  /// - Throws: `CancellationError`.
  static func separation(
    _ groups: LabelGroups, _ ordered: any Dissimilarities, _ cores: [Double], _ isInner: [Bool], _ context: RunContext
  ) throws -> [Double] {
    let n = groups.rowCount
    // An outer row is never near.
    let reach = Buffer(cores.indices.map { isInner[$0] ? cores[$0] : .infinity }, padding: 0)
    let clusterOf = (0..<groups.count).flatMap { Array(repeating: $0, count: groups.size($0)) }
    let nearest = Buffer(count: n, repeating: Double.infinity)
    let chunks = (n + perChunk - 1) / perChunk
    try context.forEachChunk(chunks) { chunk in
      let values = Buffer(count: n, repeating: 0.0)
      for row in (chunk * perChunk)..<min(n, (chunk + 1) * perChunk) where isInner[row] {
        try context.checkCancellation()
        ordered.comparisonValues(from: row, to: 0..<n, into: values.pointer)
        ordered.convertToDissimilarities(values.pointer, count: n)
        let own = reach[row]
        var least = Double.infinity
        for others in [0..<groups.starts[clusterOf[row]], groups.starts[clusterOf[row] + 1]..<n] {
          for j in others { least = min(least, max(values[j], max(own, reach[j]))) }
        }
        nearest.pointer[row] = least
      }
    }
    return (0..<groups.count).map { c in
      (groups.starts[c]..<groups.starts[c + 1]).reduce(.infinity) { min($0, nearest[$1]) }
    }
  }
}
