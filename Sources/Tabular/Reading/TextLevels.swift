#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Gives each distinct text of a column a number, in order of first appearance. A hash table with open addressing
/// over texts that lie one behind the other. Expected O(length) a text.
final class TextLevels {
  private var bytes: [UInt8] = []
  /// Where each level ends in `bytes`.
  private var ends: [Int] = []
  private var hashes: [UInt64] = []
  /// Level numbers; −1 where free. A power of two long, at most half full.
  private var slots = [Int32](repeating: -1, count: 8)
  private var latest: Int32 = -1

  var count: Int { ends.count }

  /// The number of a text.
  func code(of text: UnsafeBufferPointer<UInt8>) -> Int32 {
    // Classes often come in runs.
    if latest >= 0, equals(latest, text) { return latest }
    let hash = TextLevels.hash(text)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while case let level = slots[slot], level >= 0 {
      if hashes[Int(level)] == hash, equals(level, text) {
        latest = level
        return level
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    latest = Int32(ends.count)
    slots[slot] = latest
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    hashes.append(hash)
    if ends.count * 2 > slots.count { grow() }
    return latest
  }

  private func equals(_ level: Int32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = level == 0 ? 0 : ends[Int(level) - 1]
    guard ends[Int(level)] - start == text.count else { return false }
    guard let address = text.baseAddress, !text.isEmpty else { return true }
    return bytes.withUnsafeBufferPointer { memcmp($0.baseAddress! + start, address, text.count) == 0 }
  }

  private func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for level in hashes.indices {
      var slot = Int(truncatingIfNeeded: hashes[level]) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(level)
    }
  }

  /// Multiplies and folds eight bytes at a time.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(text.count) ^ 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index < text.count {
      var word: UInt64 = 0
      for byte in text[index..<min(index + 8, text.count)] { word = word << 8 | UInt64(byte) }
      let product = (hash ^ word).multipliedFullWidth(by: 0xBF58_476D_1CE4_E5B9)
      hash = product.high ^ product.low ^ 0x94D0_49BB_1331_11EB
      index += 8
    }
    return hash ^ (hash >> 32)
  }

  /// The levels as strings, and for each number the index of its string. The two differ where texts are equal as
  /// strings though not as bytes (é in one or in two code points, or different invalid bytes): such levels are one.
  func strings() -> (levels: [String], indices: [Int32], invalid: [Bool]) {
    var levels: [String] = []
    var indices: [Int32] = []
    var invalid = [Bool](repeating: false, count: ends.count)
    levels.reserveCapacity(ends.count)
    indices.reserveCapacity(ends.count)
    var known: [String: Int32]?
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      for (number, end) in ends.enumerated() {
        let slice = UnsafeBufferPointer(rebasing: bytes[start..<end])
        start = end
        var string = ""
        if let valid = String(validating: slice, as: UTF8.self) {
          string = valid
        } else {
          string = String(decoding: slice, as: UTF8.self)
          invalid[number] = true
        }
        if known == nil, slice.contains(where: { $0 >= 0x80 }) {
          known = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, Int32($0)) })
        }
        if let earlier = known?[string] {
          indices.append(earlier)
        } else {
          known?[string] = Int32(levels.count)
          indices.append(Int32(levels.count))
          levels.append(string)
        }
      }
    }
    return (levels, indices, invalid)
  }
}
