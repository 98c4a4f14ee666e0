/// A picture of a matrix of values from 0 to 1, such as reordered dissimilarities (0 for alike).
public struct Heatmap: Sendable {
  public enum Mode: String, Sendable, Hashable, CaseIterable {
    /// Two samples a cell, one above the other, in two colours: square pixels.
    case halfBlocks
    /// One sample a cell, as a shade of ink: for terminals without colours.
    case shades

    /// What a number of colours and a glyph set allow; a ramp needs 256 colours.
    public static func best(for depth: ColorDepth, glyphs: GlyphSet) -> Mode {
      switch depth {
      case .indexed256, .trueColor: glyphs.isASCII ? .shades : .halfBlocks
      case .none, .eight, .sixteen: .shades
      }
    }
  }

  public var ramp: Ramp
  public var mode: Mode
  public var glyphs: GlyphSet
  /// For NaN.
  public var missingColor: Color
  /// Of the shades. Their foreground is the ink.
  public var style: Style
  /// In shades, ink stands for values near 1 rather than near 0.
  public var isInkHigh: Bool
  /// A source row and column to point at.
  public var crosshairRow: Int?
  public var crosshairColumn: Int?
  public var crosshairColor: Color
  /// Ranges of source rows whose square on the diagonal gets an outline: clusters.
  public var blocks: [Range<Int>]
  public var blockColor: Color

  public init(
    ramp: Ramp, mode: Mode = .halfBlocks, glyphs: GlyphSet = .braille, missingColor: Color = .terminal,
    style: Style = .plain, isInkHigh: Bool = false, crosshairRow: Int? = nil, crosshairColumn: Int? = nil,
    crosshairColor: Color = .terminal, blocks: [Range<Int>] = [], blockColor: Color = .terminal
  ) {
    self.ramp = ramp
    self.mode = mode
    self.glyphs = glyphs
    self.missingColor = missingColor
    self.style = style
    self.isInkHigh = isInkHigh
    self.crosshairRow = crosshairRow
    self.crosshairColumn = crosshairColumn
    self.crosshairColor = crosshairColor
    self.blocks = blocks
    self.blockColor = blockColor
  }

  /// ASCII has no half blocks.
  var effectiveMode: Mode { glyphs.isASCII ? .shades : mode }

  /// How many samples a rectangle shows, across and down: compute exactly these.
  public func resolution(in area: Rectangle) -> Size {
    let area = area.normalized
    return Size(width: area.width, height: area.height * (effectiveMode == .halfBlocks ? 2 : 1))
  }

  /// The largest part of a rectangle, from its top left, that looks square where cells are twice as high as wide.
  public func square(in area: Rectangle) -> Rectangle {
    let area = area.normalized
    let height = min(area.height, area.width / 2)
    return Rectangle(x: area.x, y: area.y, width: 2 * height, height: height)
  }

  /// Which rows and columns of a source matrix the cells stand for.
  public func geometry(in area: Rectangle, rowCount: Int, columnCount: Int) -> HeatmapGeometry {
    HeatmapGeometry(
      area: area, resolution: resolution(in: area), rowCount: rowCount, columnCount: columnCount)
  }

  /// Draws samples row by row, as many as `resolution(in:)` says; missing ones count as NaN.
  /// - Parameters: rowCount, columnCount: of the source matrix, for the crosshair and the blocks; 0 for as many as
  ///   there are samples.
  @discardableResult
  public func draw(
    into canvas: inout Canvas, in area: Rectangle, samples: [Float], rowCount: Int = 0, columnCount: Int = 0
  ) -> HeatmapGeometry {
    let width = resolution(in: area).width
    return draw(into: &canvas, in: area, rowCount: rowCount, columnCount: columnCount) { x, y in
      let index = y * width + x
      return index < samples.count ? Double(samples[index]) : .nan
    }
  }

  /// Draws samples given by a function of their column and row; it is called once for each one that can be seen.
  /// Values are clamped to 0…1.
  @discardableResult
  public func draw(
    into canvas: inout Canvas, in area: Rectangle, rowCount: Int = 0, columnCount: Int = 0,
    value: (_ x: Int, _ y: Int) -> Double
  ) -> HeatmapGeometry {
    let area = area.normalized
    let size = resolution(in: area)
    let geometry = HeatmapGeometry(
      area: area, resolution: size, rowCount: rowCount > 0 ? rowCount : size.height,
      columnCount: columnCount > 0 ? columnCount : size.width)
    let visible = area.intersection(canvas.bounds)
    guard !visible.isEmpty else { return geometry }
    let marked = (
      rows: crosshairRow.map { geometry.samples(ofRow: $0) } ?? 0..<0,
      columns: crosshairColumn.map { geometry.samples(ofColumn: $0) } ?? 0..<0
    )
    switch effectiveMode {
    case .halfBlocks: drawHalfBlocks(into: &canvas, visible, geometry, marked, value)
    case .shades: drawShades(into: &canvas, visible, geometry, marked, value)
    }
    return geometry
  }

  private func drawHalfBlocks(
    into canvas: inout Canvas, _ visible: Rectangle, _ geometry: HeatmapGeometry,
    _ marked: (rows: Range<Int>, columns: Range<Int>), _ value: (Int, Int) -> Double
  ) {
    let area = geometry.area
    let litRamp = ramp.mixed(with: crosshairColor, by: 0.45)
    let outlines = blocks.compactMap { outline(of: $0, geometry) }
    func color(_ x: Int, _ y: Int) -> Color {
      if outlines.contains(where: { $0.isOnEdge(x, y) }) { return blockColor }
      let value = value(x, y)
      let isMarked = marked.rows.contains(y) || marked.columns.contains(x)
      if value.isNaN { return isMarked ? crosshairColor : missingColor }
      return isMarked ? litRamp[value] : ramp[value]
    }
    for y in visible.y..<visible.maxY {
      let row = (y - area.y) * 2
      for x in visible.x..<visible.maxX {
        let column = x - area.x
        let (upper, lower) = (color(column, row), color(column, row + 1))
        canvas[x, y] = Cell("▀", Style(foreground: upper, background: lower))
      }
    }
  }

  private func drawShades(
    into canvas: inout Canvas, _ visible: Rectangle, _ geometry: HeatmapGeometry,
    _ marked: (rows: Range<Int>, columns: Range<Int>), _ value: (Int, Int) -> Double
  ) {
    let area = geometry.area
    let shades = LineGlyphs.of(glyphs).shades
    var markedStyle = style
    // Without a colour to point with, ink and paper change places.
    if crosshairColor.isTerminal {
      markedStyle.attributes.insert(.reverse)
    } else {
      markedStyle.foreground = crosshairColor
    }
    for y in visible.y..<visible.maxY {
      for x in visible.x..<visible.maxX {
        let (column, row) = (x - area.x, y - area.y)
        let value = value(column, row)
        let isMarked = marked.rows.contains(row) || marked.columns.contains(column)
        let scalar = value.isNaN ? "?" : Heatmap.shade(value, shades, isInkHigh)
        canvas[x, y] = Cell(scalar, isMarked ? markedStyle : style)
      }
    }
    for block in blocks {
      guard let edge = outline(of: block, geometry) else { continue }
      let place = Rectangle(
        x: area.x + edge.columns.lowerBound, y: area.y + edge.rows.lowerBound, width: edge.columns.count,
        height: edge.rows.count)
      var blockStyle = style
      if !blockColor.isTerminal { blockStyle.foreground = blockColor }
      Box(style: blockStyle, glyphs: glyphs).draw(into: &canvas, in: place)
    }
  }

  /// Each shade stands for an equal part of 0…1.
  static func shade(_ value: Double, _ shades: [Unicode.Scalar], _ isInkHigh: Bool) -> Unicode.Scalar {
    let value = value > 0 ? min(value, 1) : 0
    let level = min(shades.count - 1, Int(value * Double(shades.count)))
    return isInkHigh ? shades[level] : shades[shades.count - 1 - level]
  }

  private struct Outline {
    let rows, columns: Range<Int>
    func isOnEdge(_ x: Int, _ y: Int) -> Bool {
      guard rows.contains(y), columns.contains(x) else { return false }
      return y == rows.lowerBound || y == rows.upperBound - 1 || x == columns.lowerBound || x == columns.upperBound - 1
    }
  }

  /// The samples of a block; none for one that is empty or beyond the matrix.
  private func outline(of block: Range<Int>, _ geometry: HeatmapGeometry) -> Outline? {
    let rows = block.clamped(to: 0..<geometry.rowCount)
    let columns = block.clamped(to: 0..<geometry.columnCount)
    guard !rows.isEmpty, !columns.isEmpty, geometry.resolution.width > 0, geometry.resolution.height > 0 else {
      return nil
    }
    return Outline(
      rows: geometry.samples(ofRow: rows.lowerBound)
        .lowerBound..<geometry.samples(ofRow: rows.upperBound - 1).upperBound,
      columns: geometry.samples(ofColumn: columns.lowerBound)
        .lowerBound..<geometry.samples(
          ofColumn: columns.upperBound - 1
        ).upperBound)
  }
}
