/// A picture of coloured pixels. The terminal's own colour is a pixel that lets through what lies below.
public struct FigureImage: Sendable, Hashable {
  /// 0…16,384 each way.
  public let width: Int
  public let height: Int
  /// Row by row, 0xRRGGBB or −1.
  let pixels: [Int32]

  static let limit = 16_384

  /// - Parameters:
  ///   - width, height: clamped to 0…16,384.
  ///   - colors: row by row; missing ones are transparent, and what is too much is left out.
  public init(width: Int, height: Int, colors: [Color]) {
    let columns = min(max(0, width), FigureImage.limit)
    self.init(width: width, height: height) { x, y in
      let index = y * columns + x
      return index < colors.count ? colors[index] : .terminal
    }
  }

  /// Pixels by a function of their column and row, called once for each, row by row.
  public init(width: Int, height: Int, color: (_ x: Int, _ y: Int) -> Color) {
    let width = min(max(0, width), FigureImage.limit)
    let height = min(max(0, height), FigureImage.limit)
    self.width = width
    self.height = height
    pixels = [Int32](unsafeUninitializedCapacity: width * height) { buffer, count in
      for y in 0..<height {
        for x in 0..<width { buffer.initializeElement(at: y * width + x, to: color(x, y).packed) }
      }
      count = width * height
    }
  }

  /// - Parameter pixels: exactly width × height.
  init(width: Int, height: Int, pixels: [Int32]) {
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// Reading outside gives a transparent pixel.
  public subscript(x: Int, y: Int) -> Color {
    guard x >= 0, y >= 0, x < width, y < height else { return .terminal }
    return Color(pixel: pixels[y * width + x])
  }
}

extension Color {
  init(pixel: Int32) {
    self =
      pixel < 0
      ? .terminal
      : Color(
        red: UInt8(truncatingIfNeeded: pixel >> 16), green: UInt8(truncatingIfNeeded: pixel >> 8),
        blue: UInt8(truncatingIfNeeded: pixel))
  }
}
