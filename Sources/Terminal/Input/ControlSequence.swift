import Canvas

/// The sequences that begin with `ESC [` and `ESC O`: their form is fixed by ECMA-48, section 5.4; their meaning is
/// that of xterm ("XTerm Control Sequences", which nearly all terminals follow), rxvt and the console of Linux.
struct ControlSequence {
  private let parameters: [Int]
  private let prefix: UInt8?
  private let final: UInt8

  // MARK: Form

  /// `ESC [`, parameters 0x30…0x3F, intermediates 0x20…0x2F, a final byte 0x40…0x7E.
  static func parse(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> InputDecoder.Piece {
    let body = bytes.dropFirst(2)
    guard let first = body.first else {
      guard bytes.count == 2, bytes.last == UInt8(ascii: "[") else { return .incomplete }
      return isFinal ? .taken(2, .key(.alt(.character("[")))) : .incomplete
    }
    // Two old forms that are no control sequences: the function keys of the console, and the first mouse protocol.
    if first == UInt8(ascii: "[") {
      guard let letter = body.dropFirst().first else { return isFinal ? .taken(3, nil) : .incomplete }
      let number = Int(letter) - Int(UInt8(ascii: "A")) + 1
      if (1...5).contains(number) { return .taken(4, .key(.function(number))) }
      return .taken((0x40...0x7E).contains(letter) ? 4 : 3, nil)
    }
    if first == UInt8(ascii: "M") { return parseOldMouse(bytes, isFinal: isFinal) }

    for (index, byte) in body.enumerated() {
      switch byte {
      case 0x20...0x3F:
        if index + 3 >= InputDecoder.longestSequence { return .overlong }
      case 0x40...0x7E:
        let sequence = ControlSequence(body: body.prefix(index), final: byte)
        if sequence.final == UInt8(ascii: "~") && sequence.prefix == nil && sequence.parameters.first == 200 {
          return .paste(begins: index + 3)
        }
        return .taken(index + 3, sequence.event)
      default:
        // Not part of any sequence: what came so far is none, and the byte stands for itself.
        return .taken(index + 2, nil)
      }
    }
    return isFinal ? .taken(bytes.count, nil) : .incomplete
  }

  private init(body: ArraySlice<UInt8>, final: UInt8) {
    self.final = final
    prefix = body.first.flatMap { (0x3C...0x3F).contains($0) ? $0 : nil }
    parameters = body.dropFirst(prefix == nil ? 0 : 1)
      .split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { field in
        // What follows a colon are details.
        field.prefix { $0 != UInt8(ascii: ":") }.reduce(0) { value, byte in
          (0x30...0x39).contains(byte) ? min(value * 10 + Int(byte & 0x0F), 99_999) : value
        }
      }
  }

  /// `ESC O`, at times a digit for the modifiers, and a letter.
  static func parseSingleShift(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> InputDecoder.Piece {
    var rest = bytes.dropFirst(2)
    guard var byte = rest.first else {
      return isFinal ? .taken(2, .key(.alt(.character("O")))) : .incomplete
    }
    var modifiers = Modifiers()
    if (0x31...0x39).contains(byte) {
      modifiers = Modifiers(parameter: Int(byte & 0x0F))
      rest = rest.dropFirst()
      guard let next = rest.first else { return isFinal ? .taken(3, nil) : .incomplete }
      byte = next
    }
    guard (0x40...0x7E).contains(byte) else { return .taken(rest.startIndex - bytes.startIndex, nil) }
    let key = letterKey(byte) ?? keypadKey(byte)
    return .taken(rest.startIndex - bytes.startIndex + 1, key.map { .key($0.with(modifiers)) })
  }

  /// `ESC [ M` and three bytes: button, column and line, each with 32 added.
  private static func parseOldMouse(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> InputDecoder.Piece {
    guard bytes.count >= 6 else { return isFinal ? .taken(bytes.count, nil) : .incomplete }
    let values = bytes.dropFirst(3).prefix(3).map { Int($0) - 32 }
    guard values.allSatisfy({ $0 >= 0 }) else { return .taken(3, nil) }
    return .taken(6, mouse(code: values[0], column: values[1], line: values[2], isRelease: nil))
  }

  // MARK: Meaning

  private func parameter(_ index: Int, default value: Int = 0) -> Int {
    index < parameters.count && parameters[index] > 0 ? parameters[index] : value
  }

  private var event: TerminalEvent? {
    if prefix == UInt8(ascii: "<") {
      guard parameters.count == 3, final == UInt8(ascii: "M") || final == UInt8(ascii: "m") else { return nil }
      return Self.mouse(
        code: parameters[0], column: parameters[1], line: parameters[2], isRelease: final == UInt8(ascii: "m"))
    }
    guard prefix == nil else { return nil }
    if final == UInt8(ascii: "M") {
      // The mouse protocol of rxvt: the first one in decimals.
      guard parameters.count == 3, parameters[0] >= 32 else { return nil }
      return Self.mouse(code: parameters[0] - 32, column: parameters[1], line: parameters[2], isRelease: nil)
    }
    return key.map { .key($0) }
  }

  private var key: Key? {
    let modifiers = Modifiers(parameter: parameter(1, default: 1))
    switch final {
    case UInt8(ascii: "~"):
      if parameter(0) == 27 { return Self.key(code: parameter(2), modifiers) }
      return Self.numberedKey(parameter(0))?.with(modifiers)
    // rxvt's modifiers.
    case UInt8(ascii: "^"): return Self.numberedKey(parameter(0))?.with(.control)
    case UInt8(ascii: "@"): return Self.numberedKey(parameter(0))?.with([.control, .shift])
    case UInt8(ascii: "a"): return Key.up.with(.shift)
    case UInt8(ascii: "b"): return Key.down.with(.shift)
    case UInt8(ascii: "c"): return parameters.count > 1 ? nil : Key.right.with(.shift)
    case UInt8(ascii: "d"): return Key.left.with(.shift)
    case UInt8(ascii: "u"): return Self.key(code: parameter(0), modifiers)
    case UInt8(ascii: "Z"): return Key.backTab.with(modifiers.subtracting(.shift))
    // A report of the cursor's position looks like F3, save for the line.
    case UInt8(ascii: "R") where parameter(0, default: 1) != 1: return nil
    default: return Self.letterKey(final)?.with(modifiers)
    }
  }

  private static func letterKey(_ letter: UInt8) -> Key? {
    switch letter {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "P"): .function(1)
    case UInt8(ascii: "Q"): .function(2)
    case UInt8(ascii: "R"): .function(3)
    case UInt8(ascii: "S"): .function(4)
    default: nil
    }
  }

  /// The keypad in application mode; rxvt's arrows with control.
  private static func keypadKey(_ letter: UInt8) -> Key? {
    switch letter {
    case UInt8(ascii: "M"): .enter
    case UInt8(ascii: "I"): .tab
    case UInt8(ascii: " "): .character(" ")
    case UInt8(ascii: "X"): .character("=")
    case UInt8(ascii: "j")...UInt8(ascii: "y"): .character(Unicode.Scalar(letter - 0x40))
    case UInt8(ascii: "a"): Key.up.with(.control)
    case UInt8(ascii: "b"): Key.down.with(.control)
    case UInt8(ascii: "c"): Key.right.with(.control)
    case UInt8(ascii: "d"): Key.left.with(.control)
    default: nil
    }
  }

  private static func numberedKey(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  /// A key by its code point, as the newer keyboard protocols send it.
  private static func key(code: Int, _ modifiers: Modifiers) -> Key? {
    guard let scalar = Unicode.Scalar(UInt32(code)), !(0x80..<0xA0).contains(code) else { return nil }
    // The private use area holds keys of these protocols that no one needs here.
    if (0xE000..<0xF900).contains(code) { return nil }
    let key = code < 0x20 || code == 0x7F ? InputDecoder.controlKey(UInt8(code)) : .character(scalar)
    return key.with(modifiers)
  }

  /// - Parameter isRelease: nil where the code itself tells.
  private static func mouse(code: Int, column: Int, line: Int, isRelease: Bool?) -> TerminalEvent? {
    let position = Point(x: max(0, column - 1), y: max(0, line - 1))
    var modifiers = Modifiers()
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    if code & 64 != 0 {
      let wheel: [Mouse.Kind] = [.wheelUp, .wheelDown, .wheelLeft, .wheelRight]
      return isRelease == true ? nil : .mouse(Mouse(wheel[code & 3], .none, at: position, modifiers: modifiers))
    }
    let buttons: [Mouse.Button] = [.left, .middle, .right, .none]
    let button: Mouse.Button = code & 128 != 0 ? .other : buttons[code & 3]
    let kind: Mouse.Kind =
      if isRelease == true || isRelease == nil && button == .none && code & 32 == 0 {
        .release
      } else {
        code & 32 != 0 ? .drag : .press
      }
    // Motion without a button was not asked for.
    if kind != .release && button == .none { return nil }
    return .mouse(Mouse(kind, button, at: position, modifiers: modifiers))
  }
}

extension Modifiers {
  /// As xterm sends it: one more than a sum of 1 shift, 2 alt, 4 control, 8 meta.
  init(parameter: Int) {
    let bits = max(0, parameter - 1)
    self = []
    if bits & 1 != 0 { insert(.shift) }
    if bits & 2 != 0 || bits & 8 != 0 { insert(.alt) }
    if bits & 4 != 0 { insert(.control) }
  }
}
