import Analysis
import Testing

@Suite struct HierarchicalKMeansTests {
  private func run(_ features: Matrix, _ assignments: String..., threads: Int = 2) throws -> Clustering {
    try HierarchicalKMeans(ParameterValues(assignments: assignments, for: HierarchicalKMeans.description))
      .cluster(euclideanInput(features), context: RunContext(threads: threads))
  }

  /// Three quarters of the rows in one dense place, the others evenly spread over a square.
  private func uneven(_ n: Int, seed: UInt64) -> Matrix {
    var random = RandomSource(seed: seed)
    return Matrix(
      (0..<n).map { i in
        i % 4 == 0
          ? [10 * random.uniform(), 10 * random.uniform()]
          : [2 + 0.2 * random.normal(), 2 + 0.2 * random.normal()]
      })
  }

  @Test func levelsNestAndHaveTheirCenters() throws {
    let features = uneven(2000, seed: 1)
    let settings = KMeansHierarchy.Settings(counts: [120, 30, 6], rounds: 3)
    let hierarchy = try KMeansHierarchy(of: features, settings: settings, seed: 5, context: RunContext())
    #expect(hierarchy.levels.map(\.count) == [120, 30, 6])
    #expect(hierarchy.levels.map(\.parents.count) == [2000, 120, 30])
    for level in 1..<3 {
      let (fine, coarse) = (hierarchy.labels(level: level - 1), hierarchy.labels(level: level))
      for (a, b) in zip(fine, coarse) { #expect(hierarchy.levels[level].parents[a] == b) }
    }
    // Every member is with its nearest centre.
    for (index, level) in hierarchy.levels.enumerated() {
      let members = index == 0 ? features : hierarchy.levels[index - 1].centers
      for i in 0..<members.rows {
        let distances = (0..<level.count).map { squared(members.row(i), level.centers.row($0)) }
        #expect(distances[level.parents[i]] == distances.min())
        #expect(level.squaredDistances[i] == distances[level.parents[i]])
      }
    }
  }

  /// What resampling is for: centres go from where rows are many to where they are few.
  @Test func resamplingSpreadsTheCenters() throws {
    let features = uneven(4000, seed: 2)
    func inDensePlace(_ rounds: Int) throws -> Int {
      let settings = KMeansHierarchy.Settings(counts: [200], rounds: rounds)
      let level = try KMeansHierarchy(of: features, settings: settings, seed: 3, context: RunContext()).levels[0]
      return (0..<level.count).count { squared(level.centers.row($0), [2, 2]) < 0.36 }
    }
    let (plain, resampled) = (try inDensePlace(0), try inDensePlace(10))
    #expect(resampled < plain)
  }

  @Test func clustersAndSaysSo() throws {
    var random = RandomSource(seed: 6)
    var features = randomFeatures(600, 2, random: &random)
    for i in 0..<600 { features[i, 0] += Double(i % 3) * 30 }
    let result = try run(features, "k=3", threads: 1)
    #expect(result.labels == (0..<600).map { $0 % 3 })
    #expect(result == (try run(features, "k=3", threads: 2)))
    #expect(result.parameters["leaves"] == .integer(42))
    #expect(result.notes.contains { $0.contains("The levels have 42, 3 clusters") })
    let kmeans = try KMeans(parameters("k=3", for: KMeans.description))
      .cluster(euclideanInput(features), context: RunContext())
    #expect(isClose(result.objective!.value, kmeans.objective!.value, relative: 1e-12))
    #expect(try run(features, "levels=1", "k=3").labels == result.labels)
    #expect(try run(features).clusterCount == 3)
  }

  @Test func degenerateTables() throws {
    #expect(try run(Matrix([[3]])).labels == [0])
    #expect(try run(Matrix([[1], [1], [1]]), "k=2").clusterCount == 1)
    #expect(try run(Matrix([[5], [1], [3], [2]]), "k=4").labels == [0, 1, 2, 3])
    #expect(throws: AnalysisError.tooFewRows(needed: 1, given: 0, for: "hierarchical-kmeans")) { try run(Matrix([])) }
    #expect(throws: AnalysisError.self) { try run(Matrix([[1], [2]]), "k=3") }
    #expect(throws: AnalysisError.self) { try run(Matrix([[1], [2], [3]]), "k=2", "leaves=1") }
    #expect(throws: AnalysisError.self) { try run(Matrix([[1], [2], [3]]), "k=2", "leaves=4") }
  }

  // MARK: - Balanced sampling

  @Test func sharesAreEven() {
    #expect(BalancedSampling.shares(of: 10, among: [2, 100, 100]) == [2, 4, 4])
    #expect(BalancedSampling.shares(of: 11, among: [100, 2, 100]) == [5, 2, 4])
    #expect(BalancedSampling.shares(of: 0, among: [3, 0]) == [0, 0])
    #expect(BalancedSampling.shares(of: 3, among: [3, 0]) == [3, 0])
    var random = RandomSource(seed: 1)
    for _ in 0..<300 {
      let capacities = (0..<1 + random.integer(below: 12)).map { _ in random.integer(below: 20) }
      let total = random.integer(below: capacities.reduce(0, +) + 1)
      let shares = BalancedSampling.shares(of: total, among: capacities)
      #expect(shares.reduce(0, +) == total)
      for (share, capacity) in zip(shares, capacities) {
        #expect(share <= capacity)
        #expect(share == capacity || share >= shares.max()! - 1)
      }
    }
  }

  @Test(arguments: BalancedSampling.Choice.allCases)
  func samplesEveryLevelEvenly(choice: BalancedSampling.Choice) throws {
    let features = uneven(3000, seed: 4)
    let settings = KMeansHierarchy.Settings(counts: [150, 20], rounds: 4)
    let hierarchy = try KMeansHierarchy(of: features, settings: settings, seed: 7, context: RunContext())
    for count in [0, 1, 200, 1000, 2999, 3000, 9000] {
      let rows = BalancedSampling.rows(count, from: hierarchy, choice: choice, seed: 11)
      #expect(rows.count == min(count, 3000))
      #expect(zip(rows, rows.dropFirst()).allSatisfy { $0 < $1 })
      #expect(rows == BalancedSampling.rows(count, from: hierarchy, choice: choice, seed: 11))
      let labels = hierarchy.labels(level: 1)
      let sizes = Dictionary(grouping: labels, by: { $0 }).mapValues(\.count)
      let taken = Dictionary(grouping: rows, by: { labels[$0] }).mapValues(\.count)
      let most = taken.values.max() ?? 0
      for (cluster, size) in sizes {
        let share = taken[cluster] ?? 0
        #expect(share == size || share >= most - 1)
      }
    }
    // Fewer of the dense place than a plain sample has.
    let rows = BalancedSampling.rows(300, from: hierarchy, choice: choice, seed: 1)
    #expect(rows.count { $0 % 4 != 0 } < 150)
  }

  @Test func choosesByDistanceFromTheCenter() throws {
    let rows: [Double] = [0, 1, 2, 3, 10, 100, 101, 102, 103, 110]
    let features = Matrix(rows.map { [$0] })
    let hierarchy = try KMeansHierarchy(
      of: features, settings: KMeansHierarchy.Settings(counts: [2], rounds: 0), seed: 1, context: RunContext())
    // Centres 3.2 and 103.2.
    #expect(BalancedSampling.rows(2, from: hierarchy, choice: .nearest, seed: 1) == [3, 8])
    #expect(BalancedSampling.rows(2, from: hierarchy, choice: .farthest, seed: 1) == [4, 9])
    #expect(BalancedSampling.rows(3, from: hierarchy, choice: .nearest, seed: 1).count == 3)
  }

  private func squared(_ x: [Double], _ y: [Double]) -> Double {
    zip(x, y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
}
