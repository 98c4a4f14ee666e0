/// How far apart two normal distributions are: the largest q = |w·(m₁−m₂)| / (√(wᵀC₁w) + √(wᵀC₂w)) over all axes w.
/// Divided in proportion to the two deviations along that axis, each loses the share 1 − Φ(q) to the other (Anderson &
/// Bahadur, "Classification into two multivariate normal distributions with different covariance matrices", 1962).
enum GaussianSeparation {
  private static let mostSteps = 50
  private static let settled = 1e-9

  /// O(d³) a step, with some ten steps.
  /// - Parameters:
  ///   - difference: m₁ − m₂.
  ///   - first, second: the covariances, d×d, positive definite.
  /// - Throws: `AnalysisError.notApplicable` where a covariance is not positive definite.
  static func value(difference: [Double], _ first: Matrix, _ second: Matrix) throws -> Double {
    guard difference.contains(where: { $0 != 0 }) else { return 0 }
    var deviations = (first: 1.0, second: 1.0)
    var best = 0.0
    for _ in 0..<mostSteps {
      // Where q is largest its gradient is zero: w solves (C₁/s₁ + C₂/s₂)·w ∝ m₁ − m₂, s being the deviations along w.
      var sum = first
      for i in sum.values.indices {
        sum.values[i] = first.values[i] / deviations.first + second.values[i] / deviations.second
      }
      let axis = try solution(of: sum, difference)
      deviations = (deviation(along: axis, first), deviation(along: axis, second))
      let along = zip(axis, difference).reduce(0) { $0 + $1.0 * $1.1 }
      let value = abs(along) / (deviations.first + deviations.second)
      let risen = value > best * (1 + settled)
      best = max(best, value)
      if !risen { break }
    }
    return best
  }

  /// The x of length 1 in the direction of A⁻¹b.
  private static func solution(of matrix: Matrix, _ right: [Double]) throws -> [Double] {
    let lower = try ComponentDensities.choleskyFactor(matrix)
    let d = right.count
    var x = right
    for i in 0..<d {
      for j in 0..<i { x[i] -= lower[i, j] * x[j] }
      x[i] /= lower[i, i]
    }
    for i in (0..<d).reversed() {
      for j in (i + 1)..<max(d, i + 1) { x[i] -= lower[j, i] * x[j] }
      x[i] /= lower[i, i]
    }
    let largest = x.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { throw ComponentDensities.notPositive }
    let length = x.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot() * largest
    return x.map { $0 / length }
  }

  private static func deviation(along axis: [Double], _ covariance: Matrix) -> Double {
    var total = 0.0
    for j in axis.indices {
      var sum = 0.0
      for i in axis.indices { sum += axis[i] * covariance[i, j] }
      total += sum * axis[j]
    }
    return max(total, .leastNormalMagnitude).squareRoot()
  }
}
