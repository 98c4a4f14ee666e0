/// The VAT image: the dissimilarities themselves, rows and columns in VAT order, computed for the window asked for.
public struct VATImage: Sendable {
  /// Pairs that a cell looks at even when the budget is spent.
  public static let fewestSamples = BlockSummaries.fewestSamples

  private let dissimilarities: any Dissimilarities
  private let order: [Int]

  /// - Parameter order: of these objects, or of some of them.
  public init(_ dissimilarities: any Dissimilarities, order: VATOrder) {
    precondition(order.order.allSatisfy { $0 >= 0 && $0 < dissimilarities.count }, "an order of these objects")
    self.dissimilarities = dissimilarities
    self.order = order.order
  }

  /// The image of a window. A cell is exact when its block has no more pairs than its share of the budget; else it
  /// stands for a seeded sample of as many pairs, at least 64. O(budget · d).
  /// - Parameters:
  ///   - rows, columns: places in the order; clamped to those there are.
  ///   - width, height: in cells; an empty window or size gives an image without cells.
  ///   - pairBudget: pairs that may be computed for the whole image.
  /// - Throws: `CancellationError`.
  public func image(
    rows: Range<Int>, columns: Range<Int>, width: Int, height: Int, summary: DissimilarityImage.Summary = .mean,
    pairBudget: Int = 2_000_000, seed: UInt64 = 42, context: RunContext = RunContext()
  ) throws -> DissimilarityImage {
    let (dissimilarities, order) = (dissimilarities, order)
    return try BlockSummaries(
      rows: rows, columns: columns, width: width, height: height, summary: summary, budget: pairBudget, seed: seed,
      isSymmetric: true
    ).image(
      of: (order.count, order.count), context: context,
      entry: { i, j in
        guard i != j else { return 0 }
        let value = dissimilarities.comparisonValue(order[i], order[j])
        // The extremes are found among comparison values, which need no root.
        return summary == .mean ? dissimilarities.dissimilarity(ofComparisonValue: value) : value
      }, convert: { dissimilarities.dissimilarity(ofComparisonValue: $0) })
  }
}
