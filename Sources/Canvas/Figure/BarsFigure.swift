/// Amounts as bars: a histogram over a range of numbers, or one bar for each of some names.
public struct BarsFigure: Sendable {
  public enum Scale: Sendable, Hashable {
    /// Equal bins of a range, upright and side by side.
    case range(from: Double, to: Double)
    /// A lying bar for each name, so that long names can be read.
    case names([String])
  }

  /// What is not finite counts as 0.
  public let values: [Double]
  public let scale: Scale
  /// Of each bar, for colour; empty for one colour.
  public var groups: [Int] = []
  public var highlightedIndex: Int?
  /// A line at a value of the range, or of the amounts for names.
  public var threshold: Double?
  public var thresholdLabel = ""
  public var xTitle = ""
  public var yTitle = ""
  public var title = ""
  public var captions: [String] = []
  public var theme: FigureTheme
  /// In pixels; with names the height follows from how many there are.
  public var width = 640.0
  public var height = 400.0

  public init(values: [Double], scale: Scale, theme: FigureTheme = .light) {
    self.values = values.map { $0.isFinite ? $0 : 0 }
    self.scale = scale
    self.theme = theme
  }

  /// The counts of a histogram.
  public init(_ histogram: Histogram, theme: FigureTheme = .light) {
    self.init(
      values: histogram.counts.map { Double(max(0, $0)) }, scale: .range(from: histogram.from, to: histogram.to),
      theme: theme)
    highlightedIndex = histogram.highlightedBin
  }

  private func color(_ index: Int) -> Color {
    if index == highlightedIndex { return theme.highlight }
    return theme.palette.color(index < groups.count ? groups[index] : 0)
  }

  private static let barStep = 26.0

  public func figure() -> Figure {
    let sheet = FigureSheet(theme: theme, title: title, captions: captions)
    let width = max(160, width.isNaN ? 0 : width)
    var height = max(120, height.isNaN ? 0 : height)
    if case .names = scale {
      let below = (xTitle.isEmpty ? 0 : FigureTheme.textSize + 10) + 24
      height = sheet.height(
        width: width, inside: min(20_000, Double(max(1, values.count)) * BarsFigure.barStep) + below)
    }
    var figure = sheet.figure(
      width: width, height: height, summary: "A bar chart of \(formatCount(values.count)) amounts.")
    let area = sheet.inside(width: figure.width, height: figure.height)
    switch scale {
    case .range(let from, let to): drawUpright(from, to, area, into: &figure.elements)
    case .names(let names): drawLying(names, area, into: &figure.elements)
    }
    return figure
  }

  private func drawUpright(_ from: Double, _ to: Double, _ area: FigureArea, into elements: inout [FigureElement]) {
    let (low, high) = (min(0, values.min() ?? 0), max(0, values.max() ?? 1))
    let axes = FigureAxes(
      theme: theme,
      window: PlotWindow(minX: from, maxX: to, minY: low, maxY: high > low ? high + (high / 20 - low / 20) : 1),
      xTitle: xTitle, yTitle: yTitle)
    let inside = axes.inside(of: area)
    axes.drawGrid(into: &elements, inside)
    let place = FigurePlace(inside, axes.window)
    var bars = FigureGroup(title: yTitle)
    let count = values.count
    // A gap of a pixel between bars that are wide enough to spare it.
    let gap = inside.width / Double(max(1, count)) >= 4 ? 1.0 : 0
    for index in values.indices {
      let left = (inside.x + Double(index) / Double(count) * inside.width).rounded()
      let right = (inside.x + Double(index + 1) / Double(count) * inside.width).rounded()
      let (top, bottom) = (place.y(max(values[index], 0)), place.y(min(values[index], 0)))
      bars.elements.fill(
        FigureArea(x: left, y: top, width: max(right - left - gap, min(right - left, 0.5)), height: bottom - top),
        color(index))
    }
    elements.append(.group(bars))
    axes.draw(into: &elements, inside, area)
    guard let threshold, threshold >= axes.window.minX, threshold <= axes.window.maxX else { return }
    drawThreshold(place.x(threshold), inside, into: &elements)
  }

  private func drawLying(_ names: [String], _ area: FigureArea, into elements: inout [FigureElement]) {
    let size = FigureTheme.textSize
    let shown = values.indices.map { index in
      TextMetrics.truncated(index < names.count ? names[index] : "", size: size, width: area.width * 0.4)
    }
    let numbers = values.map { FigureAxes.shown(formatNumber($0, significant: 3)) }
    let nameWidth = shown.map { TextMetrics.width(of: $0, size: size) }.max() ?? 0
    let numberWidth = numbers.map { TextMetrics.width(of: $0, size: FigureTheme.labelSize) }.max() ?? 0
    let (low, high) = (min(0, values.min() ?? 0), max(0, values.max() ?? 1))
    let hasNegative = low < 0
    let margin = hasNegative ? (high / 50 - low / 50) : 0
    let below = (xTitle.isEmpty ? 0 : size + 10) + 24
    let plot = area.inset(
      left: (nameWidth + 10 + (hasNegative ? numberWidth + 8 : 0)).rounded(.up), right: numberWidth + 10, bottom: below)
    let axes = FigureAxes(
      theme: theme, window: PlotWindow(minX: low - margin, maxX: high > low ? high : 1, minY: 0, maxY: 1),
      xTitle: xTitle, showsYNumbers: false, hasXGrid: true, hasYGrid: false, hasLeftLine: !hasNegative)
    axes.drawGrid(into: &elements, plot)
    let place = FigurePlace(plot, axes.window)
    let step = plot.height / Double(max(1, values.count))
    let zero = place.x(0)
    for index in values.indices {
      let middle = plot.y + (Double(index) + 0.5) * step
      let end = place.x(values[index])
      let half = (min(step, BarsFigure.barStep) * 0.36).rounded()
      elements.fill(
        FigureArea(x: min(zero, end), y: middle.rounded() - half, width: abs(end - zero), height: 2 * half),
        color(index))
      elements.append(
        .text(
          FigureText(
            shown[index], at: FigurePoint(area.x + nameWidth, middle + size * 0.36), size: size, color: theme.text,
            anchor: .end)))
      let isNegative = end < zero
      elements.append(
        .text(
          FigureText(
            numbers[index], at: FigurePoint(end + (isNegative ? -6 : 6), middle + size * 0.34),
            size: FigureTheme.labelSize, color: theme.label, anchor: isNegative ? .end : .start)))
    }
    axes.draw(into: &elements, plot, area)
    guard let threshold, threshold >= axes.window.minX, threshold <= axes.window.maxX else { return }
    drawThreshold(place.x(threshold), plot, into: &elements)
  }

  private func drawThreshold(_ place: Double, _ inside: FigureArea, into elements: inout [FigureElement]) {
    let x = place.rounded(.down) + 0.5
    elements.line(
      from: FigurePoint(x, inside.y), to: FigurePoint(x, inside.maxY), FigureStroke(theme.highlight, dashes: [5, 3]))
    let size = FigureTheme.labelSize
    let isRight = x < inside.x + inside.width * 0.6
    elements.append(
      .text(
        FigureText(
          thresholdLabel, at: FigurePoint(x + (isRight ? 6 : -6), inside.y + size), size: size,
          color: theme.highlight, anchor: isRight ? .start : .end)))
  }
}
