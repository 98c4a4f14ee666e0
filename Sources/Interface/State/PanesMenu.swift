import Canvas

extension State {
  /// The panes of the screen, those that it usually has first, to switch on and off.
  func panesMenu(_ session: Session) -> Menu {
    let usual = Screens.screen(screen).panes
    let shown = arrangement(of: screen).panes
    let others = PaneID.allCases.filter { !usual.contains($0) }
    var items = (usual + others).map { id in
      let pane = Panes.pane(id)
      return Menu.Item(
        pane.title(session), detail: pane.summary, command: .togglePane(id), isCurrent: shown.contains(id),
        disabled: pane.isAvailable(session) ? nil : pane.absence(session))
    }
    items.append(
      Menu.Item(
        "as usual", detail: "the panes that this screen begins with", command: .setPanes(screen, nil),
        disabled: arrangements[screen] == nil ? "this is how it is" : nil))
    var menu = Menu("Panes of this screen", items)
    menu.staysOpen = true
    menu.selection = 0
    return menu
  }

  /// Shows in the open menu what has become of the panes; the place in it stays.
  mutating func refreshPanesMenu() {
    guard case .menu(let menu)? = overlay, let session, menu.items.contains(where: \.command.togglesPane) else {
      return
    }
    var fresh = panesMenu(session)
    fresh.filter = menu.filter
    fresh.selection = min(menu.selection, max(0, fresh.shown.count - 1))
    overlay = .menu(fresh)
  }
}

extension Command {
  fileprivate var togglesPane: Bool { if case .togglePane = self { true } else { false } }
}
