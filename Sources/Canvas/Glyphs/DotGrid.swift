/// Dots finer than cells, over a rectangle of them. A cell shows all its dots in one colour: that of the group that
/// most of the dots set in it belong to (see `draw`).
public struct DotGrid: Sendable {
  /// In cells.
  public let area: Rectangle
  public let glyphs: GlyphSet
  /// In dots; (0, 0) is the top left dot.
  public let size: Size

  /// Only what can be seen takes memory.
  private let visible: Rectangle
  private var bits: [UInt8]
  private var cells: [Int32] = []
  private var groups: [Int] = []

  /// - Parameter clip: what can be seen, usually the canvas's bounds; nil for all of the area.
  public init(area: Rectangle, glyphs: GlyphSet, clip: Rectangle? = nil) {
    let area = area.normalized
    let perCell = glyphs.dotsPerCell
    self.area = area
    self.glyphs = glyphs
    size = Size(width: area.width * perCell.width, height: area.height * perCell.height)
    let seen = clip.map { area.intersection($0) } ?? area
    // 16 million cells are more than any screen has.
    visible = seen.intersection(Rectangle(x: seen.x, y: seen.y, width: 1 << 12, height: 1 << 12))
    bits = Array(repeating: 0, count: visible.width * visible.height)
  }

  /// The columns and rows of dots that can be seen: loops need go no further.
  var visibleColumns: Range<Int> {
    dots(from: visible.x - area.x, count: visible.width, each: glyphs.dotsPerCell.width)
  }
  var visibleRows: Range<Int> { dots(from: visible.y - area.y, count: visible.height, each: glyphs.dotsPerCell.height) }

  private func dots(from cell: Int, count: Int, each: Int) -> Range<Int> {
    count > 0 ? cell * each..<(cell + count) * each : 0..<0
  }

  /// Makes room for so many dots.
  public mutating func reserve(_ count: Int) {
    cells.reserveCapacity(cells.count + count)
    groups.reserveCapacity(groups.count + count)
  }

  /// Sets a dot; what lies outside is left out.
  @inline(__always)
  public mutating func set(x: Int, y: Int, group: Int = 0) {
    guard x >= 0, y >= 0, x < size.width, y < size.height else { return }
    let cellX: Int
    let cellY: Int
    let bit: UInt8
    switch glyphs {
    case .braille: (cellX, cellY, bit) = (x >> 1, y >> 2, UInt8(truncatingIfNeeded: (y & 3) << 1 | x & 1))
    case .quadrant: (cellX, cellY, bit) = (x >> 1, y >> 1, UInt8(truncatingIfNeeded: (y & 1) << 1 | x & 1))
    case .dots, .ascii: (cellX, cellY, bit) = (x, y, 0)
    }
    let column = cellX + area.x - visible.x
    let row = cellY + area.y - visible.y
    guard column >= 0, row >= 0, column < visible.width, row < visible.height else { return }
    let cell = row * visible.width + column
    bits[cell] |= 1 << bit
    cells.append(Int32(truncatingIfNeeded: cell))
    groups.append(group)
  }

  /// Sets a column of dots, both ends included, in either order.
  public mutating func column(x: Int, from start: Int, through end: Int, group: Int = 0) {
    let first = max(visibleRows.lowerBound, min(start, end))
    let last = min(visibleRows.upperBound - 1, max(start, end))
    guard first <= last else { return }
    for y in first...last { set(x: x, y: y, group: group) }
  }

  /// Sets a row of dots, both ends included, in either order.
  public mutating func row(y: Int, from start: Int, through end: Int, group: Int = 0) {
    let first = max(visibleColumns.lowerBound, min(start, end))
    let last = min(visibleColumns.upperBound - 1, max(start, end))
    guard first <= last else { return }
    for x in first...last { set(x: x, y: y, group: group) }
  }

  /// Sets the dots of a straight line, both ends included, as Bresenham does: one dot for each step along the longer
  /// axis. The same dots whichever end is given first.
  public mutating func line(x0: Int, y0: Int, x1: Int, y1: Int, group: Int = 0) {
    var (ax, ay) = (limited(x0), limited(y0))
    var (bx, by) = (limited(x1), limited(y1))
    if (ax, ay) > (bx, by) { ((ax, ay), (bx, by)) = ((bx, by), (ax, ay)) }
    let steps = max(abs(bx - ax), abs(by - ay))
    guard steps > 0 else { return set(x: ax, y: ay, group: group) }
    // Only the steps that can be seen: the longer axis decides.
    let isFlat = abs(bx - ax) == steps
    let (from, end, seen) = isFlat ? (ax, bx, visibleColumns) : (ay, by, visibleRows)
    let (near, far) = (seen.lowerBound, seen.upperBound - 1)
    let first = max(0, from <= end ? near - from : from - far)
    let last = min(steps, from <= end ? far - from : from - near)
    guard first <= last else { return }
    for step in first...last {
      // Rounded to the nearest dot: (2·step·Δ + steps) / (2·steps), downwards.
      func at(_ start: Int, _ end: Int) -> Int {
        let numerator = 2 * step * (end - start) + steps
        let quotient = numerator / (2 * steps)
        return start + (numerator % (2 * steps) < 0 ? quotient - 1 : quotient)
      }
      set(x: at(ax, bx), y: at(ay, by), group: group)
    }
  }

  private func limited(_ value: Int) -> Int { min(max(value, -(1 << 28)), 1 << 28) }

  /// Draws the cells that have dots; the others stay as they are.
  /// - Parameters:
  ///   - mark: what shows a dot where the glyph set has one dot a cell; nil for its own.
  ///   - keepsBackground: a cell's background stays, so that dots can lie over a coloured field.
  ///   - style: of a group. A cell takes the group that set dots in it most often; ties go to the lower group, and
  ///     noise (below 0) loses them.
  public func draw(
    into canvas: inout Canvas, mark: Unicode.Scalar? = nil, keepsBackground: Bool = false, style: (Int) -> Style
  ) {
    let majority = majorities()
    var index = 0
    for y in visible.y..<visible.maxY {
      for x in visible.x..<visible.maxX {
        if bits[index] != 0 {
          var cellStyle = style(majority[index])
          if keepsBackground { cellStyle.background = canvas[x, y].style.background }
          canvas[x, y] = Cell(glyphs.scalar(dots: bits[index], mark: mark), cellStyle)
        }
        index += 1
      }
    }
  }

  /// Draws every dot in one style.
  public func draw(into canvas: inout Canvas, style: Style) {
    draw(into: &canvas) { _ in style }
  }

  /// Calls for every visible cell that has dots, with its group and how many dots were set in it.
  func forEachCell(_ body: (Point, _ group: Int, _ count: Int) -> Void) {
    let majority = majorities()
    var counts = Array(repeating: 0, count: bits.count)
    for cell in cells { counts[Int(cell)] += 1 }
    for index in bits.indices where bits[index] != 0 {
      let point = Point(x: visible.x + index % visible.width, y: visible.y + index / visible.width)
      body(point, majority[index], counts[index])
    }
  }

  private func majorities() -> [Int] {
    GroupMajority.of(cells: cells, groups: groups, cellCount: bits.count)
  }
}
