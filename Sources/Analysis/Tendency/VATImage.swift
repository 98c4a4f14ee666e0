/// The VAT image: the dissimilarities themselves, rows and columns in VAT order, computed for the window asked for.
public struct VATImage: Sendable {
  /// Pairs that a cell looks at even when the budget is spent.
  public static let fewestSamples = 64

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
    let rows = rows.clamped(to: 0..<order.count)
    let columns = columns.clamped(to: 0..<order.count)
    guard !rows.isEmpty, !columns.isEmpty, width > 0, height > 0 else {
      return DissimilarityImage(width: 0, height: 0, rows: rows, columns: columns, values: [])
    }
    let share = max(Self.fewestSamples, pairBudget / (width * height))
    let across = (0..<width).map { DissimilarityImage.places(of: columns, inCell: $0, of: width) }
    var values = [Double](repeating: 0, count: width * height)
    try values.withUnsafeMutableBufferPointer { buffer in
      // Each chunk writes one row of cells.
      nonisolated(unsafe) let buffer = buffer
      try context.forEachChunk(height) { cellRow in
        let down = DissimilarityImage.places(of: rows, inCell: cellRow, of: height)
        for cell in 0..<width {
          if context.isCancelled { return }
          buffer[cellRow * width + cell] = value(down, across[cell], share, summary, seed)
        }
      }
    }
    let largestBlock =
      ((rows.count + height - 1) / height).multipliedReportingOverflow(by: (columns.count + width - 1) / width)
    return DissimilarityImage(
      width: width, height: height, rows: rows, columns: columns, values: values,
      isSampled: largestBlock.overflow || largestBlock.partialValue > share)
  }

  private func value(
    _ a: Range<Int>, _ b: Range<Int>, _ share: Int, _ summary: DissimilarityImage.Summary, _ seed: UInt64
  ) -> Double {
    var tally = Tally()
    if a.count <= share / b.count {
      for i in a { for j in b { tally.add(dissimilarity(i, j), summary) } }
    } else {
      // Mirrored cells draw the same pairs, so that the image is symmetric.
      let (first, second) = a.lowerBound <= b.lowerBound ? (a, b) : (b, a)
      var random = RandomSource(
        seed: seed ^ UInt64(truncatingIfNeeded: first.lowerBound) &* 0x9E37_79B9_7F4A_7C15, stream: second.lowerBound)
      for _ in 0..<share {
        let i = first.lowerBound + random.integer(below: first.count)
        let j = second.lowerBound + random.integer(below: second.count)
        tally.add(dissimilarity(i, j), summary)
      }
    }
    switch summary {
    case .mean: return tally.sum / Double(tally.count)
    case .minimum, .maximum: return dissimilarities.dissimilarity(ofComparisonValue: tally.extreme)
    }

    func dissimilarity(_ i: Int, _ j: Int) -> Double {
      guard i != j else { return 0 }
      let value = dissimilarities.comparisonValue(order[i], order[j])
      // The extremes are found among comparison values, which need no root.
      return summary == .mean ? dissimilarities.dissimilarity(ofComparisonValue: value) : value
    }
  }

  private struct Tally {
    var sum = 0.0
    var extreme = 0.0
    var count = 0

    mutating func add(_ value: Double, _ summary: DissimilarityImage.Summary) {
      sum += value
      let isFirst = count == 0
      count += 1
      switch summary {
      case .maximum: extreme = isFirst || value > extreme ? value : extreme
      case .minimum: extreme = isFirst || value < extreme ? value : extreme
      case .mean: break
      }
    }
  }
}
