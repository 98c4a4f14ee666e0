import Canvas

/// What is shown when no data set is open: the sample data, the files used lately, the files of a folder.
enum StartScreen {
  static func draw(_ state: State, into canvas: inout Canvas, _ layout: Layout) {
    canvas.write("Pleiades", x: 1, y: 0, style: state.accent, glyphs: state.glyphs)
    canvas.write(
      "  Is there structure? Which groups? What are they?", x: 9, y: 0, style: state.dim, glyphs: state.glyphs)
    let area = listArea(state)
    guard !state.listing.isEmpty else {
      canvas.write(
        "No data set is given and no sample data are found. Start with: pleiades FILE.csv", in: area,
        style: state.ground, glyphs: state.glyphs)
      StatusLine.draw(state, nil, into: &canvas, in: layout.status)
      return
    }
    let lines = lines(state)
    let first = firstLine(state, lines, height: area.height)
    let titleWidth = min(30, max(12, area.width / 3))
    for (offset, line) in lines.dropFirst(first).prefix(area.height).enumerated() {
      let y = area.y + offset
      switch line {
      case .heading(let text): canvas.write(text, x: area.x, y: y, style: state.strong, glyphs: state.glyphs)
      case .blank: break
      case .file(let index):
        let file = state.listing[index]
        let isSelected = index == state.startSelection
        if isSelected {
          canvas.fill(Rectangle(x: area.x, y: y, width: area.width, height: 1), with: Cell(" ", state.selectionStyle))
        }
        canvas.write(
          file.title, x: area.x + 2, y: y, style: isSelected ? state.selectionStyle : state.ground, width: titleWidth,
          glyphs: state.glyphs)
        canvas.write(
          file.summary, x: area.x + 3 + titleWidth, y: y, style: isSelected ? state.selectionStyle : state.dim,
          width: area.width - 4 - titleWidth, glyphs: state.glyphs)
      }
    }
    StatusLine.draw(state, nil, into: &canvas, in: layout.status)
  }

  private enum Line {
    case heading(String)
    case blank
    case file(Int)
  }

  static func listArea(_ state: State) -> Rectangle {
    Rectangle(x: 1, y: 2, width: state.size.width - 2, height: state.size.height - 4)
  }

  private static func lines(_ state: State) -> [Line] {
    var lines: [Line] = []
    var origin: ListedFile.Origin?
    for (index, file) in state.listing.enumerated() {
      if file.origin != origin {
        if origin != nil { lines.append(.blank) }
        lines.append(.heading(file.origin.rawValue))
        origin = file.origin
      }
      lines.append(.file(index))
    }
    return lines
  }

  private static func firstLine(_ state: State, _ lines: [Line], height: Int) -> Int {
    let selected = lines.firstIndex { if case .file(state.startSelection) = $0 { true } else { false } } ?? 0
    return Scrolling.first(0, selected: selected, count: lines.count, visible: height)
  }

  /// The file on a line of the screen.
  static func file(at point: Point, _ state: State) -> Int? {
    let area = listArea(state)
    guard area.contains(point) else { return nil }
    let lines = lines(state)
    let index = firstLine(state, lines, height: area.height) + point.y - area.y
    guard lines.indices.contains(index), case .file(let file) = lines[index] else { return nil }
    return file
  }
}

extension State {
  /// - Returns: nil when the key means the same as elsewhere.
  mutating func pressOnStart(_ key: KeyPress) -> [Effect]? {
    let last = max(0, listing.count - 1)
    switch key {
    case .up, .character("k"): startSelection = max(0, startSelection - 1)
    case .down, .character("j"), .tab: startSelection = min(last, startSelection + 1)
    case .pageUp: startSelection = max(0, startSelection - 10)
    case .pageDown: startSelection = min(last, startSelection + 10)
    case .home: startSelection = 0
    case .end: startSelection = last
    case .delete:
      guard listing.indices.contains(startSelection), listing[startSelection].origin == .interrupted else {
        complain("Only what was not closed can be taken off the list.")
        return []
      }
      let file = listing.remove(at: startSelection)
      startSelection = min(startSelection, max(0, listing.count - 1))
      tell("\(file.title) will not be offered again.")
      return [.forget(path: file.path)]
    case .enter:
      guard listing.indices.contains(startSelection) else { return [] }
      return perform(.open(listing[startSelection].path))
    default: return nil
    }
    return []
  }

  mutating func pointedAtStart(_ mouse: MouseAction, at point: Point) -> [Effect] {
    switch mouse {
    case .wheelUp: return pressOnStart(.up) ?? []
    case .wheelDown: return pressOnStart(.down) ?? []
    case .press, .doubleClick:
      guard let file = StartScreen.file(at: point, self) else { return [] }
      startSelection = file
      return mouse == .doubleClick ? perform(.open(listing[file].path)) : []
    case .drag, .release: return []
    }
  }
}
