import Canvas

/// Draws what the numbers mean, to be scrolled through.
enum ExplanationOverlay {
  /// A line of the overlay.
  enum Line: Equatable {
    case title(String, value: String)
    case text(String)
    case source(String)
    case blank
  }

  static func area(_ state: State) -> Rectangle {
    Rectangle(x: 0, y: 0, width: state.size.width, height: state.size.height - 1)
      .centered(Size(width: min(86, state.size.width - 2), height: state.size.height - 3))
  }

  static func lines(_ session: Session, width: Int) -> [Line] {
    session.explanations.flatMap { explanation -> [Line] in
      [.title(explanation.title, value: explanation.value ?? "")]
        + TextLayout.wrap(explanation.text, width: max(10, width)).map(Line.text)
        + TextLayout.wrap(explanation.source, width: max(10, width)).map(Line.source) + [.blank]
    }
  }

  /// The furthest that can be scrolled to.
  static func last(_ state: State) -> Int {
    guard let session = state.session else { return 0 }
    let inside = area(state).inset(left: 2, top: 1, right: 2, bottom: 1)
    return max(0, lines(session, width: inside.width).count - inside.height)
  }

  static func draw(from first: Int, _ state: State, into canvas: inout Canvas) {
    guard let session = state.session else { return }
    let area = area(state)
    canvas.fill(area, with: Cell(" ", state.ground))
    Box(title: "What the numbers mean", style: state.focusBorder, titleStyle: state.accent, glyphs: state.glyphs)
      .draw(into: &canvas, in: area)
    let inside = area.inset(left: 2, top: 1, right: 2, bottom: 1)
    let start = min(first, last(state))
    for (offset, line) in lines(session, width: inside.width).dropFirst(start).prefix(inside.height).enumerated() {
      let row = Rectangle(x: inside.x, y: inside.y + offset, width: inside.width, height: 1)
      switch line {
      case .title(let title, let value):
        canvas.write(title, in: row, style: state.accent, glyphs: state.glyphs)
        let room = row.inset(left: min(row.width, CellWidth.of(title) + 2))
        canvas.write(value, in: room, alignment: .right, style: state.strong, glyphs: state.glyphs)
      case .text(let text): canvas.write(text, in: row, style: state.ground, glyphs: state.glyphs)
      case .source(let text): canvas.write(text, in: row, style: state.dim, glyphs: state.glyphs)
      case .blank: break
      }
    }
  }
}

extension State {
  mutating func press(_ key: KeyPress, inExplanationsFrom first: Int) -> [Effect] {
    let page = max(1, ExplanationOverlay.area(self).height - 4)
    let last = ExplanationOverlay.last(self)
    func scroll(_ to: Int) -> Overlay { .explanations(first: min(max(0, to), last)) }
    switch key {
    case .up, .character("k"): overlay = scroll(min(first, last) - 1)
    case .down, .character("j"): overlay = scroll(first + 1)
    case .pageUp: overlay = scroll(min(first, last) - page)
    case .pageDown, .character(" "): overlay = scroll(first + page)
    case .home: overlay = scroll(0)
    case .end: overlay = scroll(last)
    case .escape, .enter, .character("i"), .character("q"): overlay = nil
    default: break
    }
    return []
  }
}
