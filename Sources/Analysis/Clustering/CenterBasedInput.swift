/// What algorithms that add up squared differences ask of their input.
enum CenterBasedInput {
  /// - Throws: `AnalysisError` without rows or columns, for k above the number of rows, and for values whose squares
  ///   overflow.
  static func check(_ features: Matrix, for algorithm: AlgorithmDescription, k: Int?) throws {
    try checkShape(features, for: algorithm, k: k)
    let largest = features.values.reduce(0) { max($0, abs($1)) }
    guard (largest * 4 * largest * Double(features.rows) * Double(features.columns)).isFinite else {
      throw AnalysisError.notApplicable(
        "\(algorithm.id) adds up squares, and with values up to \(largest) those overflow",
        advice: "rescale the columns, for example with --scale minmax")
    }
  }

  /// - Throws: `AnalysisError` without rows or columns and for k above the number of rows.
  static func checkShape(_ features: Matrix, for algorithm: AlgorithmDescription, k: Int?) throws {
    guard features.rows > 0 else { throw AnalysisError.tooFewRows(needed: 1, given: 0, for: algorithm.id) }
    guard features.columns > 0 else {
      throw AnalysisError.notApplicable("\(algorithm.id) needs a column and there is none", advice: "name some columns")
    }
    if let k, k > features.rows {
      throw AnalysisError.parameter(
        name: "k", of: algorithm.id, value: "\(k)",
        allowed: "a whole number from 1 to \(features.rows), the number of rows")
    }
  }

  /// Σ of the squared distances to the cluster means. O(n·d).
  /// - Parameter labels: 0..<k.
  static func inertia(of labels: [Int], _ points: PointRows) -> Double {
    let d = points.dimension
    let k = (labels.max() ?? 0) + 1
    let sums = CompensatedSums(count: k * d)
    var sizes = Array(repeating: 0.0, count: k)
    var total = CompensatedSum()
    for (i, label) in labels.enumerated() {
      sums.add(points.pointer + i * d, sign: 1, at: label * d, count: d)
      sizes[label] += 1
    }
    for (i, label) in labels.enumerated() {
      for j in 0..<d {
        let difference = points.pointer[i * d + j] - sums.total(label * d + j) / sizes[label]
        total.add(difference * difference)
      }
    }
    return total.total
  }
}
