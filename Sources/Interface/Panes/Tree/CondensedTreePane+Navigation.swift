import Canvas
import Engine

// The cursor on the tree is the cursor of all panes: a branch is the rows below it.
extension CondensedTreePane {
  /// The smallest cluster of the tree that holds what the cursor is on.
  static func cursorCluster(_ session: Session, _ value: CondensedTreeQuantity.Value) -> Int? {
    switch session.cursor {
    case .none: nil
    case .row(let row): value.cluster(holding: [row])
    case .rows(let rows): value.cluster(holding: rows)
    case .block(let places, _):
      session.vatOrder.flatMap { tree in
        value.cluster(holding: places.clamped(to: tree.order.indices).lazy.map { tree.order[$0] })
      }
    }
  }

  /// Up to the cluster that this one is part of, down to the larger of its two parts, sideways to the next.
  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let value = value(session) else { return }
    guard let cluster = cursorCluster(session, value) else { return go(to: 0, value, &state) }
    // From single rows to the cluster that they are in.
    guard case .rows(let rows)? = state.session?.cursor, rows.count == value.places[cluster].count else {
      return go(to: cluster, value, &state)
    }
    switch direction {
    case .up:
      let parent = value.tree.clusters[cluster].parent
      if parent < 0 { return state.tell("These are all rows.") }
      go(to: parent, value, &state)
    case .down:
      let children = value.children[cluster]
      guard let first = children.first, let last = children.last else { return state.tell("It splits no further.") }
      go(to: value.places[last].count > value.places[first].count ? last : first, value, &state)
    case .left, .right:
      guard let next = value.neighbour(of: cluster, onTheRight: direction == .right) else {
        return state.tell("There is no cluster further \(direction == .left ? "left" : "right").")
      }
      go(to: next, value, &state)
    }
  }

  private static func go(to cluster: Int, _ value: CondensedTreeQuantity.Value, _ state: inout State) {
    let places = value.places[cluster]
    state.session?.cursor = .rows(value.order[places].sorted())
    // What is gone to is shown.
    guard let window = state.session?.treeWindow, !window.overlaps(places) else { return }
    let middle = (places.lowerBound + places.upperBound) / 2
    let start = min(max(0, middle - window.count / 2), value.order.count - window.count)
    state.session?.treeWindow = start..<start + window.count
  }

  static func zoom(_ step: Int, around point: Point?, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let value = value(session) else { return }
    let strip = parts(state, session, value, in: area).strip
    var centre = strip.window.lowerBound + strip.window.count / 2
    if let point, point.x >= strip.area.x, point.x < strip.area.maxX {
      centre = strip.places(of: point.x - strip.area.x).lowerBound
    } else if point == nil, let cluster = cursorCluster(session, value) {
      centre = (value.places[cluster].lowerBound + value.places[cluster].upperBound) / 2
    }
    state.session?.treeWindow = strip.window.zoomed(step, around: centre, of: value.order.count)
  }

  static func rows(in box: Rectangle, _ state: State, in area: Rectangle) -> [Int] {
    guard let session = state.session, let value = value(session) else { return [] }
    let strip = parts(state, session, value, in: area).strip
    let columns = box.intersection(
      Rectangle(x: strip.area.x, y: area.y, width: strip.area.width, height: area.height))
    guard !columns.isEmpty else { return [] }
    let first = strip.places(of: columns.x - strip.area.x).lowerBound
    let end = strip.places(of: columns.maxX - 1 - strip.area.x).upperBound
    return value.order[(first..<end).clamped(to: value.order.indices)].sorted()
  }

  /// The cluster at a cell.
  static func click(_ point: Point, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let value = value(session) else { return }
    let parts = parts(state, session, value, in: area)
    guard parts.tree.contains(point) || (parts.strip.area.contains(point)) else { return }
    let places = parts.strip.places(of: point.x - parts.strip.area.x)
    let depth = (Double(point.y - parts.tree.y) + 0.5) / Double(max(1, parts.tree.height))
    let place = (places.lowerBound + places.upperBound - 1) / 2
    go(to: value.cluster(at: place, distance: parts.top - depth * (parts.top - parts.bottom)), value, &state)
  }
}

extension CondensedTreeQuantity.Value {
  /// The next cluster on one side: the sibling, or the nearest cluster at about the same height beyond it.
  func neighbour(of cluster: Int, onTheRight isRight: Bool) -> Int? {
    let birth = tree.clusters[cluster].birth
    var below = cluster
    while case let parent = tree.clusters[below].parent, parent >= 0 {
      let siblings = children[parent]
      if let other = isRight ? siblings.last : siblings.first, other != below {
        var next = other
        // Down to where it is as dense.
        while tree.clusters[next].death <= birth, let inner = isRight ? children[next].first : children[next].last {
          next = inner
        }
        return next
      }
      below = parent
    }
    return nil
  }
}
