/// Points in the plane, coloured or marked by group.
public struct ScatterPlot: Sendable {
  public enum Mode: String, Sendable, Hashable, CaseIterable {
    /// The finest dots that the glyph set has; in ASCII the groups' marks.
    case dots
    /// One mark a cell, that of the group most points of the cell belong to: reads without colour.
    case marks
    /// How many points a cell has, as shades from one to the fullest cell, in the colour of the majority.
    case density
  }

  /// Points drawn over all others.
  public struct Highlight: Sendable {
    public var rows: [Int]
    public var style: Style
    /// What the point's cell shows; nil keeps what is there and changes its style only.
    public var mark: Unicode.Scalar?

    public init(rows: [Int], style: Style, mark: Unicode.Scalar? = nil) {
      self.rows = rows
      self.style = style
      self.mark = mark
    }
  }

  /// What was drawn, and where.
  public struct Result: Sendable, Hashable {
    public let geometry: PlotGeometry
    /// Points in the window whose group is not hidden.
    public let drawn: Int
    /// Points with a coordinate that is not finite.
    public let skipped: Int
    /// Finite points outside the window.
    public let outside: Int
  }

  /// As many of each as the shorter one has.
  public var x: [Double]
  public var y: [Double]
  /// Below 0 for noise. Points beyond the end belong to group 0.
  public var groups: [Int]
  public var palette: Palette
  public var mode: Mode
  /// Nil for one around all points.
  public var window: PlotWindow?
  /// One data unit as long across as up; the window is widened to that.
  public var hasEqualAspect: Bool
  /// A cell's height over its width.
  public var cellAspect: Double
  /// Nil for the bare plot.
  public var axes: PlotAxes?
  /// Behind the points.
  public var background: Color
  /// Drawn in this order, the last on top.
  public var highlights: [Highlight]
  /// Groups left out.
  public var hiddenGroups: Set<Int>
  public var glyphs: GlyphSet

  public init(
    x: [Double], y: [Double], groups: [Int] = [], palette: Palette = .monochrome, mode: Mode = .dots,
    window: PlotWindow? = nil, hasEqualAspect: Bool = false, cellAspect: Double = 2, axes: PlotAxes? = PlotAxes(),
    background: Color = .terminal, highlights: [Highlight] = [], hiddenGroups: Set<Int> = [],
    glyphs: GlyphSet = .braille
  ) {
    self.x = x
    self.y = y
    self.groups = groups
    self.palette = palette
    self.mode = mode
    self.window = window
    self.hasEqualAspect = hasEqualAspect
    self.cellAspect = cellAspect
    self.axes = axes
    self.background = background
    self.highlights = highlights
    self.hiddenGroups = hiddenGroups
    self.glyphs = glyphs
  }

  /// Where points would be drawn.
  public func geometry(in area: Rectangle) -> PlotGeometry {
    let area = area.normalized
    var window = window ?? .fitting(x: x, y: y)
    var inside = axes?.inside(of: area, window: window) ?? area
    if hasEqualAspect {
      window = window.equalAspect(in: inside, cellAspect: cellAspect)
      // Labels of the widened window may take another width.
      inside = axes?.inside(of: area, window: window) ?? area
    }
    return PlotGeometry(area: inside, window: window, glyphs: glyphs, cellAspect: cellAspect)
  }

  /// - Complexity: O(points + cells).
  @discardableResult
  public func draw(into canvas: inout Canvas, in area: Rectangle) -> Result {
    let area = area.normalized
    let geometry = geometry(in: area)
    _ = axes?.draw(into: &canvas, in: area, window: geometry.window, glyphs: glyphs)
    let paper = Style(background: background)
    if !background.isTerminal { canvas.fill(geometry.area, with: Cell(" ", paper)) }

    // Marks and shades need but one dot a cell.
    let dotGlyphs = mode == .dots ? glyphs : glyphs.isASCII ? .ascii : .dots
    var grid = DotGrid(area: geometry.area, glyphs: dotGlyphs, clip: canvas.bounds)
    let counts = setPoints(in: &grid, geometry)
    switch mode {
    case .dots where !glyphs.isASCII:
      grid.draw(into: &canvas, keepsBackground: true) { Style(foreground: palette.color($0)) }
    case .dots, .marks:
      grid.forEachCell { cell, group, _ in
        canvas[cell.x, cell.y] = Cell(palette.mark(group, glyphs: glyphs), style(group))
      }
    case .density: drawDensity(grid, into: &canvas)
    }
    drawHighlights(into: &canvas, geometry)
    return Result(geometry: geometry, drawn: counts.drawn, skipped: counts.skipped, outside: counts.outside)
  }

  private func style(_ group: Int) -> Style {
    Style(foreground: palette.color(group), background: background)
  }

  private func setPoints(
    in grid: inout DotGrid, _ geometry: PlotGeometry
  ) -> (drawn: Int, skipped: Int, outside: Int) {
    let count = min(x.count, y.count)
    let size = grid.size
    let hides = !hiddenGroups.isEmpty
    var (drawn, skipped, outside) = (0, 0, 0)
    grid.reserve(count)
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        groups.withUnsafeBufferPointer { groups in
          for row in 0..<count {
            let group = row < groups.count ? groups[row] : 0
            if hides, hiddenGroups.contains(group) { continue }
            let (pointX, pointY) = (x[row], y[row])
            if let dot = geometry.dot(x: pointX, y: pointY, in: size) {
              grid.set(x: dot.x, y: dot.y, group: group)
              drawn += 1
            } else if pointX.isFinite, pointY.isFinite {
              outside += 1
            } else {
              skipped += 1
            }
          }
        }
      }
    }
    return (drawn, skipped, outside)
  }

  private func drawDensity(_ grid: DotGrid, into canvas: inout Canvas) {
    let shades = LineGlyphs.of(glyphs).shades
    var most = 1
    grid.forEachCell { _, _, count in most = max(most, count) }
    grid.forEachCell { cell, group, count in
      // Square roots, so that single points still show beside a crowd.
      let part = (Double(count) / Double(most)).squareRoot()
      let level = min(shades.count - 1, 1 + Int(part * Double(shades.count - 1)))
      canvas[cell.x, cell.y] = Cell(most == 1 ? shades[1] : shades[level], style(group))
    }
  }

  /// The highlights alone, over a picture of the points drawn before. O(highlighted rows).
  public func drawHighlights(into canvas: inout Canvas, _ geometry: PlotGeometry) {
    let count = min(x.count, y.count)
    for highlight in highlights {
      for row in highlight.rows where row >= 0 && row < count {
        guard let cell = geometry.cell(x: x[row], y: y[row]) else { continue }
        var scalar = highlight.mark ?? canvas[cell.x, cell.y].scalar
        if glyphs.isASCII, !scalar.isASCII { scalar = "*" }
        // The point's group may be hidden.
        if scalar == " " { scalar = palette.mark(-1, glyphs: glyphs) }
        canvas[cell.x, cell.y] = Cell(scalar, highlight.style)
      }
    }
  }
}
