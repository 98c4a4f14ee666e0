/// Writes delimited text (RFC 4180) that the reader reads back as it was: fields are quoted where they must be, and
/// numbers are the shortest text that gives the same `Double`. Lines end with LF.
public struct DelimitedWriter: Sendable {
  public let delimiter: UInt8
  /// Stands for a missing value; an empty text would make a row of one column a line without text.
  public let missing: String
  public private(set) var bytes: [UInt8] = []
  private var isAtRowStart = true

  public init(delimiter: UInt8 = UInt8(ascii: ","), missing: String = "NA") {
    self.delimiter = delimiter
    self.missing = missing
  }

  /// Appends a text; nil is a missing value.
  public mutating func field(_ text: String?) {
    separate()
    guard let text else {
      bytes.append(contentsOf: missing.utf8)
      return
    }
    DelimitedWriter.append(text, delimiter: delimiter, to: &bytes)
  }

  /// Appends a number; not-a-number is a missing value, infinity is `inf`.
  public mutating func field(_ number: Double) {
    separate()
    bytes.append(contentsOf: (number.isNaN ? missing : DelimitedWriter.text(of: number)).utf8)
  }

  public mutating func field(_ number: Int) {
    separate()
    bytes.append(contentsOf: String(number).utf8)
  }

  public mutating func endRow() {
    bytes.append(Byte.lineFeed)
    isAtRowStart = true
  }

  /// Takes what has been written so far, so that a long table can go out piece by piece.
  public mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  private mutating func separate() {
    if !isAtRowStart { bytes.append(delimiter) }
    isAtRowStart = false
  }

  /// The shortest text that reads back as the same number: "5", "0.1", "1e-07", "-inf".
  public static func text(of number: Double) -> String {
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A text as it stands in a file, in quotes where it must be.
  public static func quoted(_ text: String, delimiter: UInt8 = UInt8(ascii: ",")) -> String {
    var bytes: [UInt8] = []
    append(text, delimiter: delimiter, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ text: String, delimiter: UInt8, to bytes: inout [UInt8]) {
    let utf8 = text.utf8
    let isBlank = { (byte: UInt8) in byte == Byte.space || byte == Byte.tab }
    // Blanks at the ends are quoted for readers that would drop them, a byte-order mark for those that would take it.
    let needsQuotes =
      utf8.isEmpty || isBlank(utf8.first!) || isBlank(utf8.last!) || text.unicodeScalars.first == "\u{FEFF}"
      || utf8.contains {
        $0 == delimiter || $0 == Byte.quote || $0 == Byte.lineFeed || $0 == Byte.carriageReturn
      }
    guard needsQuotes else {
      bytes.append(contentsOf: utf8)
      return
    }
    bytes.append(Byte.quote)
    for byte in utf8 {
      if byte == Byte.quote { bytes.append(Byte.quote) }
      bytes.append(byte)
    }
    bytes.append(Byte.quote)
  }
}
