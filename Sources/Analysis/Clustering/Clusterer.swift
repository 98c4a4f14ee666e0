/// An algorithm that partitions rows.
public protocol Clusterer: Describable {
  /// - Throws: `AnalysisError` for a value out of its range.
  init(_ parameters: ParameterValues) throws

  /// - Throws: `AnalysisError` where the input cannot be clustered so, `CancellationError`.
  func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering
}

/// The clusterers there are. A new one is one file and one line.
public enum Clusterers {
  public static let all: [any Clusterer.Type] = [
    KMeans.self, KMedoids.self, GaussianMixtureClustering.self, ProbabilisticPartitioning.self, SphericalKMeans.self,
    BalancedKMeans.self, HierarchicalKMeans.self, Birch.self, MeanShift.self, AffinityPropagation.self, DBSCAN.self,
    Linkage.self, HDBSCAN.self, OPTICS.self, Genie.self, Spectral.self, Leiden.self, GraphDegreeLinkage.self,
  ]

  /// - Throws: `AnalysisError.unknownAlgorithm`.
  public static func named(_ id: String) throws -> any Clusterer.Type {
    try Catalogue.find(id, in: all, kind: "algorithm") { $0.description }
  }
}

/// What a clusterer may ask for. What is costly is handed over as a question, so that it is computed only when
/// needed and only once for all who ask.
public struct ClusteringInput: Sendable {
  /// n×d, finite; nil when only dissimilarities are given.
  public let features: Matrix?
  public let dissimilarities: any Dissimilarities
  public let seed: UInt64
  /// The minimum spanning tree in VAT order.
  public let spanningTree: @Sendable (RunContext) throws -> VATOrder
  /// The nearest neighbours of every row, so many of each or one fewer than there are rows.
  public let neighbors: @Sendable (Int, RunContext) throws -> NearestNeighbors

  public init(
    features: Matrix?, dissimilarities: any Dissimilarities, seed: UInt64,
    spanningTree: (@Sendable (RunContext) throws -> VATOrder)? = nil,
    neighbors: (@Sendable (Int, RunContext) throws -> NearestNeighbors)? = nil
  ) {
    self.features = features
    self.dissimilarities = dissimilarities
    self.seed = seed
    self.spanningTree = spanningTree ?? { try VATOrder(of: dissimilarities, context: $0) }
    self.neighbors = neighbors ?? { try NearestNeighbors(of: dissimilarities, k: $0, context: $1) }
  }

  public var count: Int { dissimilarities.count }

  /// The features, for an algorithm that cannot do without.
  /// - Throws: `AnalysisError.notApplicable` when only dissimilarities are given.
  public func requireFeatures(for algorithm: AlgorithmDescription) throws -> Matrix {
    guard let features else {
      let others = Clusterers.all.map { $0.description }.filter { !$0.needs.contains(.features) }.map(\.id)
      throw AnalysisError.notApplicable(
        "\(algorithm.id) works on features and only dissimilarities are given",
        advice: "use \(others.joined(separator: " or "))")
    }
    return features
  }
}
