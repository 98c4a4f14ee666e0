import CNCurses
import Canvas
import Glibc

/// Brings canvases to the terminal through ncurses: only lines that changed are handed over, and of those ncurses
/// sends only what differs.
struct FramePainter {
  private let capabilities: TerminalCapabilities
  private var pairs: ColorPairs
  private var last: [Cell] = []
  private var lastSize = Size(width: 0, height: 0)
  private var line: [cchar_t] = []
  private let attributes: [UInt32]

  init(capabilities: TerminalCapabilities) {
    self.capabilities = capabilities
    pairs = ColorPairs(depth: capabilities.colorDepth)
    // All sixteen combinations, by raw value.
    attributes = (UInt8(0)..<16).map { raw in
      let set = Style.Attributes(rawValue: raw)
      return (set.contains(.bold) ? curses_bold() : 0) | (set.contains(.dim) ? curses_dim() : 0)
        | (set.contains(.underline) ? curses_underline() : 0) | (set.contains(.reverse) ? curses_reverse() : 0)
    }
  }

  /// The next frame is painted whole, on a cleared screen.
  mutating func forget() { lastSize = Size(width: 0, height: 0) }

  /// Paints a canvas on a screen of a size; what the canvas does not cover is blank.
  mutating func paint(_ canvas: Canvas, on size: Size, terminal: Int32) {
    let canvas = capabilities.unicodeText ? canvas : canvas.convertedToASCII()
    let cells = canvas.size == size ? canvas.cells : Self.fitted(canvas, to: size)
    let isWhole = size != lastSize
    if isWhole { clearok(curses_current_window(), true) }
    guard fill(with: cells, size, isWhole: isWhole) else { return }
    if pairs.isExhausted {
      // Only a picture in 24-bit colour comes here. Begin again, with the pairs of this frame alone.
      pairs.reset()
      _ = fill(with: cells, size, isWhole: true)
    }
    last = cells
    lastSize = size
    if capabilities.synchronizedOutput { send("\u{1B}[?2026h", to: terminal) }
    wnoutrefresh(curses_standard_window())
    doupdate()
    if capabilities.synchronizedOutput { send("\u{1B}[?2026l", to: terminal) }
  }

  /// Puts the changed lines into ncurses' window. False when there are none.
  private mutating func fill(with cells: [Cell], _ size: Size, isWhole: Bool) -> Bool {
    var changed = isWhole
    for y in 0..<size.height {
      let range = y * size.width..<(y + 1) * size.width
      if !isWhole && cells[range] == last[range] { continue }
      changed = true
      fillLine(y, with: cells[range])
    }
    return changed
  }

  private mutating func fillLine(_ y: Int, with cells: ArraySlice<Cell>) {
    line.removeAll(keepingCapacity: true)
    var style = Style.plain
    var pair: Int32 = 0
    var index = cells.startIndex
    while index < cells.endIndex {
      let cell = cells[index]
      if cell.style != style {
        style = cell.style
        pair = pairs.pair(for: style)
      }
      let isWide = !cell.isCovered && index + 1 < cells.endIndex && cells[index + 1].isCovered
      let width = isWide ? 2 : 1
      // Where the canvas and the C library disagree about a scalar's width, the line would shift.
      let shown = Self.columns(of: cell.scalar) == width ? cell.scalar : Self.replacement(for: cell.scalar)
      append(shown, pair)
      if isWide && shown != cell.scalar { append(" ", pair) }
      index += width
    }
    line.withUnsafeBufferPointer { _ = mvadd_wchnstr(Int32(y), 0, $0.baseAddress, Int32($0.count)) }

    func append(_ scalar: Unicode.Scalar, _ pair: Int32) {
      var cell = cchar_t()
      let attributes = attributes[Int(style.attributes.rawValue & 15)]
      curses_set_cell(&cell, wchar_t(scalar.value), attributes, pair)
      line.append(cell)
    }
  }

  private static func columns(of scalar: Unicode.Scalar) -> Int {
    if scalar.value >= 0x20 && scalar.value < 0x7F { return 1 }
    return Int(curses_columns_of(wchar_t(scalar.value)))
  }

  /// Half of a wide scalar alone shows as nothing, anything else that cannot be shown as a question mark.
  private static func replacement(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar == Cell.coveredScalar ? " " : "?"
  }

  private static func fitted(_ canvas: Canvas, to size: Size) -> [Cell] {
    var cells: [Cell] = []
    cells.reserveCapacity(size.width * size.height)
    for y in 0..<size.height { for x in 0..<size.width { cells.append(canvas[x, y]) } }
    return cells
  }

  private func send(_ text: StaticString, to terminal: Int32) {
    _ = writeAll(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount), to: terminal)
  }
}
