import Analysis
import Testing

@Suite struct PrincipalComponentsTests {
  @Test(arguments: ClusteringReference.featureCases)
  func agreesWithTheReference(name: String) throws {
    let expected = ClusteringReference.shared.cases[name]!
    let features = ClusteringReference.features(name)
    let result = try project(features)
    #expect(result.explainedVariance.count == features.columns)
    for (value, reference) in zip(result.explainedVariance, expected.variance!) {
      #expect(isClose(value, reference, relative: 1e-8))
    }
    for (value, reference) in zip(result.explainedVarianceRatio, expected.varianceRatio!) {
      #expect(isClose(value, reference, relative: 1e-8))
    }
    #expect(result.coordinates.columns == 2 && result.axisNames == ["PC1", "PC2"])
  }

  /// What defines principal components: centred rows times orthonormal loadings, uncorrelated, with these variances.
  @Test(arguments: [(30, 4), (6, 40), (5, 5), (200, 1), (2, 3), (60, 50)])
  func hasTheDefiningProperties(shape: (Int, Int)) throws {
    let (n, d) = shape
    var random = RandomSource(seed: UInt64(n * 100 + d))
    let features = randomFeatures(n, d, random: &random)
    let rank = min(n, d)
    let result = try project(features, components: d + 3)
    #expect(result.coordinates.rows == n && result.coordinates.columns == rank)
    #expect(result.explainedVariance.count == rank)
    let loadings = try #require(result.loadings)
    var total = 0.0
    for j in 0..<d {
      let mean = features.column(j).reduce(0, +) / Double(n)
      total += features.column(j).reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n - 1)
    }
    #expect(isClose(result.explainedVariance.reduce(0, +), total, relative: 1e-12))
    #expect(isClose(result.explainedVarianceRatio.reduce(0, +), 1, relative: 1e-12))
    for a in 0..<rank {
      for b in 0..<rank {
        let product = (0..<d).reduce(0.0) { $0 + loadings[$1, a] * loadings[$1, b] }
        #expect(abs(product - (a == b ? 1 : 0)) < 1e-10)
        let covariance =
          (0..<n).reduce(0.0) { $0 + result.coordinates[$1, a] * result.coordinates[$1, b] } / Double(n - 1)
        #expect(abs(covariance - (a == b ? result.explainedVariance[a] : 0)) < 1e-10)
      }
      // The sign rule.
      let column = Array(loadings.column(a))
      let largest = column.map(abs).max()!
      #expect(column[column.firstIndex { abs($0) == largest }!] > 0)
      for i in 0..<n {
        let expected = (0..<d).reduce(0.0) { sum, j in
          sum + (features[i, j] - features.column(j).reduce(0, +) / Double(n)) * loadings[j, a]
        }
        #expect(abs(result.coordinates[i, a] - expected) < 1e-10)
      }
    }
    #expect(result.explainedVariance == result.explainedVariance.sorted(by: >))
  }

  @Test func doesNotDependOnThreads() throws {
    var random = RandomSource(seed: 8)
    for (n, d) in [(5000, 120), (40, 300)] {
      let features = randomFeatures(n, d, random: &random)
      let one = try PrincipalComponents().project(features, seed: 0, context: RunContext(threads: 1))
      #expect(one == (try PrincipalComponents().project(features, seed: 0, context: RunContext(threads: 2))))
    }
  }

  @Test func rankDeficiencyGivesZeros() throws {
    // The second column is twice the first, the third constant.
    let features = Matrix([[1, 2, 0.1], [2, 4, 0.1], [4, 8, 0.1], [7, 14, 0.1]])
    let result = try project(features)
    #expect(result.explainedVariance.count == 3)
    #expect(isClose(result.explainedVariance[0], 35, relative: 1e-12))
    #expect(result.explainedVariance[1] == 0 && result.explainedVariance[2] == 0)
    #expect(result.explainedVarianceRatio == [1, 0, 0])
    #expect((0..<4).allSatisfy { abs(result.coordinates[$0, 1]) < 1e-12 })
  }

  @Test func handlesDegenerateTables() throws {
    let single = try project(Matrix([[3, 4, 5]]))
    #expect(single.coordinates == Matrix([[0]]))
    #expect(single.explainedVarianceRatio == [0])
    let constant = try project(Matrix(Array(repeating: [0.1, 0.7], count: 9)))
    #expect(constant.coordinates.values.allSatisfy { $0 == 0 })
    #expect(constant.explainedVarianceRatio == [0, 0])
    let two = try project(Matrix([[0, 0], [3, 4]]))
    #expect(isClose(two.explainedVariance[0], 12.5, relative: 1e-14))
    #expect(isClose(two.coordinates[1, 0], 2.5, relative: 1e-14))
    #expect(throws: AnalysisError.tooFewRows(needed: 1, given: 0, for: "pca")) { try project(Matrix([])) }
    #expect(throws: AnalysisError.self) { try project(Matrix(rows: 3, columns: 0)) }
    // The variance of these overflows, their ratio does not.
    #expect(throws: AnalysisError.self) { try project(Matrix([[1e300, 0], [-1e300, 1], [0, 2]])) }
    let large = try project(Matrix([[1e150, 0], [-1e150, 1], [0, 2]]))
    #expect(isClose(large.explainedVarianceRatio[0], 1, relative: 1e-12))
    let small = try project(Matrix([[1e-150], [-1e-150]]))
    #expect(isClose(small.explainedVariance[0], 2e-300, relative: 1e-12))
    #expect(throws: AnalysisError.self) { try PrincipalComponents(ParameterValues(["components": .integer(0)])) }
  }

  @Test(arguments: [0, 1, 3]) func canBeCancelled(checks: Int) {
    #expect(throws: CancellationError.self) {
      try PrincipalComponents().project(
        ClusteringReference.features("wine"), seed: 0, context: CancellingContext(afterChecks: checks).context())
    }
  }

  private func project(_ features: Matrix, components: Int = 2) throws -> ProjectedPoints {
    try PrincipalComponents(ParameterValues(["components": .integer(components)]))
      .project(features, seed: 0, context: RunContext())
  }
}
