import Canvas
import Engine

extension Session {
  var selectionSummary: SelectionSummaryQuantity { SelectionSummaryQuantity(basis.preparation, rows: selection) }
}

extension ScoresPane {
  /// How many rows are selected, which groups they are of, and how they differ from the others.
  static func selectionLines(_ session: Session) -> [Line] {
    guard !session.selection.isEmpty, let dataset = session.dataset else { return [] }
    let rows = session.selectedRows
    let share = dataset.rowCount == 0 ? 0 : 100 * Double(rows.count) / Double(dataset.rowCount)
    var lines: [Line] = [
      .heading("Selection"), .value("rows", "\(formatCount(rows.count)) (\(formatNumber(share, significant: 3)) %)"),
    ]
    let outside = session.selection.count - rows.count
    if outside > 0 { lines.append(.value("not looked at", formatCount(outside))) }
    if session.colouring != .none, let groups = session.groups(rowCount: dataset.rowCount) {
      var counts: [Int: Int] = [:]
      for row in rows { counts[max(-1, groups.codes[row]), default: 0] += 1 }
      for (group, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(3) {
        let name = group < 0 ? "no group" : groups.names[group]
        lines.append(.value("  of \(name)", formatCount(count)))
      }
    }
    if let differences = session.results.value(session.selectionSummary), !differences.isEmpty {
      lines.append(.note("means inside and outside:"))
      lines += differences.prefix(4).map {
        .value(
          "  \($0.feature)",
          "\(formatNumber($0.meanInside, significant: 3)) / \(formatNumber($0.meanOutside, significant: 3))")
      }
    }
    return lines + [.blank]
  }
}
