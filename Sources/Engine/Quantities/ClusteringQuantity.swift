import Analysis

/// A partition of the rows by a clusterer, and how long it took.
public struct ClusteringQuantity: Quantity {
  public struct Value: Sendable {
    public let clustering: Clustering
    public let elapsedSeconds: Double

    public init(clustering: Clustering, elapsedSeconds: Double) {
      self.clustering = clustering
      self.elapsedSeconds = elapsedSeconds
    }
  }

  public let basis: Basis
  public let clusterer: AlgorithmChoice
  public init(_ basis: Basis, _ clusterer: AlgorithmChoice) {
    self.basis = basis
    self.clusterer = clusterer
  }

  public var title: String { "clustering \(clusterer.id)" }

  public func compute(in study: Study, context: RunContext) throws -> Value {
    let algorithm = try Clusterers.named(clusterer.id).init(clusterer.parameters)
    let dataset = try study.value(DatasetQuantity(basis.preparation), context: context)
    let dissimilarities = try study.value(DissimilarityQuantity(basis), context: context).dissimilarities
    let input = ClusteringInput(
      features: basis.preparation.isDissimilarityMatrix ? nil : dataset.features, dissimilarities: dissimilarities,
      seed: basis.preparation.seed,
      spanningTree: { [basis] in try study.value(VATQuantity(basis), context: $0) },
      neighbors: { [basis] in try study.value(NeighborsQuantity(basis, count: $0), context: $1) })
    let clock = ContinuousClock()
    let start = clock.now
    let clustering = try algorithm.cluster(input, context: context)
    return Value(clustering: clustering, elapsedSeconds: seconds(clock.now - start))
  }
}

/// A duration as a number of seconds.
public func seconds(_ duration: Duration) -> Double {
  let (seconds, attoseconds) = duration.components
  return Double(seconds) + Double(attoseconds) * 1e-18
}
