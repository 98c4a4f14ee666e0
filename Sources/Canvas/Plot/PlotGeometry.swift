/// Where data lie on the screen, and the way back: for mouse hits, cursors and brushing.
public struct PlotGeometry: Sendable, Hashable {
  /// The plot's inside, in cells.
  public let area: Rectangle
  public let window: PlotWindow
  public let glyphs: GlyphSet
  /// A cell's height over its width, for distances on the screen.
  public let cellAspect: Double
  let scaleX: LinearScale
  let scaleY: LinearScale

  public init(area: Rectangle, window: PlotWindow, glyphs: GlyphSet = .braille, cellAspect: Double = 2) {
    self.area = area.normalized
    self.window = window
    self.glyphs = glyphs
    self.cellAspect = cellAspect
    scaleX = LinearScale(window.minX, window.maxX)
    scaleY = LinearScale(window.minY, window.maxY)
  }

  /// The position in cells (with fractions) from the area's top left corner; anything for what lies outside.
  @inline(__always)
  public func position(x: Double, y: Double) -> (x: Double, y: Double) {
    (scaleX.fraction(x) * Double(area.width), (1 - scaleY.fraction(y)) * Double(area.height))
  }

  /// The step (cell or dot) that a fraction 0…1 falls into: the last one takes its end. Nil outside, and for NaN.
  @inline(__always)
  static func step(_ fraction: Double, of count: Int) -> Int? {
    guard fraction >= 0, fraction <= 1, count > 0 else { return nil }
    return min(count - 1, Int(fraction * Double(count)))
  }

  /// The dot of a point, from the area's top left dot; nil outside the window or when not finite.
  @inline(__always)
  func dot(x: Double, y: Double, in size: Size) -> (x: Int, y: Int)? {
    guard let column = PlotGeometry.step(scaleX.fraction(x), of: size.width),
      let row = PlotGeometry.step(1 - scaleY.fraction(y), of: size.height)
    else { return nil }
    return (column, row)
  }

  /// The cell that a point is drawn in; nil when it lies outside the window or is not finite.
  public func cell(x: Double, y: Double) -> Point? {
    guard let dot = dot(x: x, y: y, in: area.size) else { return nil }
    return Point(x: area.x + dot.x, y: area.y + dot.y)
  }

  /// The data position of a cell's centre; cells outside the area give positions outside the window.
  public func data(at cell: Point) -> (x: Double, y: Double) {
    guard !area.isEmpty else { return (window.minX, window.minY) }
    let acrossCells = Double(cell.x) - Double(area.x) + 0.5
    let downCells = Double(cell.y) - Double(area.y) + 0.5
    return (
      scaleX.value(at: acrossCells / Double(area.width)), scaleY.value(at: 1 - downCells / Double(area.height))
    )
  }

  /// The point nearest to a cell's centre on the screen, where a cell is `cellAspect` times as high as wide. Points
  /// outside the window do not count; ties go to the lower row. O(n).
  /// - Parameter radius: how far at most, in cell widths.
  public func nearest(to cell: Point, x: [Double], y: [Double], within radius: Double = 4) -> Int? {
    let centerX = Double(cell.x) - Double(area.x) + 0.5
    let centerY = Double(cell.y) - Double(area.y) + 0.5
    let size = area.size
    var best: Int?
    var bestDistance = radius * radius
    for row in 0..<min(x.count, y.count) where dot(x: x[row], y: y[row], in: size) != nil {
      let place = position(x: x[row], y: y[row])
      let across = place.x - centerX
      let down = (place.y - centerY) * cellAspect
      let distance = across * across + down * down
      if distance < bestDistance || (best == nil && distance == bestDistance) { (best, bestDistance) = (row, distance) }
    }
    return best
  }

  /// The rows of all points drawn in the cells of a rectangle, ascending. O(n).
  public func rows(in cells: Rectangle, x: [Double], y: [Double]) -> [Int] {
    (0..<min(x.count, y.count)).filter { row in
      guard let cell = cell(x: x[row], y: y[row]) else { return false }
      return cells.contains(cell)
    }
  }

  /// The rows of all points drawn in one cell, ascending. O(n).
  public func rows(at cell: Point, x: [Double], y: [Double]) -> [Int] {
    rows(in: Rectangle(x: cell.x, y: cell.y, width: 1, height: 1), x: x, y: y)
  }
}
