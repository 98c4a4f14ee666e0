/// A table with aligned columns, scrolled both ways, one row selected.
public struct TableView {
  public struct Column: Sendable, Hashable {
    public var title: String
    /// Right for numbers, which are never cut: a column of numbers that does not fit is left out.
    public var alignment: TextAlignment
    /// In columns of the screen; nil for what the title and the rows on the screen need.
    public var width: Int?

    public init(_ title: String, alignment: TextAlignment = .left, width: Int? = nil) {
      self.title = title
      self.alignment = alignment
      self.width = width
    }
  }

  public var columns: [Column]
  public var rowCount: Int
  /// The text of a row's column; called for what is on the screen only.
  public var cell: (_ row: Int, _ column: Int) -> String
  /// The first row and column on the screen; the rows move as far as needed to show the selected one.
  public var firstRow: Int
  public var firstColumn: Int
  public var selectedRow: Int?
  public var style: Style
  public var headerStyle: Style
  public var selectedStyle: Style
  /// A cell's own style, for instance a cluster's colour; nil for `style`.
  public var cellStyle: ((_ row: Int, _ column: Int) -> Style?)?
  public var showsHeader: Bool
  /// A mark before the selected row, for terminals without colour.
  public var showsMarker: Bool
  public var glyphs: GlyphSet

  public init(
    columns: [Column], rowCount: Int, firstRow: Int = 0, firstColumn: Int = 0, selectedRow: Int? = nil,
    style: Style = .plain, headerStyle: Style = .plain, selectedStyle: Style = .plain,
    cellStyle: ((_ row: Int, _ column: Int) -> Style?)? = nil, showsHeader: Bool = true,
    showsMarker: Bool = false, glyphs: GlyphSet = .braille, cell: @escaping (_ row: Int, _ column: Int) -> String
  ) {
    self.columns = columns
    self.rowCount = rowCount
    self.cell = cell
    self.firstRow = firstRow
    self.firstColumn = firstColumn
    self.selectedRow = selectedRow
    self.style = style
    self.headerStyle = headerStyle
    self.selectedStyle = selectedStyle
    self.cellStyle = cellStyle
    self.showsHeader = showsHeader
    self.showsMarker = showsMarker
    self.glyphs = glyphs
  }

  public struct Layout: Sendable, Hashable {
    /// Below the header.
    public let body: Rectangle
    /// The rows on the screen.
    public let rows: Range<Int>
    /// The columns on the screen, with the rectangles of their bodies.
    public let columns: [Int]
    public let columnAreas: [Rectangle]
    /// Columns after the last one shown are left out.
    public let hasMoreColumns: Bool
    let header: Rectangle

    public func row(at cell: Point) -> Int? {
      guard body.contains(cell) else { return nil }
      let row = rows.lowerBound + cell.y - body.y
      return rows.contains(row) ? row : nil
    }

    /// The column at a position of the header or the body.
    public func column(at cell: Point) -> Int? {
      guard header.contains(cell) || body.contains(cell) else { return nil }
      return zip(columns, columnAreas).first { cell.x >= $1.x && cell.x < $1.maxX }?.0
    }
  }

  private static let gap = 2
  /// Text columns shrink to this at least before columns are left out.
  private static let leastWidth = 6

  public func layout(in area: Rectangle) -> Layout {
    let area = area.normalized
    let (header, body) = area.splitTop(showsHeader ? 1 : 0)
    let first = Scrolling.first(firstRow, selected: selectedRow, count: rowCount, visible: body.height)
    // No screen has more rows than this; a huge rectangle is not worth reading the whole table.
    let rows = first..<max(first, min(max(0, rowCount), first + min(body.height, 1 << 12)))
    let marker = showsMarker ? 2 : 0
    let room = area.width - marker

    // As many columns as fit when text columns are as narrow as they may be.
    var widths: [Int] = []
    var leasts: [Int] = []
    var shown: [Int] = []
    var used = 0
    for index in columns.indices.dropFirst(min(max(0, firstColumn), max(0, columns.count - 1))) {
      let column = columns[index]
      let width = column.width.map { min(max(1, $0), Rectangle.limit) } ?? naturalWidth(index, rows)
      let isFixed = column.alignment == .right || column.width != nil
      let least = isFixed ? width : min(width, TableView.leastWidth)
      let before = shown.isEmpty ? 0 : TableView.gap
      // The first one is shown whatever its width.
      if used + before + least > room, !shown.isEmpty { break }
      used += before + least
      widths.append(width)
      leasts.append(least)
      shown.append(index)
      if used >= room { break }
    }
    // What is left goes to the columns from the left, up to what they need; the arrow that says there are more keeps
    // its place.
    let hasMore = (shown.last ?? columns.count - 1) < columns.count - 1
    var spare = max(0, room - used - (hasMore ? 2 : 0))
    for index in shown.indices {
      let extra = min(spare, widths[index] - leasts[index])
      widths[index] = leasts[index] + extra
      spare -= extra
    }
    var x = area.x + marker
    let areas = widths.map { width in
      let place = Rectangle(x: x, y: body.y, width: min(width, max(0, area.maxX - x)), height: body.height)
      x += width + TableView.gap
      return place
    }
    return Layout(
      body: body, rows: rows, columns: shown, columnAreas: areas,
      hasMoreColumns: hasMore, header: header)
  }

  private func naturalWidth(_ column: Int, _ rows: Range<Int>) -> Int {
    rows.reduce(max(1, CellWidth.of(columns[column].title))) { max($0, CellWidth.of(cell($1, column))) }
  }

  @discardableResult
  public func draw(into canvas: inout Canvas, in area: Rectangle) -> Layout {
    let layout = layout(in: area)
    let area = area.normalized
    if !layout.header.isEmpty {
      canvas.fill(layout.header, with: Cell(" ", headerStyle))
      for (index, place) in zip(layout.columns, layout.columnAreas) {
        let line = Rectangle(x: place.x, y: layout.header.y, width: place.width, height: 1)
        canvas.write(
          columns[index].title, in: line, alignment: columns[index].alignment, style: headerStyle, glyphs: glyphs)
      }
      if layout.hasMoreColumns, area.maxX - (layout.columnAreas.last?.maxX ?? area.x) >= 2 {
        canvas[area.maxX - 1, layout.header.y] = Cell(glyphs.isASCII ? ">" : "»", headerStyle)
      }
    }
    let marker: Unicode.Scalar = glyphs.isASCII ? ">" : glyphs == .dots ? "►" : "▸"
    for row in layout.rows {
      let y = layout.body.y + row - layout.rows.lowerBound
      if y < 0 { continue }
      guard y < canvas.size.height else { break }
      let isSelected = row == selectedRow
      if isSelected {
        canvas.fill(Rectangle(x: area.x, y: y, width: area.width, height: 1), with: Cell(" ", selectedStyle))
        if showsMarker, area.width > 0 { canvas[area.x, y] = Cell(marker, selectedStyle) }
      }
      for (index, place) in zip(layout.columns, layout.columnAreas) {
        let line = Rectangle(x: place.x, y: y, width: place.width, height: 1)
        let own = cellStyle?(row, index) ?? style
        canvas.write(
          cell(row, index), in: line, alignment: columns[index].alignment, style: isSelected ? selectedStyle : own,
          glyphs: glyphs)
      }
    }
    return layout
  }
}
