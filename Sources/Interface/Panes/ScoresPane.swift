import Analysis
import Canvas
import Engine

/// The numbers: is there structure, which groups, and do they agree with the labels.
enum ScoresPane: Pane {
  static let id = PaneID.scores
  static let width = PaneWidth.fixed(36)

  /// Above this many rows the indices that look at every pair would hold up everything else.
  static let largestForIndices = ClustererRun.largestForIndices

  static let summary = "is there structure, which groups, how good are they"
  static let isPicture = false
  static let isList = true
  static let bindings = [
    KeyBinding(
      [.enter], "explain", "what the number under the cursor means; on a cluster, select it", group: .pane, .activate)
  ]
  static let related: [Command] = [
    .choose(.clusterer), .editParameters, .stepParameter(1), .stepParameter(-1), .showExplanations, .toggleSelected,
  ]

  static func title(_ session: Session) -> String { "Scores" }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    var needs = [
      AnyQuantity(session.vatQuantity), AnyQuantity(ClusterSuggestionQuantity(session.basis)),
      AnyQuantity(session.clusteringQuantity),
    ]
    if !session.basis.preparation.isDissimilarityMatrix {
      needs.append(AnyQuantity(HopkinsQuantity(session.basis.preparation)))
    }
    needs += ViewClarity.needs(session) + furtherStatistics(session).map { AnyQuantity($0) }
    if (session.dataset?.rowCount ?? .max) <= largestForIndices { needs.append(AnyQuantity(internalIndices(session))) }
    if !session.selection.isEmpty { needs.append(AnyQuantity(session.selectionSummary)) }
    if session.basis.preparation.labels != nil { needs.append(AnyQuantity(externalIndices(session))) }
    return needs
  }

  static func internalIndices(_ session: Session) -> InternalIndicesQuantity {
    InternalIndicesQuantity(session.basis, .clusterer(session.clusterer))
  }

  static func externalIndices(_ session: Session) -> ExternalIndicesQuantity {
    ExternalIndicesQuantity(session.basis, session.clusterer)
  }

  enum Line {
    case heading(String)
    case value(String, String, ExplanationTopic)
    case note(String)
    case problem(String)
    case cluster(name: String, size: Int, share: Double, group: Int)
    case blank

    /// What can have the cursor has one.
    var topic: ExplanationTopic? {
      switch self {
      case .value(_, _, let topic): topic
      case .cluster: .sizes
      default: nil
      }
    }

    /// Tells it from the others, also when some come before it.
    var key: String? {
      switch self {
      case .value(let name, _, let topic): "\(topic) \(name)"
      case .cluster(_, _, _, let group): "group \(group)"
      default: nil
      }
    }
  }

  static func lines(_ state: State, _ session: Session) -> [Line] {
    selectionLines(session) + tendencyLines(session) + [.blank] + clusteringLines(state, session) + [.blank]
      + viewLines(session) + furtherLines(session)
  }

  /// A line of the screen: a line, or a part of one that is too long.
  struct Row {
    var line: Int
    var part: String?
  }

  static func rows(_ lines: [Line], width: Int) -> [Row] {
    lines.enumerated().flatMap { index, line -> [Row] in
      switch line {
      case .note(let text), .problem(let text):
        TextLayout.wrap(text, width: max(1, width)).map { Row(line: index, part: $0) }
      default: [Row(line: index)]
      }
    }
  }

  static func cursor(_ lines: [Line], _ session: Session) -> Int? {
    session.scoresCursor.flatMap { key in lines.firstIndex { $0.key == key } }
  }

  /// The line that the cursor is on.
  static func cursorLine(_ state: State) -> Line? {
    guard let session = state.session else { return nil }
    let lines = lines(state, session)
    return cursor(lines, session).map { lines[$0] }
  }

  static func first(_ rows: [Row], _ cursor: Int?, _ session: Session, height: Int) -> Int {
    let selected = cursor.flatMap { line in rows.firstIndex { $0.line == line } }
    return Scrolling.first(session.firstLines[id] ?? 0, selected: selected, count: rows.count, visible: height)
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    let inside = area.inset(left: 1, right: 1)
    let lines = lines(state, session)
    let rows = rows(lines, width: inside.width)
    let cursor = cursor(lines, session)
    let first = first(rows, cursor, session, height: area.height)
    for (offset, row) in rows.dropFirst(first).prefix(area.height).enumerated() {
      let place = Rectangle(x: inside.x, y: inside.y + offset, width: inside.width, height: 1)
      let isSelected = row.line == cursor && state.focus == id
      if isSelected {
        canvas.fill(
          Rectangle(x: area.x, y: place.y, width: area.width, height: 1), with: Cell(" ", state.selectionStyle))
      }
      draw(lines[row.line], row.part, isSelected: isSelected, state, session, into: &canvas, place)
    }
    ScrollBar(
      count: rows.count, visible: area.height, first: first, trackStyle: state.border,
      thumbStyle: state.focus == id ? state.focusBorder : state.dim, glyphs: state.glyphs
    ).draw(into: &canvas, in: Rectangle(x: area.maxX, y: area.y, width: 1, height: area.height))
  }

  private static func draw(
    _ line: Line, _ part: String?, isSelected: Bool, _ state: State, _ session: Session, into canvas: inout Canvas,
    _ place: Rectangle
  ) {
    switch line {
    case .blank: break
    case .heading(let text): canvas.write(text, in: place, style: state.accent, glyphs: state.glyphs)
    case .value(let name, let value, _):
      let valueWidth = min(CellWidth.of(value), place.width)
      canvas.write(
        name, x: place.x, y: place.y, style: isSelected ? state.selectionStyle : state.dim,
        width: max(0, place.width - valueWidth - 1), glyphs: state.glyphs)
      canvas.write(
        value, in: place.inset(left: place.width - valueWidth), style: isSelected ? state.selectionStyle : state.ground,
        glyphs: state.glyphs)
    case .note: canvas.write(part ?? "", in: place, style: state.dim, glyphs: state.glyphs)
    case .problem: canvas.write(part ?? "", in: place, style: state.errorStyle, glyphs: state.glyphs)
    case .cluster(let name, let size, let share, let group):
      drawCluster(name, size, share, group, isSelected: isSelected, state, session, into: &canvas, place)
    }
  }

  private static func drawCluster(
    _ name: String, _ size: Int, _ share: Double, _ group: Int, isSelected: Bool, _ state: State, _ session: Session,
    into canvas: inout Canvas, _ line: Rectangle
  ) {
    let text = isSelected ? state.selectionStyle : state.ground
    let style = session.colouring == .none ? state.ground : state.style(state.palette.color(group))
    canvas[line.x, line.y] = Cell(state.palette.mark(group, glyphs: state.glyphs), style)
    canvas.write(name, x: line.x + 2, y: line.y, style: text, width: 10, glyphs: state.glyphs)
    let number = formatCount(size)
    let numberWidth = 7
    Gauge(fraction: share, style: style, emptyStyle: state.ground, glyphs: state.glyphs)
      .draw(into: &canvas, in: line.inset(left: 13, right: numberWidth))
    canvas.write(
      number, in: line.inset(left: line.width - numberWidth), alignment: .right, style: text,
      glyphs: state.glyphs)
  }
}
