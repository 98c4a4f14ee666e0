import Canvas

/// The commands that give at a shell what is shown; the first has been copied.
public struct CommandLineList: Sendable, Equatable {
  public var lines: [SessionCommandLine]
  public var selection = 0
}

extension State {
  mutating func showCommandLine() -> [Effect] {
    let lines = commandLines
    guard let first = lines.first else { return [] }
    overlay = .commandLine(CommandLineList(lines: lines))
    return [.copy(first.text)]
  }

  mutating func press(_ key: KeyPress, in list: CommandLineList) -> [Effect] {
    var list = list
    switch key {
    case .up, .backTab, .character("k"): list.selection = max(0, list.selection - 1)
    case .down, .tab, .character("j"): list.selection = min(list.lines.count - 1, list.selection + 1)
    case .character("?"), .function(1):
      showOverlayHelp()
      return []
    case .enter, .character("c"), .character("y"):
      overlay = nil
      return perform(.copy(list.lines[list.selection].text))
    default:
      overlay = nil
      return []
    }
    overlay = .commandLine(list)
    return []
  }
}

/// Draws them.
enum CommandLineOverlay {
  static func draw(_ list: CommandLineList, _ state: State, into canvas: inout Canvas) {
    let area = area(list, state)
    canvas.fill(area, with: Cell(" ", state.ground))
    Box(title: "The same at a shell", style: state.focusBorder, titleStyle: state.accent, glyphs: state.glyphs)
      .draw(into: &canvas, in: area)
    let inside = area.inset(left: 2, top: 1, right: 2, bottom: 1)
    let lines = wrapped(list, width: inside.width)
    let first = first(list, lines, height: inside.height)
    for (offset, line) in lines.dropFirst(first).prefix(inside.height).enumerated() {
      let isSelected = line.index == list.selection
      let style = isSelected && !line.isHeading ? state.selectionStyle : line.isHeading ? state.dim : state.ground
      canvas.write(
        line.text, x: inside.x, y: inside.y + offset, style: style, width: inside.width, glyphs: state.glyphs)
    }
  }

  private static func first(_ list: CommandLineList, _ lines: [Line], height: Int) -> Int {
    let selected = lines.lastIndex { $0.index == list.selection } ?? 0
    return Scrolling.first(0, selected: selected, count: lines.count, visible: height)
  }

  /// Which command stands at a point.
  static func line(at point: Point, _ list: CommandLineList, _ state: State) -> Int? {
    let inside = area(list, state).inset(left: 2, top: 1, right: 2, bottom: 1)
    guard inside.contains(point) else { return nil }
    let lines = wrapped(list, width: inside.width)
    let index = first(list, lines, height: inside.height) + point.y - inside.y
    return lines.indices.contains(index) ? lines[index].index : nil
  }

  private struct Line {
    var text: String
    var index: Int
    var isHeading = false
  }

  private static func wrapped(_ list: CommandLineList, width: Int) -> [Line] {
    list.lines.enumerated().flatMap { index, line in
      [Line(text: line.meaning + (index == 0 ? " (copied)" : ""), index: index, isHeading: true)]
        + broken(line.text, width: max(1, width)).map { Line(text: $0, index: index) }
    }
  }

  /// Broken anywhere: a blank at the end of a line would not be seen.
  private static func broken(_ text: String, width: Int) -> [String] {
    var lines = [""]
    for character in text {
      if CellWidth.of(lines.last! + String(character)) > width, !lines.last!.isEmpty { lines.append("") }
      lines[lines.count - 1].append(character)
    }
    return lines
  }

  static func area(_ list: CommandLineList, _ state: State) -> Rectangle {
    let width = min(state.size.width - 2, 100)
    let height = wrapped(list, width: width - 4).count + 2
    return Rectangle(x: 0, y: 0, width: state.size.width, height: state.size.height - 1)
      .centered(Size(width: width, height: min(state.size.height - 2, height)))
  }
}
