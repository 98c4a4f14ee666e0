import Analysis

/// The VAT or iVAT image of a part of the order, in as many cells as are asked for.
public struct DissimilarityImageQuantity: Quantity {
  public struct Value: Sendable {
    public let image: DissimilarityImage
    /// Between these the colours run: the smallest dissimilarity of two rows, or the smallest cell if that is larger,
    /// and the largest cell, both of the whole image, so that zooming does not change what a colour means.
    public let lowest: Double
    public let highest: Double
  }

  public let basis: Basis
  public let ordering: RowOrdering
  /// iVAT instead of VAT.
  public let isPathBased: Bool
  /// Positions of the order from top to bottom and from left to right.
  public let rows: Range<Int>
  public let columns: Range<Int>
  public let width: Int
  public let height: Int
  /// What a cell shows of its pairs.
  public let summary: DissimilarityImage.Summary

  public init(
    _ basis: Basis, _ ordering: RowOrdering = .all, isPathBased: Bool, rows: Range<Int>, columns: Range<Int>,
    width: Int, height: Int, summary: DissimilarityImage.Summary = .mean
  ) {
    self.summary = summary
    self.basis = basis
    self.ordering = ordering
    self.isPathBased = isPathBased
    self.rows = rows
    self.columns = columns
    self.width = width
    self.height = height
  }

  /// A window on the diagonal.
  public init(
    _ basis: Basis, _ ordering: RowOrdering = .all, isPathBased: Bool, window: Range<Int>, width: Int, height: Int
  ) {
    self.init(
      basis, ordering, isPathBased: isPathBased, rows: window, columns: window, width: width, height: height)
  }

  public var title: String { isPathBased ? "iVAT image" : "VAT image" }

  public func compute(in study: Study, context: RunContext) throws -> Value {
    let order = try study.value(OrderedRowsQuantity(basis, ordering), context: context).order
    let image = try self.image(order, in: study, context: context)
    let all = 0..<order.order.count
    guard rows == all, columns == all else {
      let whole = try study.value(
        DissimilarityImageQuantity(
          basis, ordering, isPathBased: isPathBased, rows: all, columns: all, width: width, height: height,
          summary: summary), context: context)
      return Value(image: image, lowest: whole.lowest, highest: whole.highest)
    }
    let range = image.range
    return Value(
      image: image, lowest: max(range.lowerBound, order.joinDistances.min() ?? 0), highest: range.upperBound)
  }

  private func image(_ order: VATOrder, in study: Study, context: RunContext) throws -> DissimilarityImage {
    if isPathBased {
      return try study.value(IVATImageQuantity(basis, ordering), context: context)
        .image(rows: rows, columns: columns, width: width, height: height, summary: summary, context: context)
    }
    let dissimilarities = try study.value(DissimilarityQuantity(basis), context: context).dissimilarities
    return try VATImage(dissimilarities, order: order).image(
      rows: rows, columns: columns, width: width, height: height, summary: summary, seed: basis.preparation.seed,
      context: context)
  }
}

/// The iVAT image as a function, made once for all windows.
public struct IVATImageQuantity: Quantity {
  public let basis: Basis
  public let ordering: RowOrdering
  public init(_ basis: Basis, _ ordering: RowOrdering = .all) {
    self.basis = basis
    self.ordering = ordering
  }

  public var title: String { "iVAT profile" }

  public func compute(in study: Study, context: RunContext) throws -> IVATImage {
    IVATImage(try study.value(OrderedRowsQuantity(basis, ordering), context: context).order)
  }
}
