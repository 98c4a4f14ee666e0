/// How groups look: a colour and a mark each, both cycled. Data only; themes make them.
public struct Palette: Sendable, Hashable {
  public var colors: [Color]
  public var noise: Color
  public var marks: MarkSet
  public var noiseMark: Unicode.Scalar

  public init(
    colors: [Color], noise: Color = .terminal, marks: MarkSet = .shapes, noiseMark: Unicode.Scalar = "·"
  ) {
    self.colors = colors
    self.noise = noise
    self.marks = marks
    self.noiseMark = noiseMark
  }

  /// No colour at all: marks alone.
  public static let monochrome = Palette(colors: [.terminal])

  /// Cycles; groups below 0 are noise.
  public func color(_ group: Int) -> Color {
    guard group >= 0 else { return noise }
    return colors.isEmpty ? .terminal : colors[group % colors.count]
  }

  /// A group's mark. The pair of colour and mark repeats only after colours × marks groups: whenever both cycles come
  /// round together the marks move on by one.
  public func mark(_ group: Int, glyphs: GlyphSet = .braille) -> Unicode.Scalar {
    let marks = marks(for: glyphs)
    guard group >= 0 else { return glyphs.isASCII && !noiseMark.isASCII ? "." : noiseMark }
    let count = max(1, colors.count)
    let common = count / greatestCommonDivisor(count, marks.count) * marks.count
    return marks[group % marks.count + group / common]
  }

  /// The palette's own marks where the glyph set has them, else the set's.
  func marks(for glyphs: GlyphSet) -> MarkSet {
    switch glyphs {
    case .braille, .quadrant: marks
    case .dots: marks.scalars.allSatisfy(\.isASCII) ? marks : .console
    case .ascii: marks.scalars.allSatisfy(\.isASCII) ? marks : .ascii
    }
  }

  private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : greatestCommonDivisor(b, a % b)
  }
}
