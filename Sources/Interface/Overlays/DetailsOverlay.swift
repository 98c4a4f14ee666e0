import Canvas
import Engine

/// Draws every column of the row under the cursor, as in the table.
enum DetailsOverlay {
  static func draw(from first: Int, _ state: State, into canvas: inout Canvas) {
    guard let session = state.session, let dataset = session.dataset, let row = state.markedRows.first.first,
      dataset.rowNumbers.indices.contains(row)
    else { return }
    let area = area(state)
    canvas.fill(area, with: Cell(" ", state.ground))
    Box(
      title: dataset.rowNames == nil
        ? dataset.rowName(row) : "\(dataset.rowName(row)) (row \(dataset.rowNumbers[row]) of the table)",
      style: state.focusBorder,
      titleStyle: state.accent, glyphs: state.glyphs
    ).draw(into: &canvas, in: area)
    let inside = area.inset(left: 2, top: 1, right: 2, bottom: 1)
    let columns = session.table.columns
    let start = min(first, max(0, columns.count - inside.height))
    let width = min(inside.width / 2, columns.map { CellWidth.of($0.name) }.max() ?? 0)
    for (offset, column) in columns.dropFirst(start).prefix(inside.height).enumerated() {
      let isFeature = dataset.featureNames.contains(column.name)
      canvas.write(
        column.name, x: inside.x, y: inside.y + offset, style: isFeature ? state.ground : state.dim, width: width,
        glyphs: state.glyphs)
      let text = column.isMissing(at: dataset.rowNumbers[row]) ? "missing" : column.text(at: dataset.rowNumbers[row])
      canvas.write(
        text, x: inside.x + width + 2, y: inside.y + offset, style: state.strong, width: inside.width - width - 2,
        glyphs: state.glyphs)
    }
  }

  static func area(_ state: State) -> Rectangle {
    let count = state.session?.table.columns.count ?? 0
    return Rectangle(x: 0, y: 0, width: state.size.width, height: state.size.height - 1)
      .centered(Size(width: min(60, state.size.width - 2), height: min(count + 2, state.size.height - 2)))
  }
}
