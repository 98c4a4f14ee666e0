import Analysis
import Canvas
import Engine

/// How people would judge each two components of the scatterplot: as one cluster, or as two.
enum AmbiguityPane: Pane {
  static let id = PaneID.ambiguity
  static let width = PaneWidth.fixed(36)
  static let isPicture = false
  static let isList = true
  static let summary = "how clear the scatterplot is: which of its clusters people would disagree about"
  static let bindings = [
    KeyBinding(
      [.enter], "ellipses", "draw the components over the scatterplot, or leave them out", group: .pane,
      .toggleEllipses)
  ]
  static let related: [Command] = [.stepView(1), .toggleEllipses, .toggleSelected, .showExplanations]

  /// Lines above the matrix.
  private static let headLines = 4
  private static let cellWidth = 5
  private static let nameWidth = 2

  static func title(_ session: Session) -> String { "How clear is this view?" }
  static func isAvailable(_ session: Session) -> Bool { !session.basis.preparation.isDissimilarityMatrix }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    guard isAvailable(session) else { return [] }
    return ViewClarity.needs(session) + [AnyQuantity(groupsQuantity(session))]
  }

  private static func groupsQuantity(_ session: Session) -> AmbiguityGroupsQuantity {
    AmbiguityGroupsQuantity(session.shownView.plane)
  }

  private static func groups(_ session: Session) -> [Int]? {
    guard let groups = session.results.value(groupsQuantity(session)), groups.count == session.dataset?.rowCount else {
      return nil
    }
    return groups
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    let inside = area.inset(left: 1)
    if let reason = session.results.failure(session.datasetQuantity)
      ?? session.results.failure(session.ambiguityQuantity)
    {
      return explain(reason, state.dim, state, into: &canvas, in: area)
    }
    guard let ambiguity = session.results.value(session.ambiguityQuantity) else {
      return explain("judging the view", state.dim, state, into: &canvas, in: area)
    }
    write("ambiguity \(ViewClarity.scoreText(ambiguity))", 0, state.ground)
    let gauge = inside.splitTop(2).top.inset(left: 6, top: 1, right: 11)
    if gauge.width >= 4 {
      write("clear", 1, state.dim)
      Gauge(fraction: ambiguity.score, style: state.accent, emptyStyle: state.dim, glyphs: state.glyphs)
        .draw(into: &canvas, in: gauge)
      canvas.write("ambiguous", x: gauge.maxX + 1, y: gauge.y, style: state.dim, width: 9, glyphs: state.glyphs)
    }
    if let trust = session.results.value(session.trustworthinessQuantity) {
      let isTrusted = trust.value >= AmbiguityRanking.trusted
      write(
        "trustworthiness \(formatNumber(trust.value, decimals: 3))" + (isTrusted ? "" : " (below \(formatNumber(AmbiguityRanking.trusted)))"), 2,
        isTrusted ? state.ground : state.warningStyle)
    }
    let pairs = ambiguity.judgement?.pairs ?? []
    guard !pairs.isEmpty else {
      write("One component: nothing to disagree about.", 3, state.dim)
      return
    }
    write(caption(pairs, session) ?? "share who see one cluster, %", 3, state.dim)
    drawMatrix(ambiguity.components, pairs, state, session, into: &canvas, in: area)

    func write(_ text: String, _ line: Int, _ style: Style) {
      guard line < area.height else { return }
      canvas.write(text, x: inside.x, y: inside.y + line, style: style, width: inside.width, glyphs: state.glyphs)
    }
  }

  /// "A, B: of 34 people 18 see one": the pair under the cursor.
  private static func caption(_ pairs: [PairJudgement], _ session: Session) -> String? {
    guard let cursor = session.ambiguityPair,
      let pair = pairs.first(where: {
        $0.a == min(cursor.first, cursor.second) && $0.b == max(cursor.first, cursor.second)
      })
    else { return nil }
    let people = Int((pair.mergedShare * Double(AmbiguityReport.judges)).rounded())
    let names = "\(ViewClarity.name(cursor.first)), \(ViewClarity.name(cursor.second))"
    return "\(names): of \(AmbiguityReport.judges) people \(people) see one"
  }

  /// Which rows and columns of the matrix are shown, and where.
  private struct Table {
    var body: Rectangle
    var rows: Range<Int>
    var columns: Range<Int>

    func heading(_ column: Int) -> Rectangle {
      Rectangle(
        x: body.x + (column - columns.lowerBound) * cellWidth, y: body.y - 1, width: cellWidth, height: 1)
    }

    func cell(_ row: Int, _ column: Int) -> Rectangle {
      Rectangle(
        x: body.x + (column - columns.lowerBound) * cellWidth, y: body.y + row - rows.lowerBound, width: cellWidth,
        height: 1)
    }
  }

  private static func table(_ count: Int, _ session: Session, _ area: Rectangle) -> Table {
    let body = area.inset(left: 1 + nameWidth, top: headLines + 1)
    func shown(_ selected: Int?, _ room: Int) -> Range<Int> {
      let first = Scrolling.first(0, selected: selected, count: count, visible: room)
      return first..<min(count, first + max(0, room))
    }
    return Table(
      body: body, rows: shown(session.ambiguityPair?.first, body.height),
      columns: shown(session.ambiguityPair?.second, body.width / cellWidth))
  }

  private static func drawMatrix(
    _ count: Int, _ pairs: [PairJudgement], _ state: State, _ session: Session, into canvas: inout Canvas,
    in area: Rectangle
  ) {
    let table = table(count, session, area)
    let sizes = groups(session).map { groups in
      groups.reduce(into: Array(repeating: 0, count: count)) { if $1 < count { $0[$1] += 1 } }
    }
    let cursor = session.ambiguityPair
    for column in table.columns {
      canvas.write(
        ViewClarity.name(column), in: table.heading(column).inset(right: 1), alignment: .right,
        style: column == cursor?.second ? state.accent : state.dim, glyphs: state.glyphs)
    }
    for row in table.rows {
      canvas.write(
        ViewClarity.name(row), x: table.body.x - nameWidth, y: table.cell(row, table.columns.lowerBound).y,
        style: row == cursor?.first ? state.accent : state.dim, width: nameWidth, glyphs: state.glyphs)
      for column in table.columns {
        let place = table.cell(row, column)
        let isCursor = state.focus == id && cursor.map { $0.first == row && $0.second == column } ?? false
        guard row != column else {
          let text = sizes.map { formatCount($0[row]) } ?? ""
          let style = isCursor ? state.selectionStyle : state.dim
          canvas.fill(place, with: Cell(" ", style))
          // How many rows: as far as they fit.
          canvas.write(
            CellWidth.of(text) < cellWidth ? text : "", in: place.inset(right: 1), alignment: .right, style: style,
            glyphs: state.glyphs)
          continue
        }
        let (a, b) = (min(row, column), max(row, column))
        guard let pair = pairs.first(where: { $0.a == a && $0.b == b }) else { continue }
        let text = formatNumber(pair.mergedShare * 100, decimals: 0)
        if isCursor {
          canvas.fill(place, with: Cell(" ", state.selectionStyle))
          canvas.write(
            text, in: place.inset(right: 1), alignment: .right, style: state.selectionStyle, glyphs: state.glyphs)
        } else {
          ShadedNumber.draw(text, shade: 1 - pair.ambiguity, state, into: &canvas, place)
        }
      }
    }
  }

  // MARK: The cursor

  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let count = session.results.value(session.ambiguityQuantity)?.components
    else { return }
    guard let pair = session.ambiguityPair, max(pair.first, pair.second) < count else { return go(to: (0, 0), &state) }
    go(
      to: (
        min(max(0, pair.first + direction.offset.y), count - 1),
        min(max(0, pair.second + direction.offset.x), count - 1)
      ), &state)
  }

  static func moveFar(_ move: FarMove, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let count = session.results.value(session.ambiguityQuantity)?.components
    else { return }
    let row = move.target(from: session.ambiguityPair?.first ?? 0, count: count, page: area.height - headLines - 1)
    go(to: (row, min(session.ambiguityPair?.second ?? 0, count - 1)), &state)
  }

  /// The rows of the two components are what the cursor is on in every pane.
  private static func go(to pair: (row: Int, column: Int), _ state: inout State) {
    state.session?.ambiguityPair = RowGroups(first: pair.row, second: pair.column)
    guard let groups = state.session.flatMap(groups) else { return }
    let rows = groups.indices.filter { groups[$0] == pair.row || groups[$0] == pair.column }
    state.session?.cursor = rows.isEmpty ? .none : .rows(rows)
  }

  static func click(_ point: Point, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let count = session.results.value(session.ambiguityQuantity)?.components
    else { return }
    let table = table(count, session, area)
    for row in table.rows {
      for column in table.columns where table.cell(row, column).contains(point) {
        return go(to: (row, column), &state)
      }
    }
  }
}
