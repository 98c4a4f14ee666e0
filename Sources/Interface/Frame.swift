import Canvas
import Engine

/// The whole screen for a state. Pure; its size is always the state's.
public func frame(_ state: State) -> Canvas {
  var canvas = Canvas(state.size, fill: Cell(" ", state.ground))
  guard let layout = Layout(state) else {
    let smallest = Layout.smallest
    let text = "Pleiades needs \(smallest.width)×\(smallest.height)"
    let area = canvas.bounds.inset(top: max(0, (state.size.height - 1) / 2))
    canvas.write(text, in: area, alignment: .center, style: state.ground, glyphs: state.glyphs)
    return canvas
  }
  if let session = state.session {
    HeaderLine.draw(state, session, into: &canvas, in: layout.header)
    for placed in layout.panes { drawPane(placed, state, session, into: &canvas) }
    StatusLine.draw(state, session, into: &canvas, in: layout.status)
    WelcomeLine.draw(state, into: &canvas, layout)
  } else {
    StartScreen.draw(state, into: &canvas, layout)
  }
  FooterLine.draw(state, into: &canvas, in: layout.footer)
  if let overlay = state.overlay { drawOverlay(overlay, state, into: &canvas) }
  return state.glyphs.isASCII ? canvas.convertedToASCII() : canvas
}

private func drawPane(_ placed: Layout.Placed, _ state: State, _ session: Session, into canvas: inout Canvas) {
  let pane = Panes.pane(placed.pane)
  let isFocused = state.focus == placed.pane
  let box = Box(
    title: pane.title(session), note: pane.note(session, room: placed.area.width - CellWidth.of(pane.title(session)) - 7),
    style: isFocused ? state.focusBorder : state.border, titleStyle: isFocused ? state.accent : state.dim,
    noteStyle: state.dim, glyphs: state.glyphs)
  box.draw(into: &canvas, in: placed.area)
  pane.draw(state, session, into: &canvas, in: state.frameInside(placed.area))
  if let lasso = session.lasso, lasso.pane == placed.pane,
    let geometry = pane.plotGeometry(state, session, in: state.frameInside(placed.area))
  {
    LassoDrawing.draw(lasso, state, geometry, into: &canvas)
  }
  guard let box = session.box, box.pane == placed.pane else { return }
  Box(style: state.accent, glyphs: state.glyphs).draw(into: &canvas, in: box.rectangle)
}

private func drawOverlay(_ overlay: Overlay, _ state: State, into canvas: inout Canvas) {
  switch overlay {
  case .menu(let menu): MenuOverlay.draw(menu, state, into: &canvas)
  case .form(let form): FormOverlay.draw(form, state, into: &canvas)
  case .details(let details): DetailsOverlay.draw(details, state, into: &canvas)
  case .save(let prompt): SaveOverlay.draw(prompt, state, into: &canvas)
  case .commandLine(let list): CommandLineOverlay.draw(list, state, into: &canvas)
  case .name(let prompt): NameOverlay.draw(prompt, state, into: &canvas)
  case .explanations(let list): ExplanationOverlay.draw(list, state, into: &canvas)
  }
}
