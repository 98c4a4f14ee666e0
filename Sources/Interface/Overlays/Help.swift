import Canvas

// The help: every key that works, what it does, and why not where it does not. Each can be run from the list.
extension State {
  /// Those of the focused pane first, then the general ones by what they are about.
  var helpMenu: Menu {
    var items: [Menu.Item] = []
    let own = ownBindings
    let here =
      session == nil
      ? "Here" : session!.lasso != nil ? "Drawing a shape" : session!.box != nil ? "Drawing a box" : paneHeading
    items += drawingKeys.map { hint in
      var item = Menu.Item(hint.title, command: .back, keys: hint.keys, group: here)
      if case .press(let key) = hint.action { item.key = key }
      return item
    }
    items += own.map { helpItem($0, group: paneHeading) } + mouseItems
    let shown = Set(own.map(\.command))
    for group in KeyBinding.Group.allCases where group != .pane {
      items += keyBindings.filter { $0.group == group && !shown.contains($0.command) }
        .map { helpItem($0, group: group.rawValue) }
    }
    var menu = Menu("Keys", items)
    menu.purpose = .keys
    return menu
  }

  private var paneHeading: String {
    guard let session else { return "Here" }
    return "This pane: \(Panes.pane(focus).title(session))"
  }

  /// The keys of the pane, and the general ones that matter most in it.
  private var ownBindings: [KeyBinding] {
    guard session != nil else { return [] }
    return paneBindings
      + Panes.pane(focus).related.compactMap { command in keyBindings.first { $0.command == command } }
  }

  private var drawingKeys: [FooterLine.Hint] {
    guard session?.box != nil || session?.lasso != nil else { return [] }
    return FooterLine.hints(self).filter { $0.action != .press(.character("?")) }
  }

  private func helpItem(_ binding: KeyBinding, group: String) -> Menu.Item {
    // Without keys that mean something else in the pane, with those that mean the same elsewhere.
    var keys = binding.keys
    if binding.group == .pane {
      keys += keyBindings.first { $0.command == binding.command }?.keys.filter { !keys.contains($0) } ?? []
    } else {
      let hidden = Set(paneBindings.filter { $0.command != binding.command }.flatMap(\.keys))
      keys.removeAll(where: hidden.contains)
    }
    var item = Menu.Item(
      binding.title, detail: binding.meaning, command: binding.command,
      keys: keys.map(\.name).joined(separator: " "), group: group)
    if case .disabled(let reason) = binding.availability(self) { item.disabled = reason }
    return item
  }

  /// What the mouse does in the pane: to be read.
  private var mouseItems: [Menu.Item] {
    guard session != nil, mouse != .absent else { return [] }
    let pane = Panes.pane(focus)
    var lines = [("click", "go there; with Shift add to the selection, with Ctrl take out")]
    if pane.bindings.contains(where: { $0.keys.contains(.enter) }) { lines.append(("double click", "as Enter")) }
    if pane.takesBox { lines.append(("drag", "select by a box; Shift adds, Ctrl takes out")) }
    if pane.related.contains(.startLasso) {
      lines.append(("drag with Alt", "select by a free shape; the right button draws one too"))
    }
    lines.append(("wheel", pane.isPicture ? "zoom around the pointer; with Shift move sideways" : "scroll"))
    return lines.map { gesture, meaning in
      var item = Menu.Item(
        gesture, detail: meaning, command: .back,
        disabled: mouse == .given ? "the mouse is the terminal's; Y takes it back" : nil, keys: "mouse",
        group: paneHeading)
      item.advice = "With the mouse, \(gesture): \(meaning)."
      return item
    }
  }

  /// The keys of what is open, over it.
  mutating func showOverlayHelp() {
    guard let overlay else { return }
    let items = overlay.hints(self).compactMap { hint -> Menu.Item? in
      if [.press(.character("?")), .press(.function(1))].contains(hint.action) { return nil }
      var item = Menu.Item(hint.title, command: .back, keys: hint.keys)
      switch hint.action {
      case .press(let key): item.key = key
      case .tell(let text): (item.detail, item.advice) = (text, text)
      }
      return item
    }
    var menu = Menu("Keys of this window", items)
    menu.purpose = .keys
    menu.under = [overlay]
    self.overlay = .menu(menu)
  }
}
