import Analysis
import Canvas
import Engine

/// How many rows each cluster of one run shares with each of another: which became which. The first is the marked run,
/// without one the reference classes; the second is the current run.
enum ContingencyPane: Pane {
  static let id = PaneID.contingency
  static let width = PaneWidth.fixed(44)
  static let isPicture = false
  static let summary = "which cluster of one run became which of the other"

  static let bindings: [KeyBinding] = [
    KeyBinding(
      [.character("!")], "differences", "select the rows on which the two differ", group: .pane, .selectDifferences),
    PairPane.endComparison,
  ]

  static func title(_ session: Session) -> String { "Which became which" }

  static func isAvailable(_ session: Session) -> Bool {
    session.comparedRun != nil || session.basis.preparation.labels != nil
  }

  static func absence(_ session: Session) -> String { "there are no labels, and no run is marked to compare with" }

  private static func firstName(_ session: Session) -> String {
    session.comparedRun.map(Session.name) ?? session.basis.preparation.labels ?? "labels"
  }

  /// Nil while the current run is not there.
  static func quantity(_ session: Session) -> ContingencyQuantity? {
    guard isAvailable(session), let shown = session.shownRun else { return nil }
    let first: GroupCodesQuantity.Source =
      session.comparedRun.map { .clusters(session.numbered(ClusteringQuantity(session.basis, $0))) }
      ?? .labels(session.basis)
    return ContingencyQuantity(GroupCodesQuantity(first), GroupCodesQuantity(.clusters(shown.quantity)))
  }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    [AnyQuantity(session.clusteringQuantity)] + (quantity(session).map { [AnyQuantity($0)] } ?? [])
  }

  static func value(_ session: Session) -> ContingencyQuantity.Value? {
    guard let value = quantity(session).flatMap({ session.results.valueOrLatest($0) }),
      value.rowCount == session.dataset?.rowCount
    else { return nil }
    return value
  }

  /// Where the parts of the table lie, and which part of it is on the screen.
  struct Table {
    var heads: Rectangle
    var names: Rectangle
    var body: Rectangle
    var cellWidth: Int
    var rows: Range<Int>
    var columns: Range<Int>

    func cell(at point: Point) -> (row: Int, column: Int)? {
      guard body.contains(point) else { return nil }
      let (row, column) = (
        rows.lowerBound + point.y - body.y, columns.lowerBound + (point.x - body.x) / cellWidth
      )
      return rows.contains(row) && columns.contains(column) ? (row, column) : nil
    }
  }

  static func table(
    _ state: State, _ session: Session, _ value: ContingencyQuantity.Value, _ area: Rectangle
  ) -> Table {
    let inside = area.inset(left: 1, top: min(2, max(0, area.height - 2)))
    let longest = value.first.map { CellWidth.of(firstLabel($0, session)) }.max() ?? 0
    let most = value.counts.joined().max() ?? 0
    let cellWidth = max(6, formatCount(most).count + 2)
    let nameWidth = min(longest, max(5, inside.width - cellWidth))
    let (heads, rest) = inside.splitTop(1)
    let body = rest.inset(left: nameWidth + 1)
    let cell = cursorCell(session, value)
    let visible = max(1, body.width / cellWidth)
    let firstRow = Scrolling.first(0, selected: cell?.row, count: value.first.count, visible: body.height)
    let firstColumn = Scrolling.first(0, selected: cell?.column, count: value.second.count, visible: visible)
    return Table(
      heads: heads.inset(left: nameWidth + 1),
      names: Rectangle(x: rest.x, y: rest.y, width: nameWidth, height: rest.height),
      body: body, cellWidth: cellWidth, rows: firstRow..<min(value.first.count, firstRow + max(0, body.height)),
      columns: firstColumn..<min(value.second.count, firstColumn + visible))
  }

  private static func firstLabel(_ group: Int, _ session: Session) -> String {
    guard session.comparedRun == nil else { return group < 0 ? "noise" : "cluster \(group)" }
    let names = session.dataset?.labels?.names ?? []
    return names.indices.contains(group) ? names[group] : "no label"
  }

  /// The cell that the cursor is on, as long as its rows are what is marked.
  static func cursorCell(_ session: Session, _ value: ContingencyQuantity.Value) -> (row: Int, column: Int)? {
    guard let groups = session.contingencyGroups, let row = value.first.firstIndex(of: groups.first),
      let column = value.second.firstIndex(of: groups.second)
    else { return nil }
    return (row, column)
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    let failed = session.comparedRun.flatMap {
      session.results.failure(ClusteringQuantity(session.basis, $0)).map { reason in "the marked run: \(reason)" }
    }
    if let reason = session.results.failure(session.datasetQuantity) ?? failed
      ?? session.results.failure(session.clusteringQuantity)
      ?? quantity(session).flatMap({ session.results.failure($0) })
    {
      return explain(reason, state.errorStyle, state, into: &canvas, in: area)
    }
    guard isAvailable(session), let value = value(session) else {
      return explain("comparing", state.dim, state, into: &canvas, in: area)
    }
    let table = table(state, session, value, area)
    let inside = area.inset(left: 1)
    canvas.write(
      "down \(firstName(session)), across \(Session.name(of: session.clusterer))", in: inside, style: state.ground,
      glyphs: state.glyphs)
    let agreement = value.adjustedRand.map { "adjusted Rand \(formatNumber($0, decimals: 3)), " } ?? ""
    let share = value.rowCount == 0 ? 0 : 100 * Double(value.agreeing) / Double(value.rowCount)
    canvas.write(
      "\(agreement)\(formatNumber(share, significant: 3)) % of rows agree",
      in: inside.inset(top: 1), style: state.dim, glyphs: state.glyphs)
    drawHeads(state, value, into: &canvas, table)
    let cell = cursorCell(session, value)
    for row in table.rows {
      let y = table.body.y + row - table.rows.lowerBound
      let group = value.first[row]
      let style = session.comparedRun == nil ? state.ground : state.style(state.palette.color(group))
      canvas.write(
        firstLabel(group, session), x: table.names.x, y: y, style: style, width: table.names.width,
        glyphs: state.glyphs)
      for column in table.columns {
        let count = value.counts[row][column]
        let isPaired = value.partners[group] == value.second[column] && group >= 0
        var style = count == 0 ? state.dim : isPaired ? state.strong : state.ground
        if isPaired { style.foreground = state.palette.color(value.second[column]) }
        let place = Rectangle(
          x: table.body.x + (column - table.columns.lowerBound) * table.cellWidth, y: y, width: table.cellWidth,
          height: 1)
        if let cell, cell == (row, column) {
          style = state.focus == id ? state.selectionStyle : style
          canvas.fill(place, with: Cell(" ", style))
        }
        canvas.write(
          count == 0 ? (state.glyphs.isASCII ? "." : "·") : formatCount(count), in: place.inset(right: 1),
          alignment: .right, style: style, glyphs: state.glyphs)
      }
    }
  }

  private static func drawHeads(
    _ state: State, _ value: ContingencyQuantity.Value, into canvas: inout Canvas, _ table: Table
  ) {
    for column in table.columns {
      let group = value.second[column]
      let mark = String(state.palette.mark(group, glyphs: state.glyphs))
      let place = Rectangle(
        x: table.heads.x + (column - table.columns.lowerBound) * table.cellWidth, y: table.heads.y,
        width: table.cellWidth - 1, height: 1)
      canvas.write(
        group < 0 ? "noise" : "\(mark) \(group)", in: place, alignment: .right,
        style: state.style(state.palette.color(group)), glyphs: state.glyphs)
    }
    if table.columns.upperBound < value.second.count {
      canvas[table.heads.maxX - 1, table.heads.y] = Cell(state.glyphs.isASCII ? ">" : "»", state.dim)
    }
    if table.columns.lowerBound > 0, table.heads.x > 0 {
      canvas[table.heads.x - 1, table.heads.y] = Cell(state.glyphs.isASCII ? "<" : "«", state.dim)
    }
  }
}
