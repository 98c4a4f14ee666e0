import Canvas
import Engine

// The cursor on the plot is a stretch of the visit: one bar, the rows that share a cell, or a valley.
extension ReachabilityPane {
  private static func strip(
    _ state: State, _ session: Session, _ value: ReachabilityWindowQuantity.Value, _ area: Rectangle
  ) -> LeafStrip {
    LeafStrip(area: parts(state, value, in: area).strip, window: window(session, value))
  }

  /// Sideways from bar to bar, up to the valley around the cursor, down to the larger part of it.
  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let value = value(state, session, area) else { return }
    let strip = strip(state, session, value, area)
    guard strip.area.width > 0 else { return }
    let places = session.cursorPlaces(in: value.order).positions
    guard let first = places.first, let last = places.last else {
      return go(to: strip.places(of: strip.area.width / 2), value, &state)
    }
    let current = first..<last + 1
    switch direction {
    case .left, .right:
      let target = direction == .right ? current.upperBound : current.lowerBound - 1
      guard value.order.indices.contains(target) else { return }
      scroll(to: target, strip.window, value.order.count, &state)
      let window = state.session.map { Self.window($0, value) } ?? strip.window
      let moved = LeafStrip(area: strip.area, window: window)
      guard window.contains(target), window.count > strip.area.width else {
        return go(to: target..<target + 1, value, &state)
      }
      let cell = moved.cells(of: target..<target + 1).lowerBound
      go(to: moved.places(of: cell), value, &state)
    case .up:
      // So much larger that it can be seen.
      var valley = current
      let visible = max(1, strip.window.count / max(1, strip.area.width))
      while valley.count < value.order.count, valley.count < current.count + visible {
        valley = value.valley(around: valley)
      }
      if valley == current { return state.tell("These are all rows.") }
      go(to: valley, value, &state)
    case .down:
      guard let part = value.largerPart(of: current) else { return state.tell("This is a single bar.") }
      go(to: part, value, &state)
    }
  }

  private static func go(to places: Range<Int>, _ value: ReachabilityWindowQuantity.Value, _ state: inout State) {
    let places = places.clamped(to: value.order.indices)
    guard let first = places.first else { return }
    state.session?.cursor =
      places.count == 1 ? .row(value.order[first]) : .rows(places.map { value.order[$0] }.sorted())
  }

  private static func scroll(to place: Int, _ window: Range<Int>, _ total: Int, _ state: inout State) {
    guard !window.contains(place) else { return }
    let shift = place < window.lowerBound ? -max(1, window.count / 4) : max(1, window.count / 4)
    let start = min(max(0, window.lowerBound + shift), total - window.count)
    state.session?.reachabilityWindow = start..<(start + window.count)
  }

  static func zoom(_ step: Int, around point: Point?, _ state: inout State, in area: Rectangle) {
    guard step != 0, let session = state.session, let value = value(state, session, area) else {
      state.session?.reachabilityWindow = nil
      return
    }
    let strip = strip(state, session, value, area)
    let window = strip.window
    var centre = window.lowerBound + window.count / 2
    if let point, point.x >= strip.area.x, point.x < strip.area.maxX {
      centre = strip.places(of: point.x - strip.area.x).lowerBound
    } else if point == nil {
      let places = session.cursorPlaces(in: value.order).positions
      if let first = places.first, let last = places.last { centre = (first + last + 1) / 2 }
    }
    state.session?.reachabilityWindow = window.zoomed(step, around: centre, of: value.order.count)
  }

  /// The rows of the bars in the columns of the box.
  static func rows(in box: Rectangle, _ state: State, in area: Rectangle) -> [Int] {
    guard let session = state.session, let value = value(state, session, area) else { return [] }
    let strip = strip(state, session, value, area)
    let columns = box.intersection(
      Rectangle(x: strip.area.x, y: area.y, width: strip.area.width, height: area.height))
    guard !columns.isEmpty else { return [] }
    let first = strip.places(of: columns.x - strip.area.x)
    let last = strip.places(of: columns.maxX - 1 - strip.area.x)
    return (first.lowerBound..<last.upperBound).clamped(to: value.order.indices).map { value.order[$0] }.sorted()
  }

  static func click(_ point: Point, _ state: inout State, in area: Rectangle) {
    if state.holdsCut { return cut(at: point, &state, in: area) }
    guard let session = state.session, let value = value(state, session, area) else { return }
    let strip = strip(state, session, value, area)
    guard point.x >= strip.area.x, point.x < strip.area.maxX else { return }
    go(to: strip.places(of: point.x - strip.area.x), value, &state)
  }
}

extension ReachabilityWindowQuantity.Value {
  /// The height of the wall before a place; infinite at both ends.
  private func wall(_ place: Int) -> Double { place > 0 && place < profile.count ? profile[place] : .infinity }

  /// The smallest valley that is larger than a stretch: as far as no bar is higher than the lower of its two walls.
  func valley(around stretch: Range<Int>) -> Range<Int> {
    let height = min(wall(stretch.lowerBound), wall(stretch.upperBound))
    guard height.isFinite else { return profile.indices }
    var (first, end) = (stretch.lowerBound, stretch.upperBound)
    while first > 0, wall(first) <= height { first -= 1 }
    while end < profile.count, wall(end) <= height { end += 1 }
    return first..<end
  }

  /// The larger of the two parts into which the highest bar within a stretch divides it, the first of equal ones; nil
  /// for a single bar.
  func largerPart(of stretch: Range<Int>) -> Range<Int>? {
    guard stretch.count > 1 else { return nil }
    let inner = stretch.lowerBound + 1..<stretch.upperBound
    let highest = inner.dropFirst().reduce(inner.lowerBound) { profile[$1] > profile[$0] ? $1 : $0 }
    let (left, right) = (stretch.lowerBound..<highest, highest..<stretch.upperBound)
    return left.count >= right.count ? left : right
  }
}
