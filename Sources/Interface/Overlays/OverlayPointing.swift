import Canvas

extension State {
  /// Where the open overlay is.
  var overlayArea: Rectangle {
    switch overlay {
    case .menu(let menu): MenuOverlay.area(menu, self)
    case .form(let form): FormOverlay.area(form, self)
    case .details: DetailsOverlay.area(self)
    case .save(let prompt): SaveOverlay.area(prompt, self)
    case .name(let prompt): NameOverlay.area(prompt, self)
    case .commandLine(let list): CommandLineOverlay.area(list, self)
    case .explanations: ExplanationOverlay.area(self)
    case nil: Rectangle(x: 0, y: 0, width: 0, height: 0)
    }
  }

  /// The wheel scrolls what is open, a click beside it leaves it.
  mutating func pointedAtOverlay(_ mouse: MouseAction, at point: Point) -> [Effect] {
    if case .menu(let menu)? = overlay { return pointedAt(menu, mouse, at: point) }
    switch mouse {
    case .wheelUp: return press(.up)
    case .wheelDown: return press(.down)
    case .drag, .release: return []
    case .press, .doubleClick: break
    }
    guard overlayArea.contains(point) else { return press(.escape) }
    switch overlay {
    case .form(let form): return pointedAt(form, mouse, at: point)
    case .commandLine(var list):
      guard let index = CommandLineOverlay.line(at: point, list, self) else { return [] }
      let isSecond = index == list.selection && mouse == .doubleClick
      list.selection = index
      overlay = .commandLine(list)
      return isSecond ? press(.enter) : []
    case .explanations(var list):
      if let index = ExplanationOverlay.entry(at: point, list, self) { list.selection = index }
      overlay = .explanations(list)
    default: break
    }
    return []
  }
}
