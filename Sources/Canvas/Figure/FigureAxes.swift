/// The axes of a plot: a line below and one at the left, round numbers, titles, and faint lines across.
struct FigureAxes {
  var theme: FigureTheme
  var window: PlotWindow
  var xTitle = ""
  var yTitle = ""
  var showsXNumbers = true
  var showsYNumbers = true
  /// Lines across at the numbers of either axis.
  var hasXGrid = false
  var hasYGrid = true
  /// The line at the left; without it one at zero.
  var hasLeftLine = true
  /// Only whole numbers below: for counts and indices.
  var hasWholeX = false

  private static let tick = 5.0

  private func xTicks(_ width: Double) -> AxisTicks {
    guard showsXNumbers else { return .none }
    let ticks = AxisTicks(from: window.minX, to: window.maxX, atMost: Int(min(max(width / 64, 2), 20)))
    guard hasWholeX, ticks.positions.contains(where: { $0 != $0.rounded() }) else { return ticks }
    return AxisTicks(from: window.minX, to: window.maxX, atMost: max(1, clampedFloor(window.maxX - window.minX)))
  }

  private func yTicks(_ height: Double) -> AxisTicks {
    showsYNumbers
      ? AxisTicks(from: window.minY, to: window.maxY, atMost: Int(min(max(height / 44, 2), 20))) : .none
  }

  /// The plot itself, inside an area that is to hold everything.
  func inside(of area: FigureArea) -> FigureArea {
    let size = FigureTheme.labelSize
    let below = (showsXNumbers ? FigureAxes.tick + size + 6 : 0) + (xTitle.isEmpty ? 0 : FigureTheme.textSize + 10)
    let ticks = yTicks(area.height - below)
    let widest = ticks.labels.map { TextMetrics.width(of: FigureAxes.shown($0), size: size) }.max() ?? 0
    let left = (showsYNumbers ? widest + FigureAxes.tick + 5 : 0) + (yTitle.isEmpty ? 0 : FigureTheme.textSize + 12)
    // Whole pixels, so that lines are sharp.
    let top = ticks.offset == nil ? 6.0 : 20.0
    return FigureArea(
      x: (area.x + left).rounded(.up), y: (area.y + top).rounded(.up), width: (area.width - left - 8).rounded(.down),
      height: (area.height - below - top).rounded(.down))
  }

  /// A proper minus sign.
  static func shown(_ label: String) -> String {
    label.hasPrefix("-") ? "−" + label.dropFirst() : label
  }

  /// Draws what lies behind the plot.
  func drawGrid(into elements: inout [FigureElement], _ inside: FigureArea) {
    let stroke = FigureStroke(theme.grid)
    if hasYGrid {
      for value in yTicks(inside.height).positions {
        let y = FigurePlace(inside, window).y(value).rounded(.down) + 0.5
        elements.line(from: FigurePoint(inside.x, y), to: FigurePoint(inside.maxX, y), stroke)
      }
    }
    guard hasXGrid else { return }
    for value in xTicks(inside.width).positions {
      let x = FigurePlace(inside, window).x(value).rounded(.down) + 0.5
      elements.line(from: FigurePoint(x, inside.y), to: FigurePoint(x, inside.maxY), stroke)
    }
  }

  /// Draws the lines, numbers and titles around the plot.
  func draw(into elements: inout [FigureElement], _ inside: FigureArea, _ area: FigureArea) {
    let size = FigureTheme.labelSize
    let stroke = FigureStroke(theme.axis)
    let place = FigurePlace(inside, window)
    let (left, bottom) = (inside.x - 0.5, inside.maxY + 0.5)
    let upright = hasLeftLine ? left : place.x(0).rounded(.down) + 0.5
    elements.line(from: FigurePoint(upright, inside.y), to: FigurePoint(upright, bottom), stroke)
    elements.line(from: FigurePoint(left, bottom), to: FigurePoint(inside.maxX, bottom), stroke)

    let xTicks = xTicks(inside.width)
    for (value, label) in zip(xTicks.positions, xTicks.labels) {
      let x = place.x(value).rounded(.down) + 0.5
      elements.line(from: FigurePoint(x, bottom), to: FigurePoint(x, bottom + FigureAxes.tick), stroke)
      elements.append(
        .text(
          FigureText(
            FigureAxes.shown(label), at: FigurePoint(x, bottom + FigureAxes.tick + size + 1), size: size,
            color: theme.label, anchor: .middle)))
    }
    let yTicks = yTicks(inside.height)
    for (value, label) in zip(yTicks.positions, yTicks.labels) {
      let y = place.y(value).rounded(.down) + 0.5
      elements.line(from: FigurePoint(left - FigureAxes.tick, y), to: FigurePoint(left, y), stroke)
      elements.append(
        .text(
          FigureText(
            FigureAxes.shown(label), at: FigurePoint(left - FigureAxes.tick - 4, y + size * 0.36), size: size,
            color: theme.label, anchor: .end)))
    }
    drawTitles(into: &elements, inside, area, xTicks.offset, yTicks.offset)
  }

  private func drawTitles(
    into elements: inout [FigureElement], _ inside: FigureArea, _ area: FigureArea, _ xOffset: String?,
    _ yOffset: String?
  ) {
    let size = FigureTheme.textSize
    if !xTitle.isEmpty {
      let shown = TextMetrics.truncated(xTitle, size: size, width: inside.width)
      let below = inside.maxY + (showsXNumbers ? FigureAxes.tick + FigureTheme.labelSize + 6 : 0)
      elements.append(
        .text(
          FigureText(
            shown, at: FigurePoint(inside.x + inside.width / 2, below + size + 4), size: size, color: theme.text,
            anchor: .middle)))
    }
    if !yTitle.isEmpty {
      let shown = TextMetrics.truncated(yTitle, size: size, width: inside.height)
      elements.append(
        .text(
          FigureText(
            shown, at: FigurePoint(area.x + size * 0.8, inside.y + inside.height / 2), size: size, color: theme.text,
            anchor: .middle, isUpward: true)))
    }
    // What is to be added to all numbers of an axis.
    if let xOffset {
      elements.append(
        .text(
          FigureText(
            xOffset, at: FigurePoint(inside.maxX, inside.maxY - 5), size: FigureTheme.labelSize, color: theme.label,
            anchor: .end)))
    }
    if let yOffset {
      elements.append(
        .text(
          FigureText(
            yOffset, at: FigurePoint(inside.x, inside.y - 6), size: FigureTheme.labelSize, color: theme.label)))
    }
  }
}

/// From data to pixels. Data may be any numbers; what is not finite stays so.
struct FigurePlace {
  private let area: FigureArea
  private let scaleX: LinearScale
  private let scaleY: LinearScale

  init(_ area: FigureArea, _ window: PlotWindow) {
    self.area = area
    scaleX = LinearScale(window.minX, window.maxX)
    scaleY = LinearScale(window.minY, window.maxY)
  }

  func x(_ value: Double) -> Double { area.x + scaleX.fraction(value) * area.width }
  func y(_ value: Double) -> Double { area.maxY - scaleY.fraction(value) * area.height }
  func point(_ x: Double, _ y: Double) -> FigurePoint { FigurePoint(self.x(x), self.y(y)) }
}
