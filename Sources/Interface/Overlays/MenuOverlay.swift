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
    canvas.write(
      prompt, x: inside.x + 2, y: inside.y, style: menu.filter.isEmpty ? state.dim : state.strong,
      width: inside.width - 2, glyphs: state.glyphs)

    let shown = menu.shown
    let list = inside.inset(top: 1)
    if shown.isEmpty {
      canvas.write("nothing matches; Backspace widens", in: list, style: state.dim, glyphs: state.glyphs)
    }
    let titleWidth = min(list.width / 2, shown.map { CellWidth.of($0.title) }.max() ?? 0)
    let first = Scrolling.first(0, selected: menu.selection, count: shown.count, visible: list.height)
    for (offset, item) in shown.dropFirst(first).prefix(list.height).enumerated() {
      let y = list.y + offset
      let isSelected = first + offset == menu.selection
      if isSelected {
        canvas.fill(
          Rectangle(x: list.x - 1, y: y, width: list.width + 2, height: 1), with: Cell(" ", state.selectionStyle))
      }
      let style = isSelected ? state.selectionStyle : item.disabled == nil ? state.ground : state.dim
      canvas.write(item.isCurrent ? "*" : " ", x: list.x - 1, y: y, style: isSelected ? style : state.accent)
      canvas.write(item.title, x: list.x + 1, y: y, style: style, width: titleWidth, glyphs: state.glyphs)
      canvas.write(
        item.disabled.map { "not now: \($0)" } ?? item.detail, x: list.x + titleWidth + 3, y: y,
        style: isSelected ? style : state.dim, width: list.width - titleWidth - 3, glyphs: state.glyphs)
    }
  }

  static func area(_ menu: Menu, _ state: State) -> Rectangle {
    let widest = menu.items.map { CellWidth.of($0.title) + CellWidth.of($0.detail) + 9 }.max() ?? 20
    let size = Size(
      width: min(state.size.width - 2, max(44, min(widest, 100))),
      height: min(state.size.height - 2, menu.items.count + 3))
    return Rectangle(x: 0, y: 0, width: state.size.width, height: state.size.height - 1).centered(size)
  }

  /// The index of the shown item on a line.
  static func item(at point: Point, _ menu: Menu, _ state: State) -> Int? {
    let list = area(menu, state).inset(left: 1, top: 2, right: 1, bottom: 1)
    guard list.contains(point) else { return nil }
    let count = menu.shown.count
    let index = Scrolling.first(0, selected: menu.selection, count: count, visible: list.height) + point.y - list.y
    return index < count ? index : nil
  }
}

extension State {
  /// Where the open overlay is.
  var overlayArea: Rectangle {
    switch overlay {
    case .menu(let menu): MenuOverlay.area(menu, self)
    case .form(let form): FormOverlay.area(form, self)
    case .details: DetailsOverlay.area(self)
    case .save(let prompt): SaveOverlay.area(prompt, self)
    case .commandLine(let list): CommandLineOverlay.area(list, self)
    case .explanations: ExplanationOverlay.area(self)
    case nil: Rectangle(x: 0, y: 0, width: 0, height: 0)
    }
  }
}
