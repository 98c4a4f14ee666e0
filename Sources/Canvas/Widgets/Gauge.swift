/// A bar that grows to the right, in eighths of a cell where the glyphs allow.
public struct Gauge: Sendable {
  /// 0…1, clamped; NaN as 0.
  public var fraction: Double
  public var style: Style
  /// Of the part not reached; its scalar too, nil for blanks.
  public var emptyStyle: Style
  public var emptyScalar: Unicode.Scalar?
  public var glyphs: GlyphSet

  public init(
    fraction: Double, style: Style = .plain, emptyStyle: Style = .plain, emptyScalar: Unicode.Scalar? = nil,
    glyphs: GlyphSet = .braille
  ) {
    self.fraction = fraction
    self.style = style
    self.emptyStyle = emptyStyle
    self.emptyScalar = emptyScalar
    self.glyphs = glyphs
  }

  /// Fills every row of the rectangle alike.
  public func draw(into canvas: inout Canvas, in area: Rectangle) {
    let area = area.normalized
    let growing = LineGlyphs.of(glyphs).growing
    let clamped = fraction > 0 ? min(fraction, 1) : 0
    let parts = clampedFloor(clamped * Double(area.width) * Double(growing.count) + 0.5)
    let (full, part) = (parts / growing.count, parts % growing.count)
    var empty = emptyScalar ?? " "
    if glyphs.isASCII, !empty.isASCII { empty = "-" }
    canvas.fill(area, with: Cell(empty, emptyStyle))
    canvas.fill(area.splitLeft(full).left, with: Cell(growing[growing.count - 1], style))
    guard part > 0 else { return }
    // The rest of a partly filled cell is paper, like what follows.
    var partStyle = style
    partStyle.background = emptyStyle.background
    let place = Rectangle(x: area.x + full, y: area.y, width: min(1, area.width - full), height: area.height)
    canvas.fill(place, with: Cell(growing[part - 1], partStyle))
  }
}
