import Analysis

/// The rows in few dimensions: the command `project`.
public struct ProjectionReport: Report {
  public static let command = "project"
  public let subject: ReportSubject
  public let method: AlgorithmDescription
  public let points: ProjectedPoints

  /// - Throws: `PreparationError`, `AnalysisError`, `CancellationError`.
  public init(_ study: Study, _ basis: Basis, _ choice: AlgorithmChoice, context: RunContext) throws {
    method = try Projections.named(choice.id).description
    subject = try ReportSubject(study, basis, context: context)
    points = try study.value(ProjectionQuantity(basis.preparation, choice), context: context)
  }

  public var result: [JSON.Member] {
    [
      JSON.Member("method", .string(method.id)),
      JSON.Member("parameters", JSON(points.parameters, of: method)),
      JSON.Member("axes", JSON(points.axisNames)),
      JSON.Member("coordinates", .matrix(points.coordinates)),
      JSON.Member("explainedVarianceRatio", Self.ratio(of: points)),
    ]
  }

  /// Without the coordinates.
  var summary: [JSON.Member] { result.filter { $0.key != "coordinates" } }

  /// Null for a projection that explains no variance.
  static func ratio(of points: ProjectedPoints) -> JSON {
    points.explainedVarianceRatio.isEmpty ? .null : .numbers(points.explainedVarianceRatio)
  }

  public var records: Records {
    let labels = subject.dataset.labels
    return Records(
      header: subject.rowHeader + (labels.map { [$0.column] } ?? []) + points.axisNames,
      rows: (0..<points.coordinates.rows).map { row in
        let label = labels.map { [$0.codes[row] < 0 ? "" : $0.names[$0.codes[row]]] } ?? []
        return subject.rowCells(row) + label + points.coordinates.row(row).map { Records.cell($0) }
      })
  }
}
