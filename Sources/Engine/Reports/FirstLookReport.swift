import Analysis

/// The whole first look at a table in one object: the command `report`.
public struct FirstLookReport: Report {
  public static let command = "report"
  public let subject: ReportSubject
  public let tendency: TendencyReport
  public let vat: VATReport
  /// Nil when only dissimilarities are given.
  public let projection: ProjectionReport?
  /// The default clusterers, with what they choose by themselves.
  public let runs: [ClustererRun]
  public let warnings: [String]

  /// The clusterers of the first look: one of each family.
  public static let defaultClusterers = ["kmeans", "linkage", "dbscan"]

  /// - Throws: `PreparationError`, `AnalysisError` where no part can be made, `CancellationError`.
  public init(_ study: Study, _ basis: Basis, context: RunContext) throws {
    subject = try ReportSubject(study, basis, context: context)
    vat = try VATReport(study, basis, context: context)
    tendency = try TendencyReport(study, basis, context: context)
    var warnings = tendency.warnings
    let rows = subject.dataset.rowCount
    do {
      projection =
        basis.preparation.isDissimilarityMatrix
        ? nil
        : try ProjectionReport(study, basis, AlgorithmChoice(PrincipalComponents.description.id), context: context)
    } catch let error as AnalysisError {
      projection = nil
      warnings.append("No projection: \(error)")
    }

    var runs: [ClustererRun] = []
    for algorithm in Clusterers.all where Self.defaultClusterers.contains(algorithm.description.id) {
      let description = algorithm.description
      if basis.preparation.isDissimilarityMatrix, description.needs.contains(.features) { continue }
      let choice = AlgorithmChoice(description.id)
      do {
        runs.append(try ClustererRun(study, basis, choice, context: context))
      } catch let error as AnalysisError {
        warnings.append("\(description.title) was not run: \(error)")
      }
    }
    if rows > ClustererRun.largestForIndices {
      warnings.append(
        "Internal indices are left out above \(ClustererRun.largestForIndices) rows; validate computes them.")
    }
    self.runs = runs
    self.warnings = warnings
  }

  public var result: [JSON.Member] {
    [
      JSON.Member("tendency", .object(tendency.result)),
      JSON.Member("vat", .object(vat.summary)),
      JSON.Member("projection", projection.map { .object($0.summary) } ?? .null),
      JSON.Member("runs", .array(runs.map { .object($0.members) })),
    ]
  }

  /// The runs.
  public var records: Records {
    let indices = (runs.first?.internal ?? []) + (runs.first?.external ?? [])
    return Records(
      header: ["algorithm", "clusters", "noise", "objective", "value"] + indices.map(\.key),
      rows: runs.map { run in
        [
          run.algorithm.id, "\(run.clustering.clusterCount)", "\(run.clustering.noiseCount)",
          run.clustering.objective?.name ?? "", Records.cell(run.clustering.objective?.value),
        ] + (run.internal + run.external).map { Records.cell($0.value) }
      })
  }
}
