/// Text wrapped into a rectangle, scrolled by lines.
public struct Paragraph: Sendable {
  public var text: String
  public var style: Style
  public var alignment: TextAlignment
  /// The first line shown.
  public var firstLine: Int
  public var glyphs: GlyphSet

  public init(
    _ text: String, style: Style = .plain, alignment: TextAlignment = .left, firstLine: Int = 0,
    glyphs: GlyphSet = .braille
  ) {
    self.text = text
    self.style = style
    self.alignment = alignment
    self.firstLine = firstLine
    self.glyphs = glyphs
  }

  public func lineCount(width: Int) -> Int { TextLayout.wrap(text, width: width).count }

  /// - Returns: how many lines the text has at this width, shown or not.
  @discardableResult
  public func draw(into canvas: inout Canvas, in area: Rectangle) -> Int {
    let area = area.normalized
    let lines = TextLayout.wrap(text, width: area.width)
    for (row, line) in lines.dropFirst(max(0, firstLine)).prefix(area.height).enumerated() {
      let place = Rectangle(x: area.x, y: area.y + row, width: area.width, height: 1)
      canvas.write(line, in: place, alignment: alignment, style: style, glyphs: glyphs)
    }
    return lines.count
  }
}
