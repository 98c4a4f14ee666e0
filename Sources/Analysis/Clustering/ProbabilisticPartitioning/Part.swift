/// Rows that may be a cluster, and the normal distribution that describes them best.
struct Part: Sendable {
  /// No two parts of a search have the same.
  let id: Int
  /// In ascending order.
  let rows: [Int]
  let moments: PartMoments

  var count: Int { rows.count }
}

/// How many rows, their mean and their covariance (divisor n).
struct PartMoments: Sendable {
  let count: Int
  let mean: [Double]
  let covariance: Matrix

  /// O(n·d²).
  init(_ features: Matrix, rows: [Int]) {
    let d = features.columns
    count = rows.count
    let n = Double(max(1, rows.count))
    let mean = (0..<d).map { j in rows.reduce(0) { $0 + features[$1, j] } / n }
    var covariance = Matrix(rows: d, columns: d)
    features.values.withUnsafeBufferPointer { values in
      for j in 0..<d {
        for i in 0...j {
          var sum = 0.0
          for row in rows {
            sum += (values[i * features.rows + row] - mean[i]) * (values[j * features.rows + row] - mean[j])
          }
          covariance[i, j] = sum / n
          covariance[j, i] = sum / n
        }
      }
    }
    self.mean = mean
    self.covariance = covariance
  }

  /// Of two sets of rows together. O(d²).
  init(_ a: PartMoments, _ b: PartMoments) {
    count = a.count + b.count
    let (x, y) = (Double(a.count) / Double(count), Double(b.count) / Double(count))
    let difference = zip(a.mean, b.mean).map { $0 - $1 }
    mean = zip(a.mean, b.mean).map { x * $0 + y * $1 }
    var covariance = a.covariance
    for j in difference.indices {
      for i in difference.indices {
        covariance[i, j] =
          x * a.covariance[i, j] + y * b.covariance[i, j] + x * y * difference[i] * difference[j]
      }
    }
    self.covariance = covariance
  }
}

/// A normal distribution of the shape that describes rows best by Schwarz's criterion.
struct PartDescription: Sendable {
  static let shapes: [CovarianceShape] = [.full, .diagonal, .spherical]

  let shape: CovarianceShape
  /// With the rounding of the values.
  let covariance: Matrix
  let logLikelihood: Double
  let parameterCount: Int

  /// Rows that a component of this shape needs for its covariance to be more than an accident.
  static func fewestRows(_ shape: CovarianceShape, dimension d: Int) -> Int {
    switch shape {
    case .full, .tied: 2 * (d + 2)
    case .diagonal: 4
    case .spherical: 3
    }
  }

  /// −2·ln L + p·ln n.
  func bayesianInformation(rows: Int) -> Double {
    -2 * logLikelihood + Double(parameterCount) * naturalLogarithm(Double(rows))
  }

  /// The likelihood is that of the values before they were rounded: their covariance is that of the rounded values and
  /// the rounding's own. Then ln L = −n/2·(d·ln 2π + ln det C + d).
  /// - Parameter rounding: variance of each column's rounding, above 0.
  /// - Returns: nil for fewer rows than the simplest shape needs. O(d³).
  init?(_ moments: PartMoments, rounding: [Double]) {
    let d = moments.mean.count
    var best: PartDescription?
    for shape in Self.shapes where moments.count >= Self.fewestRows(shape, dimension: d) {
      let covariance = Self.covariance(moments, shape, rounding)
      guard let lower = try? ComponentDensities.choleskyFactor(covariance) else { continue }
      let logDeterminant = (0..<d).reduce(0) { $0 + 2 * naturalLogarithm(lower[$1, $1]) }
      let logLikelihood =
        -0.5 * Double(moments.count) * (Double(d) * (naturalLogarithm(2 * .pi) + 1) + logDeterminant)
      let description = PartDescription(
        shape: shape, covariance: covariance, logLikelihood: logLikelihood,
        parameterCount: d + shape.parameterCount(components: 1, dimension: d))
      if let held = best,
        held.bayesianInformation(rows: moments.count) <= description.bayesianInformation(rows: moments.count)
      {
        continue
      }
      best = description
    }
    guard let best else { return nil }
    self = best
  }

  private init(shape: CovarianceShape, covariance: Matrix, logLikelihood: Double, parameterCount: Int) {
    self.shape = shape
    self.covariance = covariance
    self.logLikelihood = logLikelihood
    self.parameterCount = parameterCount
  }

  static func covariance(_ moments: PartMoments, _ shape: CovarianceShape, _ rounding: [Double]) -> Matrix {
    var matrix = moments.covariance
    let d = matrix.rows
    let mean = (0..<d).reduce(0) { $0 + matrix[$1, $1] } / Double(max(1, d))
    for j in 0..<d {
      for i in 0..<d where i != j && !shape.isDense { matrix[i, j] = 0 }
      if shape == .spherical { matrix[j, j] = mean }
      matrix[j, j] += rounding[j]
    }
    return matrix
  }
}
