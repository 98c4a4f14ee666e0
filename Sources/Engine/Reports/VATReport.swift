import Analysis

/// The VAT order and what it suggests: the command `vat`.
public struct VATReport: Report {
  public static let command = "vat"
  public let subject: ReportSubject
  public let order: VATOrder
  public let suggestion: ClusterSuggestion
  /// The suggested groups, in the order of the image.
  public let blocks: [Block]

  /// A stretch of the order that the suggested cut leaves in one piece: a dark square on the diagonal of the image.
  public struct Block: Sendable, Equatable {
    /// Positions in the order.
    public let positions: Range<Int>
    /// The largest join distance inside; nil for a single row.
    public let widestInside: Double?
    /// The join distance to the block before; nil for the first.
    public let gapBefore: Double?
  }

  /// - Throws: `PreparationError`, `AnalysisError`, `CancellationError`.
  public init(_ study: Study, _ basis: Basis, context: RunContext) throws {
    subject = try ReportSubject(study, basis, context: context)
    order = try study.value(VATQuantity(basis), context: context)
    suggestion = try study.value(ClusterSuggestionQuantity(basis), context: context)
    blocks = Self.blocks(order.joinDistances, count: order.order.count, cut: suggestion.suggestedCut)
  }

  /// The runs between join distances above `cut`. O(n).
  static func blocks(_ joins: [Double], count: Int, cut: Double) -> [Block] {
    guard count > 0 else { return [] }
    var blocks: [Block] = []
    var start = 0
    var widest: Double?
    func gap(_ start: Int) -> Double? { start == 0 ? nil : joins[start - 1] }
    for (index, join) in joins.enumerated() {
      if join > cut {
        blocks.append(Block(positions: start..<(index + 1), widestInside: widest, gapBefore: gap(start)))
        start = index + 1
        widest = nil
      } else {
        widest = max(widest ?? join, join)
      }
    }
    blocks.append(Block(positions: start..<count, widestInside: widest, gapBefore: gap(start)))
    return blocks
  }

  public var result: [JSON.Member] {
    [
      JSON.Member("order", .integers(order.order)),
      JSON.Member("joinDistances", .numbers(order.joinDistances)),
    ] + summary
  }

  /// Without the order.
  var summary: [JSON.Member] {
    [
      JSON.Member("start", JSON(order.order.first)),
      JSON.Member("suggestedClusters", .integer(suggestion.suggestedClusters)),
      JSON.Member("suggestedCut", .number(suggestion.suggestedCut)),
      JSON.Member("blockSizes", .integers(blocks.map(\.positions.count))),
    ]
  }

  public var records: Records {
    Records(
      header: ["position"] + subject.rowHeader + ["joinDistance"],
      rows: order.order.enumerated().map { position, row in
        let join = position == 0 ? nil : order.joinDistances[position - 1]
        return ["\(position)"] + subject.rowCells(row) + [Records.cell(join)]
      })
  }
}
