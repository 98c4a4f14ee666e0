import Analysis

/// The answer to one command, as values: to be written as JSON, as CSV, or as text for people.
public protocol Report: Sendable {
  /// As typed on the command line.
  static var command: String { get }
  var subject: ReportSubject { get }
  /// What is unsound about this result, beyond what concerns the data: whole sentences.
  var warnings: [String] { get }
  /// The members of the JSON `result`, in order.
  var result: [JSON.Member] { get }
  var records: Records { get }
}

extension Report {
  public var warnings: [String] { [] }

  /// What concerns the data, the metric and the result.
  public var allWarnings: [String] { subject.warnings + warnings }

  /// The whole JSON object of the contract, version 1.
  /// - Parameter elapsedSeconds: from reading the file on; the only part that differs between two equal runs.
  public func json(elapsedSeconds: Double) -> JSON {
    var members = result
    if !subject.dataset.rowsAreAsInTable {
      members.append(JSON.Member("rowNumbers", .integers(subject.dataset.rowNumbers)))
    }
    return [
      "schemaVersion": .integer(1),
      "command": .string(Self.command),
      "dataset": subject.datasetSummary,
      "preprocessing": subject.preprocessingSummary,
      "seed": .unsigned(subject.basis.preparation.seed),
      "elapsedSeconds": .number(elapsedSeconds),
      "warnings": JSON(allWarnings),
      "result": .object(members),
    ]
  }
}

/// What a report is about: the prepared data and the choices that led to them.
public struct ReportSubject: Sendable {
  public let basis: Basis
  public let dataset: Dataset
  /// What is unsound about the metric on these data.
  public let cautions: [String]

  /// Prepares the data. The dissimilarities themselves are not computed.
  /// - Throws: `PreparationError`, `AnalysisError`, `CancellationError`.
  public init(_ study: Study, _ basis: Basis, context: RunContext) throws {
    self.basis = basis
    dataset = try study.value(DatasetQuantity(basis.preparation), context: context)
    cautions = try study.value(DissimilarityQuantity(basis), context: context).cautions
  }

  public var warnings: [String] { dataset.warnings + cautions }

  var datasetSummary: JSON {
    [
      "name": .string(dataset.name),
      "rows": .integer(dataset.rowCount),
      "droppedRows": .integer(dataset.droppedRows),
      "features": JSON(dataset.featureNames),
      "labels": JSON(dataset.labels?.column),
      "tableRows": .integer(dataset.tableRowCount),
      "sampled": .flag(dataset.isSampled),
      "imputedValues": .integer(dataset.imputedValues),
      "constantColumns": JSON(dataset.constantColumns),
      "ignoredTextColumns": JSON(dataset.ignoredTextColumns),
    ]
  }

  var preprocessingSummary: JSON {
    let preparation = basis.preparation
    var members = [
      // A dissimilarity has its own scale.
      JSON.Member("scale", .string((preparation.isDissimilarityMatrix ? Scale.none : preparation.scale).rawValue)),
      JSON.Member("missing", .string(preparation.missing.rawValue)),
      JSON.Member("metric", .string(basis.metric.id)),
    ]
    for (name, value) in basis.metric.parameters.given.sorted(by: { $0.key < $1.key }) {
      members.append(JSON.Member(name, JSON(value)))
    }
    if let rows = preparation.rows { members.append(JSON.Member("rows", .string(RowList(rows).text))) }
    if let sample = preparation.sample { members.append(JSON.Member("sample", .integer(sample))) }
    return .object(members)
  }

  /// How a row is told from others in CSV: its number in the table, and its name where rows have names.
  var rowHeader: [String] { dataset.rowNames == nil ? ["row"] : ["row", "name"] }

  func rowCells(_ row: Int) -> [String] {
    let number = "\(dataset.rowNumbers[row])"
    return dataset.rowNames.map { [number, $0[row]] } ?? [number]
  }
}
