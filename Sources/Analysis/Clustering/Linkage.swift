/// Agglomerative clustering: the two nearest clusters are merged again and again, and the tree of merges is cut.
public struct Linkage: Clusterer {
  /// What nearness of two clusters means. A new linkage is one file and one line.
  static let methods: [any LinkageMethod.Type] = [
    SingleLinkage.self, CompleteLinkage.self, AverageLinkage.self, WardLinkage.self, WeightedLinkage.self,
    CentroidLinkage.self, MedianLinkage.self,
  ]
  public static let singleLinkage = SingleLinkage.name

  public static let description = AlgorithmDescription(
    id: "linkage", title: "Linkage", summary: "a tree of merges of the nearest clusters, cut",
    reference: "Sneath, The application of computers to taxonomy, 1957; Gower & Ross, Minimum spanning trees and "
      + "single linkage cluster analysis, 1969; Lance & Williams, A general theory of classificatory sorting strategies, "
      + "1967; Müllner, Modern hierarchical, agglomerative clustering algorithms, 2011",
    parameters: [
      Parameter(
        "linkage", .choice(methods.map { $0.name }), standard: .choice(SingleLinkage.name),
        meaning: "how near two clusters are: "
          + methods.map { "\($0.name) is \($0.meaning)" }.joined(separator: ", ")),
      Parameter(
        "k", .integer(1...Int.max, step: 1), standard: nil, meaning: "number of clusters, at most the number of rows",
        automatic: "by height or inconsistency where one is given, else " + HierarchyClusterCount.rule),
      Parameter(
        "height", .real(0...Double.greatestFiniteMagnitude, step: 0.1), standard: nil,
        meaning: "cut here: merges up to this height are made; instead of k", automatic: "by k"),
      Parameter(
        "min-cluster-size", .integer(1...Int.max, step: 1), standard: .integer(1),
        meaning: "groups of fewer rows are noise"),
      Parameter(
        "inconsistency", .real(0...Double.greatestFiniteMagnitude, step: 0.1), standard: nil,
        meaning: "cut so that no merge of a cluster is higher than the mean of its neighbourhood below by more than so "
          + "many standard deviations; instead of k", automatic: "by k"),
      Parameter(
        "depth", .integer(1...100, step: 1), standard: .integer(2),
        meaning: "levels below a merge, its own counted, that inconsistency compares it with"),
    ],
    needs: [.spanningTree, .dissimilarities],
    cost: "single: that of the spanning tree, O(n) memory; ward, centroid and median of features: O(n²d) time, O(nd) "
      + "memory; others: O(n²) time and memory, at most \(CondensedDissimilarities.mostRows) rows; and O(n²) "
      + "dissimilarities for the cophenetic correlation on at most \(CopheneticCorrelation.exactLimit) rows")

  private let method: any LinkageMethod.Type
  private let k: Int?
  private let height: Double?
  private let inconsistency: Double?
  private let depth: Int
  private let smallest: Int
  private let parameters: ParameterValues

  /// - Throws: `AnalysisError`, also when two of k, height and inconsistency are given.
  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    let name = values.choice("linkage", of: Self.description)
    method = Self.methods.first { $0.name == name } ?? SingleLinkage.self
    k = values.integer("k", of: Self.description)
    height = values.real("height", of: Self.description)
    smallest = values.integer("min-cluster-size", of: Self.description) ?? 1
    inconsistency = values.real("inconsistency", of: Self.description)
    depth = values.integer("depth", of: Self.description) ?? 2
    let cuts = ["k", "height", "inconsistency"].filter { values[$0] != nil }
    if cuts.count > 1 {
      throw AnalysisError.parameter(
        name: cuts[1], of: Self.description.id, value: values[cuts[1]]?.description ?? "",
        allowed: "left out where \(cuts[0]) = \(values[cuts[0]]?.description ?? "") is given: a tree is cut by one of "
          + "them")
    }
    self.parameters = values
  }

  /// The tree of merges alone.
  /// - Throws: `AnalysisError` where the linkage cannot be had, `CancellationError`.
  package func hierarchy(of input: ClusteringInput, context: RunContext) throws -> Hierarchy {
    try method.hierarchy(of: input, context: context)
  }

  /// - Throws: `AnalysisError` without rows and for k above the number of rows; `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let n = input.count
    guard n > 0 else { throw AnalysisError.tooFewRows(needed: 1, given: 0, for: Self.description.id) }
    if let k, k > n {
      throw AnalysisError.parameter(
        name: "k", of: Self.description.id, value: "\(k)", allowed: "a whole number from 1 to \(n), the number of rows")
    }
    let hierarchy = try hierarchy(of: input, context: context)
    var notes: [String] = []
    var used = parameters
    used["linkage"] = .choice(method.name)
    var labels: [Int]
    if let height {
      labels = hierarchy.labels(atHeight: height)
      used["height"] = .real(height)
    } else if let inconsistency {
      labels = hierarchy.labels(inconsistency: inconsistency, depth: depth)
      used["inconsistency"] = .real(inconsistency)
      used["depth"] = .integer(depth)
    } else {
      let count: Int
      if let k {
        count = k
      } else {
        let choice = HierarchyClusterCount.choose(for: hierarchy, columns: input.features?.columns)
        count = choice.k
        notes.append(choice.note)
      }
      labels = hierarchy.labels(clusters: count)
      used["k"] = .integer(count)
      if count > 1, count < n, hierarchy.merges[n - count - 1].height == hierarchy.merges[n - count].height {
        notes.append("The cut lies between merges of equal height; the order of rows decides between them.")
      }
    }
    if smallest > 1 {
      var sizes = [Int](repeating: 0, count: n)
      for label in labels { sizes[label] += 1 }
      labels = labels.map { sizes[$0] < smallest ? -1 : $0 }
    }
    if !hierarchy.isMonotone {
      notes.append("Some merges are lower than one below them, as \(method.name) linkage may have it.")
    }
    let correlation = try CopheneticCorrelation.value(
      of: hierarchy, dissimilarities: input.dissimilarities, seed: input.seed, context: context)
    if correlation != nil, n > CopheneticCorrelation.exactLimit {
      notes.append("The cophenetic correlation is that of \(CopheneticCorrelation.sampleSize) sampled rows.")
    }
    return Clustering(
      labels: labels, objective: correlation.map { Clustering.Objective(name: "cophenetic", value: $0) },
      parameters: used, notes: notes, hierarchy: hierarchy)
  }
}

/// One way to say how near two clusters are.
protocol LinkageMethod: Sendable {
  static var name: String { get }
  /// As in "single is …".
  static var meaning: String { get }

  /// The merges in the order in which they are made.
  /// - Throws: `AnalysisError`, `CancellationError`.
  static func hierarchy(of input: ClusteringInput, context: RunContext) throws -> Hierarchy
}
