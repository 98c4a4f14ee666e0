import Canvas

/// Draws what the numbers mean, the selected entry in sight.
enum ExplanationOverlay {
  private enum Kind {
    case title
    case text
    case source
    case blank
  }

  private struct Line {
    var entry: Int
    var kind: Kind
    var text = ""
    var value = ""
  }

  static func area(_ state: State) -> Rectangle {
    Rectangle(x: 0, y: 0, width: state.size.width, height: state.size.height - 1)
      .centered(Size(width: min(86, state.size.width - 2), height: state.size.height - 3))
  }

  private static func parts(_ state: State) -> (prompt: Rectangle, list: Rectangle) {
    let (prompt, rest) = area(state).inset(left: 2, top: 1, right: 2, bottom: 1).splitTop(1)
    return (prompt, rest)
  }

  private static func lines(_ list: ExplanationList, _ state: State, width: Int) -> [Line] {
    list.shown(state).enumerated().flatMap { index, explanation -> [Line] in
      [Line(entry: index, kind: .title, text: explanation.title, value: explanation.value ?? "")]
        + TextLayout.wrap(explanation.text, width: max(10, width)).map { Line(entry: index, kind: .text, text: $0) }
        + TextLayout.wrap(explanation.source, width: max(10, width)).map { Line(entry: index, kind: .source, text: $0) }
        + [Line(entry: index, kind: .blank)]
    }
  }

  /// The selected entry begins the list, as far as there is enough after it.
  private static func first(_ list: ExplanationList, _ lines: [Line], height: Int) -> Int {
    let start = lines.firstIndex { $0.entry == list.selection } ?? 0
    return max(0, min(start, lines.count - height))
  }

  static func draw(_ list: ExplanationList, _ state: State, into canvas: inout Canvas) {
    let area = area(state)
    canvas.fill(area, with: Cell(" ", state.ground))
    Box(title: "What the numbers mean", style: state.focusBorder, titleStyle: state.accent, glyphs: state.glyphs)
      .draw(into: &canvas, in: area)
    let (prompt, place) = parts(state)
    canvas.write(">", x: prompt.x, y: prompt.y, style: state.accent)
    canvas.write(
      list.filter.isEmpty ? "type to narrow" : list.filter, x: prompt.x + 2, y: prompt.y,
      style: list.filter.isEmpty ? state.dim : state.strong, width: prompt.width - 2, glyphs: state.glyphs)
    let lines = lines(list, state, width: place.width)
    if lines.isEmpty {
      canvas.write("nothing matches; Backspace widens", in: place, style: state.dim, glyphs: state.glyphs)
    }
    let first = first(list, lines, height: place.height)
    for (offset, line) in lines.dropFirst(first).prefix(place.height).enumerated() {
      let row = Rectangle(x: place.x, y: place.y + offset, width: place.width, height: 1)
      switch line.kind {
      case .title:
        let isSelected = line.entry == list.selection
        let style = isSelected ? state.selectionStyle : state.accent
        if isSelected { canvas.fill(row, with: Cell(" ", style)) }
        canvas.write(line.text, in: row, style: style, glyphs: state.glyphs)
        let room = row.inset(left: min(row.width, CellWidth.of(line.text) + 2))
        canvas.write(
          line.value, in: room, alignment: .right, style: isSelected ? style : state.strong, glyphs: state.glyphs)
      case .text: canvas.write(line.text, in: row, style: state.ground, glyphs: state.glyphs)
      case .source: canvas.write(line.text, in: row, style: state.dim, glyphs: state.glyphs)
      case .blank: break
      }
    }
    ScrollBar(
      count: lines.count, visible: place.height, first: first, trackStyle: state.border, thumbStyle: state.focusBorder,
      glyphs: state.glyphs
    ).draw(into: &canvas, in: Rectangle(x: area.maxX - 1, y: place.y, width: 1, height: place.height))
  }

  /// The entry at a point.
  static func entry(at point: Point, _ list: ExplanationList, _ state: State) -> Int? {
    let place = parts(state).list
    guard place.contains(point) else { return nil }
    let lines = lines(list, state, width: place.width)
    let index = first(list, lines, height: place.height) + point.y - place.y
    return lines.indices.contains(index) ? lines[index].entry : nil
  }
}
