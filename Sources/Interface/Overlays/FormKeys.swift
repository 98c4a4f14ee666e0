import Analysis
import Canvas
import Engine

extension State {
  mutating func press(_ key: KeyPress, in form: ParameterForm) -> [Effect] {
    // A form of what is not current any more would change what it does not show.
    guard choice(of: form.owner)?.id == form.algorithm.id else {
      overlay = nil
      return []
    }
    var form = form
    switch key {
    case .escape:
      if form.typed == nil {
        overlay = nil
        setChoice(form.before, of: form.owner)
        return []
      }
      form.typed = nil
    case .enter:
      if form.lineCount > 0, form.isOnReset {
        resetAll(form)
      } else if form.typed == nil {
        overlay = nil
        return []
      } else {
        commit(&form)
      }
    case .up, .backTab: select(form.selection - 1, in: &form)
    case .down, .tab: select(form.selection + 1, in: &form)
    case .home: select(0, in: &form)
    case .end: select(form.lineCount - 1, in: &form)
    case .left, .right: step(&form, by: key == .right ? 1 : -1)
    case .shiftLeft, .shiftRight, .pageDown, .pageUp:
      step(&form, by: key == .shiftRight || key == .pageUp ? 10 : -10)
    case .delete:
      if form.isOnReset { resetAll(form) } else { reset(&form) }
    case .backspace:
      if var typed = form.typed {
        if !typed.isEmpty { typed.removeLast() }
        form.typed = typed
      } else if !form.isOnReset {
        reset(&form)
      }
    case .control("u"): if form.typed != nil { form.typed = "" }
    case .character("?"), .function(1):
      overlay = .form(form)
      showOverlayHelp()
      return []
    case .character(" ") where form.typed == nil: step(&form, by: 1)
    case .character(let character):
      guard form.selected != nil else { break }
      form.typed = (form.typed ?? "") + String(character)
    default: break
    }
    overlay = .form(form)
    return []
  }

  private mutating func step(_ form: inout ParameterForm, by steps: Int) {
    form.typed = nil
    if let parameter = form.selected { step(parameter, by: steps, of: form.owner) }
  }

  private mutating func reset(_ form: inout ParameterForm) {
    guard let parameter = form.selected else { return }
    if form.typed == nil, choice(of: form.owner)?.parameters[parameter.name] == nil {
      tell("\(parameter.name) is at its default already.")
    }
    form.typed = nil
    setParameter(parameter.name, nil, of: form.owner)
  }

  private mutating func resetAll(_ form: ParameterForm) {
    setChoice(AlgorithmChoice(form.algorithm.id), of: form.owner)
    tell("All parameters are at their defaults.")
  }

  /// Goes to another line, unless what is being typed will not do.
  private mutating func select(_ line: Int, in form: inout ParameterForm) {
    guard commit(&form) else { return }
    form.selection = min(max(0, line), max(0, form.lineCount - 1))
  }

  /// Takes over what was typed.
  /// - Returns: whether it would do.
  @discardableResult
  private mutating func commit(_ form: inout ParameterForm) -> Bool {
    guard let typed = form.typed, let parameter = form.selected else { return true }
    do {
      setParameter(parameter.name, try parameter.parse(typed, of: form.algorithm.id), of: form.owner)
    } catch {
      complain("\(parameter.name) must be \(parameter.allowedIncludingAutomatic); Esc leaves the old value.")
      return false
    }
    form.typed = nil
    return true
  }

  /// A click chooses a field, on an arrow it changes the value; on the last line it resets.
  mutating func pointedAt(_ form: ParameterForm, _ mouse: MouseAction, at point: Point) -> [Effect] {
    var form = form
    guard let line = FormOverlay.line(at: point, form, self) else { return [] }
    if line != form.selection {
      select(line, in: &form)
      overlay = .form(form)
      guard form.selection == line else { return [] }
    }
    if form.isOnReset { return press(.enter, in: form) }
    switch FormOverlay.arrow(at: point, form, self) {
    case .left?: return press(.left, in: form)
    case .right?: return press(.right, in: form)
    default: return []
    }
  }
}
