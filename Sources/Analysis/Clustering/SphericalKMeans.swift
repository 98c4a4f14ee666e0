/// Spherical k-means: the rows as directions, about k directions such that the sum of the cosines is greatest. The
/// iteration is that of k-means on rows of length 1, with its bounds, and centres brought back to length 1. Of tables most
/// of whose values are zero, products take the others alone; what they leave open is settled as ever, so the labels are
/// the same.
public struct SphericalKMeans: Clusterer {
  public static let description = AlgorithmDescription(
    id: "spherical-kmeans", title: "Spherical k-means",
    summary: "k-means of directions, by cosine: for profiles and texts",
    reference: "Dhillon & Modha, Concept decompositions for large sparse text data using clustering, 2001; Hamerly, "
      + "Making k-means even faster, 2010",
    parameters: [
      Parameter(
        "k", .integer(1...Int.max, step: 1), standard: nil, meaning: "number of clusters, at most the number of rows",
        automatic: SilhouetteClusterCount.rule() + ", by cosine"),
      Parameter(
        "restarts", .integer(1...10_000, step: 1), standard: .integer(10),
        meaning: "independent starts, of which the one with the greatest sum of cosines is kept"),
      Parameter(
        "swaps", .integer(0...100_000, step: 5), standard: .integer(20),
        meaning: "attempts to improve the best start by moving one centre to where the error is"),
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

  /// - Throws: `AnalysisError` without features, rows or columns, for k above the number of rows and for a row of
  ///   zeros, which has no direction; `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    try cluster(input, leavingOutZeros: nil, context: context)
  }

  /// - Parameter zeros: whether products take what is not zero alone; nil: where it pays. The labels are the same.
  package func cluster(
    _ input: ClusteringInput, leavingOutZeros zeros: Bool?, context: RunContext
  ) throws -> Clustering {
    let features = try input.requireFeatures(for: Self.description)
    // The length of rows is of no account, so nothing can overflow.
    try CenterBasedInput.checkShape(features, for: Self.description, k: k)
    let directions = try CosineMetric().dissimilarities(of: features)
    let all = try PointRows(directions.geometry?.points ?? features, context: context)
    let points = zeros == false ? all : all.leavingOutZeros(forced: zeros == true)
    var notes: [String] = []
    let clusterCount: Int
    if let k {
      clusterCount = k
    } else {
      let rows = SilhouetteClusterCount.rows(of: points.count, seed: input.seed)
      let sample = PointRows(points, selecting: rows)
      let choice = try SilhouetteClusterCount.choose(
        CosineMetric().dissimilarities(of: sample.matrix), of: points.count, context: context
      ) { k, context in
        try search(sample, k: k, restarts: 5, swaps: 0, seed: input.seed, context).labels.map(Int.init)
      }
      clusterCount = choice.k
      notes.append(choice.note)
    }
    let best = try search(points, k: clusterCount, restarts: restarts, swaps: swaps, seed: input.seed, context)
    let labels = best.labels.map(Int.init)
    let found = Set(labels).count
    if found < clusterCount {
      notes.append("Only \(found) of the \(clusterCount) clusters have rows: there are no more distinct directions.")
    }
    if !best.converged {
      notes.append("The best start did not converge within \(maximumIterations) iterations; raise max-iterations.")
    }
    var used = parameters
    used["k"] = .integer(clusterCount)
    used["restarts"] = .integer(restarts)
    used["swaps"] = .integer(swaps)
    used["max-iterations"] = .integer(maximumIterations)
    // Between directions, cos = 1 − ½·squared distance.
    let cosines = Double(points.count) - best.inertia / 2
    return Clustering(
      labels: labels, objective: Clustering.Objective(name: "cosineSum", value: cosines), parameters: used, notes: notes
    )
  }

  private func search(
    _ points: PointRows, k: Int, restarts: Int, swaps: Int, seed: UInt64, _ context: RunContext
  ) throws -> LloydIteration.Outcome {
    try KMeansSearch(
      points: points, k: k, restarts: restarts, swaps: swaps, maximumIterations: maximumIterations, seed: seed,
      normalizes: true
    ).best(context)
  }
}
