/// What all figures have around their picture: a title above, captions below, margins.
struct FigureSheet {
  static let margin = 18.0
  var theme: FigureTheme
  var title: String
  /// Lines below the picture, wrapped where they are too long.
  var captions: [String]

  private var titleHeight: Double { title.isEmpty ? 0 : FigureTheme.titleSize + 14 }
  private static let captionStep = 16.0

  private func captionLines(_ width: Double) -> [String] {
    captions.flatMap {
      TextMetrics.wrapped($0, size: FigureTheme.labelSize, width: max(1, width - 2 * FigureSheet.margin))
    }
  }

  /// Where the picture goes in a figure of a size.
  func inside(width: Double, height: Double) -> FigureArea {
    let lines = captionLines(width)
    let below = lines.isEmpty ? 0 : Double(lines.count) * FigureSheet.captionStep + 8
    let margin = FigureSheet.margin
    return FigureArea(
      x: margin, y: margin + titleHeight, width: width - 2 * margin, height: height - 2 * margin - titleHeight - below)
  }

  /// The height of a figure whose picture has a height.
  func height(width: Double, inside: Double) -> Double {
    inside + (1000 - self.inside(width: width, height: 1000).height)
  }

  /// A figure with title and captions, and no picture yet.
  func figure(width: Double, height: Double, summary: String) -> Figure {
    var figure = Figure(width: width, height: height, background: theme.background, title: title, summary: summary)
    let margin = FigureSheet.margin
    if !title.isEmpty {
      let shown = TextMetrics.truncated(
        title, size: FigureTheme.titleSize, width: figure.width - 2 * margin, isBold: true)
      figure.elements.append(
        .text(
          FigureText(
            shown, at: FigurePoint(margin, margin + FigureTheme.titleSize * 0.8), size: FigureTheme.titleSize,
            color: theme.text, isBold: true)))
    }
    let lines = captionLines(figure.width)
    let first = figure.height - margin - Double(lines.count - 1) * FigureSheet.captionStep - 2
    for (index, line) in lines.enumerated() where !line.isEmpty {
      figure.elements.append(
        .text(
          FigureText(
            line, at: FigurePoint(margin, first + Double(index) * FigureSheet.captionStep),
            size: FigureTheme.labelSize, color: theme.label)))
    }
    return figure
  }
}
