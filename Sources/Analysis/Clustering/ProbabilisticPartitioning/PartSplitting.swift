/// Ways to split a part in two. Chance has no part in them.
struct PartSplitting: Sendable {
  typealias Sides = (left: [Int], right: [Int])

  private static let axisSteps = 100

  private let features: Matrix
  private let points: PointRows
  private let rounding: [Double]

  init(_ features: Matrix, rounding: [Double]) {
    self.features = features
    points = PointRows(features)
    self.rounding = rounding
  }

  /// 2-means, begun with the rows on either side of the mean along the principal axis.
  /// - Returns: nil where all rows are alike.
  /// - Throws: `CancellationError`.
  func alongPrincipalAxis(_ whole: Part, context: RunContext) throws -> Sides? {
    let d = features.columns
    let along = coordinates(of: whole, along: Self.principalAxis(whole.moments.covariance))
    var centers = Array(repeating: 0.0, count: 2 * d)
    var counts = [0.0, 0.0]
    for (place, row) in whole.rows.enumerated() {
      let side = along[place] > 0 ? 1 : 0
      counts[side] += 1
      for j in 0..<d { centers[side * d + j] += features[row, j] }
    }
    guard counts[0] > 0, counts[1] > 0 else { return nil }
    for i in centers.indices { centers[i] /= counts[i / d] }
    let outcome = try LloydIteration(points: PointRows(points, selecting: whole.rows), maximumIterations: 100)
      .run(from: centers, context: context)
    return Self.sides(whole) { outcome.labels[$0] == 1 }
  }

  /// 2-means on the axes of least and of greatest kurtosis. Where two clusters lie along an axis the kurtosis is least if
  /// they are about as large, and greatest if one is small (Peña & Prieto, "Cluster identification using projections",
  /// 2001); unlike the principal axis, these do not depend on how the columns are scaled or mixed. As axes serve the
  /// extreme eigenvectors of E[‖z‖²·zzᵀ], z being the rows made spherical (Cardoso, "Source separation using higher
  /// order moments", 1989). O(n·d² + d³).
  /// - Returns: none in one column, where they are the principal axis, or where rows are too few for a covariance.
  /// - Throws: `CancellationError`.
  func alongKurtosis(_ whole: Part, context: RunContext) throws -> [Sides] {
    let d = features.columns
    let covariance = PartDescription.covariance(whole.moments, .full, rounding)
    guard d > 1, whole.count >= PartDescription.fewestRows(.full, dimension: d),
      let lower = try? ComponentDensities.choleskyFactor(covariance)
    else { return [] }
    var fourth = Matrix(rows: d, columns: d)
    var z = Array(repeating: 0.0, count: d)
    for row in whole.rows {
      try context.checkCancellation()
      for i in 0..<d {
        var value = features[row, i] - whole.moments.mean[i]
        for j in 0..<i { value -= lower[i, j] * z[j] }
        z[i] = value / lower[i, i]
      }
      let square = z.reduce(0) { $0 + $1 * $1 }
      for j in 0..<d {
        for i in 0...j { fourth[i, j] += square * z[i] * z[j] }
      }
    }
    guard fourth.values.allSatisfy(\.isFinite), let eigen = try? SymmetricEigen(of: fourth) else { return [] }
    return try [d - 1, 0].compactMap { index in
      // Back from the spherical rows: w with Lᵀw = u.
      var axis = eigen.vectors.column(index).map { $0 }
      for i in (0..<d).reversed() {
        for j in (i + 1)..<max(d, i + 1) { axis[i] -= lower[j, i] * axis[j] }
        axis[i] /= lower[i, i]
      }
      let along = coordinates(of: whole, along: axis)
      guard let centers = try KMeansOnLine.centers(of: along, k: 2, context: context), centers.count == 2 else {
        return nil
      }
      return Self.sides(whole) { along[$0] > (centers[0] + centers[1]) / 2 }
    }
  }

  private func coordinates(of whole: Part, along axis: [Double]) -> [Double] {
    whole.rows.map { row in
      axis.indices.reduce(0) { $0 + axis[$1] * (features[row, $1] - whole.moments.mean[$1]) }
    }
  }

  private static func sides(_ whole: Part, isRight: (Int) -> Bool) -> Sides? {
    var sides: Sides = ([], [])
    for (place, row) in whole.rows.enumerated() {
      if isRight(place) { sides.right.append(row) } else { sides.left.append(row) }
    }
    return sides.left.isEmpty || sides.right.isEmpty ? nil : sides
  }

  /// The direction of largest variance, nearly: by powers of the covariance, from its largest column on.
  private static func principalAxis(_ covariance: Matrix) -> [Double] {
    let d = covariance.rows
    var column = 0
    for j in 0..<d where covariance[j, j] > covariance[column, column] { column = j }
    var axis = covariance.column(column).map { $0 }
    for _ in 0..<axisSteps {
      let largest = axis.reduce(0) { max($0, abs($1)) }
      guard largest > 0, largest.isFinite else { return axis }
      let scaled = axis.map { $0 / largest }
      axis = (0..<d).map { i in (0..<d).reduce(0) { $0 + covariance[i, $1] * scaled[$1] } }
    }
    return axis
  }
}
