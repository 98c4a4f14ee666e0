import Analysis
import Testing

@Suite struct GaussianMixtureClusteringTests {
  private static let description = GaussianMixtureClustering.description

  @Test func labelsAreTheLargestMemberships() throws {
    let result = try GaussianMixtureClustering(parameters("k=3", for: Self.description))
      .cluster(ClusteringReference.input("iris"), context: RunContext())
    let memberships = try #require(result.memberships)
    #expect(memberships.rows == 150 && memberships.columns == 3)
    for i in 0..<150 {
      let row = memberships.row(i)
      #expect(isClose(row.reduce(0, +), 1, relative: 1e-12))
      #expect(row[result.labels[i]] == row.max())
    }
    // As scikit-learn's best of 30 starts.
    #expect(
      isClose(AdjustedRand.value(result.labels, ClusteringReference.labels("iris")!)!, 0.90387423, relative: 1e-7))
    #expect(result.objective?.name == "meanLogLikelihood")
    #expect(isClose(result.objective!.value, -1.201236517, relative: 1e-4))
  }

  /// Three Gaussians of different shape: the least criterion of scikit-learn too has three components.
  @Test func choosesKByTheCriterion() throws {
    var random = RandomSource(seed: 8)
    var features = randomFeatures(600, 2, random: &random)
    for i in 0..<600 where i % 3 == 1 {
      features[i, 0] = features[i, 0] * 0.2 + 8
      features[i, 1] *= 3
    }
    for i in 0..<600 where i % 3 == 2 {
      features[i, 1] = features[i, 1] * 0.3 + features[i, 0] + 12
    }
    let result = try GaussianMixtureClustering(parameters("restarts=3", for: Self.description))
      .cluster(euclideanInput(features), context: RunContext())
    #expect(result.clusterCount == 3)
    #expect(result.parameters["k"] == .integer(3))
    #expect(result.notes.contains { $0.contains("k = 3 was chosen") })
    #expect(AdjustedRand.value(result.labels, (0..<600).map { $0 % 3 })! > 0.98)
    let single = try GaussianMixtureClustering(parameters("restarts=2", for: Self.description))
      .cluster(euclideanInput(randomFeatures(500, 3, random: &random)), context: RunContext())
    #expect(single.clusterCount == 1)
  }

  @Test(arguments: CovarianceShape.allCases) func handlesDegenerateTables(shape: CovarianceShape) throws {
    func run(_ rows: [[Double]], _ assignments: String...) throws -> Clustering {
      try GaussianMixtureClustering(
        ParameterValues(assignments: assignments + ["covariance=\(shape.rawValue)"], for: Self.description)
      ).cluster(euclideanInput(Matrix(rows)), context: RunContext())
    }
    #expect(try run([[3]]).labels == [0])
    #expect(try run([[3], [4]], "k=2").labels.count == 2)
    #expect(try run([[1, 2], [1, 2], [1, 2]]).labels == [0, 0, 0])
    #expect(try run([[1, 2], [1, 2], [1, 2]], "k=2", "regularization=0").labels.count == 3)
    #expect(try run((0..<40).map { [Double($0 % 5), 7] }, "k=3").labels.count == 40)
    let wide = try run((0..<30).map { i in (0..<50).map { j in Double((i * 7 + j * j) % 11) } }, "k=2")
    #expect(wide.objective!.value.isFinite)
    #expect(throws: AnalysisError.self) { try run([[1e300], [-1e300]], "k=2") }
    #expect(throws: AnalysisError.tooFewRows(needed: 1, given: 0, for: "gmm")) { try run([]) }
    #expect(
      throws: AnalysisError.parameter(
        name: "k", of: "gmm", value: "3", allowed: "a whole number from 1 to 2, the number of rows")
    ) { try run([[1], [2]], "k=3") }
  }

  @Test func needsFeatures() throws {
    #expect(throws: AnalysisError.self) {
      try GaussianMixtureClustering().cluster(ClusteringReference.input("eurodist_matrix"), context: RunContext())
    }
  }

  @Test func movesWithTheData() throws {
    let features = ClusteringReference.features("iris")
    let gmm = try GaussianMixtureClustering(parameters("k=3", for: Self.description))
    let result = try gmm.cluster(euclideanInput(features), context: RunContext())
    var moved = features
    for i in moved.values.indices { moved.values[i] += 1024 }
    let far = try gmm.cluster(euclideanInput(moved), context: RunContext())
    #expect(far.labels == result.labels)
    #expect(isClose(far.objective!.value, result.objective!.value, relative: 1e-6))
    let backwards = try gmm.cluster(
      euclideanInput(features.selecting(rows: (0..<150).reversed())), context: RunContext())
    #expect(AdjustedRand.value(backwards.labels.reversed(), result.labels) == 1)
  }

  @Test(arguments: [0, 1, 5, 60]) func canBeCancelled(checks: Int) throws {
    var random = RandomSource(seed: 3)
    let input = try euclideanInput(randomFeatures(4000, 3, random: &random))
    #expect(throws: CancellationError.self) {
      try GaussianMixtureClustering(parameters("k=8", for: Self.description))
        .cluster(input, context: CancellingContext(afterChecks: checks).context())
    }
  }
}
