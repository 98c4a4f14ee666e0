import Canvas
import Engine
import Tabular

/// The rows as they stand in the table; the cursor and the selection are those of the pictures.
enum RowsPane: Pane {
  static let id = PaneID.rows
  static let isPicture = false
  static let isList = true
  static let takesBox = true

  static let summary = "the rows as they stand in the table"
  static func title(_ session: Session) -> String { "Rows" }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    session.colouring == .cluster ? [AnyQuantity(session.clusteringQuantity)] : []
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    if let reason = session.results.failure(session.datasetQuantity) {
      return explain(reason, state.errorStyle, state, into: &canvas, in: area)
    }
    guard let dataset = session.dataset else {
      return explain("preparing", state.dim, state, into: &canvas, in: area)
    }
    guard dataset.rowCount > 0 else {
      return explain("There are no rows.", state.dim, state, into: &canvas, in: area)
    }
    view(state, session, dataset, area).draw(into: &canvas, in: area)
  }

  /// The columns in their order: the names of the rows stand in front already.
  private static func columns(_ session: Session) -> [Column] {
    session.table.columns.filter { $0.name != session.basis.preparation.id }
  }

  private static func view(_ state: State, _ session: Session, _ dataset: Dataset, _ area: Rectangle) -> TableView {
    let columns = columns(session)
    let shown = columns.dropFirst(min(session.firstColumn, max(0, columns.count - 1)))
    // Without colours nothing has to be known of any row.
    let codes = session.colouring == .none ? nil : session.groups(rowCount: dataset.rowCount)?.codes
    let features = Set(dataset.featureNames)
    let numbers = dataset.rowNumbers
    let cursor = cursorRow(state)
    let names = dataset.rowNames
    let isSelected = session.selection.isEmpty ? nil : session.selectionTest
    let heads =
      [
        TableView.Column("", width: 1),
        TableView.Column(
          session.basis.preparation.id ?? "row", alignment: names == nil ? .right : .left,
          width: names == nil ? max(3, String(numbers.last ?? 0).count) : nil),
      ] + shown.map { TableView.Column($0.name, alignment: $0.isNumeric ? .right : .left) }
    let offset = shown.startIndex - 2
    return TableView(
      columns: heads, rowCount: dataset.rowCount,
      firstRow: session.firstLines[id] ?? 0, selectedRow: cursor, style: state.ground,
      headerStyle: state.dim, selectedStyle: state.selectionStyle,
      cellStyle: { row, column in
        if column < 2, let isSelected, isSelected(row) { return state.selectionMarkStyle }
        guard column > 0 else { return codes.map { state.style(state.palette.color($0[row])) } }
        return column > 1 && features.contains(columns[column + offset].name) ? nil : state.dim
      }, glyphs: state.glyphs,
      cell: { row, column in
        switch column {
        case 0 where isSelected?(row) ?? false: String(state.selectionMark)
        case 0: codes.map { String(state.palette.mark($0[row], glyphs: state.glyphs)) } ?? ""
        case 1: names?[row] ?? "\(numbers[row])"
        default: columns[column + offset].text(at: numbers[row])
        }
      })
  }

  private static func cursorRow(_ state: State) -> Int? {
    guard let session = state.session, let count = session.dataset?.rowCount else { return nil }
    switch session.cursor {
    case .none: return nil
    case .row(let row): return row < count ? row : nil
    case .rows(let rows): return rows.first.flatMap { $0 < count ? $0 : nil }
    case .block(let rows, _):
      guard let order = session.vatOrder?.order, order.count == count, order.indices.contains(rows.lowerBound) else {
        return nil
      }
      return order[rows.lowerBound]
    }
  }

  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let count = session.dataset?.rowCount, count > 0 else { return }
    let step = direction.offset
    if step.x != 0 {
      state.session!.firstColumn = min(max(0, session.firstColumn + step.x), max(0, columns(session).count - 1))
    } else {
      go(to: cursorRow(state).map { min(max(0, $0 + step.y), count - 1) } ?? 0, &state, area)
    }
  }

  private static func go(to row: Int, _ state: inout State, _ area: Rectangle) {
    state.session!.cursor = .row(row)
    guard let session = state.session, let dataset = session.dataset else { return }
    state.session!.firstLines[id] = view(state, session, dataset, area).layout(in: area).rows.lowerBound
  }

  static func rows(in box: Rectangle, _ state: State, in area: Rectangle) -> [Int] {
    guard let session = state.session, let dataset = session.dataset, dataset.rowCount > 0 else { return [] }
    let layout = view(state, session, dataset, area).layout(in: area)
    let lines = box.intersection(layout.body)
    let first = layout.rows.lowerBound + lines.y - layout.body.y
    return lines.isEmpty ? [] : Array((first..<first + lines.height).clamped(to: layout.rows))
  }

  static func moveFar(_ move: FarMove, _ state: inout State, in area: Rectangle) {
    guard let count = state.session?.dataset?.rowCount, count > 0 else { return }
    go(to: move.target(from: cursorRow(state) ?? 0, count: count, page: area.height - 1), &state, area)
  }

  static func zoom(_ step: Int, around point: Point?, _ state: inout State, in area: Rectangle) {
    if step != 0, point != nil { move(step > 0 ? .up : .down, &state, in: area) }
  }

  static func click(_ point: Point, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let dataset = session.dataset, dataset.rowCount > 0 else { return }
    if let row = view(state, session, dataset, area).layout(in: area).row(at: point) { go(to: row, &state, area) }
  }

  static let bindings = [KeyBinding.openDetails]
  static let related: [Command] = [.toggleSelected, .startBox, .selectCluster, .moveFar(.home), .moveFar(.end)]

  static func cursorCell(_ state: State, in area: Rectangle) -> Point? {
    guard let session = state.session, let dataset = session.dataset, let row = cursorRow(state) else { return nil }
    let layout = view(state, session, dataset, area).layout(in: area)
    guard layout.rows.contains(row) else { return nil }
    return Point(x: area.x + 2, y: layout.body.y + row - layout.rows.lowerBound)
  }
}
