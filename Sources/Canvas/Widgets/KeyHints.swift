/// A line of keys and what they do: "q quit  / search".
public struct KeyHints: Sendable {
  public struct Hint: Sendable, Hashable {
    public var keys: String
    public var title: String
    public var isEnabled: Bool

    public init(_ keys: String, _ title: String, isEnabled: Bool = true) {
      self.keys = keys
      self.title = title
      self.isEnabled = isEnabled
    }
  }

  /// The most important first: the last ones go when there is no room.
  public var hints: [Hint]
  public var keyStyle: Style
  public var titleStyle: Style
  public var disabledStyle: Style
  public var glyphs: GlyphSet

  public init(
    _ hints: [Hint], keyStyle: Style = .plain, titleStyle: Style = .plain, disabledStyle: Style = .plain,
    glyphs: GlyphSet = .braille
  ) {
    self.hints = hints
    self.keyStyle = keyStyle
    self.titleStyle = titleStyle
    self.disabledStyle = disabledStyle
    self.glyphs = glyphs
  }

  /// Draws whole hints only, on the first line; an ellipsis stands for those left out.
  /// - Returns: the rectangles of the hints drawn, in their order, for the mouse.
  @discardableResult
  public func draw(into canvas: inout Canvas, in area: Rectangle) -> [Rectangle] {
    let line = area.normalized.splitTop(1).top
    guard !line.isEmpty else { return [] }
    var places: [Rectangle] = []
    var x = line.x
    for (index, hint) in hints.enumerated() {
      let keyWidth = CellWidth.of(hint.keys)
      let width = keyWidth + (hint.title.isEmpty ? 0 : 1 + CellWidth.of(hint.title))
      // Room for the ellipsis, unless this is the last one.
      let reserve = index == hints.count - 1 ? 0 : 3
      guard x + width + reserve <= line.maxX else {
        if line.maxX - x >= 1 { canvas[x, line.y] = Cell(LineGlyphs.of(glyphs).ellipsis, titleStyle) }
        break
      }
      canvas.write(
        hint.keys, x: x, y: line.y, style: hint.isEnabled ? keyStyle : disabledStyle, width: keyWidth, glyphs: glyphs)
      canvas.write(
        hint.title, x: x + keyWidth + 1, y: line.y, style: hint.isEnabled ? titleStyle : disabledStyle,
        width: width - keyWidth - 1, glyphs: glyphs)
      places.append(Rectangle(x: x, y: line.y, width: width, height: 1))
      x += width + 2
    }
    return places
  }
}
