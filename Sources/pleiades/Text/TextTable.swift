import Canvas

/// Aligned columns under a header.
struct TextTable {
  struct Column {
    var title: String
    var alignment: TextAlignment = .left
  }

  struct Cell: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    var text: String
    var style = Style.plain

    init(_ text: String, style: Style = .plain) {
      self.text = text
      self.style = style
    }

    init(stringLiteral text: String) { self.init(text) }

    /// Of a cross-table: nothing is but a point.
    init(count: Int) {
      self = count == 0 ? Cell(".", style: Style(attributes: .dim)) : Cell(formatCount(count))
    }
  }

  var columns: [Column]
  var rows: [[Cell]] = []
  var indent = 0
  private static let gap = 2

  init(_ columns: [Column]) { self.columns = columns }

  /// Text columns to the left, `>` before a title: numbers to the right.
  init(_ titles: String...) {
    self.init(titles.map { Self.column($0) })
  }

  static func column(_ title: String) -> Column {
    title.hasPrefix(">") ? Column(title: String(title.dropFirst()), alignment: .right) : Column(title: title)
  }

  mutating func add(_ cells: Cell...) { rows.append(cells) }

  /// As wide as its cells, at most as wide as the surface: then the widest text columns give way, and wrap.
  func canvas(on surface: Surface) -> Canvas {
    let widths = fittedWidths(into: surface.width - indent)
    var lines: [[Cell]] = []
    if columns.contains(where: { !$0.title.isEmpty }) {
      lines.append(columns.map { Cell($0.title, style: Style(attributes: .dim)) })
    }
    for row in rows { lines += wrapped(row, widths) }
    var canvas = Canvas(Size(width: surface.width, height: lines.count))
    for (y, line) in lines.enumerated() {
      var x = indent
      for (index, cell) in line.enumerated() where index < widths.count {
        canvas.write(
          cell.text, in: Rectangle(x: x, y: y, width: widths[index], height: 1),
          alignment: columns[index].alignment, style: cell.style, glyphs: surface.glyphs)
        x += widths[index] + Self.gap
      }
    }
    return canvas
  }

  private func fittedWidths(into width: Int) -> [Int] {
    var widths = columns.indices.map { index in
      rows.reduce(CellWidth.of(columns[index].title)) { widest, row in
        index < row.count ? max(widest, CellWidth.of(row[index].text)) : widest
      }
    }
    let least = 10
    while case let excess = widths.reduce(0, +) + Self.gap * (widths.count - 1) - width, excess > 0 {
      let flexible = columns.indices.filter { columns[$0].alignment == .left && widths[$0] > least }
      guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] = max(least, widths[widest] - excess)
    }
    return widths
  }

  /// A row as lines; only its text columns wrap.
  private func wrapped(_ row: [Cell], _ widths: [Int]) -> [[Cell]] {
    let parts = row.enumerated().map { index, cell in
      columns[index].alignment == .left && CellWidth.of(cell.text) > widths[index]
        ? TextLayout.wrap(cell.text, width: widths[index]) : [cell.text]
    }
    return (0..<(parts.map(\.count).max() ?? 1)).map { line in
      zip(parts, row).map { part, cell in Cell(line < part.count ? part[line] : "", style: cell.style) }
    }
  }
}
