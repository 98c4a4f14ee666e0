import Analysis
import Canvas
import Engine

/// Clusterings side by side: what was asked for, what came out, and how good it looks.
enum RunsPane: Pane {
  static let id = PaneID.runs
  static let isPicture = false
  static let isList = true

  static let bindings: [KeyBinding] = [useRun, markRun]

  /// Shared by the panes that compare runs.
  static let useRun = KeyBinding(
    [.enter], "use run", "make the run under the cursor the current one", group: .pane, .activate)

  static let summary = "every algorithm and earlier runs, with their scores"
  static let markRun = KeyBinding(
    [.character(" ")], "compare", "hold the run under the cursor against the current one, or no longer", group: .pane,
    .markRun)

  static func title(_ session: Session) -> String { "Runs" }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] { session.wantedRuns }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    if let reason = session.results.failure(session.datasetQuantity) {
      return explain(reason, state.errorStyle, state, into: &canvas, in: area)
    }
    let runs = session.comparedRuns
    let (list, note) = area.inset(left: 1).splitBottom(area.height > 4 ? 1 : 0)
    RunTable(state, session, runs, width: list.width).view.draw(into: &canvas, in: list)
    let selected = runs[session.selectedRunIndex(in: runs)]
    if let reason = session.results.failure(session.runQuantity(selected)) {
      canvas.write("\(selected.id): \(reason)", in: note, style: state.errorStyle, glyphs: state.glyphs)
    } else if session.waitsToBeAsked(selected) {
      canvas.write(
        "\(selected.id) looks at every pair of these rows, which takes long: Enter runs it.", in: note,
        style: state.dim, glyphs: state.glyphs)
    } else if !session.hasRunIndices, session.dataset != nil {
      canvas.write(
        "Indices over all pairs of rows are left out above \(formatCount(ScoresPane.largestForIndices)) rows.",
        in: note, style: state.dim, glyphs: state.glyphs)
    } else {
      let description = try? Clusterers.named(selected.id).description
      canvas.write(
        "\(description?.title ?? selected.id): \(description?.summary ?? "")", in: note, style: state.dim,
        glyphs: state.glyphs)
    }
  }

  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {
    let step = direction.offset
    if step.y != 0 { return state.moveRun(step.y) }
    guard let session = state.session else { return }
    state.session!.firstIndex = min(max(0, session.firstIndex + step.x), RunTable.movable(session).count - 1)
  }

  static func moveFar(_ move: FarMove, _ state: inout State, in area: Rectangle) {
    guard let session = state.session else { return }
    let runs = session.comparedRuns
    state.selectRun(
      move.target(from: session.selectedRunIndex(in: runs), count: runs.count, page: area.height - 2))
  }

  static func zoom(_ step: Int, around point: Point?, _ state: inout State, in area: Rectangle) {
    if step != 0, point != nil { state.moveRun(-step) }
  }

  static func click(_ point: Point, _ state: inout State, in area: Rectangle) {
    guard let session = state.session else { return }
    let list = area.inset(left: 1, bottom: area.height > 4 ? 1 : 0)
    let layout = RunTable(state, session, session.comparedRuns, width: list.width).view.layout(in: list)
    guard let row = layout.row(at: point) else { return }
    state.selectRun(row)
    // The lines stay where they are.
    state.session!.firstLines[id] = layout.rows.lowerBound
  }

  static func activate(_ state: inout State, in area: Rectangle) -> [Effect] {
    state.useSelectedRun()
    return []
  }
}
