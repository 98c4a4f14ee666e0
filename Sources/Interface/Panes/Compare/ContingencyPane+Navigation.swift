import Canvas
import Engine

// A cell of the table is the rows that two clusters share: the cursor of all panes.
extension ContingencyPane {
  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let value = value(session), !value.first.isEmpty, !value.second.isEmpty else {
      return
    }
    guard let cell = cursorCell(session, value) else { return go(to: (0, 0), value, &state) }
    let row = min(max(0, cell.row + direction.offset.y), value.first.count - 1)
    let column = min(max(0, cell.column + direction.offset.x), value.second.count - 1)
    go(to: (row, column), value, &state)
  }

  /// The cell's rows are what the cursor is on in every pane.
  private static func go(
    to cell: (row: Int, column: Int), _ value: ContingencyQuantity.Value, _ state: inout State
  ) {
    let groups = RowGroups(first: value.first[cell.row], second: value.second[cell.column])
    state.session?.contingencyGroups = groups
    let rows = value.rows(first: groups.first, second: groups.second)
    state.session?.cursor = rows.isEmpty ? .none : .rows(rows)
  }

  static func click(_ point: Point, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let value = value(session),
      let cell = table(state, session, value, area).cell(at: point)
    else { return }
    go(to: cell, value, &state)
  }

  /// The rows on which the two differ, ascending; nil while that is not known.
  static func differences(_ session: Session) -> [Int]? {
    value(session).map { value in (0..<value.rowCount).filter { !value.agrees(on: $0) } }
  }
}

/// A cell of the contingency table, by the numbers of its groups.
public struct RowGroups: Sendable, Equatable {
  public var first: Int
  public var second: Int
}

extension State {
  mutating func selectDifferences() {
    guard let session, let rows = ContingencyPane.differences(session) else {
      return complain("There are no two runs to compare yet.")
    }
    select(rows, mode: selectionMode)
    tell(rows.isEmpty ? "The two agree on every row." : "\(formatCount(rows.count)) rows differ.")
  }
}
