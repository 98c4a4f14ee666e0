import Engine
import Tabular

// The parts that columns play: feature, reference classes, names of the rows. A column has one part at most.
extension Preparation {
  /// The column of reference classes, which then is nothing else.
  mutating func setLabels(_ column: String?) {
    if let column { release(column) }
    labels = column
  }

  /// The column that names the rows, which then is nothing else.
  mutating func setRowNames(_ column: String?) {
    if let column { release(column) }
    id = column
  }

  private mutating func release(_ column: String) {
    columns?.removeAll { $0 == column }
    excluded.removeAll { $0 == column }
    if labels == column { labels = nil }
    if id == column { id = nil }
  }
}

extension Preparation {
  /// Whether the rows as analysed are sure to be the same ones.
  func hasSameRows(as other: Preparation) -> Bool {
    rows == other.rows && sample == other.sample && (sample == nil || seed == other.seed) && missing == other.missing
  }
}

extension Session {
  /// The column that the cursor is on; nil without columns.
  var cursorColumn: Column? {
    table.columns.isEmpty ? nil : table.columns[min(max(0, columnCursor), table.columns.count - 1)]
  }
}

extension State {
  /// Makes the column under the cursor the labels or the names of the rows; where it is already, it is no longer.
  mutating func markColumn(_ part: ColumnPart) {
    guard let session, let column = session.cursorColumn else { return }
    let preparation = session.basis.preparation
    let current = part == .labels ? preparation.labels : preparation.id
    if current != column.name, session.dataset?.featureNames == [column.name] {
      return complain("\(column.name) is the only feature, and one has to stay.")
    }
    let next = current == column.name ? nil : column.name
    switch part {
    case .labels: _ = perform(.setLabels(next))
    case .names: changePreparation { $0.setRowNames(next) }
    }
    let what = part == .labels ? "reference classes" : "names of the rows"
    tell(next == nil ? "\(column.name) no longer holds the \(what)." : "\(column.name) holds the \(what).")
  }
}
