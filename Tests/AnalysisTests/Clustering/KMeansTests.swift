import Analysis
import Testing

@Suite struct KMeansTests {
  @Test(arguments: ClusteringReference.featureCases)
  func reachesTheBestKnownInertia(name: String) throws {
    let expected = ClusteringReference.shared.cases[name]!.kmeans!
    let input = try ClusteringReference.input(name)
    let result = try KMeans(parameters("k=\(expected.k)", for: KMeans.description))
      .cluster(input, context: RunContext())
    #expect(result.objective?.name == "inertia")
    #expect(isClose(result.objective!.value, expected.inertia, relative: 1e-9))
    #expect(clusterSizes(result.labels) == expected.sizes.sorted(by: >))
    // The objective is that of the labels.
    #expect(isClose(result.objective!.value, inertia(of: result.labels, input.features!), relative: 1e-12))
  }

  @Test func rawWineInertiaIsThatOfThePapers() throws {
    let wine = try KMeans(parameters("k=3", for: KMeans.description))
      .cluster(ClusteringReference.input("wine"), context: RunContext())
    #expect(isClose(wine.objective!.value, 1277.92848884, relative: 1e-11))
    let iris = try KMeans(parameters("k=3", for: KMeans.description))
      .cluster(ClusteringReference.input("iris"), context: RunContext())
    #expect(isClose(iris.objective!.value, 78.8514414261, relative: 1e-11))
  }

  /// From any start the bounds must not change a single label, ties and emptied clusters included. Coordinates are
  /// small integers, so that sums are exact and distances often equal.
  @Test(arguments: 0..<120)
  func givesThePartitionOfPlainLloyd(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let n = 20 + random.integer(below: 300)
    let d = 1 + random.integer(below: 6)
    let k = 1 + random.integer(below: min(n, seed.isMultiple(of: 2) ? 8 : 60))
    let features = randomFeatures(n, d, levels: 3 + random.integer(below: 30), random: &random)
    let rows = (0..<n).map { features.row($0) }
    // Some starting centres coincide, so that clusters begin empty.
    let start = (0..<k).map { _ in rows[random.integer(below: n)] }
    let expected = plainLloyd(rows, start)
    for threads in [1, 2] {
      let outcome = try LloydIteration(points: PointRows(features), maximumIterations: 1000)
        .run(from: start.flatMap { $0 }, context: RunContext(threads: threads))
      #expect(outcome.converged)
      #expect(outcome.labels.map(Int.init) == expected.labels)
      #expect(isClose(outcome.inertia, expected.inertia, relative: 1e-12) || expected.inertia == outcome.inertia)
    }
  }

  @Test func doesNotDependOnTheNumberOfThreads() throws {
    var random = RandomSource(seed: 5)
    let input = try euclideanInput(randomFeatures(3000, 4, random: &random))
    let kmeans = try KMeans(parameters("k=7", "restarts=3", "swaps=8", for: KMeans.description))
    let one = try kmeans.cluster(input, context: RunContext(threads: 1))
    #expect(one == (try kmeans.cluster(input, context: RunContext(threads: 2))))
    #expect(one == (try kmeans.cluster(input, context: RunContext(threads: 5))))
    let chosen = try KMeans().cluster(input, context: RunContext(threads: 1))
    #expect(chosen == (try KMeans().cluster(input, context: RunContext(threads: 2))))
  }

  @Test func movesAndScalesWithTheData() throws {
    let features = ClusteringReference.features("wine_raw")
    let kmeans = try KMeans(parameters("k=3", for: KMeans.description))
    let result = try kmeans.cluster(euclideanInput(features), context: RunContext())
    var scaled = features
    for i in scaled.values.indices { scaled.values[i] *= 0x1p-60 }
    let small = try kmeans.cluster(euclideanInput(scaled), context: RunContext())
    #expect(small.labels == result.labels)
    #expect(small.objective!.value == result.objective!.value * 0x1p-120)
    var moved = features
    for i in moved.values.indices { moved.values[i] += 1e6 }
    let far = try kmeans.cluster(euclideanInput(moved), context: RunContext())
    #expect(far.labels == result.labels)
    #expect(isClose(far.objective!.value, result.objective!.value, relative: 1e-9))
    let reversed = features.selecting(rows: (0..<features.rows).reversed())
    let backwards = try kmeans.cluster(euclideanInput(reversed), context: RunContext())
    #expect(AdjustedRand.value(backwards.labels.reversed(), result.labels) == 1)
    #expect(isClose(backwards.objective!.value, result.objective!.value, relative: 1e-13))
  }

  @Test func choosesKBySilhouetteAndSaysSo() throws {
    var random = RandomSource(seed: 1)
    var features = randomFeatures(400, 2, random: &random)
    for i in 0..<400 { features[i, 0] += Double(i % 4) * 20 }
    let result = try KMeans().cluster(euclideanInput(features), context: RunContext())
    #expect(result.clusterCount == 4)
    #expect(result.parameters["k"] == .integer(4))
    #expect(result.notes.contains { $0.contains("k = 4 was chosen") })
    #expect(result.labels == (0..<400).map { $0 % 4 })
  }

  @Test func handlesDegenerateTables() throws {
    func run(_ rows: [[Double]], _ assignments: String...) throws -> Clustering {
      try KMeans(ParameterValues(assignments: assignments, for: KMeans.description))
        .cluster(euclideanInput(Matrix(rows)), context: RunContext())
    }
    #expect(try run([[3]]).labels == [0])
    #expect(try run([[3], [4]]).labels == [0, 0])
    #expect(try run([[1, 2], [1, 2], [1, 2]]).labels == [0, 0, 0])
    let duplicates = try run([[1], [1], [2], [1]], "k=3")
    #expect(duplicates.labels == [0, 0, 1, 0])
    #expect(duplicates.notes.contains { $0.contains("Only 2 of the 3") })
    let each = try run([[5], [1], [3], [2]], "k=4")
    #expect(each.labels == [0, 1, 2, 3])
    #expect(each.objective?.value == 0)
    #expect(try run([[1e-170], [2e-170], [9e-170]], "k=2").clusterCount <= 2)
    #expect(throws: AnalysisError.self) { try run([[1e300], [-1e300]], "k=2") }
    #expect(throws: AnalysisError.tooFewRows(needed: 1, given: 0, for: "kmeans")) { try run([]) }
    #expect(
      throws: AnalysisError.parameter(
        name: "k", of: "kmeans", value: "3", allowed: "a whole number from 1 to 2, the number of rows")
    ) { try run([[1], [2]], "k=3") }
    let precomputed = try ClusteringReference.input("eurodist_matrix")
    #expect(throws: AnalysisError.self) { try KMeans().cluster(precomputed, context: RunContext()) }
  }

  /// One column: the best of all partitions into intervals, tried one by one.
  @Test(arguments: 0..<40) func isExactInOneColumn(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let n = 3 + random.integer(below: 12)
    let features = randomFeatures(n, 1, levels: seed % 2 == 0 ? 9 : nil, random: &random)
    let sorted = features.values.sorted()
    let k = 1 + random.integer(below: min(n, 5))
    func least(_ values: ArraySlice<Double>, _ clusters: Int) -> Double {
      if clusters == 1 || values.count <= 1 {
        let mean = values.reduce(0, +) / Double(max(1, values.count))
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      }
      return (1...values.count).map { least(values.prefix($0), 1) + least(values.dropFirst($0), clusters - 1) }.min()!
    }
    let result = try KMeans(parameters("k=\(k)", for: KMeans.description))
      .cluster(euclideanInput(features), context: RunContext())
    #expect(abs(result.objective!.value - least(sorted[...], k)) < 1e-12)
    #expect(isClose(result.objective!.value, inertia(of: result.labels, features), relative: 1e-9))
  }

  /// The exact optima of the first column of faithful, by dynamic programming of an independent implementation.
  @Test(arguments: [
    (1, 353.039378202), (2, 35.7481117698), (3, 16.4998248601), (4, 11.0739769593), (5, 6.99681455087),
    (6, 4.90390690931),
  ])
  func theEruptionsOfFaithful(k: Int, inertia: Double) throws {
    // The fixture is the table as it is, or standardised: variances are those of the second times that of the first.
    let features = ClusteringReference.features("faithful").selecting(columns: [0])
    let result = try KMeans(parameters("k=\(k)", for: KMeans.description))
      .cluster(euclideanInput(features), context: RunContext())
    #expect(isClose(result.objective!.value, inertia / 353.039378202 * 272, relative: 1e-9))
  }

  @Test func asManyClustersAsRows() throws {
    var random = RandomSource(seed: 7)
    let features = randomFeatures(2500, 2, random: &random)
    let result = try KMeans(parameters("k=2500", for: KMeans.description))
      .cluster(euclideanInput(features), context: RunContext())
    #expect(result.labels == Array(0..<2500))
    #expect(result.objective?.value == 0)
  }

  @Test(arguments: [0, 1, 3, 40, 300]) func canBeCancelled(checks: Int) throws {
    var random = RandomSource(seed: 3)
    let input = try euclideanInput(randomFeatures(4000, 3, random: &random))
    #expect(throws: CancellationError.self) {
      try KMeans(parameters("k=8", for: KMeans.description))
        .cluster(input, context: CancellingContext(afterChecks: checks).context())
    }
  }

  // MARK: - Written out plainly

  private func inertia(of labels: [Int], _ features: Matrix) -> Double {
    var total = 0.0
    for label in Set(labels) {
      let rows = labels.indices.filter { labels[$0] == label }
      for j in 0..<features.columns {
        let mean = rows.reduce(0) { $0 + features[$1, j] } / Double(rows.count)
        total += rows.reduce(0) { $0 + (features[$1, j] - mean) * (features[$1, j] - mean) }
      }
    }
    return total
  }

  private func squared(_ x: [Double], _ y: [Double]) -> Double {
    zip(x, y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  /// Every point to its nearest centre (ties: the lower), an empty cluster gets the point farthest from its centre
  /// (ties: the lower) among clusters of more than one, centres become means; until no label changes.
  private func plainLloyd(_ rows: [[Double]], _ start: [[Double]]) -> (labels: [Int], inertia: Double) {
    var centers = start
    var labels = Array(repeating: -1, count: rows.count)
    while true {
      let before = labels
      labels = rows.map { row in
        var best = 0
        for c in centers.indices where squared(row, centers[c]) < squared(row, centers[best]) { best = c }
        return best
      }
      var changed = labels != before
      var distances = rows.indices.map { squared(rows[$0], centers[labels[$0]]) }
      // Emptiness is judged before any repair.
      for cluster in centers.indices.filter({ !labels.contains($0) }) {
        let candidates = rows.indices.filter { i in distances[i] > 0 && labels.count { $0 == labels[i] } > 1 }
        guard let farthest = candidates.max(by: { (distances[$0], $1) < (distances[$1], $0) }) else { break }
        labels[farthest] = cluster
        distances[farthest] = 0
        changed = true
      }
      if !changed { return (labels, distances.reduce(0, +)) }
      for c in centers.indices {
        let members = rows.indices.filter { labels[$0] == c }
        if members.isEmpty { continue }
        centers[c] = rows[0].indices.map { j in members.reduce(0) { $0 + rows[$1][j] } / Double(members.count) }
      }
    }
  }
}
