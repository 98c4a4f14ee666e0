import Canvas
import Engine
import Tabular

/// The columns of a data set as a table on the screen.
struct ColumnTable {
  private static let spread = 2
  private static let widestSpread = ColumnSummary.mostBins

  private let summaries: [ColumnSummary]?
  private(set) var view: TableView

  init(_ state: State, _ session: Session, _ summaries: [ColumnSummary]?, width: Int) {
    let columns = session.table.columns
    // What was summarised is this table.
    let summaries = summaries?.count == columns.count ? summaries : nil
    self.summaries = summaries
    let features = Set(session.dataset?.featureNames ?? [])
    let preparation = session.basis.preparation
    func part(_ index: Int) -> String {
      let name = columns[index].name
      if name == preparation.labels { return "L" }
      if name == preparation.id { return "N" }
      return features.contains(name) ? "x" : "."
    }
    let hasMissing = summaries?.contains { $0.missing > 0 } ?? false
    func number(_ index: Int, _ value: (ColumnSummary.Numbers) -> Double) -> String {
      guard case .numbers(let numbers)? = summaries?[index].content else { return "" }
      return formatNumber(value(numbers))
    }
    // Names before the last numbers.
    let nameWidth = max(6, min(columns.map { CellWidth.of($0.name) }.max() ?? 0, max(12, width / 4)))
    // What a column is comes before its numbers, so that it is told in narrow panes too.
    var heads = [
      TableView.Column("", width: 1), TableView.Column("column", width: nameWidth),
      TableView.Column("spread", width: 6), TableView.Column("type", width: 4),
    ]
    var texts: [(Int) -> String] = [
      part, { columns[$0].name }, { _ in "" }, { columns[$0].isNumeric ? "num" : "text" },
    ]
    if hasMissing {
      heads.append(TableView.Column("miss.", alignment: .right))
      texts.append { index in
        guard let missing = summaries?[index].missing, missing > 0 else { return "" }
        return formatCount(missing)
      }
    }
    heads += ["min", "median", "max"].map { TableView.Column($0, alignment: .right) }
    texts += [{ number($0, \.least) }, { number($0, \.median) }, { number($0, \.largest) }]
    view = TableView(
      columns: heads, rowCount: columns.count, firstRow: session.firstLines[.table] ?? 0,
      selectedRow: min(max(0, session.columnCursor), columns.count - 1),
      style: state.ground, headerStyle: state.dim, selectedStyle: state.selectionStyle,
      cellStyle: { row, _ in part(row) == "." ? state.dim : nil }, glyphs: state.glyphs,
      cell: { row, column in texts[column](row) })
    // What is left over goes to the spread.
    let probe = view.layout(in: Rectangle(x: 0, y: 0, width: width, height: 1 << 10))
    let free = width - (probe.columnAreas.last?.maxX ?? width)
    if !probe.hasMoreColumns, free > 0 {
      view.columns[Self.spread].width = min(Self.widestSpread, 6 + free)
    }
  }

  /// How often values occur from the least to the largest, or texts from the commonest on.
  func drawSpreads(_ state: State, into canvas: inout Canvas, _ layout: TableView.Layout) {
    guard let summaries, let place = layout.columns.firstIndex(of: Self.spread) else { return }
    for row in layout.rows where summaries.indices.contains(row) {
      let counts: [Int]
      switch summaries[row].content {
      case nil: continue
      case .numbers(let numbers): counts = numbers.counts
      case .texts(_, let commonest): counts = commonest.map(\.count)
      }
      var line = layout.columnAreas[place]
      line.y += row - layout.rows.lowerBound
      line.height = 1
      let style = row == view.selectedRow ? state.selectionStyle : state.style(state.theme.accent)
      Sparkline(
        values: counts.map(Double.init), range: 0...Double(max(1, counts.max() ?? 1)), style: style,
        glyphs: state.glyphs
      ).draw(into: &canvas, in: line)
    }
  }
}
