import Analysis

/// A JSON value whose objects keep the order in which their members were written, so that equal results give equal
/// bytes. What JSON cannot say (NaN, infinity) becomes null.
public enum JSON: Sendable, Equatable {
  case null
  case flag(Bool)
  case integer(Int)
  case unsigned(UInt64)
  case number(Double)
  case string(String)
  case array([JSON])
  /// Long flat lists, without a box around each number.
  case integers([Int])
  case numbers([Double])
  /// A list of rows.
  case matrix(Matrix)
  case object([Member])

  public struct Member: Sendable, Equatable {
    public let key: String
    public let value: JSON

    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  public init(_ value: Int?) { self = value.map(JSON.integer) ?? .null }
  public init(_ value: Double?) { self = value.map(JSON.number) ?? .null }
  public init(_ value: String?) { self = value.map(JSON.string) ?? .null }
  public init(_ values: [String]) { self = .array(values.map(JSON.string)) }

  public init(_ value: ParameterValue) {
    switch value {
    case .integer(let value): self = .integer(value)
    case .real(let value): self = .number(value)
    case .choice(let value): self = .string(value)
    case .flag(let value): self = .flag(value)
    }
  }

  /// In the order of the description; what it does not know comes last, by name.
  public init(_ parameters: ParameterValues, of algorithm: AlgorithmDescription) {
    let known = algorithm.parameters.map(\.name)
    let others = parameters.given.keys.filter { !known.contains($0) }.sorted()
    self = .object((known + others).compactMap { name in parameters[name].map { Member(name, JSON($0)) } })
  }
}

extension JSON: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}

extension JSON: CustomStringConvertible {
  /// On one line, without blanks.
  public var description: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the value as UTF-8. Numbers are written in the shortest form that reads back as the same double.
  public func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .flag(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): bytes += value.description.utf8
    case .unsigned(let value): bytes += value.description.utf8
    case .number(let value): Self.write(value, to: &bytes)
    case .string(let value): Self.write(value, to: &bytes)
    case .array(let values): Self.writeList(values, to: &bytes) { $0.write(to: &$1) }
    case .integers(let values): Self.writeList(values, to: &bytes) { $1 += $0.description.utf8 }
    case .numbers(let values): Self.writeList(values, to: &bytes) { Self.write($0, to: &$1) }
    case .matrix(let matrix):
      Self.writeList(0..<matrix.rows, to: &bytes) { row, bytes in
        Self.writeList(0..<matrix.columns, to: &bytes) { Self.write(matrix[row, $0], to: &$1) }
      }
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.write(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func writeList<Values: Collection>(
    _ values: Values, to bytes: inout [UInt8], _ write: (Values.Element, inout [UInt8]) -> Void
  ) {
    bytes.append(UInt8(ascii: "["))
    var isFirst = true
    for value in values {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      write(value, &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private static func write(_ value: Double, to bytes: inout [UInt8]) {
    bytes += (value.isFinite ? value.description : "null").utf8
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    let hexadecimal = Array("0123456789abcdef".utf8)
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): bytes += "\\n".utf8
      case UInt8(ascii: "\t"): bytes += "\\t".utf8
      case UInt8(ascii: "\r"): bytes += "\\r".utf8
      case 0..<0x20, 0x7F: bytes += "\\u00".utf8 + [hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
