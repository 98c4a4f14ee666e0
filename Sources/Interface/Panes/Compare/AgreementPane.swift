import Analysis
import Canvas
import Engine

/// How far the runs agree with each other, and with the labels: a small matrix of numbers on colours.
enum AgreementPane: Pane {
  static let id = PaneID.agreement
  static let width = PaneWidth.fixed(44)
  static let isPicture = false
  static let isList = true
  static let bindings: [KeyBinding] = [RunsPane.useRun, RunsPane.markRun]

  private static let leastNameWidth = 9

  static let summary = "how far each two runs agree"
  static func title(_ session: Session) -> String { "Agreement: adjusted Rand" }

  /// The labels, then every run that is there.
  private static func quantity(_ session: Session) -> AgreementQuantity? {
    let runs = session.comparedRuns.filter { session.runValue($0) != nil }
    guard !runs.isEmpty else { return nil }
    let labels: [PartitionSource] = session.dataset?.labels == nil ? [] : [.labels]
    return AgreementQuantity(session.basis, labels + runs.map(PartitionSource.clusterer))
  }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    session.wantedRuns + (quantity(session).map { [AnyQuantity($0)] } ?? [])
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    if let reason = session.results.failure(session.datasetQuantity) {
      return explain(reason, state.errorStyle, state, into: &canvas, in: area)
    }
    // The last one stays until the next run has come in.
    guard let quantity = quantity(session), let value = session.results.valueOrLatest(quantity) else {
      let hasFailed = session.comparedRuns.allSatisfy { session.results.failure(session.runQuantity($0)) != nil }
      return explain(hasFailed ? "No run came to its end." : "running", state.dim, state, into: &canvas, in: area)
    }
    let runs = session.comparedRuns
    let selected = runs[session.selectedRunIndex(in: runs)]
    let names = value.sources.map { source -> (number: String, name: String) in
      switch source {
      case .labels: ("L", session.basis.preparation.labels ?? "labels")
      case .clusterer(let choice): (runs.firstIndex(of: choice).map { "\($0 + 1)" } ?? "-", Session.name(of: choice))
      }
    }
    // Where there are many, without what goes without saying.
    let isTight = area.width - 2 - value.sources.count * 5 < leastNameWidth
    let cellWidth = isTight ? 4 : 5
    let nameWidth = min(
      max(leastNameWidth, area.width - 2 - value.sources.count * cellWidth),
      3 + (names.map { CellWidth.of($0.name) }.max() ?? 0))
    let inside = area.inset(left: 1)
    let body = inside.inset(left: nameWidth + 1, top: 1)
    let current = value.sources.firstIndex(of: .clusterer(selected))
    let room = min(value.sources.count, max(0, body.width / cellWidth))
    let firstColumn = Scrolling.first(0, selected: current, count: value.sources.count, visible: room)
    let columns = firstColumn..<min(value.sources.count, firstColumn + room)
    func place(_ column: Int, _ y: Int, width: Int) -> Rectangle {
      Rectangle(x: body.x + (column - firstColumn) * cellWidth, y: y, width: width, height: 1)
    }
    for column in columns {
      canvas.write(
        names[column].number, in: place(column, inside.y, width: cellWidth - 1), alignment: .right,
        style: column == current ? state.accent : state.dim, glyphs: state.glyphs)
    }
    if columns.upperBound < value.sources.count {
      canvas[area.maxX - 1, inside.y] = Cell(state.glyphs.isASCII ? ">" : "»", state.dim)
    }
    if firstColumn > 0 { canvas[body.x - 1, inside.y] = Cell(state.glyphs.isASCII ? "<" : "«", state.dim) }
    let first = Scrolling.first(0, selected: current, count: value.sources.count, visible: body.height)
    for (line, row) in (first..<value.sources.count).prefix(body.height).enumerated() {
      let y = body.y + line
      let isSelected = row == current
      let style = isSelected ? state.selectionStyle : state.ground
      let name = Rectangle(x: inside.x, y: y, width: nameWidth, height: 1)
      if isSelected { canvas.fill(name, with: Cell(" ", style)) }
      canvas.write("\(names[row].number) \(names[row].name)", in: name, style: style, glyphs: state.glyphs)
      for column in columns {
        draw(value.values[row][column], isTight: isTight, state, into: &canvas, place(column, y, width: cellWidth))
      }
    }
  }

  private static func draw(
    _ value: Double?, isTight: Bool, _ state: State, into canvas: inout Canvas, _ area: Rectangle
  ) {
    var text = value.map { formatNumber($0, decimals: 2) } ?? "-"
    // "1" and ".57"
    if isTight { text = text == "1.00" ? "1" : text.replacing("0.", with: ".") }
    ShadedNumber.draw(text, shade: value.map { 1 - $0 }, state, into: &canvas, area)
  }

  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {
    state.moveRun(direction.offset.x + direction.offset.y)
  }

  static func moveFar(_ move: FarMove, _ state: inout State, in area: Rectangle) {
    RunsPane.moveFar(move, &state, in: area)
  }

  static func zoom(_ step: Int, around point: Point?, _ state: inout State, in area: Rectangle) {
    if step != 0, point != nil { state.moveRun(-step) }
  }

  static func activate(_ state: inout State, in area: Rectangle) -> [Effect] {
    state.useSelectedRun()
    return []
  }
}
