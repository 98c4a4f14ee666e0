/// Points stored row by row, so that one point's coordinates lie together: what centre-based algorithms read.
package struct PointRows: Sendable {
  package let count: Int
  package let dimension: Int
  /// Coordinate j of point i at `i * dimension + j`.
  package let values: [Double]

  /// O(n·d) time and memory.
  package init(_ features: Matrix) {
    count = features.rows
    dimension = features.columns
    let (n, d) = (features.rows, features.columns)
    values = Array(unsafeUninitializedCapacity: n * d) { target, initialized in
      features.values.withUnsafeBufferPointer { source in
        // A few rows at a time, so that what is written stays in the cache until it is complete.
        for start in stride(from: 0, to: n, by: 64) {
          for j in 0..<d {
            for i in start..<min(n, start + 64) { target.initializeElement(at: i * d + j, to: source[j * n + i]) }
          }
        }
      }
      initialized = n * d
    }
  }

  /// The given points, in the given order.
  init(_ points: PointRows, selecting selection: [Int]) {
    count = selection.count
    dimension = points.dimension
    var values: [Double] = []
    values.reserveCapacity(selection.count * dimension)
    for i in selection { values.append(contentsOf: points.values[(i * dimension)..<((i + 1) * dimension)]) }
    self.values = values
  }

  /// The same points, stored column by column.
  var matrix: Matrix {
    var matrix = Matrix(rows: count, columns: dimension)
    for i in 0..<count { for j in 0..<dimension { matrix.values[j * count + i] = values[i * dimension + j] } }
    return matrix
  }

  /// The largest absolute coordinate; 0 without points.
  var largestMagnitude: Double { values.reduce(0) { max($0, abs($1)) } }
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
