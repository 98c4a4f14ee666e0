import Analysis

/// The VAT or iVAT image of a part of the order, in as many cells as are asked for.
public struct DissimilarityImageQuantity: Quantity {
  public struct Value: Sendable {
    public let image: DissimilarityImage
    /// The smallest and the largest dissimilarity of the whole image, so that zooming does not change the colours.
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
    let lowest = vat.joinDistances.min() ?? 0
    if isPathBased {
      let profile = try study.value(IVATImageQuantity(basis), context: context)
      return Value(
        image: profile.image(rows: window, columns: window, width: width, height: height, summary: .mean),
        lowest: lowest, highest: vat.joinDistances.max() ?? 0)
    }
    let dissimilarities = try study.value(DissimilarityQuantity(basis), context: context).dissimilarities
    let image = try VATImage(dissimilarities, order: vat).image(
      rows: window, columns: window, width: width, height: height, summary: .mean, seed: basis.preparation.seed,
      context: context)
    // The order begins at one end of the most dissimilar pair.
    var highest = 0.0
    if let start = vat.order.first {
      for row in 0..<dissimilarities.count { highest = max(highest, dissimilarities(start, row)) }
    }
    return Value(image: image, lowest: lowest, highest: highest)
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
