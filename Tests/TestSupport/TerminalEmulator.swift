/// A terminal that only remembers: takes what a program writes and holds the screen that a person would see, with the
/// colours and the modes. Knows what ncurses sends to xterm, tmux, vt100 and the Linux console (ECMA-48, xterm's
/// control sequences); anything else is noted in `unknown`, so that a test can insist on there being nothing.
public struct TerminalEmulator {
  public enum Color: Hashable, Sendable {
    case standard
    case indexed(Int)
    case rgb(Int, Int, Int)
  }

  public struct Attributes: Hashable, Sendable {
    public var foreground = Color.standard
    public var background = Color.standard
    public var isBold = false
    public var isDim = false
    public var isUnderlined = false
    public var isReversed = false

    public init(foreground: Color = .standard, background: Color = .standard) {
      self.foreground = foreground
      self.background = background
    }
  }

  public struct Cell: Hashable, Sendable {
    public var text = " "
    public var attributes = Attributes()
    /// The right half of a wide character.
    public var isCovered = false
  }

  public let width: Int
  public let height: Int
  public private(set) var unknown: [String] = []
  /// Private modes that are on, such as 1049 (the other screen) and 25 (the cursor).
  public private(set) var modes: Set<Int> = [7, 25]
  public private(set) var title: [String] = []

  private var cells: [Cell]
  private var mainCells: [Cell] = []
  private var (x, y) = (0, 0)
  private var saved = (x: 0, y: 0)
  private var attributes = Attributes()
  private var (top, bottom): (Int, Int)
  /// The last column was written, and the next character goes to the next line.
  private var wraps = false
  private var inserts = false
  private var lastText = " "
  private let columns: (Unicode.Scalar) -> Int
  private var parser = Parser()

  /// - Parameter columns: how wide a character is: 0, 1 or 2.
  public init(width: Int, height: Int, columns: @escaping (Unicode.Scalar) -> Int) {
    self.width = width
    self.height = height
    self.columns = columns
    cells = Array(repeating: Cell(), count: width * height)
    (top, bottom) = (0, height)
  }

  public subscript(x: Int, y: Int) -> Cell { cells[y * width + x] }

  /// The lines without blanks at their ends.
  public var lines: [String] {
    (0..<height).map { y in
      let text = (0..<width).map { self[$0, y].isCovered ? "" : self[$0, y].text }.joined()
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
  }

  public var isOnOtherScreen: Bool { modes.contains(1049) }
  public var showsCursor: Bool { modes.contains(25) }
  public var reportsMouse: Bool { !modes.isDisjoint(with: [9, 1000, 1002, 1003, 1006]) }
  public var bracketsPastes: Bool { modes.contains(2004) }

  public mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      guard let token = parser.take(byte) else { continue }
      switch token {
      case .text(let scalar): write(scalar)
      case .control(let byte): control(byte)
      case .escape(let text): escape(text)
      case .sequence(let mark, let numbers, let end): sequence(mark, numbers, end)
      case .string: break
      }
    }
  }

  // MARK: Writing

  private mutating func write(_ scalar: Unicode.Scalar) {
    let count = columns(scalar)
    guard count > 0 else {
      // Joins what stands before it.
      let place = max(0, y * width + x - (wraps ? 0 : 1))
      cells[place].text.unicodeScalars.append(scalar)
      return
    }
    lastText = String(scalar)
    put(lastText, count)
  }

  private mutating func put(_ text: String, _ count: Int) {
    if wraps || x + count > width {
      if modes.contains(7) {
        x = 0
        lineFeed()
      } else {
        x = width - count
      }
      wraps = false
    }
    if inserts { shift(from: x, by: count) }
    cells[y * width + x] = Cell(text: text, attributes: attributes)
    if count == 2 { cells[y * width + x + 1] = Cell(text: "", attributes: attributes, isCovered: true) }
    x += count
    if x >= width {
      x = width - 1
      wraps = true
    }
  }

  private mutating func shift(from column: Int, by count: Int) {
    let blank = Cell(attributes: erased)
    let row = y * width
    let rest = Array(cells[row + column..<row + width])
    let count = min(count, rest.count)
    let moved = Array(repeating: blank, count: count) + rest.dropLast(count)
    cells.replaceSubrange(row + column..<row + width, with: moved)
  }

  private mutating func unshift(by count: Int) {
    let row = y * width
    let rest = Array(cells[row + x..<row + width])
    let count = min(count, rest.count)
    let moved = Array(rest.dropFirst(count)) + Array(repeating: Cell(attributes: erased), count: count)
    cells.replaceSubrange(row + x..<row + width, with: moved)
  }

  /// What is erased keeps the background.
  private var erased: Attributes { Attributes(background: attributes.background) }

  private mutating func erase(_ places: Range<Int>) {
    for place in places { cells[place] = Cell(attributes: erased) }
  }

  private mutating func lineFeed() {
    if y == bottom - 1 { scroll(up: 1, from: top) } else if y < height - 1 { y += 1 }
  }

  private mutating func scroll(up count: Int, from first: Int) {
    let count = min(count, bottom - first)
    guard count > 0 else { return }
    cells.replaceSubrange(
      first * width..<(bottom - count) * width, with: cells[(first + count) * width..<bottom * width])
    erase((bottom - count) * width..<bottom * width)
  }

  private mutating func scroll(down count: Int, from first: Int) {
    let count = min(count, bottom - first)
    guard count > 0 else { return }
    let kept = Array(cells[first * width..<(bottom - count) * width])
    cells.replaceSubrange((first + count) * width..<bottom * width, with: kept)
    erase(first * width..<(first + count) * width)
  }

  // MARK: Control

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 0x00, 0x07, 0x0E, 0x0F: break
    case 0x08: move(x: x - 1)
    case 0x09: move(x: (x / 8 + 1) * 8)
    case 0x0A, 0x0B, 0x0C:
      wraps = false
      lineFeed()
    case 0x0D: move(x: 0)
    default: unknown.append("control \(byte)")
    }
  }

  private mutating func move(x newX: Int? = nil, y newY: Int? = nil) {
    wraps = false
    if let newX { x = min(max(0, newX), width - 1) }
    if let newY { y = min(max(0, newY), height - 1) }
  }

  private mutating func escape(_ text: String) {
    switch text {
    case "7": saved = (x, y)
    case "8": move(x: saved.x, y: saved.y)
    case "D": lineFeed()
    case "M": if y == top { scroll(down: 1, from: top) } else { move(y: y - 1) }
    case "E":
      move(x: 0)
      lineFeed()
    case "c": reset()
    case "=", ">", "(B", ")B", "(0", ")0", "\\": break
    default: unknown.append("escape \(text)")
    }
  }

  private mutating func reset() {
    self = TerminalEmulator(width: width, height: height, columns: columns)
  }

  private mutating func sequence(_ mark: String, _ numbers: [Int?], _ end: Character) {
    let first = numbers.first ?? nil
    let count = max(1, first ?? 1)
    switch (mark, end) {
    case ("", "H"), ("", "f"): move(x: (numbers.count > 1 ? numbers[1] ?? 1 : 1) - 1, y: (first ?? 1) - 1)
    case ("", "A"): move(y: y - count)
    case ("", "B"): move(y: y + count)
    case ("", "C"): move(x: x + count)
    case ("", "D"): move(x: x - count)
    case ("", "G"), ("", "`"): move(x: count - 1)
    case ("", "d"): move(y: count - 1)
    case ("", "Z"): move(x: (x - 1) / 8 * 8)
    case ("", "J"):
      switch first ?? 0 {
      case 0: erase(y * width + x..<height * width)
      case 1: erase(0..<y * width + x + 1)
      default: erase(0..<height * width)
      }
    case ("", "K"):
      switch first ?? 0 {
      case 0: erase(y * width + x..<(y + 1) * width)
      case 1: erase(y * width..<y * width + x + 1)
      default: erase(y * width..<(y + 1) * width)
      }
    case ("", "X"): erase(y * width + x..<y * width + min(width, x + count))
    case ("", "@"): shift(from: x, by: count)
    case ("", "P"): unshift(by: count)
    case ("", "L"): if (top..<bottom).contains(y) { scroll(down: count, from: y) }
    case ("", "M"): if (top..<bottom).contains(y) { scroll(up: count, from: y) }
    case ("", "S"): scroll(up: count, from: top)
    case ("", "T"): scroll(down: count, from: top)
    case ("", "b"): for _ in 0..<count { put(lastText, 1) }
    case ("", "r"):
      top = min(max(0, (first ?? 1) - 1), height - 1)
      bottom = min(max(top + 1, numbers.count > 1 ? numbers[1] ?? height : height), height)
      move(x: 0, y: 0)
    case ("", "m"): select(numbers)
    case ("", "h"), ("", "l"):
      if first == 4 { inserts = end == "h" } else if first != 34 { unknown.append("mode \(first ?? 0)") }
    case ("?", "h"): for mode in numbers { set(mode ?? 0) }
    case ("?", "l"): for mode in numbers { unset(mode ?? 0) }
    // The look of the cursor, the window's title, questions that ncurses does not wait for.
    case ("?", "c"), ("", "t"), (" ", "q"), (">", "c"), ("", "n"): break
    default: unknown.append("CSI \(mark)\(numbers.map { $0.map(String.init) ?? "" }.joined(separator: ";"))\(end)")
    }
  }

  private mutating func set(_ mode: Int) {
    if mode == 1049 || mode == 47 || mode == 1047, !modes.contains(1049) {
      mainCells = cells
      saved = (x, y)
      modes.insert(1049)
      erase(0..<cells.count)
      return
    }
    modes.insert(mode)
  }

  private mutating func unset(_ mode: Int) {
    if mode == 1049 || mode == 47 || mode == 1047 {
      if modes.remove(1049) != nil {
        cells = mainCells
        move(x: saved.x, y: saved.y)
      }
      return
    }
    modes.remove(mode)
  }

  private mutating func select(_ numbers: [Int?]) {
    var rest = numbers.isEmpty ? [0] : numbers.map { $0 ?? 0 }[...]
    while let number = rest.popFirst() {
      switch number {
      case 0: attributes = Attributes()
      case 1: attributes.isBold = true
      case 2: attributes.isDim = true
      case 4: attributes.isUnderlined = true
      case 7: attributes.isReversed = true
      case 22: (attributes.isBold, attributes.isDim) = (false, false)
      case 24: attributes.isUnderlined = false
      case 27: attributes.isReversed = false
      case 10, 11, 23, 25, 3, 5: break
      case 30...37: attributes.foreground = .indexed(number - 30)
      case 38: attributes.foreground = Self.color(&rest) ?? attributes.foreground
      case 39: attributes.foreground = .standard
      case 40...47: attributes.background = .indexed(number - 40)
      case 48: attributes.background = Self.color(&rest) ?? attributes.background
      case 49: attributes.background = .standard
      case 90...97: attributes.foreground = .indexed(number - 82)
      case 100...107: attributes.background = .indexed(number - 92)
      default: unknown.append("SGR \(number)")
      }
    }
  }

  private static func color(_ rest: inout ArraySlice<Int>) -> Color? {
    switch rest.popFirst() {
    case 5: return rest.popFirst().map(Color.indexed)
    case 2:
      guard let red = rest.popFirst(), let green = rest.popFirst(), let blue = rest.popFirst() else { return nil }
      return .rgb(red, green, blue)
    default: return nil
    }
  }

  // MARK: Taking bytes apart

  private struct Parser {
    enum Token {
      case text(Unicode.Scalar)
      case control(UInt8)
      case escape(String)
      case sequence(mark: String, numbers: [Int?], end: Character)
      case string
    }

    private enum Place {
      case ground, escape, charset, sequence, string
    }

    private var place = Place.ground
    private var text: [UInt8] = []
    private var scalar: UInt32 = 0
    private var missing = 0

    mutating func take(_ byte: UInt8) -> Token? {
      switch place {
      case .ground:
        if byte == 0x1B {
          place = .escape
          return nil
        }
        return ground(byte)
      case .escape:
        switch byte {
        case UInt8(ascii: "["): start(.sequence)
        case UInt8(ascii: "]"), UInt8(ascii: "P"): start(.string)
        case UInt8(ascii: "("), UInt8(ascii: ")"):
          start(.charset)
          text = [byte]
        default:
          place = .ground
          return .escape(String(UnicodeScalar(byte)))
        }
        return nil
      case .charset:
        place = .ground
        return .escape(String(decoding: text + [byte], as: UTF8.self))
      case .sequence:
        if byte < 0x20 { return .control(byte) }
        guard (0x40...0x7E).contains(byte) else {
          text.append(byte)
          return nil
        }
        place = .ground
        return sequence(Character(UnicodeScalar(byte)))
      case .string:
        // Ended by BEL, or by ESC \, of which the second half is an escape of its own. The console's palette is `]P`
        // and seven digits, or `]R`.
        if byte == 0x07 || (text == [UInt8(ascii: "R")]) {
          place = .ground
          return .string
        }
        if byte == 0x1B {
          place = .escape
          return .string
        }
        text.append(byte)
        if text == [UInt8(ascii: "R")] {
          place = .ground
          return .string
        }
        return nil
      }
    }

    private mutating func start(_ place: Place) {
      self.place = place
      text = []
    }

    private mutating func ground(_ byte: UInt8) -> Token? {
      if missing > 0 {
        scalar = scalar << 6 | UInt32(byte & 0x3F)
        missing -= 1
        return missing == 0 ? .text(Unicode.Scalar(scalar) ?? "\u{FFFD}") : nil
      }
      switch byte {
      case ..<0x20, 0x7F: return .control(byte)
      case ..<0x80: return .text(Unicode.Scalar(byte))
      case 0xC0..<0xE0: (scalar, missing) = (UInt32(byte & 0x1F), 1)
      case 0xE0..<0xF0: (scalar, missing) = (UInt32(byte & 0x0F), 2)
      default: (scalar, missing) = (UInt32(byte & 0x07), 3)
      }
      return nil
    }

    private func sequence(_ end: Character) -> Token {
      let all = String(decoding: text, as: UTF8.self)
      let mark = all.prefix { "?>=!".contains($0) } + all.reversed().prefix { " $'\"".contains($0) }
      let digits = all.filter { $0.isNumber || $0 == ";" || $0 == ":" }
      let numbers =
        digits.isEmpty
        ? [] : digits.split(omittingEmptySubsequences: false) { $0 == ";" || $0 == ":" }.map { Int($0) }
      return .sequence(mark: String(mark), numbers: numbers, end: end)
    }
  }
}
