import Canvas

/// Draws a menu: a line to type into, and the items that match.
enum MenuOverlay {
  static func draw(_ menu: Menu, _ state: State, into canvas: inout Canvas) {
    let area = area(menu, state)
    canvas.fill(area, with: Cell(" ", state.ground))
    Box(title: menu.title, style: state.focusBorder, titleStyle: state.accent, glyphs: state.glyphs)
      .draw(into: &canvas, in: area)
    let inside = area.inset(left: 2, top: 1, right: 2, bottom: 1)
    let prompt = menu.filter.isEmpty ? "type to narrow" : menu.filter
    canvas.write(">", x: inside.x, y: inside.y, style: state.accent)
    let counted = menu.filter.isEmpty ? "" : "\(formatCount(menu.shownCount)) of \(formatCount(menu.items.count))"
    canvas.write(
      prompt, x: inside.x + 2, y: inside.y, style: menu.filter.isEmpty ? state.dim : state.strong,
      width: inside.width - 4 - CellWidth.of(counted), glyphs: state.glyphs)
    canvas.write(
      counted, in: Rectangle(x: inside.x, y: inside.y, width: inside.width, height: 1), alignment: .right,
      style: state.dim, keepsBackground: true, glyphs: state.glyphs)

    let list = inside.inset(top: 1)
    if menu.shownCount == 0 {
      canvas.write(
        menu.items.isEmpty ? "nothing to choose" : "nothing matches; Backspace widens", in: list, style: state.dim,
        glyphs: state.glyphs)
    }
    let lines = MenuLines(menu)
    let first = lines.first(selected: menu.selection, visible: list.height)
    let columns = Columns(menu, lines.lines.dropFirst(first).prefix(list.height), width: list.width - 1)
    for (offset, line) in lines.lines.dropFirst(first).prefix(list.height).enumerated() {
      let row = Rectangle(x: list.x - 1, y: list.y + offset, width: list.width + 2, height: 1)
      switch line {
      case .heading(let text): canvas.write(text, in: row.inset(left: 1), style: state.dim, glyphs: state.glyphs)
      case .item(let place):
        guard let item = menu.item(place) else { continue }
        draw(
          item, menu.matches[place].places, isSelected: place == menu.selection, columns, state, into: &canvas, in: row)
      }
    }
    ScrollBar(
      count: lines.lines.count, visible: list.height, first: first, trackStyle: state.border,
      thumbStyle: state.focusBorder, glyphs: state.glyphs
    ).draw(into: &canvas, in: Rectangle(x: area.maxX - 1, y: list.y, width: 1, height: list.height))
  }

  /// How wide the parts of a line are.
  private struct Columns {
    var keys: Int
    var title: Int
    /// At the right end, where they do not stand first.
    var keysBehind: Int

    /// For what is on the screen: a long title elsewhere must not take the room of the details here.
    init(_ menu: Menu, _ lines: some Sequence<MenuLines.Line>, width: Int) {
      let shown = lines.compactMap { line in
        if case .item(let place) = line { menu.item(place) } else { nil }
      }
      let widest = shown.map { CellWidth.of($0.keys) }.max() ?? 0
      keys = menu.purpose == .keys ? min(widest, width / 3) : 0
      keysBehind = menu.purpose == .keys ? 0 : min(widest, 12)
      title = min(width / 2, shown.map { CellWidth.of($0.title) }.max() ?? 0)
    }
  }

  private static func draw(
    _ item: Menu.Item, _ places: [Int], isSelected: Bool, _ columns: Columns, _ state: State,
    into canvas: inout Canvas, in row: Rectangle
  ) {
    let style = isSelected ? state.selectionStyle : item.disabled == nil ? state.ground : state.dim
    if isSelected { canvas.fill(row, with: Cell(" ", style)) }
    canvas.write(item.isCurrent ? "*" : " ", x: row.x, y: row.y, style: isSelected ? style : state.accent)
    var x = row.x + 2
    if columns.keys > 0 {
      canvas.write(
        item.keys, x: x, y: row.y, style: isSelected || item.disabled != nil ? style : state.accent,
        width: columns.keys, glyphs: state.glyphs)
      x += columns.keys + 2
    }
    canvas.write(item.title, x: x, y: row.y, style: style, width: columns.title, glyphs: state.glyphs)
    emphasise(places, of: item.title, isSelected: isSelected, state, into: &canvas, x: x, y: row.y, columns.title)
    x += columns.title + 2
    let behind = columns.keysBehind > 0 ? columns.keysBehind + 2 : 0
    canvas.write(
      item.disabled.map { "not now: \($0)" } ?? item.detail, x: x, y: row.y, style: isSelected ? style : state.dim,
      width: row.maxX - 1 - behind - x, glyphs: state.glyphs)
    if behind > 0 {
      canvas.write(
        item.keys, in: Rectangle(x: row.maxX - 1 - columns.keysBehind, y: row.y, width: columns.keysBehind, height: 1),
        alignment: .right, style: isSelected ? style : state.accent, glyphs: state.glyphs)
    }
  }

  /// The letters that answer what was typed are underlined, and coloured where the line is not.
  private static func emphasise(
    _ places: [Int], of title: String, isSelected: Bool, _ state: State, into canvas: inout Canvas, x: Int, y: Int,
    _ width: Int
  ) {
    guard !places.isEmpty else { return }
    // Cut titles end in an ellipsis, which answers nothing.
    let width = CellWidth.of(title) > width ? width - 1 : width
    var wanted = places[...]
    var column = 0
    for (index, scalar) in title.unicodeScalars.enumerated() {
      let scalarWidth = CellWidth.of(scalar)
      guard column + scalarWidth <= width, let next = wanted.first else { return }
      if index == next {
        wanted.removeFirst()
        canvas.restyle(Rectangle(x: x + column, y: y, width: scalarWidth, height: 1)) { style in
          style.attributes.insert(.underline)
          if !isSelected, state.colorDepth != .none {
            style.foreground = state.theme.accent
            style.attributes.insert(.bold)
          }
        }
      }
      column += scalarWidth
    }
  }

  static func area(_ menu: Menu, _ state: State) -> Rectangle {
    let screen = Rectangle(x: 0, y: 0, width: state.size.width, height: state.size.height - 1)
    let widest =
      menu.items.prefix(500).map {
        CellWidth.of($0.title) + CellWidth.of($0.detail) + ($0.keys.isEmpty ? 0 : CellWidth.of($0.keys) + 2) + 9
      }.max() ?? 20
    let headings = MenuLines(menu).lines.count - menu.shownCount
    let size = Size(
      width: min(state.size.width - 2, max(44, min(widest, 100))),
      height: min(state.size.height - 2, menu.items.count + (menu.filter.isEmpty ? headings : 0) + 3))
    // What is tried out is to be seen: it stands aside then.
    return menu.isLive ? screen.corner(size) : screen.centered(size)
  }

  /// The place among the shown items on a line.
  static func item(at point: Point, _ menu: Menu, _ state: State) -> Int? {
    let list = area(menu, state).inset(left: 1, top: 2, right: 1, bottom: 1)
    guard list.contains(point) else { return nil }
    return MenuLines(menu).item(at: point.y - list.y, selected: menu.selection, visible: list.height)
  }
}

extension Rectangle {
  /// A rectangle of a size at the lower right, one cell from the edge where there is room; cut to this one.
  func corner(_ size: Size) -> Rectangle {
    let (width, height) = (min(size.width, self.width), min(size.height, self.height))
    return Rectangle(
      x: maxX - width - min(1, self.width - width), y: maxY - height - min(1, self.height - height), width: width,
      height: height)
  }
}
