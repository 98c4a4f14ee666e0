import Canvas

extension State {
  mutating func press(_ key: KeyPress, in menu: Menu) -> [Effect] {
    var menu = menu
    let page = max(1, MenuOverlay.area(menu, self).height - 4)
    switch key {
    case .escape:
      overlay = menu.under.last
      return menu.restore.map { perform($0) } ?? []
    case .enter: return choose(from: menu)
    case .character("?") where menu.purpose != .keys, .function(1) where menu.purpose != .keys:
      showOverlayHelp()
      return []
    case .function(2) where menu.purpose == .selections: return renameSelected(in: menu)
    case .delete where menu.purpose == .selections: return forgetSelected(in: menu)
    case .up, .backTab: menu.selection -= 1
    case .down, .tab: menu.selection += 1
    case .pageUp: menu.selection -= page
    case .pageDown: menu.selection += page
    case .home: menu.selection = 0
    case .end: menu.selection = menu.shownCount - 1
    case .backspace:
      if !menu.filter.isEmpty { menu.filter.removeLast() }
      menu.selection = 0
    case .control("u"):
      menu.filter = ""
      menu.selection = 0
    case .character(let character):
      menu.filter.append(character)
      menu.selection = 0
    default: return []
    }
    menu.selection = min(max(0, menu.selection), max(0, menu.shownCount - 1))
    overlay = .menu(menu)
    return preview(menu)
  }

  /// Where moving through a menu shows the choice already.
  private mutating func preview(_ menu: Menu) -> [Effect] {
    guard menu.isLive, let item = menu.selected else { return [] }
    return perform(item.command)
  }

  private mutating func choose(from menu: Menu) -> [Effect] {
    guard let item = menu.selected else {
      complain("Nothing matches; Backspace widens the list.")
      return []
    }
    if let reason = item.disabled {
      complain("\(item.title): \(reason).")
      return []
    }
    if !menu.staysOpen { overlay = menu.under.last }
    if let advice = item.advice {
      tell(advice)
      return []
    }
    if let key = item.key { return press(key) }
    remember(item.command)
    return perform(item.command)
  }

  mutating func pointedAt(_ menu: Menu, _ mouse: MouseAction, at point: Point) -> [Effect] {
    var menu = menu
    switch mouse {
    case .wheelUp: return press(.up, in: menu)
    case .wheelDown: return press(.down, in: menu)
    case .press, .doubleClick:
      guard MenuOverlay.area(menu, self).contains(point) else { return press(.escape, in: menu) }
      guard let place = MenuOverlay.item(at: point, menu, self) else { return [] }
      let isSecond = menu.selection == place && mouse == .doubleClick
      menu.selection = place
      overlay = .menu(menu)
      return isSecond ? press(.enter, in: menu) : preview(menu)
    case .drag, .release: return []
    }
  }
}
