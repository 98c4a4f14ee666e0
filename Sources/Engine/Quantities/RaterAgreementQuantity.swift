import Analysis

/// How far partitions agree with several label columns, people's or methods'.
public struct RaterAgreementQuantity: Quantity {
  public struct Value: Sendable {
    public let agreement: RaterAgreement
    /// Rows without a label in some column, which are left out.
    public let leftOut: Int
  }

  public let basis: Basis
  /// Label columns, by name.
  public let raters: [String]
  public let sources: [PartitionSource]

  public init(_ basis: Basis, raters: [String], _ sources: [PartitionSource]) {
    self.basis = basis
    self.raters = raters
    self.sources = sources
  }

  public var title: String { "agreement with raters" }

  /// - Throws: `PreparationError.unknownColumn`, `AnalysisError` for fewer than two columns or rows;
  ///   `CancellationError`.
  public func compute(in study: Study, context: RunContext) throws -> Value {
    let dataset = try study.value(DatasetQuantity(basis.preparation), context: context)
    let table = study.table
    let columns = try raters.map { name in
      guard let column = table.column(named: name) else {
        throw PreparationError.unknownColumn(name, option: "--raters", known: table.columns.map(\.name))
      }
      return Dataset.labels(of: column, rows: dataset.rowNumbers).codes
    }
    let partitions = try sources.map { try study.value(PartitionQuantity(basis, $0), context: context) }
    let kept = (0..<dataset.rowCount).filter { row in columns.allSatisfy { $0[row] >= 0 } }
    func rows(_ labels: [Int]) -> [Int] { kept.count == labels.count ? labels : kept.map { labels[$0] } }
    let agreement = try RaterAgreement(
      raters: columns.map(rows), candidates: partitions.map(rows), seed: basis.preparation.seed, context: context)
    return Value(agreement: agreement, leftOut: dataset.rowCount - kept.count)
  }
}
