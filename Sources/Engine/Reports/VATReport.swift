import Analysis

/// The VAT order, what it suggests, and the groups that a cut leaves: the command `vat`.
public struct VATReport: Report {
  public static let command = "vat"
  public let subject: ReportSubject
  public let ordering: RowOrdering
  public let order: VATOrder
  public let suggestion: ClusterSuggestion
  public let cut: TreeCut
  /// Rows that joined at this distance or less stay together.
  public let cutHeight: Double
  /// The groups that the cut leaves, in the order of the image.
  public let blocks: [Block]
  /// One a row of the data, 0… in order of first appearance: the block that it lies in, or that the nearest row of
  /// the image lies in.
  public let labels: [Int]
  /// The part of the image that was asked for; nil for none.
  public let image: DissimilarityImage?
  public let imageRequest: ImageRequest?
  public let warnings: [String]

  /// Which image, which part of it, in how many cells.
  public struct ImageRequest: Sendable, Equatable {
    public var isPathBased: Bool
    /// Positions of the order; nil for all.
    public var rows: Range<Int>?
    public var columns: Range<Int>?
    public var width: Int
    public var height: Int
    public var summary: DissimilarityImage.Summary

    public init(
      isPathBased: Bool, rows: Range<Int>? = nil, columns: Range<Int>? = nil, width: Int, height: Int,
      summary: DissimilarityImage.Summary = .mean
    ) {
      self.isPathBased = isPathBased
      self.rows = rows
      self.columns = columns
      self.width = width
      self.height = height
      self.summary = summary
    }
  }

  /// A stretch of the order that the cut leaves in one piece: a dark square on the diagonal of the image.
  public struct Block: Sendable, Equatable {
    /// Positions in the order.
    public let positions: Range<Int>
    /// Rows of the data in it: as many as positions, and those that belong to rows of the image.
    public let rowCount: Int
    /// The largest join distance inside; nil for a single row.
    public let widestInside: Double?
    /// The join distance to the block before; nil for the first.
    public let gapBefore: Double?
  }

  /// - Throws: `PreparationError`, `AnalysisError`, `CancellationError`.
  public init(
    _ study: Study, _ basis: Basis, ordering: RowOrdering = .all, cut: TreeCut = .suggested,
    image request: ImageRequest? = nil, context: RunContext
  ) throws {
    subject = try ReportSubject(study, basis, context: context)
    let ordered = try study.value(OrderedRowsQuantity(basis, ordering), context: context)
    let order = ordered.order
    suggestion = try study.value(ClusterSuggestionQuantity(basis, ordering), context: context)
    let applied = try cut.applied(to: order, suggestion: suggestion)
    self.ordering = ordering
    self.order = order
    self.cut = cut
    cutHeight = applied.height
    let labels = ordered.extended(order.labels(runs: applied.runs))
    self.labels = labels
    var sizes = [Int](repeating: 0, count: applied.runs.count)
    for label in labels { sizes[label] += 1 }
    blocks = applied.runs.map { run in
      Block(
        positions: run, rowCount: sizes[labels[order.order[run.lowerBound]]],
        widestInside: order.joinDistances[run.lowerBound..<run.upperBound - 1].max(),
        gapBefore: run.lowerBound == 0 ? nil : order.joinDistances[run.lowerBound - 1])
    }
    imageRequest = request
    image = try request.map { request in
      let all = 0..<order.order.count
      for window in [request.rows, request.columns] {
        if let window, window.isEmpty || window.clamped(to: all) != window {
          throw AnalysisError.parameter(
            name: "window", of: Self.command, value: "\(window.lowerBound):\(window.upperBound)",
            allowed: "a part of 0:\(all.count), the positions of the order")
        }
      }
      return try study.value(
        DissimilarityImageQuantity(
          basis, ordering, isPathBased: request.isPathBased, rows: request.rows ?? all,
          columns: request.columns ?? all, width: request.width, height: request.height, summary: request.summary),
        context: context
      ).image
    }
    warnings = ordered.remarks
  }

  public var result: [JSON.Member] {
    var members = [
      JSON.Member("order", .integers(order.order)),
      JSON.Member("joinDistances", .numbers(order.joinDistances)),
    ]
    members += summary
    if isPartition {
      members += [
        JSON.Member("cut", .number(cutHeight)), JSON.Member("clusters", .integer(blocks.count)),
        JSON.Member("labels", .integers(labels)),
      ]
    }
    if let image, let imageRequest {
      func ends(_ range: Range<Int>) -> JSON { .integers([range.lowerBound, range.upperBound]) }
      let values = (0..<image.height).map { row in
        JSON.numbers((0..<image.width).map { image[row, $0] })
      }
      members.append(
        JSON.Member(
          "image",
          [
            "kind": .string(imageRequest.isPathBased ? "ivat" : "vat"), "rows": ends(image.rows),
            "columns": ends(image.columns), "width": .integer(image.width), "height": .integer(image.height),
            "summary": .string(imageRequest.summary.rawValue), "sampled": .flag(image.isSampled),
            "values": .array(values),
          ]))
    }
    return members
  }

  /// Whether a cut was asked for: what is merely suggested is no partition that anyone has chosen.
  private var isPartition: Bool { cut != .suggested || ordering != .all }

  /// Without the order.
  var summary: [JSON.Member] {
    [
      JSON.Member("start", JSON(order.order.first)),
      JSON.Member("suggestedClusters", .integer(suggestion.suggestedClusters)),
      JSON.Member("suggestedCut", .number(suggestion.suggestedCut)),
      JSON.Member("blockSizes", .integers(blocks.map(\.positions.count))),
    ]
  }

  /// One row of the image after another; with its block where a cut was asked for, and then the rows that the image
  /// leaves out follow, without a position.
  public var records: Records {
    let rows = order.order.enumerated().map { position, row in
      ["\(position)"] + subject.rowCells(row) + [Records.cell(position == 0 ? nil : order.joinDistances[position - 1])]
    }
    let header = ["position"] + subject.rowHeader + ["joinDistance"]
    guard isPartition else { return Records(header: header, rows: rows) }
    let shown = Set(order.order)
    let others = labels.indices.filter { !shown.contains($0) }
    return Records(
      header: header + ["block"],
      rows: zip(rows, order.order).map { $0 + ["\(labels[$1])"] }
        + others.map { [""] + subject.rowCells($0) + ["", "\(labels[$0])"] })
  }
}
