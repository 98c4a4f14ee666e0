/// The bytes of an SVG document, element by element. Numbers have at most two decimals, always written the same way.
struct SVGWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ text: StaticString) { text.withUTF8Buffer { bytes += $0 } }

  mutating func write(_ text: String) { bytes += text.utf8 }

  mutating func write(base64 data: [UInt8]) { bytes += Base64.encoded(data) }

  /// A number rounded to hundredths, without trailing zeros or a sign for zero; what is not finite becomes 0.
  mutating func write(_ number: Double) {
    let limited = number.isNaN ? 0 : min(max(number, -1e9), 1e9)
    var hundredths = Int((limited * 100).rounded())
    if hundredths < 0 {
      bytes.append(UInt8(ascii: "-"))
      hundredths = -hundredths
    }
    appendDigits(hundredths / 100)
    let rest = hundredths % 100
    guard rest > 0 else { return }
    let zero = UInt8(ascii: "0")
    bytes.append(UInt8(ascii: "."))
    bytes.append(zero + UInt8(rest / 10))
    if rest % 10 > 0 { bytes.append(zero + UInt8(rest % 10)) }
  }

  private mutating func appendDigits(_ number: Int) {
    if number >= 10 { appendDigits(number / 10) }
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  /// ` name="number"`.
  mutating func attribute(_ name: StaticString, _ number: Double) {
    begin(name)
    write(number)
    bytes.append(UInt8(ascii: "\""))
  }

  /// ` name="text"`, escaped.
  mutating func attribute(_ name: StaticString, _ text: String) {
    begin(name)
    write(escaped: text)
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func attribute(_ name: StaticString, _ color: Color) { attribute(name, color.hex) }

  /// ` name="` and what the body writes and `"`.
  mutating func attribute(_ name: StaticString, _ body: (inout SVGWriter) -> Void) {
    begin(name)
    body(&self)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func begin(_ name: StaticString) {
    bytes.append(UInt8(ascii: " "))
    write(name)
    bytes += [UInt8(ascii: "="), UInt8(ascii: "\"")]
  }

  /// "x y".
  mutating func write(_ point: FigurePoint) {
    write(point.x)
    bytes.append(UInt8(ascii: " "))
    write(point.y)
  }

  /// Text for the inside of an element or an attribute. What XML does not allow is made visible.
  mutating func write(escaped text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": write("&amp;")
      case "<": write("&lt;")
      case ">": write("&gt;")
      case "\"": write("&quot;")
      default:
        let value = scalar.value
        // The characters of XML 1.0, without the controls that it merely discourages.
        let isLegal =
          value == 10 || value >= 0x20 && value < 0x7F || value >= 0xA0 && value != 0xFFFE && value != 0xFFFF
        bytes += String(isLegal ? scalar : "\u{FFFD}").utf8
      }
    }
  }
}
