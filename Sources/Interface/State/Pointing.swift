import Canvas

// What the mouse does, wherever it is.
extension State {
  mutating func pointed(_ mouse: MouseAction, _ modifiers: PointerModifiers, at point: Point) -> [Effect] {
    let isPress = mouse == .press || mouse == .doubleClick
    if isPress { notice = nil }
    guard let layout = Layout(self) else { return [] }
    if isPress, layout.footer.contains(point) {
      return FooterLine.hint(at: point, self, in: layout.footer).map { pressHint($0) } ?? []
    }
    if overlay != nil { return pointedAtOverlay(mouse, at: point) }
    guard session != nil else { return pointedAtStart(mouse, at: point) }
    if isPress, layout.header.contains(point) {
      if let pane = HeaderLine.tab(at: point, self, in: layout.header) { setFocus(pane) }
      return []
    }
    switch mouse {
    case .press, .doubleClick: return pressed(mouse, modifiers, at: point, layout)
    case .drag: dragged(to: point, modifiers, layout)
    case .wheelUp, .wheelDown: return turnedWheel(mouse == .wheelUp ? 1 : -1, modifiers, at: point, layout)
    case .release: released()
    }
    return []
  }

  private mutating func pressHint(_ hint: FooterLine.Hint) -> [Effect] {
    switch hint.action {
    case .press(let key): return press(key)
    case .tell(let text):
      tell(text)
      return []
    }
  }

  private mutating func pressed(
    _ mouse: MouseAction, _ modifiers: PointerModifiers, at point: Point, _ layout: Layout
  ) -> [Effect] {
    guard let pane = layout.pane(at: point), let area = layout.area(of: pane) else { return [] }
    let inside = frameInside(area)
    if let lasso = session?.lasso, lasso.pane == pane {
      pressed = PointerPress(point: point, modifiers: modifiers)
      if mouse == .doubleClick { closeLasso() } else { pressLasso(at: point) }
      return []
    }
    if focus != pane { setFocus(pane) }
    pressed = PointerPress(point: point, modifiers: modifiers)
    session?.box = nil
    session?.lasso = nil
    if let rows = Panes.pane(pane).legendRows(at: point, self, in: inside) {
      Panes.pane(pane).click(point, &self, in: inside)
      return selectLegend(rows, modifiers)
    }
    holdsCut = Panes.pane(pane).holdsCut(at: point, self, in: inside)
    Panes.pane(pane).click(point, &self, in: inside)
    // As Enter does, where it does something.
    guard mouse == .doubleClick, modifiers.isEmpty,
      Panes.pane(pane).bindings.contains(where: { $0.keys.contains(.enter) })
    else { return [] }
    return press(.enter)
  }

  private mutating func selectLegend(_ rows: [Int], _ modifiers: PointerModifiers) -> [Effect] {
    pressed = nil
    select(rows, mode: modifiers.selectionMode ?? selectionMode)
    tell("\(formatCount(rows.count)) \(rows.count == 1 ? "row" : "rows"); Shift adds, Ctrl takes out.")
    return []
  }

  private mutating func dragged(to point: Point, _ modifiers: PointerModifiers, _ layout: Layout) {
    guard let press = pressed, let area = layout.area(of: focus) else { return }
    if point != press.point { pressed!.hasMoved = true }
    guard pressed!.hasMoved else { return }
    if session?.lasso != nil { return dragLasso(to: point) }
    if press.modifiers.contains(.alt), session?.box == nil, !holdsCut,
      beginDraggedLasso(at: press.point, in: focus, press.modifiers.selectionMode)
    {
      return dragLasso(to: point)
    }
    let limits = frameInside(area)
    guard Panes.pane(focus).takesBox, !holdsCut else { return Panes.pane(focus).click(point, &self, in: limits) }
    // The pane in which the button went down keeps the box.
    guard limits.contains(press.point) else { return }
    session?.box = SelectionBox(
      pane: focus, anchor: press.point, corner: limits.clamping(point), mode: press.modifiers.selectionMode)
  }

  private mutating func released() {
    defer {
      pressed = nil
      holdsCut = false
    }
    if session?.lasso?.isDragged == true { return closeLasso() }
    if session?.box != nil, pressed != nil { return finishBox() }
    // A click with Shift or Ctrl is one with Space.
    if session?.lasso == nil, let pressed, !pressed.hasMoved, let mode = pressed.modifiers.selectionMode {
      select(rowsUnderCursor, mode: mode)
    }
  }

  private mutating func turnedWheel(
    _ step: Int, _ modifiers: PointerModifiers, at point: Point, _ layout: Layout
  ) -> [Effect] {
    guard let pane = layout.pane(at: point), let area = layout.area(of: pane) else { return [] }
    let inside = frameInside(area)
    if modifiers.contains(.shift) {
      // Sideways, as the wheels of two directions also send it.
      Panes.pane(pane).scrollSideways(step > 0 ? -1 : 1, &self, in: inside)
    } else {
      Panes.pane(pane).zoom(step, around: point, &self, in: inside)
    }
    return []
  }
}
