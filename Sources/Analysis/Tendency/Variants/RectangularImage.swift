/// A rectangular dissimilarity matrix with rows and columns reordered, drawn for the window asked for.
public struct RectangularImage: Sendable {
  /// Entries that a cell looks at even when the budget is spent.
  public static let fewestSamples = VATImage.fewestSamples

  private let matrix: Matrix
  public let rowOrder: [Int]
  public let columnOrder: [Int]

  /// - Precondition: the orders name rows and columns of the matrix.
  public init(_ matrix: Matrix, rowOrder: [Int], columnOrder: [Int]) {
    precondition(rowOrder.allSatisfy { $0 >= 0 && $0 < matrix.rows }, "rows of the matrix")
    precondition(columnOrder.allSatisfy { $0 >= 0 && $0 < matrix.columns }, "columns of the matrix")
    self.matrix = matrix
    self.rowOrder = rowOrder
    self.columnOrder = columnOrder
  }

  /// The image of a window. A cell is exact when its block has no more entries than its share of the budget; else it
  /// stands for a seeded sample of as many entries, at least 64. O(budget).
  /// - Parameters:
  ///   - rows, columns: places in the orders; clamped to those there are.
  ///   - width, height: in cells; an empty window or size gives an image without cells.
  ///   - entryBudget: entries that may be looked at for the whole image.
  /// - Throws: `CancellationError`.
  public func image(
    rows: Range<Int>, columns: Range<Int>, width: Int, height: Int, summary: DissimilarityImage.Summary = .mean,
    entryBudget: Int = 2_000_000, seed: UInt64 = 42, context: RunContext = RunContext()
  ) throws -> DissimilarityImage {
    let (matrix, rowOrder, columnOrder) = (matrix, rowOrder, columnOrder)
    return try BlockSummaries(
      rows: rows, columns: columns, width: width, height: height, summary: summary, budget: entryBudget, seed: seed,
      isSymmetric: false
    ).image(of: (rowOrder.count, columnOrder.count), context: context) { matrix[rowOrder[$0], columnOrder[$1]] }
  }
}
