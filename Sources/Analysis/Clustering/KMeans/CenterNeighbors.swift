/// How far apart the centres are: for each, half the gap to the nearest other, and, when there are many, the others
/// in order of distance. A point within u of its centre a has its two nearest centres among those within
/// 2u + gap(a) of a (Newling & Fleuret, "Fast k-means with accurate bounds", 2016, section 3).
final class CenterNeighbors: @unchecked Sendable {
  private let k: Int
  private let d: Int
  private let narrower: Double
  /// Lower bounds on half the distance to the nearest other centre; infinite for a single centre.
  let halfGap: Buffer<Double>
  /// Row by row, the distances to the other centres in rising order, and which those are; empty unless sorted.
  private let distances: Buffer<Double>
  private let indices: Buffer<Int32>
  private let sorted: Bool

  init(count: Int, dimension: Int, sorted: Bool, narrower: Double) {
    k = count
    d = dimension
    self.sorted = sorted && count > 2
    self.narrower = narrower
    halfGap = Buffer(count: count, repeating: .infinity)
    let pairs = self.sorted ? count * (count - 1) : 0
    distances = Buffer(count: pairs, repeating: 0)
    indices = Buffer(count: pairs, repeating: 0)
  }

  /// O(k²·(d + log k)) time.
  func update(_ centers: [Double], _ context: RunContext) throws {
    let centers = Buffer(centers, padding: 0)
    let perChunk = max(1, 4096 / k)
    try context.forEachChunk((k + perChunk - 1) / perChunk) { chunk in
      var row: [(distance: Double, index: Int32)] = []
      row.reserveCapacity(k)
      for a in (chunk * perChunk)..<min(k, (chunk + 1) * perChunk) {
        row.removeAll(keepingCapacity: true)
        var smallest = Double.infinity
        for b in 0..<k where b != a {
          let squared = squaredDistance(centers.pointer + a * d, centers.pointer + b * d, d)
          smallest = min(smallest, squared)
          if sorted { row.append((squared, Int32(b))) }
        }
        halfGap.pointer[a] = smallest.squareRoot() * 0.5 * narrower
        guard sorted else { continue }
        row.sort { $0.distance < $1.distance }
        for (m, entry) in row.enumerated() {
          distances.pointer[a * (k - 1) + m] = entry.distance.squareRoot() * narrower
          indices.pointer[a * (k - 1) + m] = entry.index
        }
      }
    }
  }

  /// The nearest centre of a point (ties: the lowest index) and the squared distances to it and to the next.
  /// - Parameters:
  ///   - own: the point's centre; `u` bounds the distance to it.
  /// - Returns: nil when so many centres are near that comparing with all of them in blocks is faster.
  @inline(__always)
  func nearestTwo(
    to x: UnsafePointer<Double>, from own: Int, within u: Double, _ centers: UnsafePointer<Double>
  ) -> (index: Int, nearest: Double, second: Double)? {
    guard sorted else { return nil }
    let start = own * (k - 1)
    // The half gap is narrowed once and the sum rounded: widen by more.
    let radius = (2 * u + 2 * halfGap[own]) * (1 + 1e-9) + 1e-130
    // Not worth it when the third part of the others is near.
    if distances[start + (k - 1) / 3] <= radius { return nil }
    var result = (index: own, nearest: squaredDistance(x, centers + own * d, d), second: Double.infinity)
    var m = start
    while distances[m] <= radius {
      let candidate = Int(indices[m])
      let value = squaredDistance(x, centers + candidate * d, d)
      if value < result.nearest || (value == result.nearest && candidate < result.index) {
        result = (candidate, value, result.nearest)
      } else if value < result.second {
        result.second = value
      }
      m += 1
    }
    return result
  }
}
