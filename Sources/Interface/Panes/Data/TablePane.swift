import Canvas
import Engine
import Tabular

/// The columns of the table: what they hold, how their values spread, and which part each plays.
enum TablePane: Pane {
  static let id = PaneID.table
  static let isPicture = false
  static let isList = true

  static let bindings: [KeyBinding] = [
    KeyBinding(
      [.enter, .character(" ")], "in or out", "take the column under the cursor in as a feature, or out", group: .pane,
      .activate, when: needsFeatures),
    KeyBinding(
      [.character("L")], "labels", "make the column under the cursor the reference classes, or no longer",
      group: .pane, .markColumn(.labels), when: needsFeatures),
    KeyBinding(
      [.character("N")], "names", "make the column under the cursor the names of the rows, or no longer", group: .pane,
      .markColumn(.names), when: needsFeatures),
  ]

  private static let needsFeatures: @Sendable (State) -> Availability = { state in
    state.session?.basis.preparation.isDissimilarityMatrix ?? true
      ? .disabled("the table is a dissimilarity matrix and has no features") : .enabled
  }

  static let summary = "the columns: what they hold, which are features"
  static func title(_ session: Session) -> String { "Columns" }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    [AnyQuantity(quantity(session))]
  }

  private static func quantity(_ session: Session) -> ColumnSummariesQuantity {
    ColumnSummariesQuantity(
      session.table.columns.count,
      added: session.table.columns.map(\.name).filter { !session.log.fileColumns.contains($0) })
  }

  /// The list, and below it room for the column under the cursor.
  private static func parts(_ area: Rectangle) -> (list: Rectangle, details: Rectangle) {
    let height = area.height >= 24 ? 11 : area.height >= 14 ? 4 : 1
    let (list, details) = area.inset(left: 1).splitBottom(height)
    return (list, details)
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    guard !session.table.columns.isEmpty else {
      return explain("The table has no columns.", state.dim, state, into: &canvas, in: area)
    }
    let (list, details) = parts(area)
    let summaries = session.results.value(quantity(session))
    let table = ColumnTable(state, session, summaries, width: list.width)
    let layout = table.view.draw(into: &canvas, in: list)
    table.drawSpreads(state, into: &canvas, layout)
    drawDetails(state, session, summaries, into: &canvas, in: details)
  }

  private static func drawDetails(
    _ state: State, _ session: Session, _ summaries: [ColumnSummary]?, into canvas: inout Canvas, in area: Rectangle
  ) {
    let (rest, legend) = area.splitBottom(1)
    let wide = "x feature   L labels   N names   . left out"
    canvas.write(
      CellWidth.of(wide) <= legend.width ? wide : "x feature  L labels  N names  . out", in: legend, style: state.dim,
      glyphs: state.glyphs)
    let (body, choices) = rest.splitBottom(rest.height > 1 ? 1 : 0)
    drawChoices(state, session, into: &canvas, in: choices)
    guard let summaries, summaries.count == session.table.columns.count, body.height > 0,
      let column = session.cursorColumn
    else { return }
    let summary = summaries[min(max(0, session.columnCursor), summaries.count - 1)]
    let lines = body.inset(top: body.height >= 2 ? 1 : 0)
    canvas.write(
      "\(column.name): \(text(summary))", in: lines, style: state.ground, glyphs: state.glyphs)
    guard lines.height >= 5, case .numbers(let numbers)? = summary.content else { return }
    Histogram(
      counts: numbers.counts, from: numbers.least, to: numbers.largest, style: state.style(state.theme.accent),
      labelStyle: state.dim, glyphs: state.glyphs
    ).draw(into: &canvas, in: lines.inset(top: 1, right: 1))
  }

  /// How columns and rows are compared, with the keys that change it: as many as fit whole.
  private static func drawChoices(
    _ state: State, _ session: Session, into canvas: inout Canvas, in line: Rectangle
  ) {
    let preparation = session.basis.preparation
    var choices = [("m", "metric \(session.basis.metric.id)")]
    if !preparation.isDissimilarityMatrix {
      choices.insert(("s", "scale \(preparation.scale.rawValue)"), at: 0)
      choices.append(("n", "missing \(preparation.missing.rawValue)"))
    }
    var x = line.x
    for (key, text) in choices where line.height > 0 {
      guard x + CellWidth.of(text) + 2 <= line.maxX else { return }
      x += canvas.write(key, x: x, y: line.y, style: state.accent, glyphs: state.glyphs) + 1
      x += canvas.write(text, x: x, y: line.y, style: state.ground, glyphs: state.glyphs) + 2
    }
  }

  /// What a column holds, in a line.
  private static func text(_ summary: ColumnSummary) -> String {
    var parts: [String] = []
    switch summary.content {
    case nil: parts.append("no value is known")
    case .numbers(let numbers):
      parts.append(
        numbers.least == numbers.largest
          ? "always \(formatNumber(numbers.least))"
          : "\(formatNumber(numbers.least)) to \(formatNumber(numbers.largest)), median \(formatNumber(numbers.median))"
      )
    case .texts(let levels, let commonest):
      if levels > 1, commonest.allSatisfy({ $0.count == 1 }) {
        parts.append("\(formatCount(levels)) texts, all different")
        break
      }
      let shown = commonest.prefix(6).map { "\($0.name) \(formatCount($0.count))" }.joined(separator: ", ")
      parts.append("\(formatCount(levels)) \(levels == 1 ? "text" : "texts"): \(shown)\(levels > 6 ? ", …" : "")")
    }
    if summary.missing > 0 { parts.append("\(formatCount(summary.missing)) missing") }
    if summary.infinite > 0 { parts.append("\(formatCount(summary.infinite)) infinite") }
    return parts.joined(separator: ", ")
  }

  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {
    guard let count = state.session?.table.columns.count, count > 0 else { return }
    let step = direction.offset.y
    go(to: min(max(0, state.session!.columnCursor + step), count - 1), &state, area)
  }

  static func moveFar(_ move: FarMove, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, !session.table.columns.isEmpty else { return }
    let page = parts(area).list.height - 1
    go(to: move.target(from: session.columnCursor, count: session.table.columns.count, page: page), &state, area)
  }

  private static func go(to column: Int, _ state: inout State, _ area: Rectangle) {
    state.session!.columnCursor = column
    let list = parts(area).list
    let view = ColumnTable(state, state.session!, nil, width: list.width).view
    state.session!.firstLines[id] = view.layout(in: list).rows.lowerBound
  }

  static func zoom(_ step: Int, around point: Point?, _ state: inout State, in area: Rectangle) {
    if step != 0, point != nil { move(step > 0 ? .up : .down, &state, in: area) }
  }

  static func click(_ point: Point, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, !session.table.columns.isEmpty else { return }
    let list = parts(area).list
    let table = ColumnTable(state, session, nil, width: list.width)
    if let row = table.view.layout(in: list).row(at: point) { go(to: row, &state, area) }
  }

  static func activate(_ state: inout State, in area: Rectangle) -> [Effect] {
    guard let session = state.session, let column = session.cursorColumn else { return [] }
    guard column.isNumeric else {
      state.complain("\(column.name) holds text and cannot be a feature; L makes it the labels.")
      return []
    }
    return state.perform(.toggleFeature(column.name))
  }
}
