/// Base64 with padding: RFC 4648, section 4.
package enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  package static func encode(_ bytes: [UInt8]) -> String {
    String(decoding: encoded(bytes), as: UTF8.self)
  }

  /// The text as ASCII bytes.
  static func encoded(_ bytes: [UInt8]) -> [UInt8] {
    let padding = UInt8(ascii: "=")
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
      let left = bytes.count - index
      let second = left > 1 ? bytes[index + 1] : 0
      let third = left > 2 ? bytes[index + 2] : 0
      text.append(alphabet[Int(bytes[index] >> 2)])
      text.append(alphabet[Int(bytes[index] << 4 & 0x30 | second >> 4)])
      text.append(left > 1 ? alphabet[Int(second << 2 & 0x3C | third >> 6)] : padding)
      text.append(left > 2 ? alphabet[Int(third & 0x3F)] : padding)
      index += 3
    }
    return text
  }
}
