import Analysis

/// All that is told about one clustering when several are held against each other.
public struct RunQuantity: Quantity {
  public struct Value: Sendable {
    public let clustering: Clustering
    public let elapsedSeconds: Double
    /// Every internal index; empty where they were not asked for.
    public let `internal`: [IndexValue]
    /// Agreement with the reference classes; nil without such.
    public let adjustedRand: Double?

    public init(clustering: Clustering, elapsedSeconds: Double, internal: [IndexValue], adjustedRand: Double?) {
      self.clustering = clustering
      self.elapsedSeconds = elapsedSeconds
      self.internal = `internal`
      self.adjustedRand = adjustedRand
    }
  }

  public let basis: Basis
  public let clusterer: AlgorithmChoice
  /// Whether the internal indices are wanted, which look at all pairs of rows.
  public let hasIndices: Bool

  public init(_ basis: Basis, _ clusterer: AlgorithmChoice, hasIndices: Bool) {
    self.basis = basis
    self.clusterer = clusterer
    self.hasIndices = hasIndices
  }

  public var title: String { "run \(clusterer.id)" }

  /// - Throws: what the clusterer throws; `CancellationError`.
  public func compute(in study: Study, context: RunContext) throws -> Value {
    let run = try study.value(ClusteringQuantity(basis, clusterer), context: context)
    let source = PartitionSource.clusterer(clusterer)
    let indices =
      hasIndices ? try study.value(InternalIndicesQuantity(basis, source), context: context) : []
    let classes = try study.value(DatasetQuantity(basis.preparation), context: context).labels?.codes
    return Value(
      clustering: run.clustering, elapsedSeconds: run.elapsedSeconds, internal: indices,
      adjustedRand: classes.flatMap { AdjustedRand.value($0, run.clustering.labels) })
  }
}

/// How far several partitions agree with each other.
public struct AgreementQuantity: Quantity {
  public struct Value: Sendable {
    public let sources: [PartitionSource]
    /// The adjusted Rand index of each two, row by row and symmetric; nil where it is undefined.
    public let values: [[Double?]]
  }

  public let basis: Basis
  public let sources: [PartitionSource]

  public init(_ basis: Basis, _ sources: [PartitionSource]) {
    self.basis = basis
    self.sources = sources
  }

  public var title: String { "agreement" }

  /// O(n) for each two.
  public func compute(in study: Study, context: RunContext) throws -> Value {
    let partitions = try sources.map { try study.value(PartitionQuantity(basis, $0), context: context) }
    var values = [[Double?]](
      repeating: Array(repeating: nil, count: partitions.count), count: partitions.count)
    for i in partitions.indices {
      for j in 0...i {
        try context.checkCancellation()
        values[i][j] = AdjustedRand.value(partitions[i], partitions[j])
        values[j][i] = values[i][j]
      }
    }
    return Value(sources: sources, values: values)
  }
}
