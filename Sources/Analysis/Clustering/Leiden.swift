import Synchronization

/// Leiden: communities of the graph of nearest neighbours, more tightly bound inside than between; no number of clusters
/// is needed. The graph joins two rows where either is among the other's nearest. Every community is connected.
public struct Leiden: Clusterer {
  public static let description = AlgorithmDescription(
    id: "leiden", title: "Leiden", summary: "communities of the graph of nearest neighbours, any shape; no k",
    reference: "Traag, Waltman & van Eck, From Louvain to Leiden: guaranteeing well-connected communities, 2019",
    parameters: [
      Parameter(
        "neighbors", .integer(1...Int.max, step: 1), standard: .integer(15),
        meaning: "nearest rows that each is joined with, the row itself not counted"),
      Parameter(
        "resolution", .real(Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude, step: 0.1), standard: nil,
        meaning: "how fine: the larger, the more communities; for cpm the density of edges that they need",
        automatic: "1 for modularity, the density of the whole graph for cpm"),
      Parameter(
        "quality", .choice(CommunityQuality.Measure.allCases.map(\.rawValue)),
        standard: .choice(CommunityQuality.Measure.modularity.rawValue),
        meaning: "what is made largest: modularity compares with edges joined at random, cpm (constant Potts) with a "
          + "given density"),
      Parameter(
        "iterations", .integer(1...1_000_000, step: 1), standard: nil, meaning: "passes over the graph at most",
        automatic: "until nothing gains"),
      Parameter(
        "restarts", .integer(1...10_000, step: 1), standard: nil,
        meaning: "independent runs, of which the one with the greatest quality is kept",
        automatic: "30 up to 5000 rows, else 5"),
    ],
    needs: [.neighborGraph],
    cost: "that of the nearest neighbours, and O(n·neighbors) time a pass; O(n·neighbors) memory")

  private let neighbors: Int?
  private let resolution: Double?
  private let measure: CommunityQuality.Measure
  private let iterations: Int?
  private let restarts: Int?
  private let parameters: ParameterValues

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    if case .integer(let given)? = values["neighbors"] { neighbors = given } else { neighbors = nil }
    resolution = values.real("resolution", of: Self.description)
    measure = values.choice("quality", of: Self.description).flatMap { .init(rawValue: $0) } ?? .modularity
    iterations = values.integer("iterations", of: Self.description)
    restarts = values.integer("restarts", of: Self.description)
    self.parameters = values
  }

  /// - Throws: `AnalysisError` for fewer than two rows and for as many neighbours as rows; `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let n = input.count
    let count = try GraphClusteringInput.neighbors(
      given: neighbors, standard: 15, most: n - 1, of: Self.description, rows: n, least: 1)
    let nearest = try input.neighbors(count, context)
    var used = parameters
    used["neighbors"] = .integer(count)
    used["quality"] = .choice(measure.rawValue)
    let runs = restarts ?? (n <= 5000 ? 30 : 5)
    used["restarts"] = .integer(runs)
    if GraphClusteringInput.hasOnlyEqualRows(nearest, input.dissimilarities) {
      return Clustering(
        labels: Array(repeating: 0, count: n), objective: nil, parameters: used,
        notes: ["All rows are equal: there is nothing to tell clusters apart by."])
    }
    let graph = NeighborGraph(nearest, .union)
    let resolution = resolution ?? (measure == .modularity ? 1 : CommunityQuality.density(of: graph))
    used["resolution"] = .real(resolution)
    let quality = CommunityQuality(measure, resolution: resolution, graph: graph)
    let best = try best(
      of: runs, LeidenRun(graph: graph, quality: quality, iterations: iterations), input.seed, context)
    var notes: [String] = []
    let components = graph.components.max()! + 1
    if components > 1 { notes.append("The graph falls into \(components) components, which no cluster spans.") }
    return Clustering(
      labels: best.labels, objective: Clustering.Objective(name: measure.name, value: best.value), parameters: used,
      notes: notes)
  }

  /// The best of several runs (ties: the first).
  private func best(
    of restarts: Int, _ run: LeidenRun, _ seed: UInt64, _ context: RunContext
  ) throws -> LeidenRun.Outcome {
    let held = Mutex<(index: Int, outcome: LeidenRun.Outcome)?>(nil)
    let finished = ChunkCounter()
    let total = iterations.map { $0 * restarts }
    try context.forEachChunk(restarts) { index in
      let outcome = try run.run(RandomSource(seed: seed, stream: index), context) {
        context.report("communities", finished.take() + 1, of: total)
      }
      held.withLock { best in
        guard let present = best else {
          best = (index, outcome)
          return
        }
        let (a, b) = (outcome.value, present.outcome.value)
        if a > b || (a == b && index < present.index) { best = (index, outcome) }
      }
    }
    return held.withLock { $0!.outcome }
  }
}
