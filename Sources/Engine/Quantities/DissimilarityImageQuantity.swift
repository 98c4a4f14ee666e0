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
  /// iVAT instead of VAT.
  public let isPathBased: Bool
  /// Positions of the order, the same from top to bottom and from left to right.
  public let window: Range<Int>
  public let width: Int
  public let height: Int

  public init(_ basis: Basis, isPathBased: Bool, window: Range<Int>, width: Int, height: Int) {
    self.basis = basis
    self.isPathBased = isPathBased
    self.window = window
    self.width = width
    self.height = height
  }

  public var title: String { isPathBased ? "iVAT image" : "VAT image" }

  public func compute(in study: Study, context: RunContext) throws -> Value {
    let vat = try study.value(VATQuantity(basis), context: context)
    let image = try self.image(vat, in: study, context: context)
    let all = 0..<vat.order.count
    guard window == all else {
      let whole = try study.value(
        DissimilarityImageQuantity(basis, isPathBased: isPathBased, window: all, width: width, height: height),
        context: context)
      return Value(image: image, lowest: whole.lowest, highest: whole.highest)
    }
    let range = image.range
    return Value(
      image: image, lowest: max(range.lowerBound, vat.joinDistances.min() ?? 0), highest: range.upperBound)
  }

  private func image(_ vat: VATOrder, in study: Study, context: RunContext) throws -> DissimilarityImage {
    if isPathBased {
      return try study.value(IVATImageQuantity(basis), context: context)
        .image(rows: window, columns: window, width: width, height: height, summary: .mean)
    }
    let dissimilarities = try study.value(DissimilarityQuantity(basis), context: context).dissimilarities
    return try VATImage(dissimilarities, order: vat).image(
      rows: window, columns: window, width: width, height: height, summary: .mean, seed: basis.preparation.seed,
      context: context)
  }
}

/// The iVAT image as a function, made once for all windows.
public struct IVATImageQuantity: Quantity {
  public let basis: Basis
  public init(_ basis: Basis) { self.basis = basis }

  public var title: String { "iVAT profile" }

  public func compute(in study: Study, context: RunContext) throws -> IVATImage {
    IVATImage(try study.value(VATQuantity(basis), context: context))
  }
}
