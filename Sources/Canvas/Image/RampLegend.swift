/// What the colours or shades of a heatmap mean, on one line: "title low ▀▀▀▀▀▀ high".
public struct RampLegend: Sendable {
  public var ramp: Ramp
  public var low: String
  public var high: String
  public var title: String
  public var mode: Heatmap.Mode
  public var isInkHigh: Bool
  public var style: Style
  public var glyphs: GlyphSet

  public init(
    ramp: Ramp, low: String, high: String, title: String = "", mode: Heatmap.Mode = .halfBlocks,
    isInkHigh: Bool = false,
    style: Style = .plain, glyphs: GlyphSet = .braille
  ) {
    self.ramp = ramp
    self.low = low
    self.high = high
    self.title = title
    self.mode = mode
    self.isInkHigh = isInkHigh
    self.style = style
    self.glyphs = glyphs
  }

  /// The bar takes what the texts leave. With fewer than four columns left for it the title goes, then the texts.
  public func draw(into canvas: inout Canvas, in area: Rectangle) {
    let line = area.normalized.splitTop(1).top
    guard !line.isEmpty else { return }
    let ends = CellWidth.of(low) + CellWidth.of(high) + (low.isEmpty ? 0 : 1) + (high.isEmpty ? 0 : 1)
    let titleWidth = title.isEmpty ? 0 : CellWidth.of(title) + 1
    let showsEnds = line.width - ends >= 4
    let showsTitle = showsEnds && line.width - ends - titleWidth >= 4
    var rest = line
    if showsTitle, titleWidth > 0 {
      canvas.write(title, in: rest, style: style, glyphs: glyphs)
      rest = rest.splitLeft(titleWidth).rest
    }
    if showsEnds {
      if !low.isEmpty {
        canvas.write(low, in: rest, style: style, glyphs: glyphs)
        rest = rest.splitLeft(CellWidth.of(low) + 1).rest
      }
      if !high.isEmpty {
        canvas.write(high, in: rest, alignment: .right, style: style, glyphs: glyphs)
        rest = rest.splitRight(CellWidth.of(high) + 1).rest
      }
    }
    let shades = LineGlyphs.of(glyphs).shades
    let visible = rest.intersection(canvas.bounds)
    guard !visible.isEmpty else { return }
    for x in visible.x..<visible.maxX {
      let value = rest.width > 1 ? Double(x - rest.x) / Double(rest.width - 1) : 0
      if mode == .shades || glyphs.isASCII {
        canvas[x, rest.y] = Cell(Heatmap.shade(value, shades, isInkHigh), style)
      } else {
        canvas[x, rest.y] = Cell("█", Style(foreground: ramp[value], background: ramp[value]))
      }
    }
  }
}
