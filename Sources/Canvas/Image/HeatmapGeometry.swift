/// Which rows and columns of a matrix the samples and cells of its picture stand for.
///
/// Sample y of H shows the source rows ⌊y·R/H⌋ ..< ⌊(y+1)·R/H⌋, and at least one; so for the columns.
public struct HeatmapGeometry: Sendable, Hashable {
  /// In cells.
  public let area: Rectangle
  /// In samples: across and down.
  public let resolution: Size
  /// Of the source.
  public let rowCount: Int
  public let columnCount: Int

  public init(area: Rectangle, resolution: Size, rowCount: Int, columnCount: Int) {
    self.area = area.normalized
    self.resolution = resolution
    self.rowCount = min(max(0, rowCount), Rectangle.limit)
    self.columnCount = min(max(0, columnCount), Rectangle.limit)
  }

  /// The source rows that a sample row stands for; empty when there are none.
  public func rows(ofSample y: Int) -> Range<Int> {
    Resampling.sources(of: y, steps: resolution.height, count: rowCount)
  }

  public func columns(ofSample x: Int) -> Range<Int> {
    Resampling.sources(of: x, steps: resolution.width, count: columnCount)
  }

  /// The sample rows that show a source row; empty when there are none.
  public func samples(ofRow row: Int) -> Range<Int> {
    Resampling.steps(of: row, steps: resolution.height, count: rowCount)
  }

  public func samples(ofColumn column: Int) -> Range<Int> {
    Resampling.steps(of: column, steps: resolution.width, count: columnCount)
  }

  /// The source rows and columns behind a cell; nil outside the picture.
  public func source(at cell: Point) -> (rows: Range<Int>, columns: Range<Int>)? {
    guard area.contains(cell), rowCount > 0, columnCount > 0, !area.isEmpty else { return nil }
    let down = resolution.height / area.height
    let across = resolution.width / area.width
    guard down > 0, across > 0 else { return nil }
    let (x, y) = ((cell.x - area.x) * across, (cell.y - area.y) * down)
    let rows = rows(ofSample: y).lowerBound..<rows(ofSample: y + down - 1).upperBound
    let columns = columns(ofSample: x).lowerBound..<columns(ofSample: x + across - 1).upperBound
    return (rows, columns)
  }
}
