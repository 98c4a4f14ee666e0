import Canvas
import Engine

/// The top line: what is shown and how it was prepared; the panes that do not fit, as tabs.
enum HeaderLine {
  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    var x = area.x + 1
    x += canvas.write(
      session.table.name, x: x, y: area.y, style: state.accent, width: area.width / 3, glyphs: state.glyphs)
    let hidden = state.availablePanes.filter { pane in Layout(state)?.area(of: pane) == nil }
    let tabText = tabs(hidden.map { Panes.pane($0).title(session) }, room: area.maxX - x - 3)
    let tabWidth = tabText.isEmpty ? 0 : CellWidth.of(tabText) + 2
    canvas.write(
      "  " + facts(session).joined(separator: state.glyphs.isASCII ? " - " : " · "), x: x, y: area.y, style: state.dim,
      width: max(0, area.maxX - x - tabWidth - 1), glyphs: state.glyphs)
    if !tabText.isEmpty {
      canvas.write(tabText, x: area.maxX - tabWidth + 1, y: area.y, style: state.ground, glyphs: state.glyphs)
    }
  }

  /// The panes that Tab leads to: all of them, without what their titles add, or how many they are.
  private static func tabs(_ titles: [String], room: Int) -> String {
    guard !titles.isEmpty else { return "" }
    let short = titles.map { String($0.prefix { $0 != ":" }) }
    let texts = ["Tab: \(titles.joined(separator: ", "))", "Tab: \(short.joined(separator: ", "))"]
    return texts.first { CellWidth.of($0) <= min(room, max(24, room * 2 / 3)) }
      ?? "Tab: \(titles.count) more \(titles.count == 1 ? "pane" : "panes")"
  }

  private static func facts(_ session: Session) -> [String] {
    var facts: [String] = []
    let preparation = session.basis.preparation
    if let dataset = session.dataset {
      let rows = "\(formatCount(dataset.rowCount)) \(dataset.rowCount == 1 ? "row" : "rows")"
      let features = dataset.featureNames.count
      facts.append(
        preparation.isDissimilarityMatrix
          ? rows : "\(rows) × \(features) \(features == 1 ? "feature" : "features")")
      if dataset.droppedRows > 0 { facts.append("\(formatCount(dataset.droppedRows)) rows left out") }
      if dataset.isSampled { facts.append("sampled") }
      if dataset.isPart { facts.append("of \(formatCount(dataset.tableRowCount))") }
      if dataset.imputedValues > 0 { facts.append("\(formatCount(dataset.imputedValues)) values filled in") }
    }
    if !preparation.isDissimilarityMatrix { facts.append("scale \(preparation.scale.rawValue)") }
    facts.append(session.basis.metric.id)
    if let labels = preparation.labels { facts.append("labels \(labels)") }
    return facts
  }
}
