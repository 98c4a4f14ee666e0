/// Visits the rows so that each comes soon after those near which it lies, and reads clusters off how far each had to be
/// reached: the valleys of the reachability plot, or with eps what DBSCAN would find.
public struct OPTICS: Clusterer {
  private static let positive = Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude

  public static let description = AlgorithmDescription(
    id: "optics", title: "OPTICS", summary: "an order of the rows whose valleys are clusters of varying density",
    reference: "Ankerst, Breunig, Kriegel & Sander, OPTICS: ordering points to identify the clustering structure, 1999",
    parameters: [
      Parameter(
        "min-points", .integer(2...Int.max, step: 1), standard: .integer(5),
        meaning: "rows, the row itself counted, within which density is measured; at most the number of rows"),
      Parameter(
        "max-eps", .real(positive, step: 0.05), standard: nil,
        meaning: "rows farther apart than this are not reached from one another; a smaller one is faster",
        automatic: "no limit"),
      Parameter(
        "xi", .real(0.001...0.999, step: 0.01), standard: .real(0.05),
        meaning: "how steep the sides of a valley are: one row is reached at a distance smaller by this share"),
      Parameter(
        "eps", .real(positive, step: 0.05), standard: nil,
        meaning: "cut the plot here, as DBSCAN would; instead of xi", automatic: "valleys by xi"),
      Parameter(
        "min-cluster-size", .integer(2...Int.max, step: 1), standard: nil, meaning: "rows that a valley needs",
        automatic: "min-points"),
    ],
    needs: [.dissimilarities],
    cost: "O(n log n) time with a kd-tree in few dimensions, else O(n²) dissimilarities; O(n·min-points) memory")

  private let minPoints: Int
  private let maxEps: Double?
  private let xi: Double
  private let eps: Double?
  private let smallest: Int?
  private let parameters: ParameterValues

  /// - Throws: `AnalysisError`, also for an eps above max-eps.
  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    minPoints = values.integer("min-points", of: Self.description) ?? 5
    maxEps = values.real("max-eps", of: Self.description)
    xi = values.real("xi", of: Self.description) ?? 0.05
    eps = values.real("eps", of: Self.description)
    smallest = values.integer("min-cluster-size", of: Self.description)
    if let eps, let maxEps, eps > maxEps {
      throw AnalysisError.parameter(
        name: "eps", of: Self.description.id, value: "\(ParameterValue.real(eps))",
        allowed: "a number above 0, at most max-eps = \(ParameterValue.real(maxEps))")
    }
    self.parameters = values
  }

  /// - Throws: `AnalysisError` without rows and for min-points above their number; `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let n = input.count
    guard n > 0 else { throw AnalysisError.tooFewRows(needed: 1, given: 0, for: Self.description.id) }
    guard minPoints <= n || parameters["min-points"] == nil else {
      throw AnalysisError.parameter(
        name: "min-points", of: Self.description.id, value: "\(minPoints)",
        allowed: n < 2
          ? "left out: a single row has no neighbours" : "a whole number from 2 to \(n), the number of rows")
    }
    let plot = try Self.plot(of: input.dissimilarities, minPoints: minPoints, maxEps: maxEps, context: context)
    var used = parameters
    used["min-points"] = .integer(minPoints)
    var notes: [String] = []
    let labels: [Int]
    if let eps {
      labels = plot.labels(eps: eps)
    } else {
      let size = smallest ?? minPoints
      labels = try XiClusters(plot, xi: xi, slack: minPoints, smallest: size, context).labels()
      used["xi"] = .real(xi)
      used["min-cluster-size"] = .integer(size)
    }
    if labels.allSatisfy({ $0 < 0 }) {
      notes.append(
        eps == nil
          ? "All rows are noise: the plot has no valley with sides as steep as xi; a smaller xi might find some."
          : "All rows are noise; a larger eps or fewer min-points would find clusters.")
    }
    return Clustering(labels: labels, objective: nil, parameters: used, notes: notes, reachability: plot)
  }

  /// The order and reachabilities alone.
  /// - Throws: `CancellationError`.
  public static func plot(
    of dissimilarities: any Dissimilarities, minPoints: Int, maxEps: Double? = nil, context: RunContext
  ) throws -> ReachabilityPlot {
    try plot(of: dissimilarities, minPoints: minPoints, maxEps: maxEps, route: nil, context: context)
  }

  /// A way to the plot. Both give the same, bit for bit.
  package enum Route: Sendable {
    /// From each row to all others, in turn.
    case scan
    /// From each row to the few that a kd-tree leaves in question: for points in low dimension.
    case tree
  }

  /// - Parameter route: nil to choose by cost; `tree` falls back to `scan` where there is no tree.
  package static func plot(
    of dissimilarities: any Dissimilarities, minPoints: Int, maxEps: Double?, route: Route?, context: RunContext
  ) throws -> ReachabilityPlot {
    let limit = maxEps.map { largestComparisonValue(within: $0, of: dissimilarities) } ?? .infinity
    let tree = try CoreValues.tree(over: dissimilarities, context)
    if let tree, route != .scan, (1...CoreLists.mostNeighbors).contains(minPoints - 1), minPoints <= tree.count {
      let lists = try CoreLists(tree, needed: minPoints - 1, context: context)
      let storage = tree.search.storage
      let cores = (0..<tree.count).map { lists.cores[Int(storage.positions[$0])] }
      let levels = try ComponentLevels(tree, cores: cores, context: context)
      let arcs = try reachableArcSearch(of: tree, lists, levels, limit: limit).arcs(context: context)
      let visit = ReachabilityVisit(tree: tree, lists: lists, arcs: arcs, limit: limit)
      return plot(try visit.run(context), cores: cores.map { $0 <= limit ? $0 : .infinity }, dissimilarities)
    }
    let cores = try CoreValues.values(
      toNeighbor: minPoints - 1, of: dissimilarities, tree: tree, context: context
    ).map { $0 <= limit ? $0 : .infinity }
    return plot(
      try ReachabilityScan(dissimilarities: dissimilarities, cores: cores, limit: limit).run(context), cores: cores,
      dissimilarities)
  }

  private static func plot(
    _ visit: (order: [Int], values: [Double], predecessors: [Int]), cores: [Double],
    _ dissimilarities: any Dissimilarities
  ) -> ReachabilityPlot {
    ReachabilityPlot(
      order: visit.order, reachability: visit.values.map { dissimilarity($0, dissimilarities) },
      coreDistances: cores.map { dissimilarity($0, dissimilarities) }, predecessors: visit.predecessors)
  }

  private static func dissimilarity(_ value: Double, _ dissimilarities: any Dissimilarities) -> Double {
    value == .infinity ? .infinity : dissimilarities.dissimilarity(ofComparisonValue: value)
  }
}
