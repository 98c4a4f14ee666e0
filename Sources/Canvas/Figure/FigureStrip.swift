/// The groups along a side, as stretches of colour.
struct FigureStrip {
  var groups: [Int]
  var isVertical: Bool
  var palette: Palette

  func draw(into elements: inout [FigureElement], in area: FigureArea) {
    let length = isVertical ? area.height : area.width
    guard !groups.isEmpty, length >= 1 else { return }
    // More groups than pixels: each pixel shows the group that most of its positions belong to.
    let steps = min(groups.count, Int(length))
    let shown: [Int]
    if steps == groups.count {
      shown = groups
    } else {
      let cells = groups.indices.map { Int32(truncatingIfNeeded: $0 * steps / groups.count) }
      shown = GroupMajority.of(cells: cells, groups: groups, cellCount: steps)
    }
    var strip = FigureGroup(title: "Groups")
    var start = 0
    func edge(_ step: Int) -> Double { (Double(step) / Double(steps) * length).rounded() }
    for step in 1...steps where step == steps || shown[step] != shown[start] {
      let (from, to) = (edge(start), edge(step))
      strip.elements.fill(
        isVertical
          ? FigureArea(x: area.x, y: area.y + from, width: area.width, height: to - from)
          : FigureArea(x: area.x + from, y: area.y, width: to - from, height: area.height),
        palette.color(shown[start]))
      start = step
    }
    elements.append(.group(strip))
  }
}

/// A bar of a ramp's colours, the low end below, with what its ends stand for.
struct FigureScale {
  var ramp: Ramp
  var low: String
  var high: String
  var title: String
  var theme: FigureTheme

  private static let barWidth = 14.0
  private static let widestLabel = 120.0

  static func width(low: String, high: String, title: String) -> Double {
    let labels = [low, high].map { TextMetrics.width(of: $0, size: FigureTheme.labelSize) }
    let titleWidth = TextMetrics.width(of: title, size: FigureTheme.textSize)
    return max(barWidth + 7 + min(widestLabel, labels.max() ?? 0), min(titleWidth, 140))
  }

  /// - Returns: the height used.
  func draw(into elements: inout [FigureElement], at corner: FigurePoint, length: Double) -> Double {
    let size = FigureTheme.labelSize
    var y = corner.y
    if !title.isEmpty {
      let shown = TextMetrics.truncated(title, size: FigureTheme.textSize, width: 140)
      elements.append(
        .text(
          FigureText(
            shown, at: FigurePoint(corner.x, y + FigureTheme.textSize * 0.8), size: FigureTheme.textSize,
            color: theme.label)))
      y += 20
    }
    let bar = FigureArea(x: corner.x, y: y, width: FigureScale.barWidth, height: length)
    let colors = Array(ramp.colors.reversed())
    elements.append(.image(FigureImage(width: 1, height: colors.count, colors: colors), in: bar))
    let outline = FigureArea(x: bar.x - 0.5, y: bar.y - 0.5, width: bar.width + 1, height: bar.height + 1)
    elements.append(.shape(.rectangle(outline), fill: nil, stroke: FigureStroke(theme.axis)))
    for (text, place) in [(high, bar.y + size * 0.75), (low, bar.maxY)] where !text.isEmpty {
      let shown = TextMetrics.truncated(text, size: size, width: FigureScale.widestLabel)
      elements.append(
        .text(FigureText(shown, at: FigurePoint(bar.maxX + 7, place), size: size, color: theme.label)))
    }
    return bar.maxY - corner.y
  }
}
