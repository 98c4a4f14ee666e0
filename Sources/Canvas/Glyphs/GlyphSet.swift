/// Which scalars a drawing may use, from the finest to the most portable. No program can find out which of them the
/// terminal's font has, so the user chooses.
public enum GlyphSet: String, Sendable, Hashable, CaseIterable {
  /// Braille patterns, 2 × 4 dots a cell, and every block element.
  case braille
  /// Quadrant blocks, 2 × 2 dots a cell, and every block element.
  case quadrant
  /// Only what code page 437 has, hence every console font: `·`, lines, shades and half blocks.
  case dots
  /// Nothing but ASCII.
  case ascii

  /// How many dots can be told apart in one cell, across and down.
  public var dotsPerCell: Size {
    switch self {
    case .braille: Size(width: 2, height: 4)
    case .quadrant: Size(width: 2, height: 2)
    case .dots, .ascii: Size(width: 1, height: 1)
    }
  }

  /// The next more portable set; nil after ASCII.
  public var fallback: GlyphSet? {
    switch self {
    case .braille: .quadrant
    case .quadrant: .dots
    case .dots: .ascii
    case .ascii: nil
    }
  }

  public var isASCII: Bool { self == .ascii }

  /// The scalar that shows a set of dots, given as bits numbered across then down; blank for none.
  func scalar(dots bits: UInt8, mark: Unicode.Scalar? = nil) -> Unicode.Scalar {
    guard bits != 0 else { return " " }
    switch self {
    case .braille: return Unicode.Scalar(0x2800 + UInt32(GlyphSet.brailleOrder[Int(bits)])) ?? " "
    case .quadrant: return GlyphSet.quadrants[Int(bits & 15)]
    case .dots: return mark ?? "·"
    case .ascii: return mark ?? "*"
    }
  }

  private static let quadrants: [Unicode.Scalar] = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
  ]

  /// Unicode numbers braille dots down the left column, then the right one, with the fourth row after both.
  private static let brailleOrder: [UInt8] = (0..<256).map { bits in
    let values: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    return (0..<8).reduce(0) { $0 | (bits >> $1 & 1 == 1 ? values[$1] : 0) }
  }
}
