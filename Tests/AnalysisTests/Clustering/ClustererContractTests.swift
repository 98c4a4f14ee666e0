import Analysis
import Synchronization
import Testing

/// What holds for every clusterer of the catalogue, whatever it does.
@Suite struct ClustererContractTests {
  static let ids = Clusterers.all.map { $0.description.id }

  private func make(_ id: String, _ assignments: [String] = []) throws -> any Clusterer {
    let type = try Clusterers.named(id)
    return try type.init(ParameterValues(assignments: assignments, for: type.description))
  }

  private func has(_ id: String, _ parameter: String) throws -> Bool {
    try Clusterers.named(id).description.parameters.contains { $0.name == parameter }
  }

  /// A valid partition, or an error that says something.
  private func check(_ id: String, _ input: ClusteringInput, _ assignments: [String] = [], _ what: String) throws {
    do {
      let result = try make(id, assignments).cluster(input, context: RunContext())
      #expect(result.labels.count == input.count, "\(what)")
      #expect(result.labels == canonicalLabels(result.labels), "\(what)")
      #expect(result.clusterCount == Set(result.labels.filter { $0 >= 0 }).count, "\(what)")
      if let value = result.objective?.value { #expect(!value.isNaN, "\(what)") }
      if let memberships = result.memberships {
        #expect(memberships.rows == input.count && memberships.columns >= result.clusterCount, "\(what)")
        #expect(memberships.values.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-12 }, "\(what)")
      }
      if let strengths = result.membershipStrengths {
        #expect(strengths.allSatisfy { $0 >= 0 && $0 <= 1 }, "\(what)")
      }
    } catch let error as AnalysisError {
      #expect(error.description.count > 20, "\(what)")
    }
  }

  // MARK: - Bad input

  /// Rows made one by one from their number.
  private static func rows(_ count: Int, _ row: (Int) -> [Double]) -> [[Double]] { (0..<count).map(row) }

  static let tables: [(name: String, rows: [[Double]])] = {
    var tables: [(name: String, rows: [[Double]])] = []
    tables.append(("no rows", []))
    tables.append(("one row", [[1, 2]]))
    tables.append(("two rows", [[1, 2], [3, 5]]))
    tables.append(("two equal rows", [[1, 2], [1, 2]]))
    tables.append(("three rows", [[1, 2], [3, 5], [3.5, 5]]))
    tables.append(("equal rows", rows(30) { _ in [3, -1] }))
    tables.append(("zeros", rows(12) { _ in [0, 0] }))
    tables.append(("one column", rows(40) { [Double($0 * $0 % 17)] }))
    tables.append(("a constant column", rows(40) { [Double($0 * $0 % 17) + 1, 5, Double($0 % 7)] }))
    tables.append(("piles of duplicates", rows(60) { [Double($0 % 3 * 4 + 1), Double($0 % 2)] }))
    tables.append(("more columns than rows", rows(6) { i in (0..<15).map { Double((i * $0) % 5 + 1) } }))
    tables.append(("large values", rows(20) { [Double($0) * 1e200, 1e250] }))
    tables.append(("overflow", rows(20) { [Double($0) * 8e306, -1e308] }))
    tables.append(("tiny values", rows(20) { [Double($0 % 5 + 1) * 1e-300, 1e-310] }))
    tables.append(("no columns", rows(5) { _ in [] }))
    return tables
  }()

  @Test(arguments: ids) func answersOrExplains(id: String) throws {
    for (name, rows) in Self.tables {
      let matrix = rows.first?.isEmpty == true ? Matrix(rows: rows.count, columns: 0) : Matrix(rows)
      let input = try euclideanInput(matrix)
      try check(id, input, "\(name), as it chooses itself")
      guard try has(id, "k") else { continue }
      for k in [1, 2, rows.count - 1, rows.count] where k >= 1 && k <= rows.count {
        try check(id, input, ["k=\(k)"], "\(name), k = \(k)")
      }
    }
  }

  private func check(_ id: String, _ input: ClusteringInput, _ what: String) throws { try check(id, input, [], what) }

  @Test(arguments: ids) func namesWhatIsOutOfRange(id: String) throws {
    let description = try Clusterers.named(id).description
    for parameter in description.parameters {
      var bad = ["", "x", "nan", "inf", "-1e400"]
      switch parameter.kind {
      case .integer(let range, _): bad += ["\(range.lowerBound - 1)", "-5", "2.5"]
      case .real(let range, _):
        bad += ["\(range.lowerBound.nextDown)", "-1e-3"].filter { Double($0)! < range.lowerBound }
      case .choice, .flag: bad += ["0.5", "maybe"]
      }
      for text in bad {
        do {
          _ = try make(id, ["\(parameter.name)=\(text)"])
          Issue.record("\(id) takes \(parameter.name) = \(text)")
        } catch let error as AnalysisError {
          #expect(error.description.contains(parameter.name) && error.description.contains(parameter.allowed))
        }
      }
    }
    #expect(throws: AnalysisError.self) { try make(id, ["no-such-thing=1"]) }
    #expect(throws: AnalysisError.self) { try make(id, ["k"]) }
  }

  @Test(arguments: ids) func saysHowManyClustersThereMayBe(id: String) throws {
    guard try has(id, "k") else { return }
    let input = try euclideanInput(Matrix((0..<7).map { [Double($0), Double($0 * $0)] }))
    let clusterer = try make(id, ["k=8"])
    do {
      _ = try clusterer.cluster(input, context: RunContext())
      Issue.record("\(id) makes 8 clusters of 7 rows")
    } catch let error as AnalysisError {
      #expect(error.description.contains("k = 8") && error.description.contains("from 1 to 7"))
    }
  }

  /// Sizes above the number of rows: nothing can be a cluster, or an error says what may be.
  @Test(arguments: ids) func sizesAboveTheNumberOfRows(id: String) throws {
    let input = try euclideanInput(Matrix((0..<7).map { [Double($0), Double($0 * $0)] }))
    for parameter in try Clusterers.named(id).description.parameters {
      guard case .integer(let range, _) = parameter.kind, range.contains(50), parameter.name != "k" else { continue }
      try check(id, input, ["\(parameter.name)=50"], "\(parameter.name) = 50")
    }
  }

  @Test(arguments: ids) func takesAMatrixOrSaysThatItNeedsFeatures(id: String) throws {
    var random = RandomSource(seed: 3)
    let features = randomFeatures(40, 2, random: &random)
    let matrix = try PrecomputedDissimilarities(EuclideanMetric().dissimilarities(of: features).matrix())
    let input = ClusteringInput(features: nil, dissimilarities: matrix, seed: 42)
    let clusterer = try make(id)
    guard try Clusterers.named(id).description.needs.contains(.features) else {
      #expect(try clusterer.cluster(input, context: RunContext()).labels.count == 40)
      return
    }
    do {
      _ = try clusterer.cluster(input, context: RunContext())
      Issue.record("\(id) says that it needs features")
    } catch let error as AnalysisError {
      #expect(error.description.contains(id) && error.description.contains("features"))
    }
  }

  @Test(arguments: ids) func takesEveryMetric(id: String) throws {
    var random = RandomSource(seed: 4)
    var features = randomFeatures(40, 3, random: &random)
    for i in features.values.indices { features.values[i] = abs(features.values[i]) + 0.1 }
    for metric in Metrics.all {
      let dissimilarities = try metric.init(ParameterValues()).dissimilarities(of: features)
      let input = ClusteringInput(features: features, dissimilarities: dissimilarities, seed: 42)
      try check(id, input, metric.description.id)
    }
  }

  // MARK: - Running

  @Test(arguments: ids) func reportsAndDoesNotDependOnThreads(id: String) throws {
    var random = RandomSource(seed: 6)
    var features = randomFeatures(700, 3, random: &random)
    for i in 0..<700 { features[i, i % 3] += 9 }
    let input = try euclideanInput(features)
    let reports = Mutex<[Progress]>([])
    let context = RunContext(threads: 1, observer: { progress in reports.withLock { $0.append(progress) } })
    let one = try make(id).cluster(input, context: context)
    #expect(one == (try make(id).cluster(input, context: RunContext(threads: 2))))
    #expect(one == (try make(id).cluster(input, context: RunContext(threads: 5))))
    let seen = reports.withLock { $0 }
    #expect(!seen.isEmpty)
    for progress in seen {
      #expect(!progress.phase.isEmpty && progress.completed >= 0 && progress.completed <= progress.total ?? .max)
    }
  }

  @Test(arguments: ids) func endsSoonWhenCancelled(id: String) throws {
    var random = RandomSource(seed: 5)
    let input = try euclideanInput(randomFeatures(500, 3, random: &random))
    let clusterer = try make(id, try has(id, "k") ? ["k=4"] : [])
    let checks = CheckCounter()
    _ = try clusterer.cluster(input, context: checks.context(cancellingAfter: .max))
    let total = checks.count
    #expect(total > 0)
    for limit in [0, 1, 5, total / 2, total - 1] where limit < total {
      let checks = CheckCounter()
      #expect(throws: CancellationError.self, "\(limit) of \(total)") {
        try clusterer.cluster(input, context: checks.context(cancellingAfter: limit))
      }
      #expect(checks.count <= limit + 100, "\(limit) of \(total)")
    }
  }

  // MARK: - What does not matter

  /// Lengths are compared with each other, so their unit does not matter. Powers of two change no digit. The exceptions
  /// have a default in units of the columns.
  @Test(arguments: ids.filter { $0 != "gmm" && $0 != "birch" }) func theUnitDoesNotMatter(id: String) throws {
    let features = ClusteringReference.features("penguins")
    var scaled = features
    for i in scaled.values.indices { scaled.values[i] *= 0x1p-12 }
    let result = try make(id).cluster(euclideanInput(features), context: RunContext())
    #expect(try make(id).cluster(euclideanInput(scaled), context: RunContext()).labels == result.labels)
  }

  /// Whole numbers moved by a whole number keep all differences.
  @Test(arguments: ids.filter { $0 != "spherical-kmeans" && $0 != "gmm" })
  func theOriginDoesNotMatter(id: String) throws {
    var random = RandomSource(seed: 8)
    var features = Matrix(rows: 240, columns: 2)
    for i in 0..<240 {
      for j in 0..<2 { features[i, j] = Double(random.integer(below: 4000) + (i % 3) * 20_000 * (j + 1)) }
    }
    var moved = features
    for i in moved.values.indices { moved.values[i] += 65536 }
    let result = try make(id).cluster(euclideanInput(features), context: RunContext())
    #expect(try make(id).cluster(euclideanInput(moved), context: RunContext()).labels == result.labels)
  }

  /// Where neither chance nor ties come in, rows may come in any order.
  @Test(arguments: ["ppp", "dbscan", "linkage", "hdbscan", "genie", "gdl", "mean-shift"])
  func theOrderOfRowsDoesNotMatter(id: String) throws {
    var random = RandomSource(seed: 10)
    var features = randomFeatures(300, 2, random: &random)
    for i in 0..<300 { features[i, 0] += Double(i % 3) * 12 }
    let result = try make(id).cluster(euclideanInput(features), context: RunContext())
    for _ in 0..<2 {
      var order = Array(0..<300)
      random.shuffle(&order)
      let shuffled = try make(id).cluster(
        euclideanInput(features.selecting(rows: order)), context: RunContext())
      var back = Array(repeating: 0, count: 300)
      for (place, row) in order.enumerated() { back[row] = shuffled.labels[place] }
      #expect(canonicalLabels(back) == result.labels)
    }
  }
}

/// Counts how often a run asks whether it is cancelled.
private final class CheckCounter: Sendable {
  private let asked = Atomic<Int>(0)
  var count: Int { asked.load(ordering: .relaxed) }

  func context(cancellingAfter limit: Int) -> RunContext {
    RunContext(
      threads: 1,
      isCancelled: { [self] in asked.wrappingAdd(1, ordering: .relaxed).oldValue >= limit })
  }
}
