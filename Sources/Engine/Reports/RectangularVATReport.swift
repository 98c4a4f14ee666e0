import Analysis

/// The orders of the rows and the columns of a rectangular dissimilarity matrix: the command `covat`.
public struct RectangularVATReport: Report {
  public static let command = "covat"
  public let subject: ReportSubject
  public let orders: RectangularVAT
  public let arrangement: RectangularVAT.Arrangement
  /// What the gaps of the three spanning trees suggest.
  public let rowClusters: ClusterSuggestion
  public let columnClusters: ClusterSuggestion
  public let unionClusters: ClusterSuggestion

  /// - Parameter basis: with the scale `none`: dissimilarities have their own.
  /// - Throws: `PreparationError`, `AnalysisError`, `CancellationError`.
  public init(
    _ study: Study, _ basis: Basis, arrangement: RectangularVAT.Arrangement = .separate, context: RunContext
  ) throws {
    subject = try ReportSubject(study, basis, context: context)
    self.arrangement = arrangement
    orders = try study.value(RectangularVATQuantity(basis.preparation), context: context)
    rowClusters = ClusterSuggestion(of: orders.rows)
    columnClusters = ClusterSuggestion(of: orders.columns)
    unionClusters = ClusterSuggestion(of: orders.union)
  }

  public var result: [JSON.Member] {
    [
      JSON.Member("arrangement", .string(arrangement.rawValue)),
      JSON.Member("rowOrder", .integers(orders.rowOrder(arrangement))),
      JSON.Member("columnOrder", .integers(orders.columnOrder(arrangement))),
      JSON.Member("rows", part(orders.rows, rowClusters)),
      JSON.Member("columns", part(orders.columns, columnClusters)),
      // Row objects first, then column objects.
      JSON.Member("union", part(orders.union, unionClusters)),
    ]
  }

  private func part(_ order: VATOrder, _ suggestion: ClusterSuggestion) -> JSON {
    [
      "order": .integers(order.order), "joinDistances": .numbers(order.joinDistances),
      "suggestedClusters": .integer(suggestion.suggestedClusters),
      "suggestedCut": .number(suggestion.suggestedCut),
    ]
  }

  public var records: Records {
    let dataset = subject.dataset
    let rows = orders.rowOrder(arrangement).enumerated().map { position, row in
      ["row", "\(position)", "\(dataset.rowNumbers[row])", dataset.rowNames?[row] ?? ""]
    }
    let columns = orders.columnOrder(arrangement).enumerated().map { position, column in
      ["column", "\(position)", "\(column)", dataset.featureNames[column]]
    }
    return Records(header: ["kind", "position", "index", "name"], rows: rows + columns)
  }
}
