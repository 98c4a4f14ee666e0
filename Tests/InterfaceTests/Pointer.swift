import Canvas
import Interface
import Testing

// The mouse, for the tests.
extension HeadlessDriver {
  mutating func press(_ keys: String) throws {
    for key in KeyScript.parse(keys) { try send(.key(key)) }
  }

  mutating func click(_ point: Point, _ modifiers: PointerModifiers = []) throws {
    try send(.mouse(.press, point, modifiers))
    try send(.mouse(.release, point, modifiers))
  }

  mutating func doubleClick(_ point: Point) throws {
    try click(point)
    try send(.mouse(.doubleClick, point))
    try send(.mouse(.release, point))
  }

  mutating func drag(_ points: [Point], _ modifiers: PointerModifiers = []) throws {
    guard let first = points.first, let last = points.last else { return }
    try send(.mouse(.press, first, modifiers))
    for point in points.dropFirst() { try send(.mouse(.drag, point, modifiers)) }
    try send(.mouse(.release, last, modifiers))
  }

  /// Where a text stands on the screen.
  func place(of text: String, below top: Int = 0) throws -> Point {
    for (y, line) in frame(state).lines.enumerated() where y >= top {
      if let range = line.range(of: text) {
        return Point(x: CellWidth.of(String(line[..<range.lowerBound])), y: y)
      }
    }
    Issue.record("\(text) is not on the screen:\n\(frame(state).lines.joined(separator: "\n"))")
    return Point(x: 0, y: 0)
  }

  func shows(_ text: String) -> Bool { frame(state).lines.contains { $0.contains(text) } }

  var selected: [Int] { state.session?.selection.rows ?? [] }
  var notice: String { state.notice?.text ?? "" }
}
