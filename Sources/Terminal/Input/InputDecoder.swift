import Canvas

/// Turns the bytes of a terminal into events: keys, the mouse, pasted text. Pure: it reads nothing and knows no clock.
///
/// Sequences may be cut anywhere between two calls of `feed`. What cannot be understood is swallowed as a whole, so
/// that no part of it is taken for a key; memory stays bounded whatever arrives. Whether an escape is the key or the
/// beginning of a sequence, only time tells: when `pendingDelay` has passed without a byte, call `flush`.
public struct InputDecoder: Sendable {
  private enum Mode { case ground, paste, string, overlong }

  /// A parsed piece at the front of the buffer.
  enum Piece {
    /// So many bytes, and what they mean: nothing when they are swallowed.
    case taken(Int, TerminalEvent?)
    case paste(begins: Int)
    case string(begins: Int)
    case overlong
    case incomplete
  }

  private let keys: [[UInt8]: Key]
  private let keyPrefixes: Set<[UInt8]>
  private let longestKey: Int
  private var mode = Mode.ground
  private var buffer: [UInt8] = []
  private var pasted: [UInt8] = []
  private var clicks = ClickCounter()

  private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)
  /// More of a paste is dropped.
  static let longestPaste = 1 << 20
  /// A sequence longer than this is none.
  static let longestSequence = 64

  /// - Parameter keys: what the terminal at hand sends for its keys. The sequences that nearly all terminals agree upon
  ///   are known anyway. Entries that do not begin with an escape, or that hide the sequences of mouse and paste, are
  ///   left out.
  public init(keys: [[UInt8]: Key] = [:]) {
    let reserved = ["\u{1B}[M", "\u{1B}[<", "\u{1B}[200~", "\u{1B}[201~"].map { Array($0.utf8) }
    self.keys = keys.filter { bytes, _ in
      bytes.count > 1 && bytes[0] == 0x1B && !reserved.contains { $0.starts(with: bytes) || bytes.starts(with: $0) }
    }
    keyPrefixes = Set(self.keys.keys.flatMap { key in (1..<key.count).map { Array(key[..<$0]) } })
    longestKey = self.keys.keys.map(\.count).max() ?? 0
  }

  /// - Parameter time: a clock that only runs forward; tells a double click from two clicks.
  public mutating func feed(_ bytes: some Sequence<UInt8>, at time: Duration) -> [TerminalEvent] {
    buffer.append(contentsOf: bytes)
    return decode(at: time, isFinal: false)
  }

  /// How long to wait for more bytes before `flush`; nil when nothing is pending.
  public var pendingDelay: Duration? {
    switch mode {
    // An escape and at most one byte more may be typed; what is longer is a sequence on its way, over a slow line
    // perhaps, and its rest must not be taken for keys.
    case .ground: buffer.isEmpty ? nil : buffer.count <= 2 && buffer[0] == 0x1B ? .milliseconds(25) : .milliseconds(500)
    case .string, .overlong: .milliseconds(500)
    case .paste: .seconds(2)
    }
  }

  /// Takes what is pending for complete: a lone escape is the key.
  public mutating func flush(at time: Duration) -> [TerminalEvent] {
    switch mode {
    case .ground: return decode(at: time, isFinal: true)
    case .string, .overlong:
      mode = .ground
      buffer.removeAll()
      return []
    case .paste:
      append(toPaste: buffer[...])
      buffer.removeAll()
      return [endPaste()]
    }
  }

  private mutating func decode(at time: Duration, isFinal: Bool) -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    var start = 0
    loop: while start < buffer.count {
      switch mode {
      case .paste:
        guard let end = takePaste(from: &start) else { break loop }
        events.append(end)
      case .string:
        guard skipString(from: &start) else { break loop }
      case .overlong:
        skipOverlong(from: &start)
      case .ground:
        switch parse(buffer[start...], isFinal: isFinal) {
        case .taken(let count, let event):
          start += count
          if let event { events.append(clicks.counted(event, at: time)) }
        case .paste(let count):
          start += count
          mode = .paste
        case .string(let count):
          start += count
          mode = .string
        case .overlong:
          start += Self.longestSequence
          mode = .overlong
        case .incomplete: break loop
        }
      }
    }
    buffer.removeFirst(start)
    return events
  }

  // MARK: Pasted text

  /// - Returns: the paste when its end has come; otherwise everything that cannot be part of the end is taken.
  private mutating func takePaste(from start: inout Int) -> TerminalEvent? {
    let end = Self.pasteEnd
    var index = start
    while index < buffer.count {
      guard let escape = buffer[index...].firstIndex(of: 0x1B) else { break }
      let rest = buffer[escape...]
      if rest.starts(with: end) {
        append(toPaste: buffer[start..<escape])
        start = escape + end.count
        return endPaste()
      }
      if rest.count < end.count && end.starts(with: rest) {
        append(toPaste: buffer[start..<escape])
        start = escape
        return nil
      }
      index = escape + 1
    }
    append(toPaste: buffer[start...])
    start = buffer.count
    return nil
  }

  private mutating func append(toPaste bytes: ArraySlice<UInt8>) {
    pasted += bytes.prefix(Self.longestPaste - pasted.count)
  }

  private mutating func endPaste() -> TerminalEvent {
    mode = .ground
    defer { pasted = [] }
    // Terminals send a carriage return for a line end; files may have both.
    var text: [UInt8] = []
    text.reserveCapacity(pasted.count)
    for (index, byte) in pasted.enumerated() {
      if byte == 0x0A && index > 0 && pasted[index - 1] == 0x0D { continue }
      text.append(byte == 0x0D ? 0x0A : byte)
    }
    return .paste(String(decoding: text, as: UTF8.self))
  }

  // MARK: What is swallowed

  /// Answers and other strings, to their terminator. False when it has not come yet.
  private mutating func skipString(from start: inout Int) -> Bool {
    while start < buffer.count {
      switch buffer[start] {
      case 0x07, 0x18, 0x1A:
        start += 1
        mode = .ground
        return true
      case 0x1B:
        guard start + 1 < buffer.count else { return false }
        if buffer[start + 1] == UInt8(ascii: "\\") { start += 2 }
        mode = .ground
        return true
      default: start += 1
      }
    }
    return true
  }

  private mutating func skipOverlong(from start: inout Int) {
    while start < buffer.count {
      let byte = buffer[start]
      if byte < 0x20 || byte >= 0x7F {
        mode = .ground
        return
      }
      start += 1
      if byte >= 0x40 {
        mode = .ground
        return
      }
    }
  }

  // MARK: Parsing

  private func parse(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> Piece {
    let first = bytes[bytes.startIndex]
    if first == 0x1B { return parseEscape(bytes, isFinal: isFinal) }
    if first < 0x20 || first == 0x7F { return .taken(1, .key(Self.controlKey(first))) }
    return Self.parseScalar(bytes, isFinal: isFinal)
  }

  private func parseEscape(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> Piece {
    let rest = bytes.dropFirst()
    guard let second = rest.first else { return isFinal ? .taken(1, .key(.escape)) : .incomplete }
    if let known = parseKnownKey(bytes, isFinal: isFinal) { return known }
    switch second {
    case UInt8(ascii: "["):
      return ControlSequence.parse(bytes, isFinal: isFinal)
    case UInt8(ascii: "O"):
      return ControlSequence.parseSingleShift(bytes, isFinal: isFinal)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"):
      // The answers of terminals, told from Alt and the key by what follows.
      guard let third = rest.dropFirst().first else {
        return isFinal ? .taken(2, .key(.alt(.character(Unicode.Scalar(second))))) : .incomplete
      }
      if Self.beginsAnswer(second, third) { return .string(begins: 2) }
    case 0x1B:
      // An escape before a sequence is how some terminals send Alt; before anything else it is the key.
      guard let third = rest.dropFirst().first else { return isFinal ? .taken(1, .key(.escape)) : .incomplete }
      guard third == UInt8(ascii: "[") || third == UInt8(ascii: "O") else { return .taken(1, .key(.escape)) }
      switch parseEscape(rest, isFinal: isFinal) {
      case .taken(let count, .key(let key)): return .taken(count + 1, .key(.alt(key)))
      case .taken(let count, nil): return .taken(count + 1, nil)
      case .incomplete: return .incomplete
      default: return .taken(1, .key(.escape))
      }
    default: break
    }
    switch parse(rest, isFinal: isFinal) {
    case .taken(let count, .key(let key)): return .taken(count + 1, .key(.alt(key)))
    case .taken(let count, let event): return .taken(count + 1, event)
    case let other: return other
    }
  }

  private static func beginsAnswer(_ second: UInt8, _ third: UInt8) -> Bool {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return switch second {
    case UInt8(ascii: "]"): digits.contains(third)
    case UInt8(ascii: "P"): digits.contains(third) || "!$+>".utf8.contains(third)
    default: third == UInt8(ascii: "G")
    }
  }

  /// The longest key of the terminal's own table that the bytes begin with.
  private func parseKnownKey(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> Piece? {
    guard longestKey > 0 else { return nil }
    if !isFinal && bytes.count < longestKey && bytes.count > 1 && keyPrefixes.contains(Array(bytes)) {
      // A control sequence that is complete need not wait for a longer key.
      guard bytes[bytes.startIndex + 1] == UInt8(ascii: "["),
        case .taken = ControlSequence.parse(bytes, isFinal: false)
      else { return .incomplete }
    }
    for count in stride(from: min(longestKey, bytes.count), to: 1, by: -1) {
      if let key = keys[Array(bytes.prefix(count))] { return .taken(count, .key(key)) }
    }
    return nil
  }

  /// One scalar of UTF-8. Bytes that are none, and control characters of more than one byte, are swallowed.
  private static func parseScalar(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> Piece {
    let first = bytes[bytes.startIndex]
    let length: Int
    let second: ClosedRange<UInt8>
    switch first {
    case 0x20..<0x7F: return .taken(1, .key(.character(Unicode.Scalar(first))))
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return .taken(1, nil)
    }
    var value = UInt32(first) & (0xFF >> UInt32(length + 1))
    for index in 1..<length {
      guard index < bytes.count else { return isFinal ? .taken(bytes.count, nil) : .incomplete }
      let byte = bytes[bytes.startIndex + index]
      guard (index == 1 ? second : 0x80...0xBF).contains(byte) else { return .taken(index, nil) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard let scalar = Unicode.Scalar(value), value >= 0xA0 else { return .taken(length, nil) }
    return .taken(length, .key(.character(scalar)))
  }

  /// The key of a control character, 0…31 or 127.
  static func controlKey(_ byte: UInt8) -> Key {
    switch byte {
    case 0x00: .control(" ")
    case 0x08, 0x7F: .backspace
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x1B: .escape
    case 0x01...0x1A: .control(Unicode.Scalar(byte + 0x60))
    default: .control(Unicode.Scalar(byte & 0x1F + 0x40))
    }
  }
}
