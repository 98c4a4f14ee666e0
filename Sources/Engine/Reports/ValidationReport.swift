import Analysis

/// How good a partition is: the command `validate`.
public struct ValidationReport: Report {
  public static let command = "validate"
  public let subject: ReportSubject
  /// The clusterer whose partition is judged; nil for the partition of the column of reference classes.
  public let algorithm: AlgorithmDescription?
  public let parameters: ParameterValues
  /// How what was not given was chosen.
  public let notes: [String]
  public let sizes: [Int]
  /// How many rows belong to no cluster.
  public let noise: Int
  public let `internal`: [IndexValue]
  /// Agreement of the clusterer with the reference classes; empty without a clusterer.
  public let external: [IndexValue]

  /// - Parameter choice: a clusterer, or nil to judge the reference classes themselves.
  /// - Throws: `ReportError.noLabels`, `PreparationError`, `AnalysisError`, `CancellationError`.
  public init(_ study: Study, _ basis: Basis, _ choice: AlgorithmChoice?, context: RunContext) throws {
    guard basis.preparation.labels != nil else { throw ReportError.noLabels }
    algorithm = try choice.map { try Clusterers.named($0.id).description }
    subject = try ReportSubject(study, basis, context: context)
    let source = choice.map(PartitionSource.clusterer) ?? .labels
    let labels = try study.value(PartitionQuantity(basis, source), context: context)
    `internal` = try study.value(InternalIndicesQuantity(basis, source), context: context)
    if let choice {
      let clustering = try study.value(ClusteringQuantity(basis, choice), context: context).clustering
      parameters = clustering.parameters
      notes = clustering.notes
      external = try study.value(ExternalIndicesQuantity(basis, choice), context: context)
    } else {
      parameters = ParameterValues()
      notes = []
      external = []
    }
    var sizes = [Int](repeating: 0, count: (labels.max() ?? -1) + 1)
    for label in labels where label >= 0 { sizes[label] += 1 }
    self.sizes = sizes
    noise = labels.count { $0 < 0 }
  }

  public var warnings: [String] { (`internal` + external).warnings }

  public var result: [JSON.Member] {
    var members = [
      JSON.Member("algorithm", JSON(algorithm?.id)),
      JSON.Member("parameters", algorithm.map { JSON(parameters, of: $0) } ?? .null),
      JSON.Member("clusters", .integer(sizes.count)),
      JSON.Member("noise", .integer(noise)),
      JSON.Member("sizes", .integers(sizes)),
      JSON.Member("internal", JSON(`internal`)),
    ]
    if algorithm != nil { members.append(JSON.Member("external", JSON(external))) }
    if !notes.isEmpty { members.append(JSON.Member("notes", JSON(notes))) }
    return members
  }

  public var records: Records {
    Records(header: ["index", "value"], rows: (`internal` + external).map { [$0.key, Records.cell($0.value)] })
  }
}
