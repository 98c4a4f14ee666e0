/// Which part of a long list is on the screen.
public enum Scrolling {
  /// The first row to show so that the selected one is seen, moving as little as possible from where the list stands.
  public static func first(_ first: Int, selected: Int?, count: Int, visible: Int) -> Int {
    let last = max(0, max(0, count) - max(0, visible))
    var first = min(max(0, first), last)
    if let selected, visible > 0, selected >= 0, selected < count {
      if selected < first { first = selected }
      if selected - first >= visible { first = selected - visible + 1 }
    }
    return first
  }
}

/// Where in a long list the screen is: a thumb on an upright track.
public struct ScrollBar: Sendable {
  public var count: Int
  public var visible: Int
  public var first: Int
  public var trackStyle: Style
  public var thumbStyle: Style
  public var glyphs: GlyphSet

  public init(
    count: Int, visible: Int, first: Int, trackStyle: Style = .plain, thumbStyle: Style = .plain,
    glyphs: GlyphSet = .braille
  ) {
    self.count = count
    self.visible = visible
    self.first = first
    self.trackStyle = trackStyle
    self.thumbStyle = thumbStyle
    self.glyphs = glyphs
  }

  /// The rows of a track that the thumb takes: at the top only when the list is, at the bottom only when the list is;
  /// nil when everything is visible.
  public func thumb(height: Int) -> Range<Int>? {
    guard height > 0, visible < count, count > 0 else { return nil }
    let part = Double(max(0, visible)) / Double(count)
    let length = min(height, max(1, clampedFloor(part * Double(height) + 0.5)))
    let free = height - length
    let range = count - max(0, visible)
    let position = min(max(0, first), range)
    guard free > 0 else { return 0..<length }
    if position == 0 { return 0..<length }
    if position == range { return free..<height }
    let start = clampedFloor(Double(position) / Double(range) * Double(free) + 0.5)
    return free >= 2 ? min(max(1, start), free - 1)..<min(max(1, start), free - 1) + length : start..<start + length
  }

  /// Draws in the first column; nothing when everything is visible.
  public func draw(into canvas: inout Canvas, in area: Rectangle) {
    let track = area.normalized.splitLeft(1).left
    guard !track.isEmpty, let thumb = thumb(height: track.height) else { return }
    let lines = LineGlyphs.of(glyphs)
    canvas.fill(track, with: Cell(lines.vertical, trackStyle))
    let place = Rectangle(x: track.x, y: track.y + thumb.lowerBound, width: 1, height: thumb.count)
    canvas.fill(place, with: Cell(glyphs.isASCII ? "#" : "█", thumbStyle))
  }
}
