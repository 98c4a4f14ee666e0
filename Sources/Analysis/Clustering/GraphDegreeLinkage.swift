/// Graph degree linkage: the rows are joined with their nearest neighbours in a directed graph, and the clusters
/// between which the most weight leads both ways are merged again and again.
///
/// Where nothing leads both ways between any two of the clusters that are left, they have no affinity; if fewer are
/// wanted, those nearest to each other are merged, by single linkage.
public struct GraphDegreeLinkage: Clusterer {
  public static let description = AlgorithmDescription(
    id: "gdl", title: "Graph degree linkage",
    summary: "merges clusters that many neighbour relations join both ways: clusters of any shape",
    reference: "Zhang, Wang, Zhao & Tang, Graph degree linkage: agglomerative clustering on a directed graph, 2012",
    parameters: [
      Parameter(
        "k", .integer(1...Int.max, step: 1), standard: nil, meaning: "number of clusters, at most the number of rows",
        automatic: rule),
      Parameter(
        "neighbors", .integer(1...Int.max, step: 1), standard: nil,
        meaning: "nearest rows that each row is joined with, itself not counted; fewer than there are rows",
        automatic: "\(standardNeighbors), or all other rows where there are fewer"),
      Parameter(
        "bandwidth", .real(Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude, step: 0.1),
        standard: .real(1),
        meaning: "how slowly weights fall with the dissimilarity: exp(−d²/σ²), σ² being so many times the mean squared "
          + "dissimilarity to a neighbour"),
    ],
    needs: [.neighborGraph],
    cost: "that of the nearest neighbours: O(n log n) time with a kd-tree in few dimensions, else O(n²) "
      + "dissimilarities; merging about O(n·neighbors·log n), at worst O(n²·neighbors); O(n·neighbors) memory")

  private static let standardNeighbors = 20
  private static let largest = 20
  /// Affinities count as at least this: below, nothing is gained by being smaller still.
  private static let least = 1e-6
  /// How much smaller than the merge before a merge must be to speak for the clusters that it would join.
  private static let clearFall = 3.0
  private static let rule =
    "the number up to \(largest) whose next merge falls farthest below the merges before it; 1 if none falls to less "
    + "than a third"

  private let k: Int?
  private let neighbors: Int?
  private let bandwidth: Double
  private let parameters: ParameterValues

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    k = values.integer("k", of: Self.description)
    neighbors = values.integer("neighbors", of: Self.description)
    bandwidth = values.real("bandwidth", of: Self.description) ?? 1
    self.parameters = values
  }

  /// - Throws: `AnalysisError` without rows, for k above their number and for more neighbours than other rows;
  ///   `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let n = input.count
    guard n > 0 else { throw AnalysisError.tooFewRows(needed: 1, given: 0, for: Self.description.id) }
    if let k, k > n {
      throw AnalysisError.parameter(
        name: "k", of: Self.description.id, value: "\(k)", allowed: "a whole number from 1 to \(n), the number of rows")
    }
    if let neighbors, neighbors > max(1, n - 1) {
      throw AnalysisError.parameter(
        name: "neighbors", of: Self.description.id, value: "\(neighbors)",
        allowed: "a whole number from 1 to \(max(1, n - 1)), fewer than there are rows")
    }
    let wanted = neighbors ?? max(1, min(Self.standardNeighbors, n - 1))
    let lists = try input.neighbors(wanted, context)
    let graph = NeighborWeights(lists, of: input.dissimilarities, bandwidth: bandwidth)
    let start = graph.firstNeighborComponents()
    let merging = try DegreeMerging(
      graph, component: start.component, count: start.count, fewest: k ?? 1, context: context)
    var notes: [String] = []
    let clusters: Int
    if let k {
      clusters = k
      if k > start.count {
        notes.append(
          "Only \(start.count) clusters come of \(k): rows that are each other's nearest are together from the start.")
      }
    } else {
      let choice = Self.choose(merging.merges.map(\.affinity), from: start.count)
      clusters = choice.k
      notes.append(choice.note)
    }
    var sets = DisjointSets(count: start.count)
    var left = start.count
    for merge in merging.merges where left > clusters {
      sets.join(merge.first, merge.second)
      left -= 1
    }
    if left > clusters {
      notes.append(
        "Between \(left) of the clusters nothing leads both ways; the nearest of them were merged until \(clusters) "
          + "were left.")
      for edge in try input.spanningTree(context).ascendingEdges(context) where left > clusters {
        if sets.join(Int(start.component[Int(edge.low)]), Int(start.component[Int(edge.high)])) { left -= 1 }
      }
    }
    var used = parameters
    used["k"] = .integer(clusters)
    used["neighbors"] = .integer(wanted)
    used["bandwidth"] = .real(bandwidth)
    return Clustering(
      labels: start.component.map { sets.root(of: Int($0)) }, objective: nil, parameters: used, notes: notes)
  }

  /// - Parameter affinities: of the merges, from `count` clusters on.
  private static func choose(_ affinities: [Double], from count: Int) -> (k: Int, note: String) {
    var best = (k: 1, fall: clearFall)
    var lowest = Double.infinity
    // Where merging ended early, the next merge would have had no affinity.
    for (done, affinity) in (affinities + (affinities.count < count - 1 ? [0] : [])).enumerated() {
      let next = max(affinity, least)
      let fall = lowest / next
      if count - done <= largest, fall.isFinite, fall >= best.fall { best = (count - done, fall) }
      lowest = min(lowest, next)
    }
    if best.k == 1 {
      return (1, "k = 1, because the affinity of no merge falls to less than a third of those before it.")
    }
    return (
      best.k,
      "k = \(best.k) was chosen: the affinity of the next merge is \((best.fall * 10).rounded() / 10) times smaller "
        + "than that of any before it."
    )
  }
}
