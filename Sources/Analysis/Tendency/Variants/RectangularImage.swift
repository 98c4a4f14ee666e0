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
    let rows = rows.clamped(to: 0..<rowOrder.count)
    let columns = columns.clamped(to: 0..<columnOrder.count)
    guard !rows.isEmpty, !columns.isEmpty, width > 0, height > 0 else {
      return DissimilarityImage(width: 0, height: 0, rows: rows, columns: columns, values: [])
    }
    let share = max(Self.fewestSamples, entryBudget / (width * height))
    let across = (0..<width).map { DissimilarityImage.places(of: columns, inCell: $0, of: width) }
    let values = Buffer(count: width * height, repeating: 0.0)
    try context.forEachChunk(height) { cellRow in
      let down = DissimilarityImage.places(of: rows, inCell: cellRow, of: height)
      for cell in 0..<width {
        if context.isCancelled { return }
        values[cellRow * width + cell] = value(down, across[cell], share, summary, seed)
      }
    }
    // The largest block, in whole numbers: a division that leaves a rest makes the last cells one longer.
    let tallest = (rows.count + height - 1) / height
    let widest = (columns.count + width - 1) / width
    return DissimilarityImage(
      width: width, height: height, rows: rows, columns: columns, values: values.array,
      isSampled: tallest > share / widest)
  }

  private func value(
    _ a: Range<Int>, _ b: Range<Int>, _ share: Int, _ summary: DissimilarityImage.Summary, _ seed: UInt64
  ) -> Double {
    var sum = 0.0
    var low = Double.infinity
    var high = 0.0
    func add(_ i: Int, _ j: Int) {
      let value = matrix[rowOrder[i], columnOrder[j]]
      sum += value
      low = value < low ? value : low
      high = value > high ? value : high
    }
    let isExact = a.count <= share / b.count
    if isExact {
      for j in b { for i in a { add(i, j) } }
    } else {
      var random = RandomSource(
        seed: seed ^ UInt64(truncatingIfNeeded: a.lowerBound) &* 0x9E37_79B9_7F4A_7C15, stream: b.lowerBound)
      for _ in 0..<share {
        let i = a.lowerBound + random.integer(below: a.count)
        let j = b.lowerBound + random.integer(below: b.count)
        add(i, j)
      }
    }
    switch summary {
    case .mean: return sum / Double(isExact ? a.count * b.count : share)
    case .minimum: return low
    case .maximum: return high
    }
  }
}
