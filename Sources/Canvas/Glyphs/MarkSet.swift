/// Marks that tell clusters apart without colour, cycled.
public struct MarkSet: Sendable, Hashable {
  public let scalars: [Unicode.Scalar]

  /// Without the blanks, controls and wide scalars, which are no marks; an empty set becomes `*`.
  public init(_ scalars: [Unicode.Scalar]) {
    let usable = scalars.filter { $0 != " " && CellWidth.shown($0) == $0 && CellWidth.of($0) == 1 }
    self.scalars = usable.isEmpty ? ["*"] : usable
  }

  public var count: Int { scalars.count }

  /// Cycles; any index is allowed.
  public subscript(index: Int) -> Unicode.Scalar {
    let remainder = index % scalars.count
    return scalars[remainder < 0 ? remainder + scalars.count : remainder]
  }

  /// Filled shapes first, then outlines: unlike in shape, alike in size.
  public static let shapes = MarkSet(["●", "▲", "■", "◆", "✚", "▼", "★", "○", "△", "□", "◇", "▽", "☆"])
  /// Shapes that code page 437 has.
  public static let console = MarkSet(["•", "▲", "■", "♦", "+", "▼", "x", "○", "►", "◄", "♠", "♣", "♥"])
  public static let ascii = MarkSet(["o", "x", "+", "*", "#", "@", "%", "&", "=", "~", "^", "$", "v"])
  /// a … z.
  public static let letters = MarkSet((0..<26).compactMap { Unicode.Scalar(UInt32(97 + $0)) })

  public static func standard(for glyphs: GlyphSet) -> MarkSet {
    switch glyphs {
    case .braille, .quadrant: .shapes
    case .dots: .console
    case .ascii: .ascii
    }
  }
}
