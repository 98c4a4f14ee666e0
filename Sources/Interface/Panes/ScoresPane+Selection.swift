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
      // The first for no group.
      var counts = [Int](repeating: 0, count: groups.names.count + 1)
      for row in rows { counts[max(-1, groups.codes[row]) + 1] += 1 }
      let present = counts.indices.filter { counts[$0] > 0 }.map { (group: $0 - 1, count: counts[$0]) }
      for (group, count) in present.sorted(by: { ($1.count, $0.group) < ($0.count, $1.group) }).prefix(3) {
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
