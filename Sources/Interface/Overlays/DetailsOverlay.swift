import Canvas
import Engine

/// All columns of the rows under the cursor, one row after the other; of a pair both, side by side.
public struct Details: Sendable, Equatable {
  /// The first column shown.
  var firstColumn = 0
  /// Among the rows under the cursor.
  var place = 0
}

/// Draws every column of a row under the cursor, as in the table.
enum DetailsOverlay {
  /// The rows to be gone through: each alone, or a pair at once.
  static func rows(_ state: State) -> (all: [Int], isPair: Bool) {
    let marked = state.markedRows
    return (marked.first + marked.second, marked.first.count == 1 && marked.second.count == 1)
  }

  static func draw(_ details: Details, _ state: State, into canvas: inout Canvas) {
    guard let session = state.session, let dataset = session.dataset else { return }
    let (all, isPair) = rows(state)
    let shown = isPair ? all : all.indices.contains(details.place) ? [all[details.place]] : []
    guard !shown.isEmpty, shown.allSatisfy(dataset.rowNumbers.indices.contains) else { return }
    let area = area(state)
    canvas.fill(area, with: Cell(" ", state.ground))
    Box(
      title: title(shown, all.count, details, dataset), style: state.focusBorder, titleStyle: state.accent,
      glyphs: state.glyphs
    ).draw(into: &canvas, in: area)
    let inside = area.inset(left: 2, top: 1, right: 2, bottom: 1)
    let columns = session.table.columns
    let start = min(details.firstColumn, last(state))
    let nameWidth = min(inside.width / (shown.count + 1), columns.map { CellWidth.of($0.name) }.max() ?? 0)
    let valueWidth = max(1, (inside.width - nameWidth) / shown.count - 2)
    for (offset, column) in columns.dropFirst(start).prefix(inside.height).enumerated() {
      let isFeature = dataset.featureNames.contains(column.name)
      canvas.write(
        column.name, x: inside.x, y: inside.y + offset, style: isFeature ? state.ground : state.dim, width: nameWidth,
        glyphs: state.glyphs)
      for (place, row) in shown.enumerated() {
        let number = dataset.rowNumbers[row]
        canvas.write(
          column.isMissing(at: number) ? "missing" : column.text(at: number),
          x: inside.x + nameWidth + 2 + place * (valueWidth + 2), y: inside.y + offset, style: state.strong,
          width: valueWidth, glyphs: state.glyphs)
      }
    }
    ScrollBar(
      count: columns.count, visible: inside.height, first: start, trackStyle: state.border,
      thumbStyle: state.focusBorder, glyphs: state.glyphs
    ).draw(into: &canvas, in: Rectangle(x: area.maxX - 1, y: inside.y, width: 1, height: inside.height))
  }

  private static func title(_ shown: [Int], _ count: Int, _ details: Details, _ dataset: Dataset) -> String {
    let names = shown.map(dataset.rowName).joined(separator: " and ")
    guard shown.count == 1 else { return names }
    let number = dataset.rowNames == nil ? "" : " (row \(dataset.rowNumbers[shown[0]]) of the table)"
    return names + number + (count > 1 ? ", \(formatCount(details.place + 1)) of \(formatCount(count))" : "")
  }

  /// The furthest first column.
  static func last(_ state: State) -> Int {
    max(0, (state.session?.table.columns.count ?? 0) - (area(state).height - 2))
  }

  static func area(_ state: State) -> Rectangle {
    let count = state.session?.table.columns.count ?? 0
    return Rectangle(x: 0, y: 0, width: state.size.width, height: state.size.height - 1)
      .centered(Size(width: min(60, state.size.width - 2), height: min(count + 2, state.size.height - 2)))
  }
}

extension State {
  mutating func press(_ key: KeyPress, in details: Details) -> [Effect] {
    var details = details
    let rows = DetailsOverlay.rows(self)
    let last = DetailsOverlay.last(self)
    let page = max(1, DetailsOverlay.area(self).height - 3)
    switch key {
    case .up, .character("k"): details.firstColumn -= 1
    case .down, .character("j"): details.firstColumn += 1
    case .pageUp: details.firstColumn -= page
    case .pageDown, .character(" "): details.firstColumn += page
    case .home: details.firstColumn = 0
    case .end: details.firstColumn = last
    case .left, .character("h"): details.place -= 1
    case .right, .character("l"): details.place += 1
    case .character("?"), .function(1):
      showOverlayHelp()
      return []
    default:
      overlay = nil
      return []
    }
    details.firstColumn = min(max(0, details.firstColumn), last)
    details.place = rows.isPair ? 0 : min(max(0, details.place), max(0, rows.all.count - 1))
    overlay = .details(details)
    return []
  }
}
