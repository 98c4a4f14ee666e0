/// A few points arranged four by four, so that the squared distances from one point to all of them are computed four
/// at a time. Each sum runs in the order of the coordinates: the same bits as `squaredDistance`.
///
/// `@unchecked Sendable`: threads ask while no one assigns.
final class PointBlock: @unchecked Sendable {
  let dimension: Int
  private(set) var count = 0
  private let capacity: Int
  /// Coordinate j of points 4b … 4b+3 at `b * dimension + j`. Lanes beyond `count` are NaN, which no comparison takes.
  private let quads: UnsafeMutablePointer<SIMD4<Double>>

  init(capacity: Int, dimension: Int) {
    self.dimension = dimension
    self.capacity = capacity
    quads = .allocate(capacity: max(1, (capacity + 3) / 4 * dimension))
    quads.initialize(repeating: SIMD4(repeating: .nan), count: max(1, (capacity + 3) / 4 * dimension))
  }

  deinit { quads.deallocate() }

  var quadCount: Int { (count + 3) / 4 }

  /// Takes points stored row by row in place of those held.
  func assign(_ rows: UnsafePointer<Double>, count: Int) {
    precondition(count <= capacity)
    self.count = count
    for b in 0..<quadCount {
      for lane in 0..<4 {
        let i = 4 * b + lane
        for j in 0..<dimension { quads[b * dimension + j][lane] = i < count ? rows[i * dimension + j] : .nan }
      }
    }
  }

  /// The squared distances from a point to points 4b … 4b+3.
  @inline(__always)
  func squaredDistances(from x: UnsafePointer<Double>, toQuad b: Int) -> SIMD4<Double> {
    var total = SIMD4<Double>.zero
    let base = quads + b * dimension
    for j in 0..<dimension {
      let difference = SIMD4(repeating: x[j]) - base[j]
      total += difference * difference
    }
    return total
  }

  /// The products of a point with points 4b … 4b+3.
  @inline(__always)
  func products(of i: Int, _ entries: SparseEntries, withQuad b: Int) -> SIMD4<Double> {
    var total = SIMD4<Double>.zero
    let base = quads + b * dimension
    for place in entries.places(of: i) {
      total += SIMD4(repeating: entries.values.pointer[place]) * base[Int(entries.columns.pointer[place])]
    }
    return total
  }

  /// The nearest of the points (ties: the first), and the squared distances to it and to the next.
  @inline(__always)
  func nearestTwo(to x: UnsafePointer<Double>) -> (index: Int, nearest: Double, second: Double) {
    var index = 0
    var nearest = Double.infinity
    var second = Double.infinity
    for b in 0..<quadCount {
      let distances = squaredDistances(from: x, toQuad: b)
      for lane in 0..<4 {
        let value = distances[lane]
        if value < nearest {
          second = nearest
          nearest = value
          index = 4 * b + lane
        } else if value < second {
          second = value
        }
      }
    }
    return (index, nearest, second)
  }
}
