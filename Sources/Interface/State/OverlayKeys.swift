import Analysis
import Canvas
import Engine

extension State {
  mutating func press(_ key: KeyPress, in menu: Menu) -> [Effect] {
    var menu = menu
    let shown = menu.shown
    let page = 10
    switch key {
    case .escape:
      overlay = nil
      return menu.restore.map { perform($0) } ?? []
    case .enter:
      guard shown.indices.contains(menu.selection) else { return [] }
      let item = shown[menu.selection]
      if let reason = item.disabled {
        complain("\(item.title): \(reason).")
        return []
      }
      if !menu.staysOpen { overlay = nil }
      return perform(item.command)
    case .up, .backTab: menu.selection -= 1
    case .down, .tab: menu.selection += 1
    case .pageUp: menu.selection -= page
    case .pageDown: menu.selection += page
    case .home: menu.selection = 0
    case .end: menu.selection = shown.count - 1
    case .backspace:
      if !menu.filter.isEmpty { menu.filter.removeLast() }
      menu.selection = 0
    case .character(let character):
      menu.filter.append(character)
      menu.selection = 0
    default: return []
    }
    menu.selection = min(max(0, menu.selection), max(0, menu.shown.count - 1))
    overlay = .menu(menu)
    if menu.isLive, menu.shown.indices.contains(menu.selection) { return perform(menu.shown[menu.selection].command) }
    return []
  }

  mutating func press(_ key: KeyPress, in form: ParameterForm) -> [Effect] {
    var form = form
    form.problem = nil
    guard let parameter = form.selected else {
      overlay = nil
      return []
    }
    switch key {
    case .escape:
      if form.typed == nil {
        overlay = nil
        return []
      }
      form.typed = nil
    case .enter:
      if form.typed == nil {
        overlay = nil
        return []
      }
      commit(&form, parameter)
    case .up, .backTab, .down, .tab:
      if commit(&form, parameter) {
        let step = key == .up || key == .backTab ? -1 : 1
        form.selection = min(max(0, form.selection + step), form.algorithm.parameters.count - 1)
      }
    case .left, .right:
      form.typed = nil
      step(parameter, by: key == .right ? 1 : -1)
    case .shiftLeft, .shiftRight, .pageDown, .pageUp:
      form.typed = nil
      step(parameter, by: key == .shiftRight || key == .pageUp ? 10 : -10)
    case .delete:
      form.typed = nil
      session?.clusterer.parameters[parameter.name] = nil
    case .backspace:
      if var typed = form.typed {
        if !typed.isEmpty { typed.removeLast() }
        form.typed = typed
      } else {
        session?.clusterer.parameters[parameter.name] = nil
      }
    case .character(let character):
      form.typed = (form.typed ?? "") + String(character)
    default: break
    }
    overlay = .form(form)
    return []
  }

  /// Takes over what was typed.
  /// - Returns: whether it would do.
  @discardableResult
  private mutating func commit(_ form: inout ParameterForm, _ parameter: Parameter) -> Bool {
    guard let typed = form.typed else { return true }
    do {
      session?.clusterer.parameters[parameter.name] = try parameter.parse(typed, of: form.algorithm.id)
      form.typed = nil
      return true
    } catch {
      form.problem = "\(parameter.name) must be \(parameter.allowedIncludingAutomatic)"
      return false
    }
  }

  mutating func press(_ key: KeyPress, inDetailsFrom first: Int) -> [Effect] {
    switch key {
    case .up, .character("k"): overlay = .details(first: max(0, first - 1))
    case .down, .character("j"): overlay = .details(first: first + 1)
    case .pageUp: overlay = .details(first: max(0, first - 10))
    case .pageDown: overlay = .details(first: first + 10)
    case .home: overlay = .details(first: 0)
    default: overlay = nil
    }
    return []
  }

  mutating func pointedAtOverlay(_ mouse: MouseAction, at point: Point) -> [Effect] {
    guard case .menu(var menu)? = overlay else {
      if mouse == .press, !overlayArea.contains(point) { overlay = nil }
      return []
    }
    switch mouse {
    case .wheelUp: return press(.up, in: menu)
    case .wheelDown: return press(.down, in: menu)
    case .press, .doubleClick:
      guard overlayArea.contains(point) else { return press(.escape, in: menu) }
      guard let row = MenuOverlay.item(at: point, menu, self) else { return [] }
      let isSecond = menu.selection == row && mouse == .doubleClick
      menu.selection = row
      overlay = .menu(menu)
      if isSecond { return press(.enter, in: menu) }
      return menu.isLive ? perform(menu.shown[row].command) : []
    case .drag, .release: return []
    }
  }
}
