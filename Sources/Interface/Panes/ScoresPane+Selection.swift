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
      .heading("Selection"),
      .value("rows", "\(formatCount(rows.count)) (\(formatNumber(share, significant: 3)) %)", .selectedRows),
    ]
    let outside = session.selection.count - rows.count
    if outside > 0 { lines.append(.value("not looked at", formatCount(outside), .selectedRows)) }
    if session.colouring != .none, let groups = session.groups(rowCount: dataset.rowCount) {
      lines += groupLines(rows, groups)
    }
    if let differences = session.results.value(session.selectionSummary), !differences.isEmpty {
      lines.append(.note("means inside, outside, sd apart:"))
      lines += differences.prefix(4).map { difference in
        let means = [difference.meanInside, difference.meanOutside].map { formatNumber($0, significant: 3) }
        let sign = difference.effect >= 0 ? "+" : ""
        return .value(
          "  \(difference.feature)",
          "\(means[0]), \(means[1]), \(sign)\(formatNumber(difference.effect, decimals: 1))", .differences)
      }
    }
    return lines + [.blank]
  }

  /// The groups that have most of the selected rows, and how many of theirs these are.
  private static func groupLines(_ rows: [Int], _ groups: (codes: [Int], names: [String])) -> [Line] {
    // The first for no group.
    var counts = [Int](repeating: 0, count: groups.names.count + 1)
    for row in rows { counts[max(-1, groups.codes[row]) + 1] += 1 }
    var sizes = [Int](repeating: 0, count: groups.names.count + 1)
    for code in groups.codes { sizes[max(-1, code) + 1] += 1 }
    let present = counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$1], $0) < (counts[$0], $1) }
    return present.prefix(3).map { place in
      .value(
        "  of \(place == 0 ? "no group" : groups.names[place - 1])",
        "\(formatCount(counts[place])) of \(formatCount(sizes[place]))", .selectedGroups)
    }
  }
}
