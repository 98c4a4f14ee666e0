import Canvas
import CNCurses

/// A terminfo entry for 24-bit colour, made in memory from the entry of the terminal at hand. Few terminfo databases
/// say that a terminal has such colours, though most terminals do; ncurses uses them when the entry says so.
///
/// The layout is the compiled format with 32-bit numbers, and an extended part for `RGB` and `AX`: term(5).
struct DirectColorEntry {
  private let name: String
  private var flags: [UInt8] = []
  private var numbers: [Int32] = []
  private var strings: [[UInt8]?] = []

  /// - Precondition: the description of the terminal `name` is loaded.
  private init(name: String) {
    self.name = name
    let left: Set<String> = ["ccc", "initc", "initp", "oc"]
    var index: Int32 = 0
    while let flag = terminfo_flag_name(index) {
      flags.append(tigetflag(flag) > 0 && !left.contains(String(cString: flag)) ? 1 : 0)
      index += 1
    }
    index = 0
    while let number = terminfo_number_name(index) {
      switch String(cString: number) {
      case "colors": numbers.append(1 << 24)
      case "pairs": numbers.append(1 << 16)
      default: numbers.append(max(-1, tigetnum(number)))
      }
      index += 1
    }
    index = 0
    while let string = terminfo_string_name(index) {
      let key = String(cString: string)
      switch key {
      case "setaf": strings.append(Self.setting(38))
      case "setab": strings.append(Self.setting(48))
      case "op": strings.append(Array("\u{1B}[39;49m".utf8))
      case "setf", "setb", "scp": strings.append(nil)
      case _ where left.contains(key): strings.append(nil)
      default: strings.append(terminfo_string(string).map { Array(String(cString: $0).utf8) })
      }
      index += 1
    }
  }

  /// Red, green and blue out of one number: 16 bits up, 8 bits up, and the rest.
  private static func setting(_ code: Int) -> [UInt8] {
    Array("\u{1B}[\(code);2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm".utf8)
  }

  /// The value of the variable TERMINFO that makes ncurses find the entry; nil when the terminal is unknown.
  static func variable(name: String) -> String? {
    guard let entry = TerminalFacts.withTerminfo(of: name, { DirectColorEntry(name: name) }) else { return nil }
    return "b64:" + Base64.encode(entry.compiled())
  }

  private func compiled() -> [UInt8] {
    var table: [UInt8] = []
    var offsets: [Int] = []
    for string in strings {
      guard let string else {
        offsets.append(-1)
        continue
      }
      offsets.append(table.count)
      table += string + [0]
    }
    let names = Array("\(name)|24-bit colour".utf8) + [0]
    var bytes: [UInt8] = []
    for value in [0x021E, names.count, flags.count, numbers.count, strings.count, table.count] {
      bytes.append(littleEndian: value, bytes: 2)
    }
    bytes += names + flags
    bytes.alignToEven()
    for number in numbers { bytes.append(littleEndian: Int(number), bytes: 4) }
    for offset in offsets { bytes.append(littleEndian: offset, bytes: 2) }
    bytes += table
    bytes.alignToEven()
    // The extended part: two flags and their names, no numbers, no strings. AX: default colours can be asked for.
    let extendedNames = Array("AX\0RGB\0".utf8)
    for value in [2, 0, 0, 2, extendedNames.count] { bytes.append(littleEndian: value, bytes: 2) }
    bytes += [1, 1]
    for offset in [0, 3] { bytes.append(littleEndian: offset, bytes: 2) }
    return bytes + extendedNames
  }
}

extension [UInt8] {
  fileprivate mutating func append(littleEndian value: Int, bytes: Int) {
    for index in 0..<bytes { append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
  }

  fileprivate mutating func alignToEven() {
    if count % 2 == 1 { append(0) }
  }
}
