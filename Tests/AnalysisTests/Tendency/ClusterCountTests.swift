import Analysis
import Testing

@Suite("Criteria for the number of clusters")
struct ClusterCountTests {
  private let context = RunContext(threads: 2)

  private func input(_ points: Matrix, seed: UInt64 = 42) throws -> ClusterCountInput {
    let dissimilarities = try TendencyData.euclidean(points)
    return ClusterCountInput(
      features: points, dissimilarities: dissimilarities, isEuclidean: true, seed: seed,
      suggestion: { ClusterSuggestion(of: try VATOrder(of: dissimilarities, context: $0), columns: points.columns) },
      gapStatistic: { try GapStatistic(of: points, seed: seed, context: $0) })
  }

  @Test("three blobs: all say three", arguments: ClusterCountCriteria.all.map { $0.description.id })
  func three(id: String) throws {
    let points = TendencyData.blobs(300, centres: [[0, 0], [12, 0], [0, 12]])
    let profile = try ClusterCountCriteria.named(id).profile(input(points), context: context)
    #expect(profile.choice == 3)
    #expect(profile.values.count == ClusterCountCriteria.largest && profile.sampleSize == 300)
    let alone = try ClusterCountCriteria.named(id).profile(input(points), context: RunContext(threads: 1))
    #expect(alone == profile)
  }

  @Test("rows without clusters: those that can say one do", arguments: [BlockCount.key, GapCount.key, MixtureCount.key])
  func one(key: String) throws {
    let criterion = try #require(ClusterCountCriteria.all.first { $0.key == key })
    #expect(try criterion.profile(input(TendencyData.gaussian(300, 2)), context: context).choice == 1)
  }

  @Test("the silhouette's choice is its highest value, with any dissimilarities")
  func silhouette() throws {
    let points = TendencyData.blobs(200, centres: [[0, 0], [20, 0], [0, 20], [20, 20]])
    let euclidean = try SilhouetteCount.profile(input(points), context: context)
    let manhattan = try ManhattanMetric().dissimilarities(of: points)
    let other = ClusterCountInput(
      features: nil, dissimilarities: manhattan, isEuclidean: false, seed: 1,
      suggestion: { ClusterSuggestion(of: try VATOrder(of: manhattan, context: $0)) },
      gapStatistic: { _ in throw AnalysisError.notApplicable("none", advice: "none") })
    let medoids = try SilhouetteCount.profile(other, context: context)
    for profile in [euclidean, medoids] {
      #expect(profile.choice == 4)
      #expect(profile.values[0] == nil)
      #expect(profile.values.compactMap { $0 }.max() == profile.values[3])
    }
    let reference = try Silhouette.value(
      labels: (0..<200).map { $0 % 4 }, dissimilarities: TendencyData.euclidean(points), context: context)
    #expect(abs((euclidean.values[3] ?? 0) - (reference ?? 1)) < 1e-12)
    #expect(throws: AnalysisError.self) { try GapCount.profile(other, context: context) }
    #expect(throws: AnalysisError.self) { try MixtureCount.profile(other, context: context) }
  }

  @Test("separate parts of the neighbour graph are counted")
  func parts() throws {
    let points = TendencyData.blobs(240, centres: (0..<12).map { [40.0 * Double($0), 0] })
    let profile = try EigengapCount.profile(input(points), context: context)
    #expect(profile.choice == 12 && profile.notes.contains { $0.contains("12 parts") })
  }

  @Test(
    "tiny and flat data are answered or refused, never trapped",
    arguments: ClusterCountCriteria.all.map { $0.description.id })
  func degenerate(id: String) throws {
    let criterion = try ClusterCountCriteria.named(id)
    for points in [
      Matrix([[1.0, 2]]), Matrix([[1.0, 2], [3, 4]]), Matrix(rows: 30, columns: 2, repeating: 1),
    ] {
      #expect(throws: AnalysisError.self) { try criterion.profile(input(points), context: context) }
    }
    for points in [
      Matrix([[1.0], [2], [4]]), TendencyData.gaussian(40, 1), TendencyData.gaussian(6, 50),
      Matrix((0..<30).map { [Double($0 % 3), 0] }),
    ] {
      let profile = try criterion.profile(input(points), context: context)
      #expect(profile.values.allSatisfy { $0?.isFinite ?? true })
      #expect((profile.choice ?? 1) >= 1)
    }
  }
}
