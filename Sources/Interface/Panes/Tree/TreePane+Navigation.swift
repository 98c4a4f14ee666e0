import Analysis
import Canvas
import Engine

// The cursor on the tree is the cursor of all panes: a branch is the stretch of the order below it.
extension TreePane {
  /// The drawn merge right above what the cursor is on; nil without a cursor.
  static func cursorNode(_ session: Session, _ value: TreeWindowQuantity.Value) -> Int? {
    let places: Range<Int>
    switch session.cursor {
    case .none: return nil
    case .block(let rows, _) where hierarchyRun(session) == nil: places = rows
    default:
      guard let order = source(session)?.order, case let marked = session.cursorPlaces(in: order).positions,
        let first = marked.first, let last = marked.last
      else { return nil }
      places = first..<last + 1
    }
    var node = value.root
    guard let root = node, contains(value.nodes[root].places, places) else { return value.root }
    // Down to the lowest that holds it all.
    while let current = node {
      let next = [value.nodes[current].left, value.nodes[current].right].compactMap(\.self).first {
        contains(value.nodes[$0].places, places)
      }
      guard let next else { return current }
      node = next
    }
    return node
  }

  private static func contains(_ outer: Range<Int>, _ inner: Range<Int>) -> Bool {
    outer.lowerBound <= inner.lowerBound && inner.upperBound <= outer.upperBound
  }

  /// Up to the branch that this one is part of, down to the larger of its two, sideways to its sibling, or where that
  /// is none, to the next branch on that side that is whole at its height.
  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let value = value(state, session, area), let root = value.root else { return }
    guard let node = cursorNode(session, value) else { return go(to: root, value, &state) }
    let next: Int?
    switch direction {
    case .up: next = value.nodes[node].parent
    case .down:
      next = [value.nodes[node].left, value.nodes[node].right].compactMap(\.self).max {
        let (a, b) = (value.nodes[$0].places.count, value.nodes[$1].places.count)
        return a < b || (a == b && $0 > $1)
      }
    case .left, .right: next = neighbour(of: node, value, direction)
    }
    if let next { return go(to: next, value, &state) }
    switch direction {
    case .up: state.tell("This is the root.")
    case .down: state.tell("The branch ends here; + shows more of it.")
    case .left, .right:
      state.tell("There is no branch further \(direction == .left ? "left" : "right").")
    }
  }

  private static func neighbour(of node: Int, _ value: TreeWindowQuantity.Value, _ direction: Direction) -> Int? {
    let isRight = direction == .right
    let height = value.nodes[node].height
    var below = node
    while let parent = value.nodes[below].parent {
      let other = isRight ? value.nodes[parent].right : value.nodes[parent].left
      if let other, other != below {
        if below == node { return other }
        if let found = firstWhole(in: other, upTo: height, value, fromLeft: isRight) { return found }
      }
      below = parent
    }
    return nil
  }

  /// Of the merges under a node those that are no higher than a height, and of these the first from one side.
  private static func firstWhole(
    in node: Int, upTo height: Double, _ value: TreeWindowQuantity.Value, fromLeft: Bool
  ) -> Int? {
    var open = [node]
    while let current = open.popLast() {
      if value.nodes[current].height <= height { return current }
      let children = [value.nodes[current].left, value.nodes[current].right].compactMap(\.self)
      // The last is looked at first.
      open += fromLeft ? children.reversed() : children
    }
    return nil
  }

  private static func go(to node: Int, _ value: TreeWindowQuantity.Value, _ state: inout State) {
    let places = value.nodes[node].places
    guard let session = state.session, hierarchyRun(session) != nil, let order = source(session)?.order else {
      state.session?.cursor = .block(rows: places, columns: places)
      return
    }
    state.session?.cursor = .rows(places.clamped(to: order.indices).map { order[$0] }.sorted())
  }

  static func zoom(_ step: Int, around point: Point?, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let value = value(state, session, area), let source = source(session) else {
      return
    }
    let window = source.window
    var centre = cursorNode(session, value).map {
      (value.nodes[$0].places.lowerBound + value.nodes[$0].places.upperBound) / 2
    }
    let tree = parts(state, in: area, highest: highest(value)).tree
    if let point, tree.contains(point) { centre = window.lowerBound + (point.x - tree.x) * window.count / tree.width }
    guard hierarchyRun(session) != nil else { return ImagePane.zoomWindow(step, around: centre, &state) }
    let middle = window.lowerBound + window.count / 2
    state.session?.treeWindow = window.zoomed(step, around: centre ?? middle, of: source.order.count)
  }

  /// The rows below the columns of the box.
  static func rows(in box: Rectangle, _ state: State, in area: Rectangle) -> [Int] {
    guard let session = state.session, let value = value(state, session, area), let source = source(session) else {
      return []
    }
    let (window, order) = (source.window, source.order)
    let parts = parts(state, in: area, highest: highest(value))
    let columns = box.intersection(Rectangle(x: parts.tree.x, y: area.y, width: parts.tree.width, height: area.height))
    guard !columns.isEmpty else { return [] }
    let start = window.lowerBound + (columns.x - parts.tree.x) * window.count / parts.tree.width
    let end = window.lowerBound + (columns.maxX - parts.tree.x) * window.count / parts.tree.width
    return (start..<max(end, start + 1)).clamped(to: order.indices).map { order[$0] }
  }

  /// On the line of the cut.
  static func holdsCut(at point: Point, _ state: State, in area: Rectangle) -> Bool {
    guard let session = state.session, let value = value(state, session, area), let cut = shownCut(session, value)
    else { return false }
    let tree = parts(state, in: area, highest: highest(value)).tree
    return tree.contains(point) && point.y == Self.row(of: cut, value, tree)
  }

  private static func row(of cut: Double, _ value: TreeWindowQuantity.Value, _ tree: Rectangle) -> Int {
    let share = highest(value) > 0 ? 1 - cut / highest(value) : 0
    return tree.y + min(tree.height - 1, max(0, Int(share * Double(tree.height))))
  }

  /// Puts the cursor on the nearest branch.
  static func click(_ point: Point, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let value = value(state, session, area) else { return }
    let tree = parts(state, in: area, highest: highest(value)).tree
    if state.holdsCut {
      let share = 1 - (Double(point.y - tree.y) + 0.5) / Double(max(1, tree.height))
      return cut(at: max(0, min(1, share)) * highest(value), &state)
    }
    guard tree.contains(point),
      let node = TreeGeometry(value, tree, top: highest(value)).nearest(to: point, state.glyphs)
    else { return }
    go(to: node, value, &state)
  }

  /// Cuts between the merge under the cursor and those below it.
  static func activate(_ state: inout State, in area: Rectangle) -> [Effect] {
    guard let session = state.session, let value = value(state, session, area),
      let node = cursorNode(session, value).map({ value.nodes[$0] })
    else { return [] }
    let middle = node.heightBelow + (node.height - node.heightBelow) / 2
    let cut = min(middle.isFinite ? middle : node.height, node.height.nextDown)
    guard node.height > 0, cut >= 0 else {
      state.complain("These rows are equal; no cut takes them apart.")
      return []
    }
    Self.cut(at: cut, &state)
    return []
  }
}
