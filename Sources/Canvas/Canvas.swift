/// One character position: a scalar and how it looks. A wide scalar is followed by a cell that it covers.
public struct Cell: Sendable, Hashable {
  public var scalar: Unicode.Scalar
  public var style: Style

  public init(_ scalar: Unicode.Scalar = " ", _ style: Style = .plain) {
    self.scalar = scalar
    self.style = style
  }

  /// The right half of a wide scalar: shown as nothing.
  public static let coveredScalar: Unicode.Scalar = "\u{0}"
  public var isCovered: Bool { scalar == Cell.coveredScalar }
}

/// A grid of cells that everything is drawn on. Whatever falls outside is clipped, so nothing drawn can trap.
///
/// Two things hold for every canvas, whatever was written to it: no cell holds a control character or a mark of no
/// width, and a covered cell always follows the wide scalar that covers it (and the other way round).
public struct Canvas: Sendable, Equatable {
  public let size: Size
  public private(set) var cells: [Cell]

  public init(_ size: Size, fill: Cell = Cell()) {
    self.size = size
    var cell = fill
    cell.scalar = CellWidth.shown(fill.scalar)
    if CellWidth.of(cell.scalar) != 1 { cell.scalar = " " }
    cells = Array(repeating: cell, count: size.width * size.height)
  }

  public var bounds: Rectangle { Rectangle(x: 0, y: 0, width: size.width, height: size.height) }

  /// Reading outside gives a blank; writing outside does nothing. A wide scalar takes the cell to its right as well
  /// (in the last column it shows as a blank), and writing over half of one blanks the other half.
  public subscript(x: Int, y: Int) -> Cell {
    get { contains(x, y) ? cells[y * size.width + x] : Cell() }
    set {
      guard contains(x, y) else { return }
      let index = y * size.width + x
      // Latin text over Latin text, the common case, needs no care.
      let (old, new) = (cells[index].scalar.value, newValue.scalar.value)
      if new >= 0x20, new < 0x7F, old >= 0x20, old < 0x300 {
        cells[index] = newValue
      } else {
        place(newValue, at: index, column: x)
      }
    }
  }

  private func contains(_ x: Int, _ y: Int) -> Bool {
    x >= 0 && x < size.width && y >= 0 && y < size.height
  }

  private mutating func place(_ cell: Cell, at index: Int, column: Int) {
    var cell = cell
    let isLast = column + 1 >= size.width
    if cell.isCovered {
      // Only its wide scalar can cover a cell; then all that changes is the style.
      if cells[index].isCovered {
        cells[index].style = cell.style
      } else {
        put(Cell(" ", cell.style), at: index, isLast)
      }
      return
    }
    cell.scalar = CellWidth.shown(cell.scalar)
    let width = CellWidth.of(cell.scalar)
    if width == 0 { cell.scalar = "·" }
    guard width == 2 else { return put(cell, at: index, isLast) }
    guard !isLast else { return put(Cell(" ", cell.style), at: index, isLast) }
    put(cell, at: index, isLast)
    put(Cell(" ", cell.style), at: index + 1, column + 2 >= size.width)
    // `put` has just blanked the scalar, seeing one of its halves overwritten, when this cell was covered before.
    cells[index] = cell
    cells[index + 1].scalar = Cell.coveredScalar
  }

  /// Writes a cell, blanking the other half of a wide scalar that was there.
  private mutating func put(_ cell: Cell, at index: Int, _ isLast: Bool) {
    if cells[index].isCovered {
      cells[index - 1].scalar = " "
    } else if !isLast, cells[index + 1].isCovered {
      cells[index + 1].scalar = " "
    }
    cells[index] = cell
  }

  /// Fills a rectangle.
  public mutating func fill(_ rectangle: Rectangle, with cell: Cell) {
    let area = rectangle.intersection(bounds)
    guard !area.isEmpty else { return }
    let isWide = CellWidth.of(cell.scalar) == 2
    let cell = isWide ? Cell(" ", cell.style) : cell
    for y in area.y..<area.maxY { for x in area.x..<area.maxX { self[x, y] = cell } }
  }

  /// Changes the style of the cells of a rectangle, leaving what they show.
  public mutating func restyle(_ rectangle: Rectangle, _ change: (inout Style) -> Void) {
    let area = rectangle.intersection(bounds)
    guard !area.isEmpty else { return }
    for y in area.y..<area.maxY { for x in area.x..<area.maxX { change(&cells[y * size.width + x].style) } }
  }

  /// Writes text on one line, at most `width` columns of it (to the canvas's edge when nil). Control characters
  /// show as `·`, so that no text from a data file can reach the terminal as a command; what does not fit ends in `…`
  /// (`~` in ASCII text).
  /// - Parameters:
  ///   - keepsBackground: the background that is there stays, whatever the style says.
  ///   - glyphs: with `.ascii` nothing but ASCII is written (`?` stands for other scalars, `.` for controls)
  ///     and the ellipsis is `~`; with another set it is `…`; nil chooses the ellipsis by the text.
  /// - Returns: the number of columns written.
  @discardableResult
  public mutating func write(
    _ text: String, x: Int, y: Int, style: Style = .plain, width: Int? = nil, keepsBackground: Bool = false,
    glyphs: GlyphSet? = nil
  ) -> Int {
    let x = min(max(x, -Rectangle.limit), Rectangle.limit)
    let room = min(width ?? Int.max, size.width - x)
    guard y >= 0, y < size.height, room > 0 else { return 0 }
    let scalars = CellWidth.fit(text, into: room, glyphs: glyphs)
    var column = x
    for (scalar, cellWidth) in scalars {
      var cellStyle = style
      if keepsBackground { cellStyle.background = self[column, y].style.background }
      // Half of a wide scalar may hang over the left edge.
      if column == -1, cellWidth == 2 {
        self[0, y] = Cell(" ", cellStyle)
      } else {
        self[column, y] = Cell(scalar, cellStyle)
      }
      column += cellWidth
    }
    return column - x
  }

  /// Writes text on the first line of a rectangle, cut to its width.
  public mutating func write(
    _ text: String, in area: Rectangle, alignment: TextAlignment = .left, style: Style = .plain,
    keepsBackground: Bool = false, glyphs: GlyphSet? = nil
  ) {
    let area = area.normalized
    guard !area.isEmpty else { return }
    let free = alignment == .left ? 0 : max(0, area.width - CellWidth.of(text))
    let indent = alignment == .center ? free / 2 : free
    write(
      text, x: area.x + indent, y: area.y, style: style, width: area.width - indent, keepsBackground: keepsBackground,
      glyphs: glyphs)
  }

  /// Copies another canvas onto this one with its top left cell at a position.
  public mutating func draw(_ other: Canvas, at position: Point) {
    let area = Rectangle(x: position.x, y: position.y, width: other.size.width, height: other.size.height)
    let visible = area.intersection(bounds)
    guard !visible.isEmpty else { return }
    for y in visible.y..<visible.maxY {
      for x in visible.x..<visible.maxX {
        let cell = other[x - area.x, y - area.y]
        // A covered cell comes with its wide scalar, except at the cut edge.
        if !cell.isCovered || x == visible.x { self[x, y] = cell }
      }
    }
  }

  /// The part of the canvas inside a rectangle.
  public func cropped(to rectangle: Rectangle) -> Canvas {
    let area = rectangle.intersection(bounds)
    var part = Canvas(area.size)
    part.draw(self, at: Point(x: -area.x, y: -area.y))
    return part
  }

  /// The text of one line, trailing blanks and all.
  public func line(_ y: Int) -> String {
    var text = String.UnicodeScalarView()
    for x in 0..<size.width where !self[x, y].isCovered { text.append(self[x, y].scalar) }
    return String(text)
  }
}
