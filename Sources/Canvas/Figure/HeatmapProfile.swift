/// Bars without gaps under a picture, aligned with its columns, their title above them.
struct HeatmapProfile {
  var profile: HeatmapFigure.Profile
  var theme: FigureTheme

  private static func greatest(_ profile: HeatmapFigure.Profile) -> Double {
    profile.values.lazy.filter(\.isFinite).max() ?? 0
  }

  static func numbersWidth(_ profile: HeatmapFigure.Profile) -> Double {
    TextMetrics.width(of: formatNumber(greatest(profile), significant: 3), size: FigureTheme.labelSize)
  }

  static func cutWidth(_ profile: HeatmapFigure.Profile) -> Double {
    guard profile.cut != nil, !profile.cutLabel.isEmpty else { return 0 }
    return min(140, TextMetrics.width(of: profile.cutLabel, size: FigureTheme.labelSize)) + 6
  }

  func draw(into elements: inout [FigureElement], in area: FigureArea) {
    guard area.width >= 1, !profile.values.isEmpty else { return }
    let size = FigureTheme.labelSize
    var group = FigureGroup(title: profile.title.isEmpty ? "Profile" : profile.title)
    let plot = area.inset(top: 20)
    if !profile.title.isEmpty {
      let shown = TextMetrics.truncated(profile.title, size: size, width: max(area.width, 120))
      group.elements.append(
        .text(FigureText(shown, at: FigurePoint(area.x, area.y + 12), size: size, color: theme.label)))
    }
    let greatest = HeatmapProfile.greatest(profile)
    let scale = LinearScale(0, greatest > 0 ? greatest : 1)
    func y(_ value: Double) -> Double { plot.maxY - min(max(scale.fraction(value), 0), 1) * plot.height }
    drawBars(plot, y, into: &group.elements)

    let axis = FigureStroke(theme.axis)
    group.elements.line(
      [
        FigurePoint(plot.x - 0.5, plot.y), FigurePoint(plot.x - 0.5, plot.maxY + 0.5),
        FigurePoint(plot.maxX, plot.maxY + 0.5),
      ], axis)
    for (value, label) in [(0, "0"), (greatest, formatNumber(greatest, significant: 3))]
    where value == 0 || value.isFinite && greatest > 0 {
      let place = y(value).rounded(.down) + 0.5
      group.elements.line(from: FigurePoint(plot.x - 4.5, place), to: FigurePoint(plot.x - 0.5, place), axis)
      group.elements.append(
        .text(
          FigureText(
            label, at: FigurePoint(plot.x - 8, place + size * 0.36), size: size, color: theme.label, anchor: .end)))
    }
    if let cut = profile.cut, cut.isFinite, cut >= 0, cut <= greatest {
      let place = y(cut).rounded(.down) + 0.5
      group.elements.line(
        from: FigurePoint(plot.x, place), to: FigurePoint(plot.maxX, place),
        FigureStroke(theme.highlight, dashes: [5, 3]))
      let shown = TextMetrics.truncated(profile.cutLabel, size: size, width: 140)
      group.elements.append(
        .text(
          FigureText(shown, at: FigurePoint(plot.maxX + 5, place + size * 0.36), size: size, color: theme.highlight)))
    }
    elements.append(.group(group))
  }

  func drawBars(_ plot: FigureArea, _ y: (Double) -> Double, into elements: inout [FigureElement]) {
    // No more bars than pixels; a bar shows the greatest of its values, so that no peak is lost.
    let count = profile.values.count
    let steps = min(count, max(1, Int(plot.width)))
    var outline: [FigurePoint] = []
    var outlineGroup = 0
    func finish() {
      guard let first = outline.first, let last = outline.last else { return }
      let color = profile.groups.isEmpty ? theme.axis : theme.palette.color(outlineGroup)
      elements.fill(
        polygon: outline + [FigurePoint(last.x, plot.maxY), FigurePoint(first.x, plot.maxY)], color)
      outline = []
    }
    for step in 0..<steps {
      var best: Int?
      for index in Resampling.sources(of: step, steps: steps, count: count) where profile.values[index].isFinite {
        if let current = best, profile.values[current] >= profile.values[index] { continue }
        best = index
      }
      guard let best else {
        finish()
        continue
      }
      let group = best < profile.groups.count ? profile.groups[best] : 0
      if group != outlineGroup { finish() }
      outlineGroup = group
      let top = y(profile.values[best])
      let left = plot.x + Double(step) / Double(steps) * plot.width
      outline.append(FigurePoint(left, top))
      outline.append(FigurePoint(plot.x + Double(step + 1) / Double(steps) * plot.width, top))
    }
    finish()
  }
}
