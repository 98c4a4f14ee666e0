import Canvas

/// Where everything is: worked out once, for drawing and for the mouse.
public struct Layout: Sendable, Equatable {
  public struct Placed: Sendable, Equatable {
    public let pane: PaneID
    public let area: Rectangle
  }

  public static let smallest = Size(width: 40, height: 12)
  /// From here on all panes of a screen are shown, below two of them, below `sizeForTwo` one.
  static let sizeForAll = Size(width: 120, height: 30)
  static let widthForTwo = 80
  /// Lines of a pane with its border, below which it is left out of a column of many.
  private static let leastHeight = 6
  /// Characters of a column with its border, below which columns are left out.
  private static let leastWidth = 20

  public let header: Rectangle
  public let panes: [Placed]
  /// Notices, progress, and what the cursor is on.
  public let status: Rectangle
  public let footer: Rectangle

  /// Nil when the screen is too small to show anything of use.
  public init?(_ state: State) {
    let size = state.size
    guard size.width >= Self.smallest.width, size.height >= Self.smallest.height else { return nil }
    let whole = Rectangle(x: 0, y: 0, width: size.width, height: size.height)
    header = Rectangle(x: 0, y: 0, width: size.width, height: 1)
    footer = Rectangle(x: 0, y: size.height - 1, width: size.width, height: 1)
    status = Rectangle(x: 0, y: size.height - 2, width: size.width, height: 1)
    let body = whole.inset(top: 1, bottom: 2)
    let columns = state.shownColumns

    if state.isMaximised || size.width < Self.widthForTwo {
      panes = [Placed(pane: state.focus, area: body)]
    } else if columns.joined().count > 2, size.width < Self.sizeForAll.width || size.height < Self.sizeForAll.height {
      panes = Self.place([[columns[0][0]], [state.companion]], [body.width / 2, body.width - body.width / 2], body)
    } else {
      let shown = Self.fitting(columns, body, state.focus).map { Self.fitting($0, body, state.focus) }
      panes = Self.place(shown, Self.widths(shown, body), body)
    }
  }

  /// As many columns as have room side by side, the focused pane among them.
  private static func fitting(_ columns: [[PaneID]], _ body: Rectangle, _ focus: PaneID) -> [[PaneID]] {
    let most = max(1, body.width / leastWidth)
    guard columns.count > most else { return columns }
    let focused = columns.firstIndex { $0.contains(focus) } ?? 0
    return focused < most ? Array(columns.prefix(most)) : columns.prefix(most - 1) + [columns[focused]]
  }

  /// As many panes of a column as have room one below the other, the focused one among them.
  private static func fitting(_ column: [PaneID], _ body: Rectangle, _ focus: PaneID) -> [PaneID] {
    let most = max(1, body.height / leastHeight)
    guard column.count > most else { return column }
    let shown = Array(column.prefix(most))
    return shown.contains(focus) || !column.contains(focus) ? shown : shown.dropLast() + [focus]
  }

  /// A column is as wide as the widest of its panes wants to be.
  private static func wish(_ column: [PaneID]) -> PaneWidth {
    let wishes = column.map { Panes.pane($0).width }
    if wishes.contains(.flexible) { return .flexible }
    if wishes.contains(.square) { return .square }
    let widths = wishes.map { if case .fixed(let width) = $0 { width } else { 0 } }
    return .fixed(widths.max() ?? 0)
  }

  /// Fixed columns get their width; the rest share what is left, the square ones no more than their height can use.
  private static func widths(_ columns: [[PaneID]], _ body: Rectangle) -> [Int] {
    let wishes = columns.map(wish)
    var left = body.width
    var widths = wishes.map { wish in
      if case .fixed(let width) = wish { min(width, body.width) } else { 0 }
    }
    left -= widths.reduce(0, +)
    // Where the fixed ones leave too little, all are equal.
    guard left >= leastWidth * wishes.count(where: { if case .fixed = $0 { false } else { true } }) else {
      return columns.indices.map { body.width * ($0 + 1) / columns.count - body.width * $0 / columns.count }
    }
    let squares = wishes.indices.filter { wishes[$0] == .square }
    let flexible = wishes.indices.filter { wishes[$0] == .flexible }
    let share = left / max(1, squares.count + flexible.count)
    for index in squares {
      // What a screen is about gets the larger part; what a square cannot use goes to the others.
      let part = index == 0 && columns.count > 1 ? max(share, left * 3 / 5) : share
      widths[index] = flexible.isEmpty ? share : min(part, 2 * body.height)
      left -= widths[index]
    }
    for (place, index) in flexible.enumerated() {
      widths[index] = left / (flexible.count - place)
      left -= widths[index]
    }
    if flexible.isEmpty { widths[squares.last ?? widths.count - 1] += left }
    return widths
  }

  private static func place(_ columns: [[PaneID]], _ widths: [Int], _ body: Rectangle) -> [Placed] {
    var x = body.x
    return zip(columns, widths).flatMap { column, width in
      defer { x += width }
      return column.enumerated().map { index, pane in
        let top = body.y + body.height * index / column.count
        let bottom = body.y + body.height * (index + 1) / column.count
        return Placed(pane: pane, area: Rectangle(x: x, y: top, width: width, height: bottom - top))
      }
    }
  }

  public func area(of pane: PaneID) -> Rectangle? { panes.first { $0.pane == pane }?.area }
  public func pane(at point: Point) -> PaneID? { panes.first { $0.area.contains(point) }?.pane }
}
