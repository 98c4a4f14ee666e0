import Canvas

/// Draws the form that asks for a file name.
enum SaveOverlay {
  static func draw(_ prompt: SavePrompt, _ state: State, into canvas: inout Canvas) {
    let area = area(prompt, state)
    canvas.fill(area, with: Cell(" ", state.ground))
    Box(title: "Save the session as", style: state.focusBorder, titleStyle: state.accent, glyphs: state.glyphs)
      .draw(into: &canvas, in: area)
    let inside = area.inset(left: 2, top: 1, right: 2, bottom: 1)
    let line = Rectangle(x: inside.x, y: inside.y, width: inside.width, height: 1)
    canvas.fill(line, with: Cell(" ", state.selectionStyle))
    canvas.write(tail(prompt.path, width: inside.width - 1) + "_", in: line, style: state.selectionStyle)
    let lines = (state.logFile?.lines.count ?? 0)
    let note =
      "\(lines) \(lines == 1 ? "line" : "lines") of text. pleiades FILE\(LogFile.ending) opens it again, pleiades play "
      + "prints its last screen."
    Paragraph(
      prompt.problem ?? note, style: prompt.problem == nil ? state.dim : state.errorStyle, glyphs: state.glyphs
    ).draw(into: &canvas, in: inside.inset(top: 2))
  }

  /// The end of a name that is too long, where one types.
  private static func tail(_ path: String, width: Int) -> String {
    var characters = Array(path)[...]
    while characters.count > 1, CellWidth.of(String(characters)) > width { characters.removeFirst() }
    return String(characters)
  }

  static func area(_ prompt: SavePrompt, _ state: State) -> Rectangle {
    let size = Size(width: min(state.size.width - 2, 76), height: min(state.size.height - 2, 7))
    return Rectangle(x: 0, y: 0, width: state.size.width, height: state.size.height - 1).centered(size)
  }
}
