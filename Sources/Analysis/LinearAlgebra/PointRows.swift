/// Points stored row by row, so that one point's coordinates lie together: what centre-based algorithms read.
package struct PointRows: Sendable {
  package let count: Int
  package let dimension: Int
  private let storage: Storage
  /// What is not zero, where that has been asked for and pays.
  private(set) var entries: SparseEntries?

  /// Coordinate j of point i at `i * dimension + j`; there while this value, or a copy, is kept.
  @inline(__always) package var pointer: UnsafePointer<Double> { UnsafePointer(storage.pointer) }

  /// O(n·d) time and memory.
  package init(_ features: Matrix) {
    self.init(count: features.rows, dimension: features.columns)
    fill(from: features, 0..<count)
  }

  /// The same on several threads.
  /// - Throws: `CancellationError`.
  package init(_ features: Matrix, context: RunContext) throws {
    self.init(count: features.rows, dimension: features.columns)
    let perChunk = max(64, 1_000_000 / max(1, dimension) / 64 * 64)
    let points = self
    try context.forEachChunk((count + perChunk - 1) / perChunk) { chunk in
      points.fill(from: features, (chunk * perChunk)..<min(points.count, (chunk + 1) * perChunk))
    }
  }

  /// The same points with the zeros known, if most coordinates are zero or if it is `forced`.
  func leavingOutZeros(forced: Bool = false) -> PointRows {
    var points = self
    points.entries = SparseEntries(self, forced: forced)
    return points
  }

  /// The given points, in the given order.
  init(_ points: PointRows, selecting selection: [Int]) {
    self.init(count: selection.count, dimension: points.dimension)
    for (place, i) in selection.enumerated() {
      (storage.pointer + place * dimension).update(from: points.pointer + i * dimension, count: dimension)
    }
  }

  private init(count: Int, dimension: Int) {
    self.count = count
    self.dimension = dimension
    storage = Storage(count: count * dimension)
  }

  private func fill(from features: Matrix, _ rows: Range<Int>) {
    let (n, d, target) = (count, dimension, storage.pointer)
    features.values.withUnsafeBufferPointer { source in
      // A few rows at a time, so that what is written stays in the cache until it is complete.
      for start in stride(from: rows.lowerBound, to: rows.upperBound, by: 64) {
        for j in 0..<d {
          for i in start..<min(rows.upperBound, start + 64) { target[i * d + j] = source[j * n + i] }
        }
      }
    }
  }

  /// A copy of all coordinates, point after point.
  package var values: [Double] { coordinates(of: 0..<count) }

  /// A copy of the coordinates of some points.
  func coordinates(of rows: Range<Int>) -> [Double] {
    Array(UnsafeBufferPointer(start: pointer + rows.lowerBound * dimension, count: rows.count * dimension))
  }

  /// The same points, stored column by column.
  var matrix: Matrix {
    var matrix = Matrix(rows: count, columns: dimension)
    for i in 0..<count { for j in 0..<dimension { matrix.values[j * count + i] = pointer[i * dimension + j] } }
    return matrix
  }

  /// The largest absolute coordinate; 0 without points.
  var largestMagnitude: Double {
    var largest = 0.0
    for place in 0..<count * dimension { largest = max(largest, abs(pointer[place])) }
    return largest
  }

  /// `@unchecked Sendable`: written while the points are made, each part by one thread, and never afterwards.
  private final class Storage: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<Double>
    init(count: Int) { pointer = LargeMemory.allocate(count) }
    deinit { LargeMemory.deallocate(pointer) }
  }
}

/// Σ (x−y)² summed four by four, faster where the last bits are of no account.
@inline(__always)
func roughSquaredDistance(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ dimension: Int) -> Double {
  let (first, second) = (UnsafeRawPointer(x), UnsafeRawPointer(y))
  var lanes = SIMD4<Double>.zero
  var j = 0
  while j + 4 <= dimension {
    let difference =
      first.loadUnaligned(fromByteOffset: j * 8, as: SIMD4<Double>.self)
      - second.loadUnaligned(fromByteOffset: j * 8, as: SIMD4<Double>.self)
    lanes += difference * difference
    j += 4
  }
  var total = lanes.sum()
  while j < dimension {
    let difference = x[j] - y[j]
    total += difference * difference
    j += 1
  }
  return total
}

/// Σ (x−y)², summed in the order of the coordinates, as everywhere in this module: the same bits for the same pair.
@inline(__always)
func squaredDistance(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ dimension: Int) -> Double {
  var total = 0.0
  for j in 0..<dimension {
    let difference = x[j] - y[j]
    total += difference * difference
  }
  return total
}
