/// The rows in a frame along their principal components, and rows spread at random in the box that bounds them there:
/// what the gap statistic compares with.
struct PrincipalBox: Sendable {
  /// n×p: the first components, most variance first.
  let points: Matrix
  let bounds: [ClosedRange<Double>]

  /// O(n·d·min(n, d)) time.
  /// - Parameter components: at most so many axes; fewer where fewer have variance.
  /// - Throws: `AnalysisError.notApplicable` where all rows are equal; as `PrincipalComponents.project`.
  init(of features: Matrix, components: Int, for what: String, context: RunContext) throws {
    var parameters = ParameterValues()
    parameters["components"] = .integer(max(1, min(components, features.columns)))
    let projected = try PrincipalComponents(parameters).project(features, seed: 0, context: context.quiet)
    let rank = projected.explainedVariance.prefix(projected.coordinates.columns).count { $0 > 0 }
    guard rank > 0 else {
      throw AnalysisError.notApplicable("all rows are equal, so there is no \(what)", advice: "give rows that differ")
    }
    let points = projected.coordinates.selecting(columns: Array(0..<rank))
    self.points = points
    bounds = (0..<rank).map { j in (points.column(j).min() ?? 0)...(points.column(j).max() ?? 0) }
  }

  /// As many rows, uniform in the box.
  func uniform(_ random: inout RandomSource) -> Matrix { uniformRows(points.rows, in: bounds, &random) }
}

/// Rows spread at random in a box.
func uniformRows(_ n: Int, in bounds: [ClosedRange<Double>], _ random: inout RandomSource) -> Matrix {
  var sample = Matrix(rows: n, columns: bounds.count)
  for (j, range) in bounds.enumerated() {
    for i in 0..<n {
      let share = random.uniform()
      sample.values[j * n + i] = range.lowerBound * (1 - share) + range.upperBound * share
    }
  }
  return sample
}
