import Analysis
import Testing

@Suite struct BalancedKMeansTests {
  private static let description = BalancedKMeans.description

  /// Against every assignment there is.
  @Test(arguments: 0..<60) func anAssignmentIsOptimal(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let k = 2 + random.integer(below: 2)
    let n = 3 + random.integer(below: 6)
    let capacity = (n - 1) / k + 1 + random.integer(below: 2)
    // Small whole numbers make ties; clustered costs make clusters too full.
    let costs = (0..<n * k).map { Double(random.integer(below: 9) + ($0 % k == 0 ? 0 : 4)) }
    var best = Double.infinity
    var choice = Array(repeating: 0, count: n)
    search: while true {
      if (0..<k).allSatisfy({ c in choice.count { $0 == c } <= capacity }) {
        best = min(best, choice.indices.reduce(0) { $0 + costs[$1 * k + choice[$1]] })
      }
      var i = 0
      while choice[i] == k - 1 {
        choice[i] = 0
        i += 1
        if i == n { break search }
      }
      choice[i] += 1
    }
    let found = try CapacityAssignment(costs: costs, clusters: k, capacity: capacity, context: RunContext())
    #expect(found.total == best)
    for c in 0..<k { #expect(found.labels.count { $0 == Int32(c) } <= capacity) }
  }

  /// scipy 1.17.1's linear_sum_assignment, every column as often as the capacity, for costs (7i + 13c + ic) mod 101.
  @Test(arguments: [(60, 4, 15, 958.0), (100, 10, 10, 1048.0), (90, 6, 20, 1249.0)])
  func agreesWithAPeer(n: Int, k: Int, capacity: Int, total: Double) throws {
    let costs = (0..<n * k).map { Double((7 * ($0 / k) + 13 * ($0 % k) + ($0 / k) * ($0 % k)) % 101) }
    let found = try CapacityAssignment(costs: costs, clusters: k, capacity: capacity, context: RunContext())
    #expect(found.total == total)
  }

  /// Differences that are all rounding must not lead round in circles.
  @Test(arguments: 0..<40) func roundingDoesNotMatter(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let (n, k) = (60, 6)
    let base = [1e8, 1e15, 1e-300, 1e300][seed % 4]
    var costs = (0..<n * k).map { _ in base * (1 + Double(random.integer(below: 5)) * 1.1e-16) }
    if seed % 3 == 0 { for i in 0..<n * k where random.integer(below: 4) == 0 { costs[i] = .infinity } }
    if seed % 7 == 0 { costs = Array(repeating: .infinity, count: n * k) }
    let found = try CapacityAssignment(costs: costs, clusters: k, capacity: n / k, context: RunContext())
    for c in 0..<k { #expect(found.labels.count { $0 == c } == n / k) }
  }

  @Test(arguments: ["assignment", "bisection"]) func noClusterIsTooLarge(method: String) throws {
    var random = RandomSource(seed: 3)
    var features = randomFeatures(401, 2, random: &random)
    // One cluster holds most of the rows.
    for i in 0..<401 where i % 5 == 0 { features[i, 0] += 20 }
    let balanced = try BalancedKMeans(parameters("k=4", "method=\(method)", for: Self.description))
    let result = try balanced.cluster(euclideanInput(features), context: RunContext(threads: 1))
    #expect(clusterSizes(result.labels).max()! <= 101)
    if method == "assignment" { #expect(result.clusterCount == 4) }
    #expect(result == (try balanced.cluster(euclideanInput(features), context: RunContext(threads: 3))))
    let sized = try BalancedKMeans(parameters("max-size=30", "method=\(method)", for: Self.description))
      .cluster(euclideanInput(features), context: RunContext())
    #expect(clusterSizes(sized.labels).max()! <= 30)
    // The objective is the labels' own.
    #expect(isClose(sized.objective!.value, inertia(of: sized.labels, features), relative: 1e-10))
  }

  /// Where the clusters are of one size anyway, nothing is lost against k-means.
  @Test func isKMeansWhereSizesAreEqual() throws {
    var random = RandomSource(seed: 5)
    var features = randomFeatures(300, 2, random: &random)
    for i in 0..<300 { features[i, 1] += Double(i % 3) * 30 }
    let result = try BalancedKMeans(parameters("k=3", for: Self.description))
      .cluster(euclideanInput(features), context: RunContext())
    let plain = try KMeans(parameters("k=3", for: KMeans.description))
      .cluster(euclideanInput(features), context: RunContext())
    #expect(result.labels == plain.labels)
    #expect(isClose(result.objective!.value, plain.objective!.value, relative: 1e-12))
    #expect(try BalancedKMeans().cluster(euclideanInput(features), context: RunContext()).clusterCount == 3)
  }

  @Test(arguments: ["assignment", "bisection"]) func handlesDegenerateTables(method: String) throws {
    func run(_ rows: [[Double]], _ assignments: String...) throws -> Clustering {
      try BalancedKMeans(ParameterValues(assignments: assignments + ["method=\(method)"], for: Self.description))
        .cluster(euclideanInput(Matrix(rows)), context: RunContext())
    }
    #expect(try run([[3]]).labels == [0])
    #expect(clusterSizes(try run([[1], [1], [1], [1], [1]], "k=2").labels).max()! <= 3)
    #expect(try run([[1], [5], [9]], "k=3").labels == [0, 1, 2])
    #expect(try run([[1], [5], [9]], "max-size=1").labels == [0, 1, 2])
    #expect(throws: AnalysisError.tooFewRows(needed: 1, given: 0, for: "balanced-kmeans")) { try run([]) }
    #expect(throws: AnalysisError.self) { try run([[1], [2]], "k=3") }
    #expect(throws: AnalysisError.self) { try run([[1e300], [-1e300]], "k=2") }
    if method == "assignment" {
      #expect(
        throws: AnalysisError.parameter(
          name: "max-size", of: "balanced-kmeans", value: "1",
          allowed: "a whole number from 2, so that 2 clusters have room for 3 rows")
      ) { try run([[1], [2], [3]], "k=2", "max-size=1") }
    }
  }

  @Test(arguments: [0, 1, 7, 60]) func canBeCancelled(checks: Int) throws {
    var random = RandomSource(seed: 3)
    let input = try euclideanInput(randomFeatures(4000, 3, random: &random))
    for method in ["assignment", "bisection"] {
      #expect(throws: CancellationError.self) {
        try BalancedKMeans(parameters("k=16", "method=\(method)", for: Self.description))
          .cluster(input, context: CancellingContext(afterChecks: checks).context())
      }
    }
  }

  private func inertia(of labels: [Int], _ features: Matrix) -> Double {
    Set(labels).reduce(0) { total, label in
      let rows = labels.indices.filter { labels[$0] == label }
      return total
        + (0..<features.columns).reduce(0) { sum, j in
          let mean = rows.reduce(0) { $0 + features[$1, j] } / Double(rows.count)
          return sum + rows.reduce(0) { $0 + (features[$1, j] - mean) * (features[$1, j] - mean) }
        }
    }
  }
}
