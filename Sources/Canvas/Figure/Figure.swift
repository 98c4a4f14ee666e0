/// A drawing without a resolution: what is shown and where, in pixels from the top left corner. `svg()` and
/// `png(scale:)` write it.
public struct Figure: Sendable, Hashable {
  /// In pixels, 1…100,000.
  public let width: Double
  public let height: Double
  /// The terminal's own colour stands for white.
  public var background: Color
  /// What the figure is, for readers who cannot see it and for the file's own title.
  public var title: String
  /// What it shows, in a sentence or two.
  public var summary: String
  public var elements: [FigureElement]

  public init(
    width: Double, height: Double, background: Color = .white, title: String = "", summary: String = "",
    elements: [FigureElement] = []
  ) {
    self.width = Figure.side(width)
    self.height = Figure.side(height)
    self.background = background
    self.title = title
    self.summary = summary
    self.elements = elements
  }

  private static func side(_ length: Double) -> Double { length >= 1 ? min(length, 100_000) : 1 }

  /// All of it.
  public var area: FigureArea { FigureArea(x: 0, y: 0, width: width, height: height) }

  /// The colour behind everything.
  var paper: Color { background.isTerminal ? .white : background }

  /// The colour that is drawn where a paint says so.
  func ink(_ color: Color) -> Color { color.isTerminal ? paper.readableText : color }
}
