import Canvas

/// A small window with one line to type into, and what is to be known about it.
struct PromptBox {
  var title: String
  var text: String
  /// Whether the text is a proposal, which the first letter typed takes the place of.
  var isProposal = false
  var note: String
  /// Instead of the note.
  var problem: String?

  private static let size = Size(width: 76, height: 7)

  func draw(_ state: State, into canvas: inout Canvas) {
    let area = Self.area(state)
    canvas.fill(area, with: Cell(" ", state.ground))
    Box(title: title, style: state.focusBorder, titleStyle: state.accent, glyphs: state.glyphs)
      .draw(into: &canvas, in: area)
    let inside = area.inset(left: 2, top: 1, right: 2, bottom: 1)
    let line = inside.splitTop(1).top
    canvas.fill(line, with: Cell(" ", isProposal ? state.strong : state.selectionStyle))
    let shown = tail(width: inside.width - 1)
    // A proposal looks selected, as text does that the next letter will replace.
    canvas.write(shown + (isProposal ? "" : "_"), in: line, style: state.selectionStyle, glyphs: state.glyphs)
    Paragraph(problem ?? note, style: problem == nil ? state.dim : state.errorStyle, glyphs: state.glyphs)
      .draw(into: &canvas, in: inside.inset(top: 2))
  }

  /// The end of a text that is too long, where one types.
  private func tail(width: Int) -> String {
    var characters = Array(text)[...]
    while characters.count > 1, CellWidth.of(String(characters)) > width { characters.removeFirst() }
    return String(characters)
  }

  static func area(_ state: State) -> Rectangle {
    let size = Size(width: min(state.size.width - 2, Self.size.width), height: min(state.size.height - 2, size.height))
    return Rectangle(x: 0, y: 0, width: state.size.width, height: state.size.height - 1).centered(size)
  }
}
