import Synchronization

/// The correlation, over all pairs of rows, between their dissimilarity and the height at which a tree of merges
/// joins them (Sokal & Rohlf, "The comparison of dendrograms by objective methods", 1962).
enum CopheneticCorrelation {
  /// Up to so many rows all pairs count; beyond, the pairs of a sample.
  static let exactLimit = 10_000
  static let sampleSize = 4000

  /// O(min(n, `exactLimit`)²) dissimilarities, O(n) memory.
  /// - Returns: nil where dissimilarities or heights do not vary, or leave the finite numbers.
  /// - Throws: `CancellationError`.
  static func value(
    of hierarchy: Hierarchy, dissimilarities: any Dissimilarities, seed: UInt64, context: RunContext
  ) throws -> Double? {
    // Where heights may fall, the height of a pair is not the largest between its leaves, but that of the latest merge.
    let isMonotone = hierarchy.isMonotone
    let heightOfMerge = isMonotone ? [] : hierarchy.merges.map(\.height)
    let (leaves, joins) = hierarchy.leafJoins()
    var order = leaves
    var gaps = isMonotone ? joins.map { hierarchy.merges[$0].height } : joins.map(Double.init)
    let isSampled = order.count > exactLimit
    if isSampled {
      var random = RandomSource(seed: seed)
      let places = random.sample(sampleSize, of: order.count).sorted()
      gaps = zip(places, places.dropFirst()).map { gaps[$0..<$1].max()! }
      order = places.map { order[$0] }
    }
    guard order.count > 2 else { return nil }
    // Correlation is the same about any origin; one inside the data keeps the sums accurate.
    let origin = dissimilarities(order[0], order[order.count / 2])
    let heightOrigin = isMonotone ? gaps[order.count / 2] : heightOfMerge[Int(gaps[order.count / 2])]
    let rows = order
    let heights = gaps
    let perChunk = 16
    let chunks = (rows.count + perChunk - 1) / perChunk
    let moments = Mutex(Array(repeating: Moments(), count: chunks))
    let finished = ChunkCounter()
    try context.forEachChunk(chunks) { chunk in
      // By place in the order when sampled, else by row.
      let values = Buffer(count: isSampled ? rows.count : dissimilarities.count, repeating: 0.0)
      var sum = Moments()
      for p in (chunk * perChunk)..<min(rows.count, (chunk + 1) * perChunk) {
        try context.checkCancellation()
        if isSampled {
          for q in (p + 1)..<max(p + 1, rows.count) {
            values[q] = dissimilarities(rows[p], rows[q])
          }
        } else {
          dissimilarities.comparisonValues(from: rows[p], to: 0..<values.count, into: values.pointer)
          dissimilarities.convertToDissimilarities(values.pointer, count: values.count)
        }
        var row = Moments()
        var height = 0.0
        rows.withUnsafeBufferPointer { rows in
          heights.withUnsafeBufferPointer { heights in
            for q in (p + 1)..<max(p + 1, rows.count) {
              height = max(height, heights[q - 1])
              let merged = isMonotone ? height : heightOfMerge[Int(height)]
              row.add(values[isSampled ? q : rows[q]] - origin, merged - heightOrigin)
            }
          }
        }
        sum.add(row)
      }
      moments.withLock { $0[chunk] = sum }
      let done = finished.take() + 1
      if done % 16 == 0 || done == chunks { context.report("cophenetic correlation", done, of: chunks) }
    }
    var total = Moments()
    for part in moments.withLock({ $0 }) { total.add(part) }
    return total.correlation
  }
}

/// Sums of two variables, their squares and their product.
private struct Moments {
  var count = 0.0
  var x = 0.0
  var y = 0.0
  var xx = 0.0
  var yy = 0.0
  var xy = 0.0

  @inline(__always) mutating func add(_ a: Double, _ b: Double) {
    count += 1
    x += a
    y += b
    xx += a * a
    yy += b * b
    xy += a * b
  }

  mutating func add(_ other: Moments) {
    count += other.count
    x += other.x
    y += other.y
    xx += other.xx
    yy += other.yy
    xy += other.xy
  }

  var correlation: Double? {
    let covariance = xy - x * (y / count)
    let (varianceX, varianceY) = (xx - x * (x / count), yy - y * (y / count))
    // What is left of equal values after rounding is no variance.
    guard varianceX > 1e-12 * xx, varianceY > 1e-12 * yy else { return nil }
    let value = covariance / varianceX.squareRoot() / varianceY.squareRoot()
    return value.isFinite ? min(1, max(-1, value)) : nil
  }
}
