import Canvas
import Engine

/// The top line: what is shown and how it was prepared; the panes that do not fit, as tabs.
enum HeaderLine {
  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    var x = area.x + 1
    x += canvas.write(
      session.table.name, x: x, y: area.y, style: state.accent, width: area.width / 3, glyphs: state.glyphs)
    let tabs = tabs(state, session, in: area, room: area.maxX - x - 3)
    let end = tabs.first.map { $0.place.x - CellWidth.of(tabsTitle) } ?? area.maxX
    canvas.write(
      "  " + facts(session).joined(separator: state.glyphs.isASCII ? " - " : " · "), x: x, y: area.y, style: state.dim,
      width: max(0, end - x - 1), glyphs: state.glyphs)
    guard !tabs.isEmpty else { return }
    canvas.write(tabsTitle, x: end, y: area.y, style: state.dim, glyphs: state.glyphs)
    for (index, tab) in tabs.enumerated() {
      let comma = index < tabs.count - 1 ? "," : ""
      canvas.write(tab.title + comma, x: tab.place.x, y: area.y, style: state.ground, glyphs: state.glyphs)
    }
  }

  private static let tabsTitle = "Tab: "

  /// The panes that Tab leads to, at the right end of the line: all of them, without what their titles add where there
  /// is little room, or how many they are.
  private static func tabs(
    _ state: State, _ session: Session, in area: Rectangle, room: Int
  ) -> [(pane: PaneID, title: String, place: Rectangle)] {
    guard let layout = Layout(state) else { return [] }
    let hidden = state.availablePanes.filter { layout.area(of: $0) == nil }
    guard let first = hidden.first else { return [] }
    let titles = hidden.map { Panes.pane($0).title(session) }
    let fitting = [titles, titles.map { String($0.prefix { $0 != ":" }) }].first { titles in
      CellWidth.of(tabsTitle + titles.joined(separator: ", ")) <= min(room, max(24, room * 2 / 3))
    }
    let number = "\(hidden.count) more \(hidden.count == 1 ? "pane" : "panes")"
    var x = area.maxX - 1
    return zip(fitting == nil ? [first] : hidden, fitting ?? [number]).reversed().map { pane, title in
      let width = CellWidth.of(title)
      x -= width
      defer { x -= 2 }
      return (pane, title, Rectangle(x: x, y: area.y, width: width, height: 1))
    }.reversed()
  }

  /// The tab at a point of the line.
  static func tab(at point: Point, _ state: State, in area: Rectangle) -> PaneID? {
    guard let session = state.session else { return nil }
    let name = min(area.width / 3, CellWidth.of(session.table.name))
    return tabs(state, session, in: area, room: area.maxX - area.x - 1 - name - 3).first { $0.place.contains(point) }?
      .pane
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
