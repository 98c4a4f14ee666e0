/// k-means with clusters of limited size.
public struct BalancedKMeans: Clusterer {
  public static let description = AlgorithmDescription(
    id: "balanced-kmeans", title: "Balanced k-means", summary: "k-means clusters of about the same number of rows",
    reference: "Bradley, Bennett & Demiriz, Constrained k-means clustering, 2000; Steinbach, Karypis & Kumar, A "
      + "comparison of document clustering techniques, 2000",
    parameters: [
      Parameter(
        "k", .integer(1...Int.max, step: 1), standard: nil, meaning: "number of clusters, at most the number of rows",
        automatic: "rows over max-size where that is given, else " + KMeansClusterCount.rule),
      Parameter(
        "max-size", .integer(1...Int.max, step: 1), standard: nil, meaning: "rows that a cluster may have",
        automatic: "rows over k, rounded up"),
      Parameter(
        "method", .choice(["assignment", "bisection"]), standard: .choice("assignment"),
        meaning: "assignment gives rows to centres at the least total cost that the sizes allow; bisection splits in "
          + "two until every part fits, however many those are"),
      Parameter(
        "restarts", .integer(1...10_000, step: 1), standard: .integer(5),
        meaning: "starts of the assignment, of which the one with the least inertia is kept"),
      Parameter(
        "max-iterations", .integer(1...1_000_000, step: 50), standard: .integer(100),
        meaning: "iterations of a start, if it does not converge before"),
    ],
    needs: [.features],
    cost: "assignment: O(n·k·log n) time an iteration and up to O(n·k²) more, O(n·k) memory; bisection: "
      + "O(n·d·log n) time, O(n·d) memory")

  /// Costs that an assignment may keep: about 0.7 GB with the heaps.
  private static let assignmentLimit = 20_000_000

  private let k: Int?
  private let maximumSize: Int?
  private let bisects: Bool
  private let restarts: Int
  private let maximumIterations: Int
  private let parameters: ParameterValues

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    k = values.integer("k", of: Self.description)
    maximumSize = values.integer("max-size", of: Self.description)
    bisects = values.choice("method", of: Self.description) == "bisection"
    restarts = values.integer("restarts", of: Self.description) ?? 5
    maximumIterations = values.integer("max-iterations", of: Self.description) ?? 100
    self.parameters = values
  }

  /// - Throws: `AnalysisError` without features, rows or columns, for k above the number of rows, for sizes without
  ///   room for all rows, for too large an assignment and for values whose squares overflow; `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let features = try input.requireFeatures(for: Self.description)
    try CenterBasedInput.check(features, for: Self.description, k: k)
    let points = PointRows(features)
    let n = points.count
    var notes: [String] = []
    let count: Int
    if let k {
      count = k
    } else if let maximumSize {
      count = (n - 1) / maximumSize + 1
      notes.append("k = \(count) was chosen: the \(n) rows over max-size, rounded up.")
    } else {
      let choice = try KMeansClusterCount.choose(for: points, seed: input.seed, context: context)
      count = choice.k
      notes.append(choice.note)
    }
    let capacity = maximumSize ?? ((n - 1) / count + 1)
    var used = parameters
    used["max-size"] = .integer(capacity)
    used["method"] = .choice(bisects ? "bisection" : "assignment")
    let labels: [Int]
    let inertia: Double
    if bisects {
      labels = try Bisection(points: points, capacity: capacity, seed: input.seed).labels(context: context)
      inertia = CenterBasedInput.inertia(of: labels, points)
      used["k"] = .integer((labels.max() ?? 0) + 1)
    } else {
      try checkRoom(n, count, capacity)
      let best = try assignment(points, count, capacity, input.seed, context)
      labels = best.labels
      inertia = best.inertia
      used["k"] = .integer(count)
      used["restarts"] = .integer(restarts)
      used["max-iterations"] = .integer(maximumIterations)
      if !best.converged {
        notes.append("The best start did not converge within \(maximumIterations) iterations; raise max-iterations.")
      }
    }
    return Clustering(
      labels: labels, objective: Clustering.Objective(name: "inertia", value: inertia), parameters: used, notes: notes)
  }

  private func checkRoom(_ n: Int, _ count: Int, _ capacity: Int) throws {
    guard capacity >= (n - 1) / count + 1 else {
      throw AnalysisError.parameter(
        name: "max-size", of: Self.description.id, value: "\(capacity)",
        allowed: "a whole number from \((n - 1) / count + 1), so that \(count) clusters have room for \(n) rows")
    }
    guard n <= Self.assignmentLimit / count else {
      throw AnalysisError.tooLarge(
        "an assignment of \(n) rows to \(count) centres", neededBytes: n * count * 40,
        freeBytes: Self.assignmentLimit * 40, advice: "use method=bisection")
    }
  }

  private func assignment(
    _ points: PointRows, _ k: Int, _ capacity: Int, _ seed: UInt64, _ context: RunContext
  ) throws -> (labels: [Int], inertia: Double, converged: Bool) {
    let iteration = BalancedIteration(points: points, capacity: capacity, maximumIterations: maximumIterations)
    var best: (labels: [Int], inertia: Double, converged: Bool)?
    for index in 0..<(k == 1 || k >= points.count ? 1 : restarts) {
      context.report("balanced k-means", index, of: restarts)
      let centers =
        k >= points.count
        ? points.values
        : try KMeansStart.centers(of: points, k: k, random: RandomSource(seed: seed, stream: index), context: context)
      let found = try iteration.run(from: centers, context: context.quiet)
      if found.inertia < best?.inertia ?? .infinity { best = found }
    }
    return best!
  }
}
