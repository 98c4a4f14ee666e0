/// Agglomerative clustering: the two nearest clusters are merged again and again, and the tree of merges is cut.
public struct Linkage: Clusterer {
  /// What nearness of two clusters means. A new linkage is one file and one line.
  static let methods: [any LinkageMethod.Type] = [SingleLinkage.self]
  public static let singleLinkage = SingleLinkage.name

  public static let description = AlgorithmDescription(
    id: "linkage", title: "Linkage", summary: "a tree of merges of the nearest clusters, cut",
    reference: "Sneath, The application of computers to taxonomy, 1957; Gower & Ross, Minimum spanning trees and "
      + "single linkage cluster analysis, 1969",
    parameters: [
      Parameter(
        "linkage", .choice(methods.map { $0.name }), standard: .choice(SingleLinkage.name),
        meaning: "how near two clusters are: "
          + methods.map { "\($0.name) is \($0.meaning)" }.joined(separator: ", ")),
      Parameter(
        "k", .integer(1...Int.max, step: 1), standard: nil, meaning: "number of clusters, at most the number of rows",
        automatic: "by height where that is given, else " + HierarchyClusterCount.rule),
      Parameter(
        "height", .real(0...Double.greatestFiniteMagnitude, step: 0.1), standard: nil,
        meaning: "cut here: merges up to this height are made; instead of k", automatic: "by k"),
      Parameter(
        "min-cluster-size", .integer(1...Int.max, step: 1), standard: .integer(1),
        meaning: "groups of fewer rows are noise"),
    ],
    needs: [.spanningTree, .dissimilarities],
    cost: "that of the spanning tree, and O(n²) dissimilarities for the cophenetic correlation on at most "
      + "\(CopheneticCorrelation.exactLimit) rows; O(n) memory")

  private let method: any LinkageMethod.Type
  private let k: Int?
  private let height: Double?
  private let smallest: Int
  private let parameters: ParameterValues

  /// - Throws: `AnalysisError`, also when both k and height are given.
  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    let name = values.choice("linkage", of: Self.description)
    method = Self.methods.first { $0.name == name } ?? SingleLinkage.self
    k = values.integer("k", of: Self.description)
    height = values.real("height", of: Self.description)
    smallest = values.integer("min-cluster-size", of: Self.description) ?? 1
    if let k, let height {
      throw AnalysisError.parameter(
        name: "height", of: Self.description.id, value: "\(ParameterValue.real(height))",
        allowed: "left out where k = \(k) is given: a tree is cut by one of the two")
    }
    self.parameters = values
  }

  /// - Throws: `AnalysisError` without rows and for k above the number of rows; `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let n = input.count
    guard n > 0 else { throw AnalysisError.tooFewRows(needed: 1, given: 0, for: Self.description.id) }
    if let k, k > n {
      throw AnalysisError.parameter(
        name: "k", of: Self.description.id, value: "\(k)", allowed: "a whole number from 1 to \(n), the number of rows")
    }
    let hierarchy = try method.hierarchy(of: input, context: context)
    var notes: [String] = []
    var used = parameters
    used["linkage"] = .choice(method.name)
    var labels: [Int]
    if let height {
      labels = hierarchy.labels(atHeight: height)
      used["height"] = .real(height)
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

  /// Heights never fall from one merge to the next.
  /// - Throws: `AnalysisError`, `CancellationError`.
  static func hierarchy(of input: ClusteringInput, context: RunContext) throws -> Hierarchy
}
