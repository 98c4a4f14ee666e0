/// The frame of a plot: lines, ticks with labels left and below, titles. What a small rectangle has no room for is left
/// out: first the titles, then the labels, then the lines.
public struct PlotAxes: Sendable {
  /// Below the horizontal axis's labels.
  public var xTitle: String
  /// In the top line.
  public var yTitle: String
  public var frameStyle: Style
  public var labelStyle: Style
  public var titleStyle: Style
  public var showsFrame: Bool
  public var showsXLabels: Bool
  public var showsYLabels: Bool
  /// Whether only whole numbers are told along the horizontal axis.
  public var hasWholeXTicks: Bool

  public init(
    xTitle: String = "", yTitle: String = "", frameStyle: Style = .plain, labelStyle: Style = .plain,
    titleStyle: Style = .plain, showsFrame: Bool = true, showsXLabels: Bool = true, showsYLabels: Bool = true,
    hasWholeXTicks: Bool = false
  ) {
    self.xTitle = xTitle
    self.yTitle = yTitle
    self.frameStyle = frameStyle
    self.labelStyle = labelStyle
    self.titleStyle = titleStyle
    self.showsFrame = showsFrame
    self.showsXLabels = showsXLabels
    self.showsYLabels = showsYLabels
    self.hasWholeXTicks = hasWholeXTicks
  }

  /// What goes where in a rectangle.
  private struct Layout {
    var inside: Rectangle
    var xTicks: AxisTicks
    var yTicks: AxisTicks
    var labelWidth = 0
    var hasFrame: Bool
    var xTitle: String
    var yTitle: String
  }

  private func layout(in area: Rectangle, window: PlotWindow) -> Layout {
    let area = area.normalized
    let hasFrame = showsFrame && area.width >= 6 && area.height >= 4
    let border = hasFrame ? 2 : 0
    let allowsTitles = area.width >= 8 && area.height >= border + 7
    let hasXLabels = showsXLabels && area.width >= 16 && area.height >= border + 4
    var below = (hasXLabels ? 1 : 0) + (allowsTitles && !xTitle.isEmpty ? 1 : 0)
    let above = allowsTitles && !hasFrame && !yTitle.isEmpty ? 1 : 0

    let rows = area.height - border - below - above
    var yTicks = AxisTicks.fitting(
      from: window.minY, to: window.maxY, rows: showsYLabels && area.height >= border + 3 ? rows : 0)
    var labelWidth = yTicks.labels.map { $0.utf8.count }.max() ?? 0
    // An offset that cannot be written would make the labels a lie.
    let hidesOffset =
      yTicks.offset.map { hasFrame ? $0.utf8.count + 4 > area.width - border - labelWidth : above == 0 } ?? false
    if area.width - border - labelWidth - 1 < max(8, labelWidth) || hidesOffset {
      (yTicks, labelWidth) = (.none, 0)
    }
    // Without a line between them a blank keeps labels and points apart.
    if labelWidth > 0, !hasFrame { labelWidth += 1 }

    let side = hasFrame ? 1 : 0
    var inside = area.inset(left: labelWidth + side, top: side + above, right: side, bottom: side + below)
    var xTicks =
      hasXLabels
      ? AxisTicks.fitting(from: window.minX, to: window.maxX, columns: inside.width, isWhole: hasWholeXTicks) : .none
    if let offset = xTicks.offset {
      if !allowsTitles || offset.utf8.count + 2 > inside.width {
        xTicks = .none
      } else if xTitle.isEmpty {
        below += 1
        inside.height -= 1
      }
    }
    return Layout(
      inside: inside.normalized, xTicks: xTicks, yTicks: yTicks, labelWidth: labelWidth, hasFrame: hasFrame,
      xTitle: allowsTitles ? title(xTitle, xTicks.offset, room: inside.width) : "",
      yTitle: hasFrame || above > 0 ? title(yTitle, yTicks.offset, room: inside.width - (hasFrame ? 2 : 0)) : "")
  }

  /// A title with the offset behind it; the title is cut rather than the offset.
  private func title(_ title: String, _ offset: String?, room: Int) -> String {
    guard let offset else { return title }
    let note = "(" + offset + ")"
    let left = room - note.utf8.count - 1
    return title.isEmpty || left < 2 ? note : TextLayout.truncated(title, width: left) + " " + note
  }

  /// The rectangle left for the data.
  public func inside(of area: Rectangle, window: PlotWindow) -> Rectangle {
    layout(in: area, window: window).inside
  }

  /// Draws everything but the data.
  /// - Returns: the rectangle left for the data.
  @discardableResult
  public func draw(
    into canvas: inout Canvas, in area: Rectangle, window: PlotWindow, glyphs: GlyphSet = .braille
  ) -> Rectangle {
    let area = area.normalized
    let layout = layout(in: area, window: window)
    let inside = layout.inside
    guard !inside.isEmpty else { return inside }
    let lines = LineGlyphs.of(glyphs)
    let side = layout.hasFrame ? 1 : 0
    let frame = Rectangle(x: inside.x - 1, y: inside.y - 1, width: inside.width + 2, height: inside.height + 2)
    if layout.hasFrame { Box(style: frameStyle, glyphs: glyphs).draw(into: &canvas, in: frame) }

    let scaleY = LinearScale(window.minY, window.maxY)
    for (position, label) in zip(layout.yTicks.positions, layout.yTicks.labels) {
      guard let row = PlotGeometry.step(1 - scaleY.fraction(position), of: inside.height) else { continue }
      let place = Rectangle(x: area.x, y: inside.y + row, width: layout.labelWidth - 1 + side, height: 1)
      canvas.write(label, in: place, alignment: .right, style: labelStyle, glyphs: glyphs)
      if layout.hasFrame { canvas[frame.x, inside.y + row] = Cell(lines.tickLeft, frameStyle) }
    }
    let scaleX = LinearScale(window.minX, window.maxX)
    for (position, label) in zip(layout.xTicks.positions, layout.xTicks.labels) {
      guard let column = PlotGeometry.step(scaleX.fraction(position), of: inside.width) else { continue }
      let start = AxisTicks.start(of: label, centeredAt: column, columns: inside.width)
      canvas.write(
        label, x: inside.x + start, y: inside.maxY + side, style: labelStyle, width: inside.width - start,
        glyphs: glyphs)
      if layout.hasFrame { canvas[inside.x + column, inside.maxY] = Cell(lines.tickDown, frameStyle) }
    }

    if !layout.xTitle.isEmpty {
      let place = Rectangle(x: inside.x, y: area.maxY - 1, width: inside.width, height: 1)
      canvas.write(layout.xTitle, in: place, alignment: .center, style: titleStyle, glyphs: glyphs)
    }
    if layout.hasFrame {
      Box.write(
        title: layout.yTitle, into: &canvas, in: frame.splitTop(1).top, style: titleStyle, alignment: .left,
        glyphs: glyphs)
    } else if !layout.yTitle.isEmpty {
      canvas.write(layout.yTitle, x: inside.x, y: area.y, style: titleStyle, width: inside.width, glyphs: glyphs)
    }
    return inside
  }
}
