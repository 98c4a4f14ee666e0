import Canvas

/// What a newcomer needs first, over the lower border of the panes: the first time that Pleiades is used, until the
/// first key.
enum WelcomeLine {
  private static let parts = [
    "First time here?", "? lists the keys", "arrow keys move the cursor", "Tab goes to the next pane",
    "a chooses an algorithm", ": finds anything", "i explains the numbers",
  ]

  /// As many parts as fit whole.
  static func draw(_ state: State, into canvas: inout Canvas, _ layout: Layout) {
    guard state.isFirstRun, state.overlay == nil else { return }
    let line = Rectangle(x: layout.status.x, y: layout.status.y - 1, width: layout.status.width, height: 1)
    canvas.fill(line, with: Cell(" ", state.selectionStyle))
    var text = parts[0]
    for (index, part) in parts.enumerated().dropFirst() {
      let longer = text + (index == 1 ? " " : "; ") + part
      guard CellWidth.of(longer) <= line.width - 2 else { break }
      text = longer
    }
    canvas.write(text, in: line.inset(left: 1, right: 1), style: state.selectionStyle, glyphs: state.glyphs)
  }
}

extension State {
  /// The first key or click in a data set ends it, and it does not come again.
  mutating func endWelcome() -> [Effect] {
    guard isFirstRun, session != nil else { return [] }
    isFirstRun = false
    return [.rememberWelcome]
  }
}
