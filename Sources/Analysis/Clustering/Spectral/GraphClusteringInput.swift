/// What clusterers of the neighbour graph ask of their input.
enum GraphClusteringInput {
  /// How many neighbours each row has.
  /// - Parameters:
  ///   - given: what was asked for; nil where nobody said.
  ///   - most: how many there can be.
  /// - Throws: `AnalysisError` for fewer than two rows, and for more neighbours than there are.
  static func neighbors(
    given: Int?, standard: Int, most: Int, of algorithm: AlgorithmDescription, rows n: Int, least: Int
  ) throws -> Int {
    guard n > 1 else { throw AnalysisError.tooFewRows(needed: 2, given: n, for: algorithm.id) }
    guard let given else { return min(standard, most) }
    guard given <= most else {
      throw AnalysisError.parameter(
        name: "neighbors", of: algorithm.id, value: "\(given)",
        allowed: "a whole number from \(least) to \(most), as there are \(n) rows")
    }
    return given
  }

  /// Whether all rows are equal, so that their neighbours are arbitrary.
  static func hasOnlyEqualRows(_ neighbors: NearestNeighbors, _ dissimilarities: any Dissimilarities) -> Bool {
    guard neighbors.comparisonValues.allSatisfy({ $0 == 0 }) else { return false }
    return (1..<neighbors.count).allSatisfy { dissimilarities.comparisonValue(0, $0) == 0 }
  }
}
