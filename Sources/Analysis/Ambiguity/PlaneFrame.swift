/// Points of the plane in coordinates that do not depend on where they lie, how they are turned or scaled, nor on their
/// order: centred, with unit variance in all directions, and sorted by the distance from the centre.
struct PlaneFrame: Sendable {
  /// n×2.
  private(set) var points: Matrix
  /// Turns coordinates of the frame back: original = centre + basis · coordinates, a 2×2 matrix row by row.
  let center: (x: Double, y: Double)
  let basis: (xx: Double, xy: Double, yx: Double, yy: Double)
  /// Standard deviation along the second axis over that along the first; 1 where they do not differ along both.
  let ratio: Double
  /// Along how many axes the points differ: 0, 1 or 2.
  let rank: Int

  /// Variance along the second axis below this share of that along the first is rounding: the points lie on a line.
  private static let flat = 1e-20

  /// O(n log n) time.
  /// - Parameter plane: n×2, finite.
  init(_ plane: Matrix, context: RunContext) throws {
    let n = plane.rows
    precondition(plane.columns == 2, "points in the plane")
    // Divided by a power of two, so that no square can overflow.
    let largest = plane.values.reduce(0) { max($0, abs($1)) }
    let unit = largest > 0 ? largest.binade : 1
    var mean = (x: 0.0, y: 0.0)
    for i in 0..<n {
      mean.x += plane[i, 0] / unit / Double(n)
      mean.y += plane[i, 1] / unit / Double(n)
    }
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for i in 0..<n {
      let x = plane[i, 0] / unit - mean.x
      let y = plane[i, 1] / unit - mean.y
      xx += x * x / Double(n)
      xy += x * y / Double(n)
      yy += y * y / Double(n)
    }
    // The eigenvectors of a 2×2 covariance, by the angle of its first axis.
    let half = (xx - yy) / 2
    let radius = (half * half + xy * xy).squareRoot()
    let first = (xx + yy) / 2 + radius
    let second = max(0, (xx + yy) / 2 - radius)
    var axis = (x: half + radius, y: xy)
    if half < 0 { axis = (xy, radius - half) }
    let length = (axis.x * axis.x + axis.y * axis.y).squareRoot()
    axis = length > 0 ? (axis.x / length, axis.y / length) : (1, 0)
    // What rounding of equal coordinates can leave.
    let noise = 64 * Double.ulpOfOne * Double.ulpOfOne
    let isSpread = first > noise
    let isPlane = isSpread && second > first * Self.flat && second > noise
    rank = isPlane ? 2 : isSpread ? 1 : 0
    ratio = isPlane ? (second / first).squareRoot() : 1
    let deviations = (isSpread ? first.squareRoot() : 1, isPlane ? second.squareRoot() : 1)

    var coordinates: [(x: Double, y: Double)] = []
    coordinates.reserveCapacity(n)
    for i in 0..<n {
      let x = plane[i, 0] / unit - mean.x
      let y = plane[i, 1] / unit - mean.y
      coordinates.append(
        (
          isSpread ? (axis.x * x + axis.y * y) / deviations.0 : 0,
          isPlane ? (axis.x * y - axis.y * x) / deviations.1 : 0
        ))
    }
    let radii = coordinates.map { $0.x * $0.x + $0.y * $0.y }
    let order = (0..<n).sorted { radii[$0] != radii[$1] ? radii[$0] < radii[$1] : $0 < $1 }
    try context.checkCancellation()
    var points = Matrix(rows: n, columns: 2)
    for (place, row) in order.enumerated() {
      points[place, 0] = coordinates[row].x
      points[place, 1] = coordinates[row].y
    }
    self.points = points
    center = (mean.x * unit, mean.y * unit)
    basis = (
      axis.x * deviations.0 * unit, -axis.y * deviations.1 * unit, axis.y * deviations.0 * unit,
      axis.x * deviations.1 * unit
    )
  }

  /// The same frame with some of the points, in the order given.
  func selecting(_ rows: [Int]) -> PlaneFrame {
    var part = self
    part.points = points.selecting(rows: rows)
    return part
  }

  /// A mixture of the frame in the original coordinates.
  func original(_ mixture: PlaneMixture) -> GaussianMixture {
    mixture.mapped(by: basis, to: center)
  }

  /// A mixture of the frame where the two axes have the proportions of the original plane, in units of the first.
  func proportioned(_ mixture: PlaneMixture) -> GaussianMixture {
    mixture.mapped(by: (1, 0, 0, ratio))
  }
}
