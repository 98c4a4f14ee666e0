/// The colours of a picture, if a palette can hold them, and each pixel's place in it.
struct PNGColors {
  /// 0xRRGGBB in order of first appearance, but a transparent one (−1) first.
  var palette: [Int32]
  var indices: [UInt8]

  /// Nil with more than 256 colours.
  /// - Complexity: O(pixels).
  init?(_ pixels: [Int32]) {
    // An open hash table, at most an eighth full.
    let slotCount = 2048
    var keys = [Int32](repeating: Int32.min, count: slotCount)
    var values = [UInt8](repeating: 0, count: slotCount)
    var palette: [Int32] = []
    func slot(_ color: Int32) -> Int {
      var slot = Int(truncatingIfNeeded: (UInt32(bitPattern: color) &* 2_654_435_761) >> 21)
      while keys[slot] != color, keys[slot] != Int32.min { slot = (slot + 1) % slotCount }
      return slot
    }
    func add(_ color: Int32) {
      let place = slot(color)
      guard keys[place] == Int32.min else { return }
      keys[place] = color
      values[place] = UInt8(truncatingIfNeeded: palette.count)
      palette.append(color)
    }
    if pixels.contains(-1) { add(-1) }
    var last = Int32.min
    for color in pixels where color != last {
      add(color)
      last = color
      if palette.count > 256 { return nil }
    }
    self.palette = palette
    var lastIndex: UInt8 = 0
    last = Int32.min
    indices = [UInt8](unsafeUninitializedCapacity: pixels.count) { buffer, count in
      for (index, color) in pixels.enumerated() {
        if color != last {
          last = color
          lastIndex = values[slot(color)]
        }
        buffer.initializeElement(at: index, to: lastIndex)
      }
      count = pixels.count
    }
  }

  /// Whether the red, green and blue of every colour are alike, and none is transparent.
  var isGrey: Bool {
    palette.allSatisfy { $0 >= 0 && $0 >> 16 == $0 & 255 && $0 >> 8 & 255 == $0 & 255 }
  }
}
