/// A line of text.
public struct FigureText: Sendable, Hashable {
  public enum Anchor: String, Sendable, Hashable, CaseIterable { case start, middle, end }
  public enum Family: String, Sendable, Hashable, CaseIterable { case sansSerif, monospaced }

  public var text: String
  /// Where the base line begins, has its middle or ends.
  public var position: FigurePoint
  /// The height of the font in pixels.
  public var size: Double
  public var color: Color
  public var anchor: Anchor
  public var family: Family
  public var isBold: Bool
  /// Turned to read upwards.
  public var isUpward: Bool
  /// A fixed distance from one scalar to the next in pixels, as in a terminal; nil for the font's own. Needs the anchor
  /// `start`.
  public var advance: Double?

  /// - Parameter size: clamped to 1…1000, NaN to 12.
  public init(
    _ text: String, at position: FigurePoint, size: Double = 12, color: Color = .terminal, anchor: Anchor = .start,
    family: Family = .sansSerif, isBold: Bool = false, isUpward: Bool = false, advance: Double? = nil
  ) {
    self.text = text
    self.position = position
    self.size = size.isNaN ? 12 : min(max(size, 1), 1000)
    self.color = color
    self.anchor = anchor
    self.family = family
    self.isBold = isBold
    self.isUpward = isUpward
    self.advance = advance
  }

  /// The scalars that are shown: what controls the line or has no width is not.
  var scalars: [Unicode.Scalar] {
    text.unicodeScalars.compactMap { original in
      let scalar = CellWidth.shown(original)
      return CellWidth.of(scalar) == 0 ? nil : scalar
    }
  }
}
