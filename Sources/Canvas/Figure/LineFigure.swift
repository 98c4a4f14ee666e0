/// A value for every index, such as join distances in order, reachabilities, or explained variance by component.
public struct LineFigure: Sendable {
  public enum Form: String, Sendable, Hashable, CaseIterable {
    /// A line from value to value.
    case line
    /// A line with a dot at every value, for few of them.
    case points
    /// Bars without gaps.
    case filled
  }

  /// What is not finite is a gap.
  public let values: [Double]
  /// Of each value, for colour (bars and dots); empty for one colour.
  public var groups: [Int] = []
  public var form: Form
  /// The index of the first value: 1 to count components from one.
  public var firstIndex = 0
  /// A line across, and what it means.
  public var threshold: Double?
  public var thresholdLabel = ""
  /// An index to point at, such as a suggested number of clusters.
  public var highlightedIndex: Int?
  public var highlightLabel = ""
  public var xTitle = ""
  public var yTitle = ""
  /// Nil for 0 (or the least value, if below) to the greatest.
  public var range: ClosedRange<Double>?
  public var legend = FigureLegend()
  public var title = ""
  public var captions: [String] = []
  public var theme: FigureTheme
  /// In pixels.
  public var width = 760.0
  public var height = 400.0

  public init(values: [Double], form: Form = .line, theme: FigureTheme = .light) {
    self.values = values
    self.form = form
    self.theme = theme
  }

  private var window: PlotWindow {
    let finite = values.lazy.filter(\.isFinite)
    let low = range?.lowerBound ?? min(0, finite.min() ?? 0)
    let high = range?.upperBound ?? max(low, finite.max() ?? 1)
    let first = Double(firstIndex)
    // Bars cover the space around their index; dots keep off the edges.
    let margin = form == .filled ? 0.5 : form == .points ? 0.3 : 0
    let padding = range == nil && form != .filled ? (high / 20 - low / 20) : 0
    return PlotWindow(
      minX: first - margin, maxX: first + Double(max(1, values.count - 1)) + margin, minY: low,
      maxY: low == high ? low + max(1, abs(low)) : high + padding)
  }

  /// - Complexity: O(values).
  public func figure() -> Figure {
    let sheet = FigureSheet(theme: theme, title: title, captions: captions)
    let width = max(160, width.isNaN ? 0 : width)
    let height = max(120, height.isNaN ? 0 : height)
    var figure = sheet.figure(
      width: width, height: height, summary: "A line plot of \(formatCount(values.count)) values.")
    var area = sheet.inside(width: figure.width, height: figure.height)
    let legendX = area.maxX - legend.width
    if !legend.isEmpty { area = area.inset(right: legend.width + 16) }
    let axes = FigureAxes(theme: theme, window: window, xTitle: xTitle, yTitle: yTitle, hasWholeX: true)
    let inside = axes.inside(of: area)
    axes.drawGrid(into: &figure.elements, inside)
    let place = FigurePlace(inside, axes.window)
    drawHighlight(place, inside, into: &figure.elements)
    var group = FigureGroup(
      title: yTitle,
      clip: FigureArea(x: inside.x - 6, y: inside.y - 6, width: inside.width + 12, height: inside.height + 6))
    switch form {
    case .filled: drawFilled(place, inside, into: &group.elements)
    case .line, .points: drawLine(place, inside, into: &group.elements)
    }
    figure.elements.append(.group(group))
    axes.draw(into: &figure.elements, inside, area)
    drawThreshold(place, inside, axes.window, into: &figure.elements)
    legend.draw(into: &figure.elements, at: FigurePoint(legendX, inside.y), theme) { _ in nil }
    return figure
  }

  private func x(_ index: Int, _ place: FigurePlace) -> Double { place.x(Double(firstIndex) + Double(index)) }

  /// Bars, no more than pixels; a bar shows the greatest of its values.
  private func drawFilled(_ place: FigurePlace, _ inside: FigureArea, into elements: inout [FigureElement]) {
    var profile = HeatmapProfile(
      profile: HeatmapFigure.Profile(values: values, groups: groups), theme: theme)
    if groups.isEmpty { profile.theme.axis = theme.palette.color(0) }
    // The window ends half an index before the first and after the last value.
    profile.drawBars(inside, { place.y(max(min($0, window.maxY), window.minY)) }, into: &elements)
  }

  private func drawLine(_ place: FigurePlace, _ inside: FigureArea, into elements: inout [FigureElement]) {
    let stroke = FigureStroke(
      groups.isEmpty ? theme.palette.color(0) : theme.axis, width: form == .points ? 1.5 : 1.75, hasRoundEnds: true)
    var line: [FigurePoint] = []
    func finish() {
      if line.count > 1 { elements.line(line, stroke) }
      line = []
    }
    let shown = shownIndices(Int(max(1, inside.width)))
    for index in shown {
      guard values[index].isFinite else {
        finish()
        continue
      }
      line.append(FigurePoint(x(index, place), place.y(values[index])))
    }
    finish()
    guard form == .points || values.count == 1 else { return }
    var positions: [Int: [FigurePoint]] = [:]
    for index in shown where values[index].isFinite {
      let group = index < groups.count ? max(-1, groups[index]) : 0
      positions[group, default: []].append(FigurePoint(x(index, place), place.y(values[index])))
    }
    let diameter = values.count <= 60 ? 7.0 : 4.5
    for group in positions.keys.sorted() {
      elements.append(
        .marks(
          FigureMarks(
            FigureMark(.circle), at: positions[group] ?? [], diameter: diameter,
            paint: FigurePaint(theme.palette.color(group)))))
    }
  }

  /// All indices, or of more than two a pixel the least and the greatest value of each pixel, so that the line looks
  /// the same.
  private func shownIndices(_ pixels: Int) -> [Int] {
    guard values.count > pixels * 4 else { return Array(values.indices) }
    var shown: [Int] = []
    for step in 0..<pixels {
      var least: Int?
      var most: Int?
      var gap: Int?
      for index in Resampling.sources(of: step, steps: pixels, count: values.count) {
        guard values[index].isFinite else {
          gap = gap ?? index
          continue
        }
        if least.map({ values[index] < values[$0] }) ?? true { least = index }
        if most.map({ values[index] > values[$0] }) ?? true { most = index }
      }
      shown += Set([least, most, least == nil ? gap : nil].compactMap { $0 }).sorted()
    }
    return shown
  }

  private func drawHighlight(_ place: FigurePlace, _ inside: FigureArea, into elements: inout [FigureElement]) {
    guard let index = highlightedIndex.map(Double.init), index >= Double(firstIndex),
      index < Double(firstIndex) + Double(values.count)
    else { return }
    let x = place.x(index).rounded(.down) + 0.5
    elements.line(
      from: FigurePoint(x, inside.y), to: FigurePoint(x, inside.maxY), FigureStroke(theme.highlight, dashes: [5, 3]))
    let size = FigureTheme.labelSize
    let isRight = x < inside.x + inside.width * 0.7
    elements.append(
      .text(
        FigureText(
          highlightLabel, at: FigurePoint(x + (isRight ? 6 : -6), inside.y + size), size: size, color: theme.highlight,
          anchor: isRight ? .start : .end)))
  }

  private func drawThreshold(
    _ place: FigurePlace, _ inside: FigureArea, _ window: PlotWindow, into elements: inout [FigureElement]
  ) {
    guard let threshold, threshold >= window.minY, threshold <= window.maxY else { return }
    let y = place.y(threshold).rounded(.down) + 0.5
    elements.line(
      from: FigurePoint(inside.x, y), to: FigurePoint(inside.maxX, y), FigureStroke(theme.highlight, dashes: [5, 3]))
    let size = FigureTheme.labelSize
    let shown = TextMetrics.truncated(thresholdLabel, size: size, width: inside.width - 10)
    elements.append(
      .text(
        FigureText(
          shown, at: FigurePoint(inside.maxX - 4, y - 5), size: size, color: theme.highlight, anchor: .end)))
  }
}
