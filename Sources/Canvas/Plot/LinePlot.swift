/// A profile: a value for every index, such as joining or reachability distances in display order. With fewer columns
/// than values a column shows the largest of its values, so that no peak is lost.
public struct LinePlot: Sendable {
  public var values: [Double]
  /// The group of each value, for colour; without any, all are drawn in `style`.
  public var groups: [Int]
  public var palette: Palette
  public var style: Style
  /// The area below the profile is filled, as in a reachability plot.
  public var isFilled: Bool
  /// A horizontal line at a value.
  public var threshold: Double?
  public var thresholdStyle: Style
  /// An index to point at.
  public var cursor: Int?
  public var cursorStyle: Style
  /// The values shown; nil for 0 (or the least value, if below) to the largest.
  public var range: ClosedRange<Double>?
  public var axes: PlotAxes?
  public var glyphs: GlyphSet

  public init(
    values: [Double], groups: [Int] = [], palette: Palette = .monochrome, style: Style = .plain, isFilled: Bool = false,
    threshold: Double? = nil, thresholdStyle: Style = .plain, cursor: Int? = nil, cursorStyle: Style = .plain,
    range: ClosedRange<Double>? = nil, axes: PlotAxes? = PlotAxes(), glyphs: GlyphSet = .braille
  ) {
    self.values = values
    self.groups = groups
    self.palette = palette
    self.style = style
    self.isFilled = isFilled
    self.threshold = threshold
    self.thresholdStyle = thresholdStyle
    self.cursor = cursor
    self.cursorStyle = cursorStyle
    self.range = range
    self.axes = axes
    self.glyphs = glyphs
  }

  public struct Result: Sendable, Hashable {
    /// Its x coordinates are indices: value i covers i ..< i + 1.
    public let geometry: PlotGeometry
    /// Values that are not finite.
    public let skipped: Int
    let count: Int

    /// The index shown at a cell of the plot (the first of its column); nil outside.
    public func index(at cell: Point) -> Int? {
      guard geometry.area.contains(cell), count > 0 else { return nil }
      return Resampling.sources(of: cell.x - geometry.area.x, steps: geometry.area.width, count: count).first
    }

    /// The column of the canvas that shows an index (its middle, if several do); nil for an index out of range.
    public func column(of index: Int) -> Int? {
      guard index >= 0, index < count, geometry.area.width > 0 else { return nil }
      return geometry.area.x + Resampling.middle(of: index, steps: geometry.area.width, count: count)
    }
  }

  var window: PlotWindow {
    let finite = values.lazy.filter(\.isFinite)
    let low = range?.lowerBound ?? min(0, finite.min() ?? 0)
    let high = range?.upperBound ?? max(low, finite.max() ?? 1)
    return PlotWindow(
      minX: 0, maxX: Double(max(1, values.count)), minY: low, maxY: low == high ? low + max(1, abs(low)) : high)
  }

  /// - Complexity: O(values + dots).
  @discardableResult
  public func draw(into canvas: inout Canvas, in area: Rectangle) -> Result {
    let area = area.normalized
    let window = window
    let inside = axes?.draw(into: &canvas, in: area, window: window, glyphs: glyphs) ?? area
    let geometry = PlotGeometry(area: inside, window: window, glyphs: glyphs)
    let result = Result(
      geometry: geometry, skipped: values.count { !$0.isFinite }, count: values.count)
    guard !inside.isEmpty else { return result }

    if let cursor, let column = result.column(of: cursor) {
      let scalar = LineGlyphs.of(glyphs).vertical
      canvas.fill(
        Rectangle(x: column, y: inside.y, width: 1, height: inside.height), with: Cell(scalar, cursorStyle))
    }
    if let threshold, let row = PlotGeometry.step(1 - geometry.scaleY.fraction(threshold), of: inside.height) {
      let scalar = LineGlyphs.of(glyphs).horizontal
      canvas.fill(
        Rectangle(x: inside.x, y: inside.y + row, width: inside.width, height: 1), with: Cell(scalar, thresholdStyle))
    }
    guard !values.isEmpty else { return result }
    var grid = DotGrid(area: inside, glyphs: glyphs, clip: canvas.bounds)
    setProfile(in: &grid, geometry)
    grid.draw(into: &canvas, mark: isFilled && glyphs == .dots ? "█" : isFilled && glyphs.isASCII ? "#" : nil) {
      group in
      groups.isEmpty ? style : Style(foreground: palette.color(group), background: style.background)
    }
    return result
  }

  private func setProfile(in grid: inout DotGrid, _ geometry: PlotGeometry) {
    let (width, height) = (grid.size.width, grid.size.height)
    // Columns beyond what can be seen are not worth computing; a huge rectangle would take for ever.
    let seen = grid.visibleColumns
    func row(_ value: Double) -> Int {
      let fraction = min(max(1 - geometry.scaleY.fraction(value), 0), 1)
      return PlotGeometry.step(fraction, of: height) ?? height - 1
    }
    var previous: (column: Int, row: Int)?
    var previousIndex = -1
    for column in max(0, seen.lowerBound - 1)..<max(0, min(width, seen.upperBound + 1)) {
      var best: Int?
      for index in Resampling.sources(of: column, steps: width, count: values.count) where values[index].isFinite {
        if let current = best, values[current] >= values[index] { continue }
        best = index
      }
      guard let best else {
        previous = nil
        continue
      }
      let group = best < groups.count ? groups[best] : 0
      let dotRow = row(values[best])
      if isFilled {
        // A value at the bottom of the range shows nothing.
        if values[best] > geometry.window.minY {
          grid.column(x: column, from: dotRow, through: height - 1, group: group)
        }
        continue
      }
      if values.count >= width {
        // Joined to the column before, half the way each.
        let from = previous?.row ?? dotRow
        let middle = (from + dotRow) / 2
        if from > dotRow + 1 {
          grid.column(x: column - 1, from: from, through: middle + 1, group: group)
          grid.column(x: column, from: middle, through: dotRow, group: group)
        } else if from + 1 < dotRow {
          grid.column(x: column - 1, from: from, through: middle, group: group)
          grid.column(x: column, from: middle + 1, through: dotRow, group: group)
        } else {
          grid.set(x: column, y: dotRow, group: group)
        }
        previous = (column, dotRow)
      } else if best != previousIndex {
        // Wide steps: a line from the middle of one value to the middle of the next.
        let middle = Resampling.middle(of: best, steps: width, count: values.count)
        if let previous, best == previousIndex + 1 {
          grid.line(x0: previous.column, y0: previous.row, x1: middle, y1: dotRow, group: group)
        } else {
          grid.set(x: middle, y: dotRow, group: group)
        }
        previous = (middle, dotRow)
        previousIndex = best
      }
    }
  }
}
