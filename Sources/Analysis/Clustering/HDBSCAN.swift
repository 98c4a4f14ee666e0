/// Hierarchical density-based clustering: the tree that DBSCAN with every eps at once would give, and from it the
/// clusters that last longest.
///
/// The tree is single linkage on mutual reachability. With min-samples = 1 that is single linkage of the rows
/// themselves.
public struct HDBSCAN: Clusterer {
  private static let excessOfMass = "eom"
  private static let leaf = "leaf"

  public static let description = AlgorithmDescription(
    id: "hdbscan", title: "HDBSCAN*", summary: "clusters of varying density from a density tree, the rest is noise",
    reference: "Campello, Moulavi & Sander, Density-based clustering based on hierarchical density estimates, 2013; "
      + "McInnes & Healy, Accelerated hierarchical density based clustering, 2017",
    parameters: [
      Parameter(
        "min-cluster-size", .integer(2...Int.max, step: 1), standard: .integer(5),
        meaning: "rows that a cluster needs; smaller groups are noise"),
      Parameter(
        "min-samples", .integer(1...Int.max, step: 1), standard: nil,
        meaning: "rows, the row itself counted, within which density is measured; at most the number of rows",
        automatic: "min-cluster-size, or the number of rows where that is less"),
      Parameter(
        "selection", .choice([excessOfMass, leaf]), standard: .choice(excessOfMass),
        meaning: "which clusters of the tree: eom takes the most stable (excess of mass), leaf the smallest"),
      Parameter(
        "cluster-selection-epsilon", .real(0...Double.greatestFiniteMagnitude, step: 0.05), standard: .real(0),
        meaning: "clusters that part at a smaller dissimilarity than this stay together"),
      Parameter(
        "allow-single-cluster", .flag, standard: .flag(false), meaning: "whether all rows may be one cluster"),
      Parameter(
        "max-cluster-size", .integer(2...Int.max, step: 1), standard: nil,
        meaning: "rows that a cluster may have at most, with eom", automatic: "no limit"),
    ],
    needs: [.dissimilarities],
    cost: "O(n log n) time with a kd-tree in few dimensions, else O(n²) dissimilarities; O(n·min-samples) memory")

  private let smallest: Int
  private let minSamples: Int?
  private let selection: CondensedTree.Selection
  private let parameters: ParameterValues

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    smallest = values.integer("min-cluster-size", of: Self.description) ?? 5
    minSamples = values.integer("min-samples", of: Self.description)
    selection = CondensedTree.Selection(
      method: values.choice("selection", of: Self.description) == Self.leaf ? .leaves : .excessOfMass,
      epsilon: values.real("cluster-selection-epsilon", of: Self.description) ?? 0,
      allowsSingle: values.flag("allow-single-cluster", of: Self.description) ?? false,
      largest: values.integer("max-cluster-size", of: Self.description))
    self.parameters = values
  }

  /// - Throws: `AnalysisError` without rows and for min-samples above their number; `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let n = input.count
    guard n > 0 else { throw AnalysisError.tooFewRows(needed: 1, given: 0, for: Self.description.id) }
    if let minSamples, minSamples > n {
      throw AnalysisError.parameter(
        name: "min-samples", of: Self.description.id, value: "\(minSamples)",
        allowed: "a whole number from 1 to \(n), the number of rows")
    }
    let samples = minSamples ?? min(smallest, n)
    let hierarchy = try Self.hierarchy(of: input, samples: samples, context)
    var tree = try CondensedTree(hierarchy, smallest: smallest, context)
    tree.select(selection)
    let owners = tree.labels(selection)
    var used = parameters
    used["min-samples"] = .integer(samples)
    for name in ["min-cluster-size", "selection", "cluster-selection-epsilon", "allow-single-cluster"] {
      used[name] = try parameters[name] ?? Self.description.parameter(named: name).standard
    }
    var notes: [String] = []
    if minSamples == nil { notes.append("min-samples = \(samples) was taken from min-cluster-size.") }
    if owners.allSatisfy({ $0 < 0 }) {
      notes.append(
        "All rows are noise: no part of the tree splits into groups of min-cluster-size rows; a smaller one, or "
          + "allow-single-cluster, would find clusters.")
    }
    return Clustering(
      labels: owners, objective: nil, parameters: used, notes: notes,
      hierarchy: hierarchy, membershipStrengths: tree.membershipStrengths(owners), outlierScores: tree.outlierScores(),
      condensedTree: tree)
  }

  /// Single linkage on mutual reachability.
  private static func hierarchy(of input: ClusteringInput, samples: Int, _ context: RunContext) throws -> Hierarchy {
    let dissimilarities = input.dissimilarities
    guard samples > 1 else { return try SingleLinkage.hierarchy(of: input, context: context) }
    let tree = try CoreValues.tree(over: dissimilarities, context)
    let cores = try CoreValues.values(toNeighbor: samples - 1, of: dissimilarities, tree: tree, context: context)
    var edges: [TreeEdge]
    if let tree {
      edges = try tree.spanningTree(coreValues: cores, context: context).edges
    } else {
      let visit = try PrimScan(dissimilarities: MutualReachability(dissimilarities, coreValues: cores))
        .run(from: 0, context: context)
      edges = visit.values.indices.map {
        TreeEdge(
          value: visit.values[$0], Int32(truncatingIfNeeded: visit.order[$0 + 1]),
          Int32(truncatingIfNeeded: visit.parents[$0]))
      }
    }
    // A sparse row is as far from all of its neighbourhood: of such edges those to denser rows come first, so that it
    // goes with them and not with whichever rows have lower numbers.
    try EdgeSort { a, b in
      if a.value != b.value { return a.value < b.value }
      let x = min(cores[Int(a.low)], cores[Int(a.high)])
      let y = min(cores[Int(b.low)], cores[Int(b.high)])
      return x != y ? x < y : TreeEdge.precedes(a, b)
    }.sort(&edges, context: context)
    for i in edges.indices { edges[i].value = dissimilarities.dissimilarity(ofComparisonValue: edges[i].value) }
    return try Hierarchy(joining: edges, count: input.count, context)
  }
}
