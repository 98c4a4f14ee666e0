/// The iVAT image as a function of its place, without a matrix.
///
/// The minimax path dissimilarity between the objects at places i < j of the VAT order is the largest of the join
/// distances i … j − 1 (Havens & Bezdek, "An efficient formulation of the improved visual assessment of cluster
/// tendency (iVAT) algorithm", 2012, gives the recursion with the same values). So every cell at every zoom is a range
/// maximum over n − 1 numbers, and a picture takes O(cells · log n). O(n) memory.
public struct IVATImage: Sendable {
  /// Objects.
  public let count: Int
  private let joins: RangeMaximum
  private let pieceSums: [Double]

  /// O(n).
  /// - Parameter joinDistances: n − 1 of them, as in `VATOrder`.
  public init(joinDistances: [Double], count: Int) {
    precondition(joinDistances.count == max(0, count - 1), "one join distance between neighbours in the order")
    self.count = count
    joins = RangeMaximum(joinDistances)
    pieceSums = IVATBlockMeans.pieceSums(joins, count: count)
  }

  public init(_ order: VATOrder) {
    self.init(joinDistances: order.joinDistances, count: order.order.count)
  }

  /// The minimax path dissimilarity between two places of the order. O(log n).
  public subscript(i: Int, j: Int) -> Double {
    i == j ? 0 : joins.maximum(min(i, j)..<max(i, j))
  }

  /// The image of a window, each cell summarising the pairs in its block. For `.maximum` and `.minimum`
  /// O(cells · log n); for `.mean` also O(window / 64 · log n) once, and O(cells · r) with r the records of the profile
  /// within a cell, few as a rule.
  /// - Parameters:
  ///   - rows, columns: places in the order; clamped to those there are.
  ///   - width, height: in cells; an empty window or size gives an image without cells.
  public func image(
    rows: Range<Int>, columns: Range<Int>, width: Int, height: Int, summary: DissimilarityImage.Summary = .maximum
  ) -> DissimilarityImage {
    drawn(rows, columns, width, height, summary) { count, body in for index in 0..<count { body(index) } }
  }

  /// As `image(rows:columns:width:height:summary:)`, on all threads: the same bits.
  /// - Throws: `CancellationError`.
  public func image(
    rows: Range<Int>, columns: Range<Int>, width: Int, height: Int, summary: DissimilarityImage.Summary = .maximum,
    context: RunContext
  ) throws -> DissimilarityImage {
    try drawn(rows, columns, width, height, summary) { try context.forEachChunk($0, $1) }
  }

  /// - Parameter forEach: calls a body for each number below a count, in any order.
  private func drawn(
    _ rows: Range<Int>, _ columns: Range<Int>, _ width: Int, _ height: Int, _ summary: DissimilarityImage.Summary,
    _ forEach: (Int, @Sendable (Int) -> Void) throws -> Void
  ) rethrows -> DissimilarityImage {
    let rows = rows.clamped(to: 0..<count)
    let columns = columns.clamped(to: 0..<count)
    guard !rows.isEmpty, !columns.isEmpty, width > 0, height > 0 else {
      return DissimilarityImage(width: 0, height: 0, rows: rows, columns: columns, values: [])
    }
    let down = (0..<height).map { DissimilarityImage.places(of: rows, inCell: $0, of: height) }
    let across = (0..<width).map { DissimilarityImage.places(of: columns, inCell: $0, of: width) }
    let values = Buffer(count: width * height, repeating: 0.0)
    switch summary {
    case .maximum:
      try forEach(height) { a in for b in 0..<width { values[a * width + b] = largest(down[a], across[b]) } }
    case .minimum:
      try forEach(height) { a in for b in 0..<width { values[a * width + b] = smallest(down[a], across[b]) } }
    case .mean:
      let means = try IVATBlockMeans(joins, pieceSums: pieceSums, down: down, across: across, forEach)
      let isSymmetric = down == across
      try forEach(height) { a in
        for b in (isSymmetric ? a : 0)..<width {
          let mean = means.mean(a, b)
          values[a * width + b] = mean
          if isSymmetric { values[b * width + a] = mean }
        }
      }
    }
    return DissimilarityImage(width: width, height: height, rows: rows, columns: columns, values: values.array)
  }

  /// The whole image, one cell a pair: n×n. O(n²): for small n, and for tests.
  public func matrix() -> Matrix {
    var result = Matrix(rows: count, columns: count)
    for i in 0..<count {
      var highest = 0.0
      for j in (i + 1)..<max(i + 1, count) {
        highest = max(highest, joins.values[j - 1])
        result[i, j] = highest
        result[j, i] = highest
      }
    }
    return result
  }

  private func largest(_ a: Range<Int>, _ b: Range<Int>) -> Double {
    joins.maximum(
      min(a.lowerBound, b.lowerBound)..<max(min(a.lowerBound, b.lowerBound), max(a.upperBound, b.upperBound) - 1))
  }

  private func smallest(_ a: Range<Int>, _ b: Range<Int>) -> Double {
    if a.overlaps(b) { return 0 }
    return a.lowerBound < b.lowerBound
      ? joins.maximum(a.upperBound - 1..<b.lowerBound) : joins.maximum(b.upperBound - 1..<a.lowerBound)
  }
}
