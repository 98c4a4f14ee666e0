/// Points about their middle, with what is needed to bound the rounding of products.
struct CentredPoints: Sendable {
  let count: Int
  let dimension: Int
  /// The points as given, row by row.
  let exact: Buffer<Double>
  private let middle: [Double]
  /// A power of two that brings the largest centred coordinate near 1, and its square.
  private let scale: Double
  let factor: Double
  /// Squared lengths of the centred and scaled points.
  let norms: Buffer<Double>

  /// - Returns: nil where squares of centred coordinates might overflow, or lose digits to underflow.
  init?(_ points: Matrix) {
    let (n, d) = (points.rows, points.columns)
    middle = (0..<d).map { Self.middle(of: points.column($0)) }
    var largest = 0.0
    for j in 0..<d {
      let centre = middle[j]
      for value in points.column(j) { largest = max(largest, abs(value - centre)) }
    }
    guard largest == 0 || (1e-140...1e140).contains(largest) else { return nil }
    scale = largest == 0 ? 1 : 1 / largest.binade
    factor = scale * scale
    count = n
    dimension = d
    exact = Buffer(PointRows(points).values, padding: 0)
    norms = Buffer(count: n, repeating: 0.0)
    for i in 0..<n {
      var norm = 0.0
      for j in 0..<d {
        let x = centred(i, j)
        norm += x * x
      }
      norms[i] = norm
    }
  }

  /// The median of a few values, which outliers do not move.
  private static func middle(of column: ArraySlice<Double>) -> Double {
    let step = max(1, column.count / 101)
    let some = stride(from: column.startIndex, to: column.endIndex, by: step).map { column[$0] }
    let buffer = Buffer(some, padding: 0)
    return smallest(some.count / 2, of: buffer.pointer, count: some.count)
  }

  @inline(__always) func centred(_ i: Int, _ j: Int) -> Double { (exact[i * dimension + j] - middle[j]) * scale }

  /// By how much of ‖x‖² + ‖y‖² a squared distance may differ from ‖x‖² + ‖y‖² − 2x·y, where coordinates are rounded to,
  /// and the product is taken in, numbers of a given unit roundoff u: 2(d + 2)u for the product of d + 1 terms, as much
  /// for the distance, 5u for the coordinates, the rest to spare.
  func slack(unit: Double) -> Double { Double(4 * dimension + 32) * unit }

  /// The squared distances from a row to all.
  func distances(from row: Int, into values: UnsafeMutablePointer<Double>) {
    let x = exact.pointer + row * dimension
    for other in 0..<count { values[other] = squaredDistance(x, exact.pointer + other * dimension, dimension) }
  }
}
