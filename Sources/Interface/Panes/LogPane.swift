import Canvas
import Engine

/// What was chosen, a line a step, and beside each the run that followed.
enum LogPane: Pane {
  static let id = PaneID.log

  static let isPicture = false
  static let bindings: [KeyBinding] = [
    KeyBinding([.enter], "go back", "go back to the state after the step under the cursor", group: .pane, .activate)
  ]

  static let summary = "what was chosen, step by step"
  static func title(_ session: Session) -> String {
    let log = session.log
    return log.position < log.entries.count ? "Log, \(log.entries.count - log.position) undone" : "Log"
  }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    [AnyQuantity(session.clusteringQuantity)]
  }

  private struct Line {
    var text: String
    /// How many entries hold after it; nil for a line of the opening before the last.
    var position: Int?
  }

  private static func lines(_ log: SessionLog) -> [Line] {
    var lines = log.opening.map { command in
      // The folder of the data is long, and says little here.
      if case .open(let path) = command { return Line(text: Command.open(SharedFiles.name(of: path)).text) }
      return Line(text: command.text)
    }
    if !lines.isEmpty { lines[lines.count - 1].position = 0 }
    return lines + log.entries.enumerated().map { Line(text: $0.element.text, position: $0.offset + 1) }
  }

  /// The line that the cursor is on: that of the last step that holds, unless it was moved.
  private static func selected(_ log: SessionLog) -> Int {
    max(0, log.opening.count - 1) + min(log.cursor ?? log.position, log.entries.count)
  }

  private static func first(_ log: SessionLog, _ count: Int, in area: Rectangle) -> Int {
    Scrolling.first(count - area.height, selected: selected(log), count: count, visible: area.height)
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    let log = session.log
    let lines = lines(log)
    let first = first(log, lines.count, in: area)
    let selected = selected(log)
    for (offset, line) in lines.dropFirst(first).prefix(area.height).enumerated() {
      let row = Rectangle(x: area.x, y: area.y + offset, width: area.width, height: 1)
      let isSelected = first + offset == selected
      let isUndone = (line.position ?? 0) > log.position
      var style = isUndone ? state.dim : state.ground
      if isSelected, state.focus == id {
        style = state.selectionStyle
        canvas.fill(row, with: Cell(" ", style))
      }
      let mark = line.position == log.position ? (state.glyphs.isASCII ? ">" : "▶") : isUndone ? "x" : " "
      canvas.write(mark, x: row.x, y: row.y, style: isSelected && state.focus == id ? style : state.accent)
      let rest = isSelected && state.focus == id ? style : state.dim
      let right = drawOutcome(of: line, state, session, rest, into: &canvas, row)
      canvas.write(
        line.text, x: row.x + 2, y: row.y, style: style, width: row.width - 4 - right, glyphs: state.glyphs)
    }
  }

  /// Writes the run beside a line, from the right: seconds, and what fits of its clusters and parameters.
  /// - Returns: how wide it is.
  private static func drawOutcome(
    of line: Line, _ state: State, _ session: Session, _ style: Style, into canvas: inout Canvas, _ row: Rectangle
  ) -> Int {
    guard let outcome = outcome(of: line, session) else { return 0 }
    let seconds = min(secondsWidth, row.width / 3)
    canvas.write(
      outcome.seconds, in: row.inset(left: row.width - seconds - 1, right: 1), alignment: .right, style: style,
      glyphs: state.glyphs)
    let room = row.width * 3 / 5 - seconds
    let long = outcome.parameters.isEmpty ? outcome.clusters : "\(outcome.clusters)  \(outcome.parameters)"
    let text = CellWidth.of(long) <= room ? long : outcome.clusters
    let width = min(CellWidth.of(text), max(0, room))
    canvas.write(
      text, x: row.maxX - 1 - seconds - width, y: row.y, style: style, width: width, glyphs: state.glyphs)
    return seconds + width
  }

  /// Wide enough for any number, so that it does not matter to the rest how long a run took.
  private static let secondsWidth = 11

  /// The run that the choices of a line led to, where they led to another than the line before.
  private static func outcome(
    of line: Line, _ session: Session
  ) -> (clusters: String, parameters: String, seconds: String)? {
    let log = session.log
    guard let position = line.position, let choices = log.choices(after: position) else { return nil }
    let quantity = ClusteringQuantity(choices.basis, choices.clusterer)
    if position > 0, let before = log.choices(after: position - 1),
      ClusteringQuantity(before.basis, before.clusterer) == quantity
    {
      return nil
    }
    guard let run = log.runs[quantity] else {
      guard position == log.position else { return nil }
      if session.results.isRunning(quantity) { return ("running", "", "") }
      return session.results.failure(quantity) == nil ? nil : ("failed", "", "")
    }
    let clusters = "\(run.clusters) \(run.clusters == 1 ? "cluster" : "clusters")"
    let noise = run.noise > 0 ? ", \(formatCount(run.noise)) noise" : ""
    return (clusters + noise, run.parameters, "\(formatNumber(run.seconds, significant: 2)) s")
  }

  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {
    guard let log = state.session?.log, direction == .up || direction == .down else { return }
    let cursor = (log.cursor ?? log.position) + direction.offset.y
    state.session!.log.cursor = min(max(0, cursor), log.entries.count)
  }

  /// The wheel scrolls.
  static func zoom(_ step: Int, around point: Point?, _ state: inout State, in area: Rectangle) {
    guard point != nil else { return }
    move(step > 0 ? .up : .down, &state, in: area)
  }

  static func click(_ point: Point, _ state: inout State, in area: Rectangle) {
    guard let log = state.session?.log, area.contains(point) else { return }
    let lines = lines(log)
    let index = first(log, lines.count, in: area) + point.y - area.y
    guard lines.indices.contains(index) else { return }
    state.session!.log.cursor = lines[index].position ?? 0
  }

  /// Goes back, or forward again, to the state after the line.
  static func activate(_ state: inout State, in area: Rectangle) -> [Effect] {
    guard let log = state.session?.log else { return [] }
    let position = log.cursor ?? log.position
    if position == log.position { state.tell("This is where you are.") }
    state.returnTo(position)
    return []
  }
}
