import Analysis
import Testing

@Suite struct SphericalKMeansTests {
  private static let description = SphericalKMeans.description

  /// The best of 50 starts of an independent implementation.
  @Test(arguments: [
    ("iris", 3, 149.83857128), ("iris_z", 3, 134.270420662), ("wine", 3, 120.947475301), ("wine_raw", 3, 177.948459343),
    ("penguins", 3, 293.73066109), ("faithful", 2, 256.785216847), ("usarrests", 4, 42.6841529022),
  ])
  func reachesTheBestKnownSumOfCosines(name: String, k: Int, best: Double) throws {
    let features = ClusteringReference.features(name)
    let result = try SphericalKMeans(parameters("k=\(k)", for: Self.description))
      .cluster(euclideanInput(features), context: RunContext())
    #expect(result.objective?.name == "cosineSum")
    #expect(result.objective!.value >= best * (1 - 1e-9))
    // The objective is that of the labels: the sum of the lengths of the clusters' sums of directions.
    #expect(isClose(result.objective!.value, cosineSum(of: result.labels, directions(features)), relative: 1e-10))
  }

  /// From any start, where each row goes to the nearest direction and directions are those of the sums, until no label
  /// changes.
  @Test(arguments: 0..<30) func givesThePartitionOfThePlainIteration(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let (n, d, k) = (60 + random.integer(below: 200), 2 + random.integer(below: 5), 2 + random.integer(below: 30))
    let rows = directions(randomFeatures(n, d, random: &random))
    let start = (0..<k).map { rows[$0] }
    var centers = start
    var labels: [Int] = []
    while true {
      let next = rows.map { row in
        centers.indices.min { (squared(row, centers[$0]), $0) < (squared(row, centers[$1]), $1) }!
      }
      if next == labels { break }
      labels = next
      for c in centers.indices {
        let members = rows.indices.filter { labels[$0] == c }
        if members.isEmpty { return }
        let sum = (0..<d).map { j in members.reduce(0) { $0 + rows[$1][j] } }
        let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        centers[c] = sum.map { $0 / length }
      }
    }
    let outcome = try LloydIteration(points: PointRows(Matrix(rows)), maximumIterations: 1000, normalizes: true)
      .run(from: start.flatMap { $0 }, context: RunContext())
    #expect(outcome.labels.map(Int.init) == labels)
    #expect(outcome.converged)
  }

  /// Leaving out zeros changes nothing, ties between equal and opposite rows included.
  @Test(arguments: 0..<40) func sparseRowsGiveTheSame(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let (n, d, k) = (40 + random.integer(below: 300), 3 + random.integer(below: 60), 1 + random.integer(below: 30))
    var features = Matrix(rows: n, columns: d)
    for i in 0..<n {
      for _ in 0..<1 + random.integer(below: 4) {
        features[i, random.integer(below: d)] = seed % 2 == 0 ? random.normal() : Double(1 + random.integer(below: 2))
      }
    }
    let input = try euclideanInput(features, seed: UInt64(seed))
    let spherical = try SphericalKMeans(parameters("k=\(k)", "restarts=4", "swaps=8", for: Self.description))
    let dense = try spherical.cluster(input, leavingOutZeros: false, context: RunContext(threads: 1))
    #expect(try spherical.cluster(input, leavingOutZeros: true, context: RunContext(threads: 1)) == dense)
    #expect(try spherical.cluster(input, leavingOutZeros: true, context: RunContext(threads: 3)) == dense)
  }

  @Test func sparseTablesAreRecognised() throws {
    var random = RandomSource(seed: 12)
    var features = Matrix(rows: 400, columns: 80)
    for i in 0..<400 {
      for _ in 0..<5 { features[i, (i % 4) * 20 + random.integer(below: 20)] = 1 + random.uniform() }
    }
    let input = try euclideanInput(features)
    let spherical = try SphericalKMeans(parameters("k=4", for: Self.description))
    #expect(try spherical.cluster(input, context: RunContext()).labels == (0..<400).map { $0 % 4 })
    #expect(try SphericalKMeans().cluster(input, context: RunContext()).clusterCount == 4)
    #expect(throws: CancellationError.self) {
      try spherical.cluster(input, context: CancellingContext(afterChecks: 30).context())
    }
  }

  @Test func theLengthOfRowsIsOfNoAccount() throws {
    var random = RandomSource(seed: 4)
    var features = randomFeatures(500, 3, random: &random)
    let spherical = try SphericalKMeans(parameters("k=6", for: Self.description))
    let result = try spherical.cluster(euclideanInput(features), context: RunContext(threads: 1))
    #expect(result == (try spherical.cluster(euclideanInput(features), context: RunContext(threads: 3))))
    for i in 0..<500 {
      let scale = [0x1p-300, 1, 0x1p300][i % 3]
      for j in 0..<3 { features[i, j] *= scale }
    }
    let scaled = try spherical.cluster(euclideanInput(features), context: RunContext())
    #expect(scaled.labels == result.labels)
    #expect(scaled.objective == result.objective)
  }

  @Test func handlesDegenerateTables() throws {
    func run(_ rows: [[Double]], _ assignments: String...) throws -> Clustering {
      try SphericalKMeans(ParameterValues(assignments: assignments, for: Self.description))
        .cluster(euclideanInput(Matrix(rows)), context: RunContext())
    }
    #expect(try run([[3, 1]]).labels == [0])
    #expect(try run([[1], [2], [-3], [4]], "k=2").labels == [0, 0, 1, 0])
    // Directions that cancel out leave no mean direction.
    #expect(try run([[1, 0], [-1, 0], [2, 0], [-2, 0]], "k=1").labels == [0, 0, 0, 0])
    #expect(try run([[1, 1], [2, 2], [4, 4]], "k=2").notes.contains { $0.contains("Only 1 of the 2") })
    #expect(
      throws: AnalysisError.undefinedDissimilarity(metric: "Cosine", row: 1, reason: "all its values are 0")
    ) { try run([[1, 2], [0, 0]], "k=1") }
    #expect(throws: AnalysisError.tooFewRows(needed: 1, given: 0, for: "spherical-kmeans")) { try run([]) }
    #expect(throws: AnalysisError.self) { try run([[1, 2]], "k=2") }
    let precomputed = try ClusteringReference.input("eurodist_matrix")
    #expect(throws: AnalysisError.self) { try SphericalKMeans().cluster(precomputed, context: RunContext()) }
  }

  @Test func choosesKBySilhouette() throws {
    var random = RandomSource(seed: 6)
    var features = randomFeatures(300, 3, random: &random)
    for i in 0..<300 { features[i, i % 3] += 15 }
    let result = try SphericalKMeans().cluster(euclideanInput(features), context: RunContext())
    #expect(result.labels == (0..<300).map { $0 % 3 })
    #expect(result.notes.contains { $0.contains("k = 3 was chosen") })
  }

  private func squared(_ x: [Double], _ y: [Double]) -> Double {
    zip(x, y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  private func directions(_ features: Matrix) -> [[Double]] {
    (0..<features.rows).map { i in
      let row = features.row(i)
      let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return row.map { $0 / length }
    }
  }

  private func cosineSum(of labels: [Int], _ rows: [[Double]]) -> Double {
    Set(labels).reduce(0) { total, label in
      let members = labels.indices.filter { labels[$0] == label }
      let sum = rows[0].indices.map { j in members.reduce(0) { $0 + rows[$1][j] } }
      return total + sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
  }
}
