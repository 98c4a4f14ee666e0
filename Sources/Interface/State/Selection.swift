import Analysis
import Canvas
import Engine

/// What a newly drawn box or a chosen cluster does to the selection.
public enum SelectionMode: String, Sendable, Hashable, CaseIterable {
  case replace, add, remove

  var next: SelectionMode {
    let all = Self.allCases
    return all[(all.firstIndex(of: self)! + 1) % all.count]
  }

  /// What selecting does then.
  var consequence: String {
    switch self {
    case .replace: "selects them"
    case .add: "adds them to the selection"
    case .remove: "takes them out of the selection"
    }
  }

  var meaning: String {
    switch self {
    case .replace: "takes the place of the selection"
    case .add: "is added to the selection"
    case .remove: "is taken out of the selection"
    }
  }
}

/// A rectangle between two corners, both cells included, in a pane.
public struct SelectionBox: Sendable, Equatable {
  public var pane: PaneID
  public var anchor: Point
  public var corner: Point
  /// Nil for what the next selection does anyway.
  public var mode: SelectionMode?

  var rectangle: Rectangle {
    let (x, y) = (min(anchor.x, corner.x), min(anchor.y, corner.y))
    return Rectangle(
      x: x, y: y, width: max(anchor.x, corner.x) - x + 1, height: max(anchor.y, corner.y) - y + 1)
  }
}

extension Session {
  /// The selected rows as analysed. O(selected · log n).
  var selectedRows: [Int] {
    guard let dataset, !selection.isEmpty else { return [] }
    return selection.rows.compactMap(dataset.position(ofTableRow:))
  }

  /// Tells whether a row as analysed is selected: made once for many rows.
  var selectionTest: (Int) -> Bool {
    guard let dataset else { return { _ in false } }
    let (numbers, selection) = (dataset.rowNumbers, selection)
    return { numbers.indices.contains($0) && selection.contains(numbers[$0]) }
  }
}

extension State {
  /// Applies rows as analysed to the selection, as the mode says.
  mutating func select(_ rows: some Sequence<Int>, mode: SelectionMode) {
    guard let session, let dataset = session.dataset else { return }
    var selection = mode == .replace ? RowSet(capacity: session.table.rowCount) : session.selection
    for row in rows where dataset.rowNumbers.indices.contains(row) {
      if mode == .remove {
        selection.remove(dataset.rowNumbers[row])
      } else {
        selection.insert(dataset.rowNumbers[row])
      }
    }
    self.session!.selection = selection
  }

  /// What Space takes: in some panes more than the rows that the cursor marks everywhere.
  var rowsUnderCursor: [Int] {
    let own = Layout(self)?.area(of: focus).flatMap { Panes.pane(focus).rowsUnderCursor(self, in: frameInside($0)) }
    return own ?? markedRows.first + markedRows.second
  }

  mutating func toggleSelected() {
    if session?.box != nil { return finishBox() }
    let rows = rowsUnderCursor
    guard let session, !rows.isEmpty else {
      return complain("Put the cursor on a row first, with the arrow keys.")
    }
    select(rows, mode: rows.allSatisfy(session.selectionTest) ? .remove : .add)
  }

  /// All rows of the group of the row under the cursor.
  mutating func selectCluster() {
    guard let session, let dataset = session.dataset, let row = markedRows.first.first,
      let codes = session.groups(rowCount: dataset.rowCount)?.codes
    else { return complain("Put the cursor on a row first, with the arrow keys.") }
    select(codes.indices.filter { codes[$0] == codes[row] }, mode: selectionMode)
  }

  mutating func invertSelection() {
    guard let session, let dataset = session.dataset else { return }
    let isSelected = session.selectionTest
    select((0..<dataset.rowCount).filter { !isSelected($0) }, mode: .replace)
  }

  /// Adds every row that the spanning tree joins directly to a selected one.
  mutating func growSelection() {
    guard let session, let order = session.vatOrder else { return }
    guard !session.selection.isEmpty else { return complain("Select some rows first, with Space.") }
    let isSelected = session.selectionTest
    var grown: [Int] = []
    for (index, parent) in order.parents.enumerated() {
      let row = order.order[index + 1]
      if isSelected(row) != isSelected(parent) { grown += [row, parent] }
    }
    select(grown, mode: .add)
    let added = self.session!.selection.count - session.selection.count
    tell(added == 0 ? "No row is joined to the selection from outside." : "\(formatCount(added)) nearest rows added.")
  }

  /// Begins a box at the cursor, or in the middle of the pane; a second time it ends it.
  mutating func startBox() {
    guard let layout = Layout(self), let area = layout.area(of: focus), session != nil else { return }
    guard session!.box == nil else { return finishBox() }
    guard Panes.pane(focus).takesBox else {
      return complain(
        "Boxes are drawn over rows: in the scatterplot, the image, the tree, the table of rows; Tab goes there.")
    }
    let inside = frameInside(area)
    let middle = Point(x: inside.x + inside.width / 2, y: inside.y + inside.height / 2)
    let start = Panes.pane(focus).cursorCell(self, in: inside) ?? middle
    session!.lasso = nil
    session!.box = SelectionBox(pane: focus, anchor: start, corner: start)
    tell("Arrow keys move this corner, Tab takes the other; Enter selects, Esc leaves.")
  }

  mutating func moveBox(_ direction: Direction, by steps: Int = 1) {
    guard var box = session?.box, let area = Layout(self)?.area(of: box.pane) else { return }
    box.corner = frameInside(area).clamping(
      Point(x: box.corner.x + steps * direction.offset.x, y: box.corner.y + steps * direction.offset.y))
    session!.box = box
  }

  /// Takes the rows under the cursor and those of the next step; where a box or a shape is drawn, goes far.
  mutating func extendSelection(_ direction: Direction) -> [Effect] {
    if session?.lasso != nil {
      moveLasso(direction, by: Self.farSteps)
      return []
    }
    if session?.box != nil {
      moveBox(direction, by: Self.farSteps)
      return []
    }
    select(rowsUnderCursor, mode: .add)
    let effects = perform(.move(direction))
    select(rowsUnderCursor, mode: .add)
    return effects
  }

  /// How many cells Shift and an arrow key move a corner.
  private static let farSteps = 5

  /// The corner that the arrow keys move becomes the fixed one.
  mutating func swapBoxCorners() {
    guard let box = session?.box else { return }
    session!.box = SelectionBox(pane: box.pane, anchor: box.corner, corner: box.anchor, mode: box.mode)
  }

  mutating func finishBox() {
    guard let box = session?.box, let area = Layout(self)?.area(of: box.pane) else { return }
    session!.box = nil
    let rows = Panes.pane(box.pane).rows(in: box.rectangle, self, in: frameInside(area))
    select(rows, mode: box.mode ?? selectionMode)
    tell("\(formatCount(rows.count)) \(rows.count == 1 ? "row" : "rows") in the box.")
  }

  mutating func look(atSelected: Bool) {
    guard let session, let dataset = session.dataset else { return }
    let rows = dataset.rowNumbers.filter { session.selection.contains($0) == atSelected }
    guard !session.selection.isEmpty else { return complain("Select some rows first, with Space.") }
    guard !rows.isEmpty, rows.count < dataset.rowCount else {
      return complain(rows.isEmpty ? "No row would be left." : "These are all the rows there are.")
    }
    self.session!.widerRows.append(session.basis.preparation.rows)
    setRows(RowSet(rows, capacity: session.table.rowCount))
    tell("\(formatCount(rows.count)) rows are looked at alone; Backspace goes back.")
  }

  mutating func widen() {
    guard let wider = session?.widerRows.popLast() else { return complain("All rows are looked at already.") }
    setRows(wider)
  }

  mutating func setRows(_ rows: RowSet?) {
    session!.basis.preparation.rows = rows
    session!.plotWindow = nil
    session!.imageWindow = nil
    session!.reachabilityWindow = nil
    session!.treeWindow = nil
    session!.cursor = .none
    session!.box = nil
    session!.lasso = nil
  }
}
