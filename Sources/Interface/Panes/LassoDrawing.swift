import Canvas

/// Draws a free shape over its plot: what is set as a line, what would close it as dots.
enum LassoDrawing {
  static func draw(_ lasso: Lasso, _ state: State, _ geometry: PlotGeometry, into canvas: inout Canvas) {
    func dot(_ corner: PlotPolygon.Corner) -> (x: Int, y: Int) { geometry.dotPlace(x: corner.x, y: corner.y) }
    let pen = geometry.data(at: lasso.pen)
    let corners = lasso.corners + [PlotPolygon.Corner(x: pen.x, y: pen.y)]
    var closing = DotGrid(area: geometry.area, glyphs: state.glyphs, clip: canvas.bounds)
    if corners.count > 2 { setEveryThird(from: dot(corners[corners.count - 1]), to: dot(corners[0]), in: &closing) }
    closing.drawBetween(into: &canvas, mark: state.glyphs.isASCII ? "." : "·", style: state.warningStyle)
    var lines = DotGrid(area: geometry.area, glyphs: state.glyphs, clip: canvas.bounds)
    for (start, end) in zip(corners, corners.dropFirst()) {
      let (from, to) = (dot(start), dot(end))
      lines.line(x0: from.x, y0: from.y, x1: to.x, y1: to.y)
    }
    lines.drawBetween(into: &canvas, mark: state.glyphs.isASCII ? "*" : "•", style: state.accent)
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

  private static func setEveryThird(from: (x: Int, y: Int), to: (x: Int, y: Int), in grid: inout DotGrid) {
    let steps = max(abs(to.x - from.x), abs(to.y - from.y))
    guard steps > 0 else { return }
    for step in stride(from: 2, to: steps, by: 3) {
      grid.set(x: from.x + (to.x - from.x) * step / steps, y: from.y + (to.y - from.y) * step / steps)
    }
  }
}
