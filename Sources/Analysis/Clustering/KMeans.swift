/// k-means: the partition into k clusters with the least sum of squared distances to the cluster means, as found by
/// Lloyd's algorithm from several greedy k-means++ starts, the best of which is then improved by moving centres.
public struct KMeans: Clusterer {
  public static let description = AlgorithmDescription(
    id: "kmeans", title: "k-means", summary: "round clusters about their means, by least squares",
    reference: "Lloyd, Least squares quantization in PCM, 1982; Arthur & Vassilvitskii, k-means++: the advantages of "
      + "careful seeding, 2007; Hamerly, Making k-means even faster, 2010",
    parameters: [
      Parameter(
        "k", .integer(1...Int.max, step: 1), standard: nil, meaning: "number of clusters, at most the number of rows",
        automatic: KMeansClusterCount.rule),
      Parameter(
        "restarts", .integer(1...10_000, step: 1), standard: .integer(10),
        meaning: "independent starts, of which the one with the least inertia is kept"),
      Parameter(
        "swaps", .integer(0...100_000, step: 5), standard: .integer(20),
        meaning: "attempts to improve the best start by moving one centre to where the error is; 0 is plain k-means"),
      Parameter(
        "max-iterations", .integer(1...1_000_000, step: 50), standard: .integer(300),
        meaning: "iterations of a start, if it does not converge before"),
    ],
    needs: [.features], cost: "O(n·k·d) time an iteration, mostly far less; O(n·d + k²) memory")

  private let k: Int?
  private let restarts: Int
  private let swaps: Int
  private let maximumIterations: Int
  private let parameters: ParameterValues

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    k = values.integer("k", of: Self.description)
    restarts = values.integer("restarts", of: Self.description) ?? 10
    swaps = values.integer("swaps", of: Self.description) ?? 20
    maximumIterations = values.integer("max-iterations", of: Self.description) ?? 300
    self.parameters = values
  }

  /// - Throws: `AnalysisError` without features, without rows or columns, for k above the number of rows and for
  ///   values whose squares overflow; `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let features = try input.requireFeatures(for: Self.description)
    let points = try PointRows(features, context: context)
    try Self.check(points)
    if let k, k > points.count {
      throw AnalysisError.parameter(
        name: "k", of: Self.description.id, value: "\(k)",
        allowed: "a whole number from 1 to \(points.count), the number of rows")
    }
    var notes: [String] = []
    let clusterCount: Int
    if let k {
      clusterCount = k
    } else {
      let choice = try KMeansClusterCount.choose(for: points, seed: input.seed, context: context)
      clusterCount = choice.k
      notes.append(choice.note)
    }
    let best: LloydIteration.Outcome
    if points.dimension == 1,
      let centers = try KMeansOnLine.centers(of: points.values, k: clusterCount, context: context)
    {
      // There the iteration stays where it begins: it says which row is in which cluster.
      best = try LloydIteration(points: points, maximumIterations: maximumIterations)
        .run(from: centers, context: context)
      notes.append("With one column the least inertia there is was found, by dynamic programming.")
    } else {
      best = try KMeansSearch(
        points: points, k: clusterCount, restarts: restarts, swaps: swaps, maximumIterations: maximumIterations,
        seed: input.seed
      ).best(context)
    }
    let labels = best.labels.map(Int.init)
    let found = Set(labels).count
    if found < clusterCount {
      notes.append("Only \(found) of the \(clusterCount) clusters have rows: there are no more distinct rows.")
    }
    if !best.converged {
      notes.append("The best start did not converge within \(maximumIterations) iterations; raise max-iterations.")
    }
    var used = parameters
    used["k"] = .integer(clusterCount)
    used["restarts"] = .integer(restarts)
    used["swaps"] = .integer(swaps)
    used["max-iterations"] = .integer(maximumIterations)
    return Clustering(
      labels: labels, objective: Clustering.Objective(name: "inertia", value: best.inertia), parameters: used,
      notes: notes)
  }

  private static func check(_ points: PointRows) throws {
    guard points.count > 0 else {
      throw AnalysisError.tooFewRows(needed: 1, given: 0, for: description.id)
    }
    guard points.dimension > 0 else {
      throw AnalysisError.notApplicable(
        "\(description.id) needs a column and there is none", advice: "name some columns")
    }
    let largest = points.largestMagnitude
    guard (largest * 4 * largest * Double(points.count) * Double(points.dimension)).isFinite else {
      throw AnalysisError.notApplicable(
        "\(description.id) adds up squares, and with values up to \(largest) those overflow",
        advice: "rescale the columns, for example with --scale minmax")
    }
  }
}
