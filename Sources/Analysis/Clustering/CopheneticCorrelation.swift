import Synchronization

/// The correlation, over all pairs of rows, between their dissimilarity and the height at which a tree of merges
/// joins them (Sokal & Rohlf, "The comparison of dendrograms by objective methods", 1962).
enum CopheneticCorrelation {
  /// Up to so many rows all pairs count; beyond, the pairs of a sample.
  static let exactLimit = 10_000
  static let sampleSize = 4000

  private static let rowsPerChunk = 64
  private static let block = 1024

  /// O(min(n, `exactLimit`)²) dissimilarities, O(n·d) memory.
  /// - Returns: nil where dissimilarities or heights do not vary, or leave the finite numbers.
  /// - Throws: `CancellationError`.
  static func value(
    of hierarchy: Hierarchy, dissimilarities: any Dissimilarities, seed: UInt64, context: RunContext
  ) throws -> Double? {
    // Where heights may fall, the height of a pair is not the largest between its leaves, but that of the latest merge.
    let isMonotone = hierarchy.isMonotone
    let heightOfMerge = isMonotone ? [] : hierarchy.merges.map(\.height)
    var (rows, joins) = hierarchy.leafJoins()
    var gaps = isMonotone ? joins.map { hierarchy.merges[$0].height } : joins.map(Double.init)
    if rows.count > exactLimit {
      var random = RandomSource(seed: seed)
      let places = random.sample(sampleSize, of: rows.count).sorted()
      gaps = zip(places, places.dropFirst()).map { gaps[$0..<$1].max()! }
      rows = places.map { rows[$0] }
    }
    guard rows.count > 2 else { return nil }
    // In the order of the leaves, so that what a row is compared with lies together.
    let ordered = dissimilarities.copied(rows: rows) ?? SubsetDissimilarities(dissimilarities, rows: rows)
    // Correlation is the same about any origin; one inside the data keeps the sums accurate.
    let origin = ordered(0, rows.count / 2)
    let middle = gaps[rows.count / 2]
    let profile = PairHeights(gaps: gaps, heightOfMerge: heightOfMerge)
    let heightOrigin = profile.height(middle)
    let n = rows.count
    let chunks = (n + rowsPerChunk - 1) / rowsPerChunk
    let moments = Mutex(Array(repeating: Moments(), count: chunks))
    let finished = ChunkCounter()
    try context.forEachChunk(chunks) { chunk in
      let first = chunk * rowsPerChunk
      let last = min(n, first + rowsPerChunk) - 1
      let joined = PairHeights.Row(profile, at: last)
      let values = Buffer(count: block, repeating: 0.0)
      var sum = Moments()
      for p in stride(from: last, through: first, by: -1) {
        if p < last { joined.stepBack(to: p) }
        var row = Moments()
        for start in stride(from: p + 1, to: n, by: block) {
          try context.checkCancellation()
          let end = min(n, start + block)
          ordered.comparisonValues(from: p, to: start..<end, into: values.pointer)
          ordered.convertToDissimilarities(values.pointer, count: end - start)
          row.add(values.pointer, joined.heights.pointer + start, count: end - start, origin, heightOrigin)
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

/// The heights at which leaves are joined.
private struct PairHeights: Sendable {
  /// Between neighbours: heights, or numbers of merges where `heightOfMerge` is not empty.
  let gaps: [Double]
  let heightOfMerge: [Double]

  func height(_ gap: Double) -> Double { heightOfMerge.isEmpty ? gap : heightOfMerge[Int(gap)] }

  /// Of one leaf with each leaf to its right, by place.
  final class Row {
    private let profile: PairHeights
    /// The largest gap up to each place: it never falls to the right.
    private let largest: Buffer<Double>
    let heights: Buffer<Double>

    init(_ profile: PairHeights, at place: Int) {
      self.profile = profile
      let n = profile.gaps.count + 1
      largest = Buffer(count: n, repeating: 0)
      heights = Buffer(count: n, repeating: 0)
      var gap = -Double.infinity
      for q in place + 1..<max(place + 1, n) {
        gap = max(gap, profile.gaps[q - 1])
        largest.pointer[q] = gap
        heights.pointer[q] = profile.height(gap)
      }
    }

    /// Goes on to the leaf to the left.
    func stepBack(to place: Int) {
      let gap = profile.gaps[place]
      let height = profile.height(gap)
      var q = place + 1
      repeat {
        largest.pointer[q] = gap
        heights.pointer[q] = height
        q += 1
      } while q < largest.count && largest.pointer[q] < gap
    }
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

  /// Adds pairs of values less their origins, four side by side.
  @inline(__always) mutating func add(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count n: Int, _ originA: Double, _ originB: Double
  ) {
    typealias Lanes = SIMD4<Double>
    let (rawA, rawB) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
    var (sumA, sumB, sumAA, sumBB, sumAB) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var i = 0
    while i + 4 <= n {
      let valueA = rawA.loadUnaligned(fromByteOffset: i * 8, as: Lanes.self) - originA
      let valueB = rawB.loadUnaligned(fromByteOffset: i * 8, as: Lanes.self) - originB
      sumA += valueA
      sumB += valueB
      sumAA += valueA * valueA
      sumBB += valueB * valueB
      sumAB += valueA * valueB
      i += 4
    }
    count += Double(n)
    x += sumA.sum()
    y += sumB.sum()
    xx += sumAA.sum()
    yy += sumBB.sum()
    xy += sumAB.sum()
    while i < n {
      let (valueA, valueB) = (a[i] - originA, b[i] - originB)
      x += valueA
      y += valueB
      xx += valueA * valueA
      yy += valueB * valueB
      xy += valueA * valueB
      i += 1
    }
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
