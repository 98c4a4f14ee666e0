/// Spectral clustering: rows that the graph of nearest neighbours binds together lie close in the eigenvectors of its
/// normalised Laplacian, where k-means finds them.
///
/// The graph joins each row with its nearest, at half weight where only one of the two counts the other. The
/// eigenvectors of the k smallest eigenvalues give each row k coordinates; these are brought to length 1 (Ng, Jordan &
/// Weiss) or divided by the root of the row's degree, as in a random walk (Shi & Malik). Both ways approximate the
/// least normalised cut, so the partition that cuts less is kept.
public struct Spectral: Clusterer {
  public static let description = AlgorithmDescription(
    id: "spectral", title: "Spectral", summary: "clusters that the graph of nearest neighbours holds together, any shape",
    reference: "Ng, Jordan & Weiss, On spectral clustering: analysis and an algorithm, 2002; Shi & Malik, Normalized "
      + "cuts and image segmentation, 2000; von Luxburg, A tutorial on spectral clustering, 2007",
    parameters: [
      Parameter(
        "k", .integer(1...Int.max, step: 1), standard: nil, meaning: "number of clusters, at most the number of rows",
        automatic: EigengapChoice.rule),
      Parameter(
        "neighbors", .integer(2...Int.max, step: 1), standard: .integer(10),
        meaning: "nearest rows that each is joined with, the row itself counted"),
      Parameter(
        "embedding", .choice([both, unit, walk]), standard: .choice(both),
        meaning: "how rows are scaled in the eigenvectors: unit to length 1, walk by their degree, both takes the one "
          + "that cuts less"),
      Parameter(
        "restarts", .integer(1...10_000, step: 1), standard: .integer(10),
        meaning: "independent starts of k-means, of which the one with the least inertia is kept"),
    ],
    needs: [.neighborGraph],
    cost: "that of the nearest neighbours, and O(n·neighbors) time a step of Lanczos's iteration; O(n·(neighbors + k)) "
      + "memory")

  static let both = "both"
  static let unit = "unit"
  static let walk = "walk"
  /// Eigenvectors are orthogonalised against each other: beyond so many clusters that takes hours.
  static let mostClusters = 1000

  private let k: Int?
  private let neighbors: Int?
  private let embedding: String
  private let restarts: Int
  private let parameters: ParameterValues

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    k = values.integer("k", of: Self.description)
    if case .integer(let given)? = values["neighbors"] { neighbors = given } else { neighbors = nil }
    embedding = values.choice("embedding", of: Self.description) ?? Self.both
    restarts = values.integer("restarts", of: Self.description) ?? 10
    self.parameters = values
  }

  /// - Throws: `AnalysisError` for fewer than two rows, for more clusters or neighbours than rows; `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let n = input.count
    let counted = try GraphClusteringInput.neighbors(
      given: neighbors, standard: 10, most: n, of: Self.description, rows: n, least: 2)
    if let k, k > min(n, Self.mostClusters) {
      throw AnalysisError.parameter(
        name: "k", of: Self.description.id, value: "\(k)",
        allowed: n <= Self.mostClusters
          ? "a whole number from 1 to \(n), the number of rows" : "a whole number from 1 to \(Self.mostClusters)")
    }
    var used = parameters
    used["neighbors"] = .integer(counted)
    used["embedding"] = .choice(embedding)
    used["restarts"] = .integer(restarts)
    let nearest = try input.neighbors(counted - 1, context)
    if GraphClusteringInput.hasOnlyEqualRows(nearest, input.dissimilarities) {
      used["k"] = .integer(k ?? 1)
      return Clustering(
        labels: Array(repeating: 0, count: n), objective: nil, parameters: used,
        notes: ["All rows are equal: there is nothing to tell clusters apart by."])
    }
    let graph = NeighborGraph(nearest, .mean)
    let components = graph.components
    let componentCount = components.max()! + 1
    let eigenmap = try LaplacianEigenmap(
      graph, components: components, count: min(n, max((k ?? 0) + 1, EigengapChoice.largest + 1)), seed: input.seed,
      context)
    var notes: [String] = []
    let choice = EigengapChoice(eigenmap.values, components: componentCount, k: k)
    notes.append(choice.note)
    if !eigenmap.converged {
      notes.append("The eigenvectors did not converge: they are approximate.")
    }
    used["k"] = .integer(choice.k)

    let partition: (labels: [Int], notes: [String])
    if choice.k <= componentCount {
      partition = try joined(components, to: choice.k, input, context)
    } else {
      partition = try kMeans(graph, eigenmap, k: choice.k, seed: input.seed, context)
    }
    let found = Set(partition.labels).count
    if found < choice.k {
      notes.append("Only \(found) of the \(choice.k) clusters have rows: no more are distinct in the eigenvectors.")
    }
    return Clustering(
      labels: partition.labels,
      objective: Clustering.Objective(name: "normalizedCut", value: graph.normalizedCut(partition.labels)),
      parameters: used, notes: notes + partition.notes, eigenvalues: eigenmap.values)
  }

  /// Components as clusters, the nearest ones together until there are k.
  private func joined(
    _ components: [Int], to k: Int, _ input: ClusteringInput, _ context: RunContext
  ) throws -> (labels: [Int], notes: [String]) {
    var left = components.max()! + 1
    guard k < left else { return (components, []) }
    let notes = [
      "The graph falls into \(left) components, more than k: the nearest ones were put together; more neighbors would "
        + "join them."
    ]
    var sets = DisjointSets(count: left)
    for edge in try input.spanningTree(context).ascendingEdges(context) where left > k {
      if sets.join(components[Int(edge.low)], components[Int(edge.high)]) { left -= 1 }
    }
    return (components.map { sets.root(of: $0) }, notes)
  }

  private func kMeans(
    _ graph: NeighborGraph, _ eigenmap: LaplacianEigenmap, k: Int, seed: UInt64, _ context: RunContext
  ) throws -> (labels: [Int], notes: [String]) {
    var best: (labels: [Int], cut: Double, embedding: String)?
    for way in embedding == Self.both ? [Self.unit, Self.walk] : [embedding] {
      let points = PointRows(eigenmap.coordinates(k, graph, toLengthOne: way == Self.unit))
      let outcome = try KMeansSearch(
        points: points, k: k, restarts: restarts, swaps: 20, maximumIterations: 300, seed: seed
      ).best(context)
      let labels = outcome.labels.map(Int.init)
      let cut = graph.normalizedCut(labels)
      if cut < best?.cut ?? .infinity { best = (labels, cut, way) }
    }
    guard let best else { return (Array(repeating: 0, count: graph.count), []) }
    guard embedding == Self.both else { return (best.labels, []) }
    let way = best.embedding == Self.unit ? "brought to length 1" : "scaled by degree"
    return (best.labels, ["Rows \(way) in the eigenvectors cut less."])
  }
}

extension LaplacianEigenmap {
  /// Each vertex's entries in the first k eigenvectors, scaled.
  fileprivate func coordinates(_ k: Int, _ graph: NeighborGraph, toLengthOne: Bool) -> Matrix {
    var result = Matrix(rows: graph.count, columns: k)
    for v in 0..<graph.count {
      let row = vectors.values.pointer + v * vectors.columns
      var squares = 0.0
      for j in 0..<k { squares += row[j] * row[j] }
      let scale = (toLengthOne ? squares : graph.degree(v)).squareRoot()
      for j in 0..<k { result[v, j] = scale > 0 ? row[j] / scale : 0 }
    }
    return result
  }
}
