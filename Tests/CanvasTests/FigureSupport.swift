import CZlib
import Canvas
import Testing

/// A PNG file taken apart by the standard's own rules (ISO/IEC 15948), apart from interlacing and depths other than 8.
struct DecodedPNG {
  var width = 0
  var height = 0
  var kind = 0
  /// Four bytes a pixel: red, green, blue, and 255 or 0 where transparent.
  var pixels: [UInt8] = []
  var chunkNames: [String] = []
  var texts: [String: String] = [:]
  var filters: Set<UInt8> = []

  init(_ file: [UInt8]) throws {
    try #require(Array(file.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    var position = 8
    var palette: [UInt8] = []
    var transparency: [UInt8]?
    var compressed: [UInt8] = []
    while position < file.count {
      let length = DecodedPNG.number(file, position)
      try #require(position + 12 + length <= file.count)
      let name = String(decoding: file[(position + 4)..<(position + 8)], as: UTF8.self)
      let data = Array(file[(position + 8)..<(position + 8 + length)])
      let checked = Array(file[(position + 4)..<(position + 8 + length)])
      #expect(DecodedPNG.number(file, position + 8 + length) == Int(DecodedPNG.checksum(checked)), "CRC of \(name)")
      chunkNames.append(name)
      switch name {
      case "IHDR":
        (width, height, kind) = (DecodedPNG.number(data, 0), DecodedPNG.number(data, 4), Int(data[9]))
        #expect(data[8] == 8 && Array(data[10...]) == [0, 0, 0])
      case "PLTE": palette = data
      case "tRNS": transparency = data
      case "IDAT": compressed += data
      case "tEXt":
        let parts = data.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        let text = parts[1].map { Character(Unicode.Scalar($0)) }
        texts[String(decoding: parts[0], as: UTF8.self)] = String(text)
      default: break
      }
      position += 12 + length
    }
    let channels = kind == 2 ? 3 : 1
    let rowLength = width * channels
    let rows = try unfiltered(DecodedPNG.inflated(compressed, count: (rowLength + 1) * height), rowLength, channels)
    pixels.reserveCapacity(width * height * 4)
    for pixel in 0..<(width * height) {
      switch kind {
      case 0: pixels += [rows[pixel], rows[pixel], rows[pixel], 255]
      case 2:
        let color = Array(rows[(pixel * 3)..<(pixel * 3 + 3)])
        let isClear = transparency.map { color == [$0[1], $0[3], $0[5]] } ?? false
        pixels += color + [isClear ? 0 : 255]
      default:
        let index = Int(rows[pixel])
        pixels += palette[(index * 3)..<(index * 3 + 3)]
        pixels.append(transparency.map { index < $0.count ? $0[index] : 255 } ?? 255)
      }
    }
  }

  subscript(x: Int, y: Int) -> Color {
    let at = (y * width + x) * 4
    return pixels[at + 3] == 0 ? .terminal : Color(red: pixels[at], green: pixels[at + 1], blue: pixels[at + 2])
  }

  private static func number(_ bytes: [UInt8], _ at: Int) -> Int {
    (0..<4).reduce(0) { $0 << 8 | Int(bytes[at + $1]) }
  }

  /// CRC-32 bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var remainder: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1 }
    }
    return ~remainder
  }

  private static func inflated(_ bytes: [UInt8], count: Int) throws -> [UInt8] {
    var result = [UInt8](repeating: 0, count: count + 1)
    var length = uLongf(count + 1)
    try #require(uncompress(&result, &length, bytes, uLong(bytes.count)) == Z_OK)
    try #require(Int(length) == count)
    return Array(result.prefix(count))
  }

  private mutating func unfiltered(_ bytes: [UInt8], _ rowLength: Int, _ channels: Int) throws -> [UInt8] {
    var result: [UInt8] = []
    var above = [UInt8](repeating: 0, count: rowLength)
    for y in 0..<height {
      let start = y * (rowLength + 1)
      let filter = bytes[start]
      filters.insert(filter)
      var row = Array(bytes[(start + 1)..<(start + 1 + rowLength)])
      for index in 0..<rowLength {
        let left = index >= channels ? Int(row[index - channels]) : 0
        let up = Int(above[index])
        let corner = index >= channels ? Int(above[index - channels]) : 0
        let predicted: Int
        switch filter {
        case 0: predicted = 0
        case 1: predicted = left
        case 2: predicted = up
        case 3: predicted = (left + up) / 2
        case 4:
          let estimate = left + up - corner
          let distances = [abs(estimate - left), abs(estimate - up), abs(estimate - corner)]
          predicted = [left, up, corner][distances.firstIndex(of: distances.min()!)!]
        default:
          Issue.record("no such filter: \(filter)")
          predicted = 0
        }
        row[index] = UInt8(truncatingIfNeeded: Int(row[index]) + predicted)
      }
      result += row
      above = row
    }
    return result
  }
}

/// A document of XML as far as SVG needs it; traps nothing, reports what is not well-formed.
struct ParsedXML {
  struct Element {
    var name: String
    var attributes: [String: String]
    var text = ""
    var depth: Int
  }

  var elements: [Element] = []
  var problem: String?

  init(_ document: String) {
    var rest = Substring(document)
    var open: [Int] = []
    if rest.hasPrefix("<?xml"), let end = rest.firstRange(of: "?>") { rest = rest[end.upperBound...] }
    while !rest.isEmpty, problem == nil {
      if rest.hasPrefix("</") {
        guard let end = rest.firstIndex(of: ">"), let last = open.popLast(),
          elements[last].name == rest[rest.index(rest.startIndex, offsetBy: 2)..<end]
        else {
          problem = "closing tag at \(rest.prefix(30))"
          return
        }
        rest = rest[rest.index(after: end)...]
      } else if rest.hasPrefix("<") {
        guard let end = rest.firstIndex(of: ">") else {
          problem = "open tag"
          return
        }
        var tag = rest[rest.index(after: rest.startIndex)..<end]
        let isEmpty = tag.hasSuffix("/")
        if isEmpty { tag = tag.dropLast() }
        let name = tag.prefix { $0 != " " }
        guard let attributes = ParsedXML.attributes(tag.dropFirst(name.count)) else {
          problem = "attributes of \(tag.prefix(200))"
          return
        }
        if open.isEmpty, !elements.isEmpty { problem = "two roots" }
        elements.append(Element(name: String(name), attributes: attributes, depth: open.count))
        if !isEmpty { open.append(elements.count - 1) }
        rest = rest[rest.index(after: end)...]
      } else {
        let text = rest.prefix { $0 != "<" }
        guard let plain = ParsedXML.unescaped(text) else {
          problem = "text \(text.prefix(60))"
          return
        }
        if let last = open.last {
          elements[last].text += plain
        } else if !plain.allSatisfy(\.isWhitespace) {
          problem = "text outside"
        }
        rest = rest[text.endIndex...]
      }
    }
    if problem == nil, !open.isEmpty { problem = "unclosed" }
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  private static func attributes(_ text: Substring) -> [String: String]? {
    var result: [String: String] = [:]
    var rest = text
    while true {
      rest = rest.drop { $0 == " " }
      if rest.isEmpty { return result }
      let name = rest.prefix { $0 != "=" }
      rest = rest.dropFirst(name.count)
      guard rest.hasPrefix("=\"") else { return nil }
      rest = rest.dropFirst(2)
      let value = rest.prefix { $0 != "\"" }
      rest = rest.dropFirst(value.count)
      guard rest.hasPrefix("\""), let plain = unescaped(value), result[String(name)] == nil else { return nil }
      result[String(name)] = plain
      rest = rest.dropFirst()
    }
  }

  private static func unescaped(_ text: Substring) -> String? {
    var result = ""
    var rest = text
    while let character = rest.first {
      guard character == "&" else {
        for scalar in character.unicodeScalars {
          // The characters that XML 1.0 allows.
          let isLegal =
            [9, 10, 13].contains(scalar.value) || scalar.value >= 0x20 && ![0xFFFE, 0xFFFF].contains(scalar.value)
          if !isLegal || scalar == "<" { return nil }
        }
        result.append(character)
        rest = rest.dropFirst()
        continue
      }
      guard
        let entity = ["&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\""].first(where: { rest.hasPrefix($0.key) })
      else { return nil }
      result += entity.value
      rest = rest.dropFirst(entity.key.count)
    }
    return result
  }
}

/// Bytes of Base64 text; nil when it is none.
func decodedBase64(_ text: String) -> [UInt8]? {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var values = [Int](repeating: -1, count: 256)
  for (value, byte) in alphabet.enumerated() { values[Int(byte)] = value }
  var bytes: [UInt8] = []
  var (bits, count) = (0, 0)
  for byte in text.utf8 where byte != UInt8(ascii: "=") {
    guard values[Int(byte)] >= 0 else { return nil }
    (bits, count) = ((bits << 6 | values[Int(byte)]) & 0xFFFF, count + 6)
    if count >= 8 {
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> count))
    }
  }
  return text.utf8.count % 4 == 0 ? bytes : nil
}
