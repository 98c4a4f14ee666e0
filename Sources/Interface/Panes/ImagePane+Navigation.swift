import Analysis
import Canvas
import Engine

// Which part of the order is shown, and the cursor on it: shared by the image and the join distances.
extension ImagePane {
  /// The positions of the order that are shown.
  static func window(_ session: Session) -> Range<Int>? {
    guard let count = session.vatOrder?.order.count, count > 0 else { return nil }
    // One that was chosen while there were more rows may lie beyond them.
    let window = session.imageWindow?.clamped(to: 0..<count) ?? 0..<count
    return window.isEmpty ? 0..<count : window
  }

  /// The stretch of positions that shares a cell with a position, when the window is drawn with so many cells.
  static func block(containing position: Int, _ window: Range<Int>, _ cells: Int) -> Range<Int> {
    guard cells > 0, window.count > cells else { return position..<(position + 1) }
    let offset = position - window.lowerBound
    // The cell c shows the positions c·n/cells ..< (c+1)·n/cells.
    var cell = offset * cells / window.count
    while (cell + 1) * window.count / cells <= offset { cell += 1 }
    let start = window.lowerBound + cell * window.count / cells
    let end = window.lowerBound + (cell + 1) * window.count / cells
    return start..<max(end, start + 1)
  }

  /// The cursor as stretches of positions, if it lies in the window.
  static func cursorBlock(
    _ session: Session, _ window: Range<Int>
  ) -> (rows: Range<Int>, columns: Range<Int>)? {
    var result: (rows: Range<Int>, columns: Range<Int>)
    switch session.cursor {
    case .none: return nil
    case .block(let rows, let columns): result = (rows, columns)
    case .row(let row):
      guard let position = session.vatOrder?.order.firstIndex(of: row) else { return nil }
      result = (position..<(position + 1), position..<(position + 1))
    case .rows(let rows):
      guard let stretch = session.vatOrder?.order.stretch(around: rows) else { return nil }
      result = (stretch, stretch)
    }
    result = (result.rows.clamped(to: window), result.columns.clamped(to: window))
    return result.rows.isEmpty || result.columns.isEmpty ? nil : result
  }

  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let window = window(session) else { return }
    let picture = parts(state, in: area).picture
    let size = heatmap(state).resolution(in: picture)
    let total = session.vatOrder!.order.count
    func blockAt(_ position: Int, _ cells: Int) -> Range<Int> { block(containing: position, window, cells) }

    guard let current = cursorBlock(session, window) else {
      let middle = window.lowerBound + window.count / 2
      state.session?.cursor = .block(rows: blockAt(middle, size.height), columns: blockAt(middle, size.width))
      return
    }
    func moved(_ positions: Range<Int>, by step: Int, cells: Int) -> Range<Int> {
      if step == 0 { return positions.count == 1 ? blockAt(positions.lowerBound, cells) : positions }
      let target = step > 0 ? positions.upperBound : positions.lowerBound - 1
      guard target >= 0, target < total else { return positions }
      // At the edge of the window, the window goes along.
      return window.contains(target) ? blockAt(target, cells) : target..<(target + 1)
    }
    let rows = moved(current.rows, by: direction.offset.y, cells: size.height)
    let columns = moved(current.columns, by: direction.offset.x, cells: size.width)
    state.session?.cursor = .block(rows: rows, columns: columns)
    let outside = window.contains(rows.lowerBound) ? columns.lowerBound : rows.lowerBound
    scroll(to: outside, window, total, &state)
  }

  static func zoom(_ step: Int, around point: Point?, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let window = window(session) else { return }
    let picture = parts(state, in: area).picture
    let pointed = point.flatMap { point in
      picture.contains(point)
        ? window.lowerBound + (point.x - picture.x) * window.count / max(1, picture.width) : nil
    }
    zoomWindow(step, around: pointed, &state)
  }

  /// Zooms the part of the order that the image and the join distances show.
  /// - Parameter position: of the order; nil for the cursor, or the middle.
  static func zoomWindow(_ step: Int, around position: Int?, _ state: inout State) {
    guard let session = state.session, let window = window(session), let total = session.vatOrder?.order.count,
      step != 0
    else {
      state.session?.imageWindow = nil
      return
    }
    let cursor = cursorBlock(session, window).map { ($0.rows.lowerBound + $0.columns.upperBound) / 2 }
    let centre = position ?? cursor ?? window.lowerBound + window.count / 2
    state.session?.imageWindow = window.zoomed(step, around: centre, of: total)
  }

  /// Moves the cursor along the diagonal, by as many positions as share one of `cells`.
  static func moveAlong(_ direction: Direction, _ state: inout State, cells: Int) {
    guard let session = state.session, let window = window(session), let total = session.vatOrder?.order.count else {
      return
    }
    var stretch = block(containing: window.lowerBound + window.count / 2, window, cells)
    if let current = cursorBlock(session, window) {
      let target = direction == .right ? current.rows.upperBound : current.rows.lowerBound - 1
      guard target >= 0, target < total else { return }
      stretch = window.contains(target) ? block(containing: target, window, cells) : target..<target + 1
      scroll(to: target, window, total, &state)
    }
    state.session?.cursor = .block(rows: stretch, columns: stretch)
  }

  /// Takes the window along when the cursor leaves it.
  private static func scroll(to position: Int, _ window: Range<Int>, _ total: Int, _ state: inout State) {
    guard !window.contains(position) else { return }
    let shift = position < window.lowerBound ? -max(1, window.count / 4) : max(1, window.count / 4)
    let start = min(max(0, window.lowerBound + shift), total - window.count)
    state.session?.imageWindow = start..<(start + window.count)
  }

  static func scrollSideways(_ step: Int, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let total = session.vatOrder?.order.count, let window = session.imageWindow
    else {
      return state.tell("All of it is shown; + or the wheel zooms in.")
    }
    let start = min(max(0, window.lowerBound + step * max(1, window.count / 8)), max(0, total - window.count))
    state.session?.imageWindow = start..<min(total, start + window.count)
  }

  static var takesBox: Bool { true }

  static func cursorCell(_ state: State, in area: Rectangle) -> Point? {
    guard let session = state.session, let window = window(session), let cursor = cursorBlock(session, window) else {
      return nil
    }
    let picture = parts(state, in: area).picture
    func cell(_ position: Int, of count: Int) -> Int { (position - window.lowerBound) * count / window.count }
    return Point(
      x: picture.x + cell(cursor.columns.lowerBound, of: picture.width),
      y: picture.y + cell(cursor.rows.lowerBound, of: picture.height))
  }

  /// The rows at the positions that a box spans, down and across.
  static func rows(in box: Rectangle, _ state: State, in area: Rectangle) -> [Int] {
    guard let session = state.session, let window = window(session), let order = session.vatOrder?.order else {
      return []
    }
    let picture = parts(state, in: area).picture
    let cells = box.intersection(picture)
    guard !cells.isEmpty else { return [] }
    func positions(_ first: Int, _ end: Int, of count: Int) -> Range<Int> {
      let lower = window.lowerBound + first * window.count / count
      return lower..<max(lower + 1, window.lowerBound + end * window.count / count)
    }
    let down = positions(cells.y - picture.y, cells.maxY - picture.y, of: picture.height)
    let across = positions(cells.x - picture.x, cells.maxX - picture.x, of: picture.width)
    return Set(down).union(across).sorted().map { order[$0] }
  }

  static func click(_ point: Point, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let window = window(session) else { return }
    let parts = parts(state, in: area)
    let picture = parts.picture
    if parts.tree.contains(point) { return clickTree(point, session, window, parts.tree, &state) }
    guard picture.contains(point) else { return }
    let size = heatmap(state).resolution(in: picture)
    let row = window.lowerBound + (point.y - picture.y) * window.count / max(1, picture.height)
    let column = window.lowerBound + (point.x - picture.x) * window.count / max(1, picture.width)
    state.session?.cursor = .block(
      rows: block(containing: row, window, size.height), columns: block(containing: column, window, size.width))
  }

  /// Puts the cursor on the branch of the tree beside the image that a cell of it belongs to: the rows around its line
  /// that are joined below its height.
  private static func clickTree(
    _ point: Point, _ session: Session, _ window: Range<Int>, _ tree: Rectangle, _ state: inout State
  ) {
    guard let joins = session.vatOrder?.joinDistances, joins.count + 1 >= window.upperBound else { return }
    let highest = window.dropFirst().map { joins[$0 - 1] }.max() ?? 0
    // The root is at the left.
    let height = highest * Double(tree.maxX - point.x) / Double(max(1, tree.width))
    let position = window.lowerBound + (point.y - tree.y) * window.count / max(1, tree.height)
    var (first, end) = (position, position + 1)
    while first > 0, joins[first - 1] <= height { first -= 1 }
    while end <= joins.count, joins[end - 1] <= height { end += 1 }
    state.session?.cursor = .block(rows: first..<end, columns: first..<end)
  }
}
