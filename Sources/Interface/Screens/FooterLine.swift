import Canvas

/// The bottom line: the keys that matter most here, as many as fit, `?` first.
enum FooterLine {
  static func draw(_ state: State, into canvas: inout Canvas, in area: Rectangle) {
    var x = area.x + 1
    for (keys, title) in hints(state) {
      let width = CellWidth.of(keys) + 1 + CellWidth.of(title)
      // Never cut: what does not fit whole is left out.
      guard x + width < area.maxX else { return }
      x += canvas.write(keys, x: x, y: area.y, style: state.accent, glyphs: state.glyphs)
      x += 1
      x += canvas.write(title, x: x, y: area.y, style: state.dim, glyphs: state.glyphs)
      x += 2
    }
  }

  private static func hints(_ state: State) -> [(String, String)] {
    switch state.overlay {
    case .menu(let menu):
      return [("Enter", menu.staysOpen ? "switch" : "choose"), ("Esc", "leave"), ("type", "to narrow the list")]
    case .form:
      return [
        ("Left Right", "change"), ("Enter", "done"), ("type", "a value"), ("Delete", "back to the default"),
        ("Up Down", "next"),
      ]
    case .explanations: return [("Esc", "leave"), ("Up Down", "scroll"), ("PageDown", "a page on")]
    case .details: return [("Esc", "leave"), ("Up Down", "scroll")]
    case .save: return [("Enter", "save"), ("Esc", "leave"), ("type", "a file name")]
    case .commandLine(let list): return list.hints
    case nil: break
    }
    if state.session == nil {
      let keys = [("?", "help"), ("q", "quit"), ("Enter", "open"), ("Up Down", "choose")]
      return keys + [("t", "theme")]
    }
    var hints = state.keyBindings.filter { $0.footerRank != nil && $0.availability(state) == .enabled }
      .sorted { $0.footerRank! < $1.footerRank! }
    // After help, what only this pane knows.
    hints.insert(
      contentsOf: state.paneBindings.filter { $0.availability(state) == .enabled }, at: min(1, hints.count))
    return hints.map { ($0.keys[0].name, $0.title) }
  }
}
