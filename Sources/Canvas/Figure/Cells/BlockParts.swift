/// The parts of a cell that a block element (U+2580…U+259F) fills, as fractions of it.
enum BlockParts {
  static func of(_ scalar: Unicode.Scalar) -> [FigureArea] {
    func part(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> FigureArea {
      FigureArea(x: x, y: y, width: width, height: height)
    }
    let value = scalar.value
    switch value {
    case 0x2580: return [part(0, 0, 1, 0.5)]
    // Eighths from below, then from the left.
    case 0x2581...0x2588:
      let height = Double(value - 0x2580) / 8
      return [part(0, 1 - height, 1, height)]
    case 0x2589...0x258F: return [part(0, 0, Double(0x2590 - value) / 8, 1)]
    case 0x2590: return [part(0.5, 0, 0.5, 1)]
    case 0x2591...0x2593: return [part(0, 0, 1, 1)]
    case 0x2594: return [part(0, 0, 1, 0.125)]
    case 0x2595: return [part(0.875, 0, 0.125, 1)]
    case 0x2596...0x259F:
      // Bits: upper left, upper right, lower left, lower right.
      let quadrants: [Int] = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14]
      let bits = quadrants[Int(value - 0x2596)]
      switch bits {
      case 13: return [part(0, 0, 0.5, 0.5), part(0, 0.5, 1, 0.5)]
      case 14: return [part(0.5, 0, 0.5, 0.5), part(0, 0.5, 1, 0.5)]
      case 7: return [part(0, 0, 1, 0.5), part(0, 0.5, 0.5, 0.5)]
      case 11: return [part(0, 0, 1, 0.5), part(0.5, 0.5, 0.5, 0.5)]
      default:
        var parts: [FigureArea] = []
        for place in 0..<4 where bits >> place & 1 == 1 {
          parts.append(part(place % 2 == 1 ? 0.5 : 0, place / 2 == 1 ? 0.5 : 0, 0.5, 0.5))
        }
        return parts
      }
    default: return []
    }
  }

  /// Shades let part of the background through.
  static func opacity(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "░": 0.25
    case "▒": 0.5
    case "▓": 0.75
    default: 1
    }
  }
}
