/// One thing that a figure shows. Later elements lie over earlier ones. What has a coordinate that is not finite is
/// left out.
public indirect enum FigureElement: Sendable, Hashable {
  case shape(FigureShape, fill: FigurePaint?, stroke: FigureStroke?)
  /// The same mark at many places.
  case marks(FigureMarks)
  case text(FigureText)
  /// A picture stretched over an area, with sharp pixels.
  case image(FigureImage, in: FigureArea)
  case group(FigureGroup)
}

/// A shape in pixels.
public enum FigureShape: Sendable, Hashable {
  case rectangle(FigureArea)
  case circle(center: FigurePoint, radius: Double)
  /// An open line; it has no inside to fill.
  case polyline([FigurePoint])
  /// A closed line. The inside is what it goes round (non-zero winding).
  case polygon([FigurePoint])
}

/// Elements that belong together.
public struct FigureGroup: Sendable, Hashable {
  /// What they are, for readers who cannot see them; may be empty.
  public var title: String
  /// Nothing is drawn outside; nil for no limit.
  public var clip: FigureArea?
  public var elements: [FigureElement]

  public init(title: String = "", clip: FigureArea? = nil, elements: [FigureElement] = []) {
    self.title = title
    self.clip = clip
    self.elements = elements
  }
}

/// Short forms for the makers of figures.
extension [FigureElement] {
  mutating func fill(_ area: FigureArea, _ color: Color, opacity: Double = 1) {
    guard !area.isEmpty else { return }
    append(.shape(.rectangle(area), fill: FigurePaint(color, opacity: opacity), stroke: nil))
  }

  mutating func fill(polygon points: [FigurePoint], _ color: Color, opacity: Double = 1) {
    append(.shape(.polygon(points), fill: FigurePaint(color, opacity: opacity), stroke: nil))
  }

  mutating func line(_ points: [FigurePoint], _ stroke: FigureStroke) {
    append(.shape(.polyline(points), fill: nil, stroke: stroke))
  }

  mutating func line(from: FigurePoint, to: FigurePoint, _ stroke: FigureStroke) { line([from, to], stroke) }
}
