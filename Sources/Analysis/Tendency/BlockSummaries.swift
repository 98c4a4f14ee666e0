/// A window of a reordered matrix summarised in cells, for any matrix that can be asked for one entry at a time.
///
/// A cell is exact when its block has no more entries than its share of the budget; else it stands for a seeded sample
/// of as many entries, at least 64. O(budget) entries.
struct BlockSummaries {
  /// Entries that a cell looks at even when the budget is spent.
  static let fewestSamples = 64

  var rows: Range<Int>
  var columns: Range<Int>
  var width: Int
  var height: Int
  var summary: DissimilarityImage.Summary
  var budget: Int
  var seed: UInt64
  /// Mirrored cells draw the same entries, so that the image is symmetric too.
  var isSymmetric: Bool

  /// - Parameters:
  ///   - count: rows and columns there are; the window is clamped to them.
  ///   - entry: of two places; extremes are found among what it gives, and converted once.
  ///   - convert: what an extreme stands for.
  /// - Returns: an image without cells for an empty window or size.
  /// - Throws: `CancellationError`.
  func image(
    of count: (rows: Int, columns: Int), context: RunContext, entry: @Sendable (Int, Int) -> Double,
    convert: @Sendable (Double) -> Double = { $0 }
  ) throws -> DissimilarityImage {
    let rows = rows.clamped(to: 0..<count.rows)
    let columns = columns.clamped(to: 0..<count.columns)
    guard !rows.isEmpty, !columns.isEmpty, width > 0, height > 0 else {
      return DissimilarityImage(width: 0, height: 0, rows: rows, columns: columns, values: [])
    }
    let share = max(Self.fewestSamples, budget / (width * height))
    let across = (0..<width).map { DissimilarityImage.places(of: columns, inCell: $0, of: width) }
    let values = Buffer(count: width * height, repeating: 0.0)
    // Each chunk writes one row of cells.
    try context.forEachChunk(height) { cellRow in
      let down = DissimilarityImage.places(of: rows, inCell: cellRow, of: height)
      for cell in 0..<width {
        if context.isCancelled { return }
        let value = value(down, across[cell], share, entry)
        values[cellRow * width + cell] = summary == .mean ? value : convert(value)
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
    _ a: Range<Int>, _ b: Range<Int>, _ share: Int, _ entry: (Int, Int) -> Double
  ) -> Double {
    var sum = 0.0
    var low = Double.infinity
    var high = -Double.infinity
    func add(_ i: Int, _ j: Int) {
      let value = entry(i, j)
      sum += value
      low = value < low ? value : low
      high = value > high ? value : high
    }
    let isExact = a.count <= share / b.count
    if isExact {
      for i in a { for j in b { add(i, j) } }
    } else {
      let (first, second) = !isSymmetric || a.lowerBound <= b.lowerBound ? (a, b) : (b, a)
      var random = RandomSource(
        seed: seed ^ UInt64(truncatingIfNeeded: first.lowerBound) &* 0x9E37_79B9_7F4A_7C15, stream: second.lowerBound)
      for _ in 0..<share {
        let i = first.lowerBound + random.integer(below: first.count)
        let j = second.lowerBound + random.integer(below: second.count)
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
