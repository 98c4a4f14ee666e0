import Canvas
import Engine

// The cursor of the scores goes over the numbers, each of which explains itself, and over the clusters, which are a
// legend to choose from.
extension ScoresPane {
  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {
    go(&state, area) { current, last in
      current.map { min(max(0, $0 + direction.offset.y), last) } ?? (direction == .up ? last : 0)
    }
  }

  static func moveFar(_ move: FarMove, _ state: inout State, in area: Rectangle) {
    go(&state, area) { current, last in move.target(from: current ?? 0, count: last + 1, page: area.height - 1) }
  }

  /// To another of the lines that can have the cursor.
  private static func go(_ state: inout State, _ area: Rectangle, _ target: (Int?, _ last: Int) -> Int) {
    guard let session = state.session else { return }
    let lines = lines(state, session)
    let stops = lines.indices.filter { lines[$0].key != nil }
    guard !stops.isEmpty else { return }
    let current = cursor(lines, session).flatMap { stops.firstIndex(of: $0) }
    put(stops[target(current, stops.count - 1)], lines, &state, area)
  }

  private static func put(_ line: Int, _ lines: [Line], _ state: inout State, _ area: Rectangle) {
    state.session!.scoresCursor = lines[line].key
    let rows = rows(lines, width: area.width - 2)
    state.session!.firstLines[id] = first(rows, line, state.session!, height: area.height)
    // What stands above the first is to be seen again.
    if line == lines.firstIndex(where: { $0.key != nil }) { state.session!.firstLines[id] = 0 }
  }

  static func zoom(_ step: Int, around point: Point?, _ state: inout State, in area: Rectangle) {
    if step != 0, point != nil { move(step > 0 ? .up : .down, &state, in: area) }
  }

  private static func line(at point: Point, _ state: State, in area: Rectangle) -> (index: Int, lines: [Line])? {
    guard let session = state.session, area.contains(point) else { return nil }
    let lines = lines(state, session)
    let rows = rows(lines, width: area.width - 2)
    let row = first(rows, cursor(lines, session), session, height: area.height) + point.y - area.y
    return rows.indices.contains(row) ? (rows[row].line, lines) : nil
  }

  static func click(_ point: Point, _ state: inout State, in area: Rectangle) {
    guard let (index, lines) = line(at: point, state, in: area), lines[index].key != nil else { return }
    put(index, lines, &state, area)
  }

  /// The clusters are a legend.
  static func legendRows(at point: Point, _ state: State, in area: Rectangle) -> [Int]? {
    guard let (index, lines) = line(at: point, state, in: area) else { return nil }
    return rows(of: lines[index], state)
  }

  static func rowsUnderCursor(_ state: State, in area: Rectangle) -> [Int]? {
    cursorLine(state).flatMap { rows(of: $0, state) }
  }

  private static func rows(of line: Line, _ state: State) -> [Int]? {
    guard case .cluster(_, _, _, let group) = line, var session = state.session, let dataset = session.dataset else {
      return nil
    }
    // As they are counted.
    if session.colouring == .none { session.colouring = .cluster }
    guard let codes = session.groups(rowCount: dataset.rowCount)?.codes else { return nil }
    return codes.indices.filter { group < 0 ? codes[$0] < 0 : codes[$0] == group }
  }

  static func activate(_ state: inout State, in area: Rectangle) -> [Effect] {
    switch cursorLine(state) {
    case .cluster?: state.toggleSelected()
    case let line?: state.explain(line.topic)
    case nil: state.explain()
    }
    return []
  }
}
