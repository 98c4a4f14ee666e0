import Analysis

/// One clusterer on the rows of a study, and how good its partition is.
public struct ClustererRun: Sendable {
  public let algorithm: AlgorithmDescription
  public let clustering: Clustering
  public let elapsedSeconds: Double
  /// Empty above `largestForIndices` rows.
  public let `internal`: [IndexValue]
  /// Empty when no column of reference classes is named.
  public let external: [IndexValue]

  /// Rows up to which internal indices are given: several take time that grows with their square.
  public static let largestForIndices = 20_000

  /// - Throws: `PreparationError`, `AnalysisError`, `CancellationError`.
  init(_ study: Study, _ basis: Basis, _ choice: AlgorithmChoice, context: RunContext) throws {
    algorithm = try Clusterers.named(choice.id).description
    let rows = try study.value(DatasetQuantity(basis.preparation), context: context).rowCount
    let outcome = try study.value(ClusteringQuantity(basis, choice), context: context)
    clustering = outcome.clustering
    elapsedSeconds = outcome.elapsedSeconds
    `internal` =
      rows <= Self.largestForIndices
      ? try study.value(InternalIndicesQuantity(basis, .clusterer(choice)), context: context) : []
    external =
      basis.preparation.labels == nil ? [] : try study.value(ExternalIndicesQuantity(basis, choice), context: context)
  }

  var members: [JSON.Member] {
    [
      JSON.Member("algorithm", .string(algorithm.id)),
      JSON.Member("parameters", JSON(clustering.parameters, of: algorithm)),
      JSON.Member("clusters", .integer(clustering.clusterCount)),
      JSON.Member("noise", .integer(clustering.noiseCount)),
      JSON.Member("sizes", .integers(clustering.clusterSizes)),
      JSON.Member("objective", JSON(clustering.objective)),
      JSON.Member("elapsedSeconds", .number(elapsedSeconds)),
      JSON.Member("notes", JSON(clustering.notes)),
      JSON.Member("internal", JSON(`internal`)),
      JSON.Member("external", JSON(external)),
    ]
  }
}
