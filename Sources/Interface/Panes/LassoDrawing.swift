import Canvas

/// Draws a free shape over its plot: what is set as a line, what would close it as dots.
enum LassoDrawing {
  static func draw(_ lasso: Lasso, _ state: State, _ geometry: PlotGeometry, into canvas: inout Canvas) {
    let perCell = state.glyphs.dotsPerCell
    func dot(_ corner: PlotPolygon.Corner) -> (x: Int, y: Int) {
      let place = geometry.position(x: corner.x, y: corner.y)
      return (dots(place.x, of: perCell.width), dots(place.y, of: perCell.height))
    }
    let pen = geometry.data(at: lasso.pen)
    let corners = lasso.corners + [PlotPolygon.Corner(x: pen.x, y: pen.y)]
    var closing = DotGrid(area: geometry.area, glyphs: state.glyphs, clip: canvas.bounds)
    if corners.count > 2 { setEveryThird(from: dot(corners[corners.count - 1]), to: dot(corners[0]), in: &closing) }
    draw(closing, mark: state.glyphs.isASCII ? "." : "·", state.warningStyle, into: &canvas)
    var lines = DotGrid(area: geometry.area, glyphs: state.glyphs, clip: canvas.bounds)
    for (start, end) in zip(corners, corners.dropFirst()) {
      let (from, to) = (dot(start), dot(end))
      lines.line(x0: from.x, y0: from.y, x1: to.x, y1: to.y)
    }
    draw(lines, mark: state.glyphs.isASCII ? "*" : "•", state.accent, into: &canvas)
    if !lasso.isDragged {
      for corner in lasso.corners {
        guard let cell = geometry.cell(x: corner.x, y: corner.y) else { continue }
        canvas[cell.x, cell.y] = Cell(state.glyphs.isASCII ? "#" : "■", state.accent)
      }
    }
    if geometry.area.contains(lasso.pen) {
      canvas[lasso.pen.x, lasso.pen.y] = Cell("+", state.cursorStyle(state.theme.cursor))
    }
  }

  /// Draws dots so that braille dots which are there already can still be seen between them.
  private static func draw(_ grid: DotGrid, mark: Unicode.Scalar, _ style: Style, into canvas: inout Canvas) {
    let before = canvas
    grid.draw(into: &canvas, mark: mark) { _ in style }
    guard grid.glyphs == .braille else { return }
    let braille: ClosedRange<UInt32> = 0x2800...0x28FF
    let area = grid.area.intersection(canvas.bounds)
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

  private static func dots(_ place: Double, of perCell: Int) -> Int {
    let limit = Double(1 << 20)
    return Int((min(max(place, -limit), limit) * Double(perCell)).rounded(.down))
  }

  private static func setEveryThird(from: (x: Int, y: Int), to: (x: Int, y: Int), in grid: inout DotGrid) {
    let steps = max(abs(to.x - from.x), abs(to.y - from.y))
    guard steps > 0 else { return }
    for step in stride(from: 2, to: steps, by: 3) {
      grid.set(x: from.x + (to.x - from.x) * step / steps, y: from.y + (to.y - from.y) * step / steps)
    }
  }
}
