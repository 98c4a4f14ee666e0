/// Sums of rows weighted by their responsibilities, about the component means of the step before.
final class MixtureSums: Sendable {
  let components: Int
  let dimension: Int
  private let isDense: Bool
  /// Σ r.
  let mass: Buffer<Double>
  /// Σ r·(x − m).
  let first: Buffer<Double>
  /// Σ r·(x − m)(x − m)ᵀ, the upper triangle column by column; without dense covariances only the diagonal.
  let second: Buffer<Double>

  init(components: Int, dimension: Int, isDense: Bool) {
    self.components = components
    self.dimension = dimension
    self.isDense = isDense
    mass = Buffer(count: components, repeating: 0)
    first = Buffer(count: components * dimension, repeating: 0)
    second = Buffer(count: components * dimension * (isDense ? dimension : 1), repeating: 0)
  }

  func add(_ other: MixtureSums) {
    for i in 0..<mass.count { mass[i] += other.mass[i] }
    for i in 0..<first.count { first[i] += other.first[i] }
    for i in 0..<second.count { second[i] += other.second[i] }
  }

  /// The mixture of the greatest likelihood for these responsibilities.
  /// - Parameters:
  ///   - before: the means that the sums are about, row by row.
  ///   - fallback: variances of the columns, for a component without rows.
  func mixture(
    about before: Buffer<Double>, shape: CovarianceShape, regularization: Double, fallback: [Double]
  ) -> GaussianMixture {
    let (k, d) = (components, dimension)
    let total = (0..<k).reduce(0.0) { $0 + mass[$1] }
    var means = Matrix(rows: k, columns: d)
    var covariances: [Matrix] = []
    for c in 0..<k {
      var covariance = Matrix(rows: d, columns: d)
      guard mass[c] > 1e-12 else {
        for j in 0..<d {
          means[c, j] = before[c * d + j]
          covariance[j, j] = fallback[j]
        }
        covariances.append(covariance)
        continue
      }
      let shift = (0..<d).map { first[c * d + $0] / mass[c] }
      for j in 0..<d {
        means[c, j] = before[c * d + j] + shift[j]
        if isDense {
          for i in 0...j {
            let value = second[(c * d + j) * d + i] / mass[c] - shift[i] * shift[j]
            covariance[i, j] = value
            covariance[j, i] = value
          }
        } else {
          covariance[j, j] = max(0, second[c * d + j] / mass[c] - shift[j] * shift[j])
        }
      }
      covariances.append(covariance)
    }
    switch shape {
    case .full, .diagonal: break
    case .tied:
      var shared = Matrix(rows: d, columns: d)
      for c in 0..<k {
        let share = mass[c] / total
        for i in shared.values.indices { shared.values[i] += share * covariances[c].values[i] }
      }
      covariances = Array(repeating: shared, count: k)
    case .spherical:
      for c in 0..<k {
        let mean = (0..<d).reduce(0) { $0 + covariances[c][$1, $1] } / Double(max(1, d))
        for j in 0..<d { covariances[c][j, j] = mean }
      }
    }
    for c in 0..<k {
      for j in 0..<d { covariances[c][j, j] += regularization }
      covariances[c] = Self.positive(covariances[c], dense: shape.isDense)
    }
    return GaussianMixture(
      weights: (0..<k).map { mass[$0] / total }, means: means, covariances: covariances, shape: shape)
  }

  /// Raises the diagonal as little as needed for a factorisation, where rounding has left none.
  private static func positive(_ matrix: Matrix, dense: Bool) -> Matrix {
    var matrix = matrix
    let d = matrix.rows
    let trace = (0..<d).reduce(0) { $0 + abs(matrix[$1, $1]) }
    var ridge = max(trace / Double(max(1, d)) * 1e-14, 1e-280)
    for _ in 0..<20 {
      let works =
        dense
        ? (try? ComponentDensities.choleskyFactor(matrix)) != nil : (0..<d).allSatisfy { matrix[$0, $0] > 0 }
      if works { break }
      for j in 0..<d { matrix[j, j] += ridge }
      ridge *= 10
    }
    return matrix
  }
}
