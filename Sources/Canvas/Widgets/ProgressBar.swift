/// How far a job is: "▐ bar ▌ 42% text", or a block that wanders when nobody knows.
public struct ProgressBar: Sendable {
  /// 0…1; nil when the total is unknown.
  public var fraction: Double?
  /// Where the wandering block is, any whole number: one more each tick.
  public var phase: Int
  public var text: String
  public var style: Style
  public var emptyStyle: Style
  public var textStyle: Style
  public var glyphs: GlyphSet

  public init(
    fraction: Double?, phase: Int = 0, text: String = "", style: Style = .plain, emptyStyle: Style = .plain,
    textStyle: Style = .plain, glyphs: GlyphSet = .braille
  ) {
    self.fraction = fraction
    self.phase = phase
    self.text = text
    self.style = style
    self.emptyStyle = emptyStyle
    self.textStyle = textStyle
    self.glyphs = glyphs
  }

  /// One line: the bar takes half of it at least, or all of it when there is no text; never says 100% before the end.
  public func draw(into canvas: inout Canvas, in area: Rectangle) {
    let line = area.normalized.splitTop(1).top
    guard !line.isEmpty else { return }
    var caption = text
    if let fraction {
      let whole = fraction >= 1 ? 100 : min(99, max(0, clampedFloor(fraction * 100)))
      let number = TextLayout.padded("\(whole)%", width: 4, alignment: .right)
      caption = number + (text.isEmpty ? "" : " " + text)
    }
    let room = min(line.width / 2, CellWidth.of(caption) + 1)
    let (bar, words) = line.splitRight(caption.isEmpty || room < 5 ? 0 : room)
    canvas.write(
      caption, in: words.splitLeft(1).rest, style: textStyle, glyphs: glyphs)
    let empty = LineGlyphs.of(glyphs).empty
    if let fraction {
      Gauge(fraction: fraction, style: style, emptyStyle: emptyStyle, emptyScalar: empty, glyphs: glyphs)
        .draw(into: &canvas, in: bar)
      return
    }
    Gauge(fraction: 0, emptyStyle: emptyStyle, emptyScalar: empty, glyphs: glyphs).draw(into: &canvas, in: bar)
    let length = max(1, bar.width / 5)
    let turn = max(1, 2 * (bar.width - length))
    let step = (phase % turn + turn) % turn
    let start = min(step, turn - step)
    let block = Rectangle(x: bar.x + start, y: bar.y, width: min(length, bar.width - start), height: 1)
    canvas.fill(block, with: Cell(glyphs.isASCII ? "#" : "█", style))
  }
}
