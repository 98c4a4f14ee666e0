import Analysis

/// An algorithm of a catalogue, with the parameters given for it.
public struct AlgorithmChoice: Sendable, Hashable {
  public var id: String
  public var parameters: ParameterValues

  public init(_ id: String, _ parameters: ParameterValues = ParameterValues()) {
    self.id = id
    self.parameters = parameters
  }
}

/// What most results depend on: the prepared data and how rows are compared.
public struct Basis: Sendable, Hashable {
  public var preparation: Preparation
  public private(set) var metric: AlgorithmChoice

  /// The metric that means: the table is the dissimilarities.
  public static let precomputed = "precomputed"

  public init(preparation: Preparation = Preparation(), metric: AlgorithmChoice = AlgorithmChoice("euclidean")) {
    self.preparation = preparation
    self.metric = metric
    setMetric(metric)
  }

  public mutating func setMetric(_ metric: AlgorithmChoice) {
    self.metric = metric
    preparation.isDissimilarityMatrix = metric.id == Self.precomputed
  }
}
