/// Which colour and mark stand for which group: "● setosa  ▲ virginica  · noise", over as many lines as there are.
public struct GroupLegend: Sendable {
  public struct Entry: Sendable, Hashable {
    public var group: Int
    public var name: String

    public init(group: Int, name: String) {
      self.group = group
      self.name = name
    }
  }

  public var entries: [Entry]
  public var palette: Palette
  public var style: Style
  /// Groups shown as switched off.
  public var hiddenGroups: Set<Int>
  public var hiddenStyle: Style
  public var glyphs: GlyphSet

  public init(
    entries: [Entry], palette: Palette, style: Style = .plain, hiddenGroups: Set<Int> = [], hiddenStyle: Style = .plain,
    glyphs: GlyphSet = .braille
  ) {
    self.entries = entries
    self.palette = palette
    self.style = style
    self.hiddenGroups = hiddenGroups
    self.hiddenStyle = hiddenStyle
    self.glyphs = glyphs
  }

  /// Entries that have no room any more are left out; the last place then shows an ellipsis.
  /// - Returns: the rectangles of the entries drawn, in their order, for the mouse.
  @discardableResult
  public func draw(into canvas: inout Canvas, in area: Rectangle) -> [Rectangle] {
    let area = area.normalized
    guard !area.isEmpty else { return [] }
    var places: [Rectangle] = []
    var (x, y) = (area.x, area.y)
    for (index, entry) in entries.enumerated() {
      let width = min(area.width, 2 + CellWidth.of(entry.name))
      let isLastLine = y == area.maxY - 1
      // Room for the ellipsis, unless nothing follows.
      let reserve = isLastLine && index < entries.count - 1 && x > area.x ? 3 : 0
      if x > area.x, x + width + reserve > area.maxX {
        if isLastLine {
          if x < area.maxX { canvas[x, y] = Cell(LineGlyphs.of(glyphs).ellipsis, style) }
          break
        }
        (x, y) = (area.x, y + 1)
      }
      let isHidden = hiddenGroups.contains(entry.group)
      var markStyle = isHidden ? hiddenStyle : style
      if !isHidden { markStyle.foreground = palette.color(entry.group) }
      canvas[x, y] = Cell(isHidden ? " " : palette.mark(entry.group, glyphs: glyphs), markStyle)
      canvas.write(
        entry.name, x: x + 2, y: y, style: isHidden ? hiddenStyle : style, width: width - 2, glyphs: glyphs)
      places.append(Rectangle(x: x, y: y, width: width, height: 1))
      x += width + 2
    }
    return places
  }
}
