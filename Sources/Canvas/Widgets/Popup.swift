/// A framed box over what is there, in the middle of a rectangle.
public struct Popup: Sendable {
  /// With the frame; cut to the rectangle.
  public var size: Size
  public var title: String
  public var footer: String
  /// Of the frame, and of the cleared inside.
  public var style: Style
  public var titleStyle: Style?
  public var glyphs: GlyphSet

  public init(
    size: Size, title: String = "", footer: String = "", style: Style = .plain, titleStyle: Style? = nil,
    glyphs: GlyphSet = .braille
  ) {
    self.size = size
    self.title = title
    self.footer = footer
    self.style = style
    self.titleStyle = titleStyle
    self.glyphs = glyphs
  }

  /// Where the popup comes to lie, frame and all.
  public func place(in area: Rectangle) -> Rectangle { area.normalized.centered(size) }

  /// Clears the place and draws the frame.
  /// - Returns: the inside.
  @discardableResult
  public func draw(into canvas: inout Canvas, in area: Rectangle) -> Rectangle {
    let place = place(in: area)
    canvas.fill(place, with: Cell(" ", style))
    return Box(title: title, footer: footer, style: style, titleStyle: titleStyle, glyphs: glyphs)
      .draw(into: &canvas, in: place)
  }
}
