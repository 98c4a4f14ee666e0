/// A window of a reordered dissimilarity matrix, drawn in cells.
public struct DissimilarityImage: Sendable, Equatable {
  /// What a cell shows of the pairs that fall into it.
  public enum Summary: String, Sendable, CaseIterable {
    case maximum
    case minimum
    case mean
  }

  /// Cells across.
  public let width: Int
  /// Cells down.
  public let height: Int
  /// Places in the order, not rows of the data: what the window shows from top to bottom and from left to right.
  public let rows: Range<Int>
  public let columns: Range<Int>
  /// Dissimilarities, row by row: `height * width` of them.
  public let values: [Double]
  /// Whether some cells stand for a sample of their pairs.
  public let isSampled: Bool

  public init(
    width: Int, height: Int, rows: Range<Int>, columns: Range<Int>, values: [Double], isSampled: Bool = false
  ) {
    precondition(values.count == width * height, "\(width)×\(height) values")
    self.width = width
    self.height = height
    self.rows = rows
    self.columns = columns
    self.values = values
    self.isSampled = isSampled
  }

  public subscript(row: Int, column: Int) -> Double { values[row * width + column] }

  /// The smallest and largest value; 0...0 for an image without cells.
  public var range: ClosedRange<Double> {
    guard var low = values.first else { return 0...0 }
    var high = low
    for value in values {
      low = value < low ? value : low
      high = value > high ? value : high
    }
    // A value that is no number bounds nothing.
    return low <= high ? low...high : 0...0
  }

  /// The places of a window that fall into one of `count` equal cells: never empty, so that a window of fewer places
  /// than cells shows each place in several.
  /// - Precondition: the window is not empty and `0 <= cell < count`.
  public static func places(of window: Range<Int>, inCell cell: Int, of count: Int) -> Range<Int> {
    let first = window.lowerBound + cell * window.count / count
    let end = window.lowerBound + (cell + 1) * window.count / count
    return first..<max(end, first + 1)
  }
}
