import Canvas

/// The line below a picture of rows in an order: a colour for the group of each cell, marks for the selection and the
/// cursor.
struct LeafStrip {
  let area: Rectangle
  /// The places that the picture shows.
  let window: Range<Int>

  /// The places that share a cell.
  func places(of cell: Int) -> Range<Int> {
    let start = window.lowerBound + cell * window.count / max(1, area.width)
    let end = window.lowerBound + (cell + 1) * window.count / max(1, area.width)
    return start..<max(end, start + 1)
  }

  /// The cells that some places share.
  func cells(of places: Range<Int>) -> Range<Int> {
    let places = places.clamped(to: window)
    guard !places.isEmpty, area.width > 0 else { return 0..<0 }
    let first = (places.lowerBound - window.lowerBound) * area.width / window.count
    let last = max(first, ((places.upperBound - window.lowerBound) * area.width - 1) / window.count)
    return min(first, area.width - 1)..<min(last + 1, area.width)
  }

  /// - Parameter groups: of stretches of equal length; empty for no colours.
  func draw(_ groups: [Int], selected: SortedPositions, _ state: State, into canvas: inout Canvas) {
    guard area.height > 0 else { return }
    for x in 0..<area.width {
      if !groups.isEmpty {
        let group = groups[x * groups.count / area.width]
        let mark =
          state.colorDepth == .none
          ? state.palette.mark(group, glyphs: state.glyphs) : state.glyphs.isASCII ? "#" : "█"
        canvas[area.x + x, area.y] = Cell(mark, state.style(state.palette.color(group)))
      }
      if !selected.isEmpty, selected.contains(in: places(of: x)) {
        canvas[area.x + x, area.y] = Cell(state.selectionMark, state.selectionMarkStyle)
      }
    }
  }

  /// Shows where the cursor is.
  func mark(_ places: Range<Int>, _ style: Style, _ state: State, into canvas: inout Canvas) {
    for x in cells(of: places) { mark(cell: x, style, state, into: &canvas) }
  }

  func mark(_ places: SortedPositions, _ style: Style, _ state: State, into canvas: inout Canvas) {
    guard !places.isEmpty else { return }
    for x in 0..<area.width where places.contains(in: self.places(of: x)) { mark(cell: x, style, state, into: &canvas) }
  }

  private func mark(cell x: Int, _ style: Style, _ state: State, into canvas: inout Canvas) {
    guard area.height > 0 else { return }
    canvas[area.x + x, area.y].style = style
    if canvas[area.x + x, area.y].scalar == " " {
      canvas[area.x + x, area.y].scalar = state.glyphs.isASCII ? "^" : "▲"
    }
  }
}
