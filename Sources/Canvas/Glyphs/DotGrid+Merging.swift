extension DotGrid {
  /// Draws all dots in one style, so that braille dots which are there already can still be seen between them.
  /// O(cells).
  /// - Parameter mark: what shows a dot where the glyph set has one dot a cell.
  public func drawBetween(into canvas: inout Canvas, mark: Unicode.Scalar, style: Style) {
    let before = canvas
    draw(into: &canvas, mark: mark) { _ in style }
    guard glyphs == .braille else { return }
    let braille: ClosedRange<UInt32> = 0x2800...0x28FF
    let area = area.intersection(canvas.bounds)
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX {
        let (old, new) = (before[x, y].scalar.value, canvas[x, y].scalar.value)
        guard old != new, braille.contains(old), braille.contains(new), let both = Unicode.Scalar(old | new) else {
          continue
        }
        canvas[x, y].scalar = both
      }
    }
  }
}
