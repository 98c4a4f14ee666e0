/// A frame of light lines with titles in its top and bottom line.
public struct Box: Sendable {
  /// Top left.
  public var title: String
  /// Top right; goes first when there is no room for both.
  public var note: String
  /// Bottom right.
  public var footer: String
  public var style: Style
  public var titleStyle: Style
  public var noteStyle: Style
  public var glyphs: GlyphSet

  /// - Parameter titleStyle: nil for the frame's; so for `noteStyle`, which is for the note and the footer.
  public init(
    title: String = "", note: String = "", footer: String = "", style: Style = .plain, titleStyle: Style? = nil,
    noteStyle: Style? = nil, glyphs: GlyphSet = .braille
  ) {
    self.title = title
    self.note = note
    self.footer = footer
    self.style = style
    self.titleStyle = titleStyle ?? style
    self.noteStyle = noteStyle ?? style
    self.glyphs = glyphs
  }

  /// What is left inside the lines; empty in a rectangle too small for a frame.
  public func inside(of area: Rectangle) -> Rectangle { area.normalized.inset(by: 1) }

  /// Draws the frame; nothing in a rectangle of fewer than two columns or rows.
  /// - Returns: the inside, which is not cleared.
  @discardableResult
  public func draw(into canvas: inout Canvas, in area: Rectangle) -> Rectangle {
    let area = area.normalized
    guard area.width >= 2, area.height >= 2 else { return inside(of: area) }
    let lines = LineGlyphs.of(glyphs)
    let (right, bottom) = (area.maxX - 1, area.maxY - 1)
    canvas.fill(Rectangle(x: area.x, y: area.y, width: area.width, height: 1), with: Cell(lines.horizontal, style))
    canvas.fill(Rectangle(x: area.x, y: bottom, width: area.width, height: 1), with: Cell(lines.horizontal, style))
    canvas.fill(Rectangle(x: area.x, y: area.y, width: 1, height: area.height), with: Cell(lines.vertical, style))
    canvas.fill(Rectangle(x: right, y: area.y, width: 1, height: area.height), with: Cell(lines.vertical, style))
    canvas[area.x, area.y] = Cell(lines.topLeft, style)
    canvas[right, area.y] = Cell(lines.topRight, style)
    canvas[area.x, bottom] = Cell(lines.bottomLeft, style)
    canvas[right, bottom] = Cell(lines.bottomRight, style)

    let top = area.splitTop(1).top
    let used = Box.write(
      title: title, into: &canvas, in: top, style: titleStyle, alignment: .left, glyphs: glyphs)
    // The note only where it stands clear of the title.
    if CellWidth.of(note) + 4 + used <= area.width {
      Box.write(title: note, into: &canvas, in: top, style: noteStyle, alignment: .right, glyphs: glyphs)
    }
    Box.write(
      title: footer, into: &canvas, in: area.splitBottom(1).bottom, style: noteStyle, alignment: .right, glyphs: glyphs)
    return inside(of: area)
  }

  /// Writes a title into a line of a frame, one piece of line kept at each corner, a blank on each side of the text.
  /// Nothing where not even a letter and an ellipsis fit.
  /// - Returns: the columns that title, blanks and corner take.
  @discardableResult
  static func write(
    title: String, into canvas: inout Canvas, in line: Rectangle, style: Style, alignment: TextAlignment,
    glyphs: GlyphSet
  ) -> Int {
    // Corner and blank at each end.
    let room = line.width - 4
    guard !title.isEmpty, room >= min(2, CellWidth.of(title)) else { return 0 }
    let text = " " + TextLayout.truncated(title, width: room, glyphs: glyphs) + " "
    canvas.write(text, in: line.inset(left: 1, right: 1), alignment: alignment, style: style, glyphs: glyphs)
    return CellWidth.of(text) + 1
  }
}
