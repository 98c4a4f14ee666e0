/// What a shape is filled with, or a line drawn with.
public struct FigurePaint: Sendable, Hashable {
  /// The terminal's own colour stands for black or white, whichever can be read on the figure's background.
  public var color: Color
  /// 0 unseen … 1 opaque; anything else is clamped, NaN counts as 1.
  public var opacity: Double

  public init(_ color: Color, opacity: Double = 1) {
    self.color = color
    self.opacity = opacity.isNaN ? 1 : min(max(opacity, 0), 1)
  }
}

/// How a line is drawn.
public struct FigureStroke: Sendable, Hashable {
  public var paint: FigurePaint
  /// In pixels; below 0 and NaN count as 0, which draws nothing.
  public var width: Double
  /// Lengths drawn and left out in turn, in pixels; empty for a whole line.
  public var dashes: [Double]
  /// Round ends rather than flat ones. Corners are always round.
  public var hasRoundEnds: Bool

  public init(_ color: Color, width: Double = 1, opacity: Double = 1, dashes: [Double] = [], hasRoundEnds: Bool = false)
  {
    paint = FigurePaint(color, opacity: opacity)
    self.width = width > 0 ? min(width, 1e4) : 0
    // Dashes too short to see would only take time.
    let lengths = dashes.map { $0 >= 0.5 ? min($0, 1e4) : 0.5 }
    self.dashes = lengths.count % 2 == 0 ? lengths : lengths + lengths
    self.hasRoundEnds = hasRoundEnds
  }
}
