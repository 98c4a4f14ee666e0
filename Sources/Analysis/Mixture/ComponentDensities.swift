import COpenBLAS

/// What the density of each component needs: with Σ = LLᵀ, the transform L⁻ᵀ that makes its rows spherical, and the
/// logarithm of its weight over √((2π)^d·det Σ).
final class ComponentDensities: Sendable {
  let count: Int
  let dimension: Int
  let isDense: Bool
  /// Component c's mean at `c * dimension`.
  let means: Buffer<Double>
  /// Dense: an upper triangular d×d matrix each, column by column. Else the d inverse standard deviations.
  let transforms: Buffer<Double>
  let logFactors: [Double]

  /// O(k·d³) time.
  /// - Throws: `AnalysisError.notApplicable` for a covariance that is not positive definite.
  init(_ mixture: GaussianMixture) throws {
    BLASThreads.useOne()
    let (k, d) = (mixture.count, mixture.dimension)
    count = k
    dimension = d
    isDense = mixture.shape.isDense
    means = Buffer(mixture.means.rowMajorValues(), padding: 0)
    let size = isDense ? d * d : d
    transforms = Buffer(count: k * size, repeating: 0)
    var logFactors: [Double] = []
    for c in 0..<k {
      var logDeterminant = 0.0
      if isDense {
        let lower = try Self.choleskyFactor(mixture.covariances[c])
        for j in 0..<d {
          logDeterminant += naturalLogarithm(lower[j, j])
          // Row j of L⁻¹ is column j of the transform.
          transforms[c * size + j * d + j] = 1
        }
        cblas_dtrsm(
          CblasColMajor, CblasLeft, CblasLower, CblasTrans, CblasNonUnit, Int32(d), Int32(d), 1, lower.values, Int32(d),
          transforms.pointer + c * size, Int32(d))
      } else {
        for j in 0..<d {
          let deviation = mixture.covariances[c][j, j].squareRoot()
          guard deviation > 0, deviation.isFinite else { throw Self.notPositive }
          logDeterminant += naturalLogarithm(deviation)
          transforms[c * size + j] = 1 / deviation
        }
      }
      logFactors.append(
        naturalLogarithm(mixture.weights[c]) - 0.5 * Double(d) * naturalLogarithm(2 * .pi) - logDeterminant)
    }
    self.logFactors = logFactors
  }

  static let notPositive = AnalysisError.notApplicable(
    "a covariance of the mixture is not positive definite", advice: "raise regularization or rescale the columns")

  /// The lower triangular L with LLᵀ = matrix; above the diagonal nothing is defined.
  static func choleskyFactor(_ matrix: Matrix) throws -> Matrix {
    var values = matrix.values
    guard values.allSatisfy(\.isFinite) else { throw notPositive }
    var n = Int32(matrix.rows)
    var info: Int32 = 0
    if n > 0 { dpotrf_("L", &n, &values, &n, &info) }
    guard info == 0 else { throw notPositive }
    return Matrix(rows: matrix.rows, columns: matrix.columns, values: values)
  }
}
