import Canvas

/// The lines of a menu's list: its items, and without a filter what they are listed under.
struct MenuLines {
  enum Line: Equatable {
    case heading(String)
    /// A place among the shown items.
    case item(Int)
  }

  let lines: [Line]

  init(_ menu: Menu) {
    let hasGroups = menu.filter.isEmpty && menu.items.contains { !$0.group.isEmpty }
    guard hasGroups else {
      lines = (0..<menu.shownCount).map(Line.item)
      return
    }
    var lines: [Line] = []
    var group = ""
    for place in 0..<menu.shownCount {
      if let own = menu.item(place)?.group, own != group {
        if !own.isEmpty { lines.append(.heading(own)) }
        group = own
      }
      lines.append(.item(place))
    }
    self.lines = lines
  }

  /// The first line on the screen, so that the selected item is seen, and above the first item its heading.
  func first(selected: Int, visible: Int) -> Int {
    let line = lines.firstIndex(of: .item(selected)) ?? 0
    let first = Scrolling.first(0, selected: line, count: lines.count, visible: visible)
    return selected == 0 ? 0 : first
  }

  /// The item on a line of the screen.
  func item(at offset: Int, selected: Int, visible: Int) -> Int? {
    let line = first(selected: selected, visible: visible) + offset
    guard lines.indices.contains(line), case .item(let place) = lines[line] else { return nil }
    return place
  }
}
