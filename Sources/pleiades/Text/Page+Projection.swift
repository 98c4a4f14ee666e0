import Canvas
import Engine

extension Page {
  mutating func add(_ report: ProjectionReport) {
    let points = report.points
    subject(report.subject, title: "\(report.method.title)")
    line()
    scatterplot(report, height: min(30, max(12, width / 3)))
    if !points.explainedVarianceRatio.isEmpty { variance(report) }
    loadings(report)
    notes(report.allWarnings)
  }

  /// The first two axes, coloured by the reference classes where a column of them is named.
  mutating func scatterplot(_ report: ProjectionReport, height: Int) {
    let points = report.points
    guard points.coordinates.columns > 0, points.coordinates.rows > 0 else { return }
    let labels = report.subject.dataset.labels
    let x = Array(points.coordinates.column(0))
    let isFlat = points.coordinates.columns < 2
    let y = isFlat ? Array(repeating: 0, count: x.count) : Array(points.coordinates.column(1))
    var plot = ScatterPlot(x: x, y: y, groups: labels?.codes ?? [], palette: Look.palette, glyphs: surface.glyphs)
    if labels == nil { plot.palette = .monochrome }
    // Without colour only marks tell classes apart.
    if labels != nil, surface.depth == .none { plot.mode = .marks }
    plot.axes = PlotAxes(
      xTitle: points.axisNames.first ?? "", yTitle: isFlat ? "" : points.axisNames[1])
    picture(width: min(width, 100), height: height) { canvas, area in plot.draw(into: &canvas, in: area) }
    legend(labels)
  }

  private mutating func legend(_ labels: Dataset.Labels?) {
    guard let labels else { return }
    var table = TextTable("", labels.column, ">rows")
    for (group, name) in labels.names.enumerated().prefix(20) {
      table.add(Look.mark(group, surface), "\(name)", "\(formatCount(labels.codes.count { $0 == group }))")
    }
    line()
    self.table(table)
    if labels.names.count > 20 { line("and \(labels.names.count - 20) more classes") }
  }

  private mutating func variance(_ report: ProjectionReport) {
    heading("Variance along each axis")
    let ratios = report.points.explainedVarianceRatio
    var table = TextTable(">axis", ">share", ">together", "")
    var total = 0.0
    for (index, ratio) in ratios.prefix(12).enumerated() {
      total += ratio
      let bar = String(repeating: surface.glyphs.isASCII ? "#" : "█", count: max(0, Int((ratio * 30).rounded())))
      table.add(
        "\(index + 1)", "\(formatNumber(100 * ratio, decimals: 1)) %", "\(formatNumber(100 * total, decimals: 1)) %",
        "\(bar)")
    }
    self.table(table)
    if ratios.count > 12 { line("and \(ratios.count - 12) more") }
  }

  /// How the features enter the axes that are shown, those with the largest part first.
  private mutating func loadings(_ report: ProjectionReport) {
    guard let loadings = report.points.loadings, loadings.rows > 1, loadings.columns > 0 else { return }
    let axes = min(loadings.columns, 2)
    let names = report.subject.dataset.featureNames
    let order = (0..<loadings.rows).sorted { a, b in
      let (first, second) = (largest(loadings.row(a), axes), largest(loadings.row(b), axes))
      return first != second ? first > second : a < b
    }
    heading("How the features enter: from -1 to 1, 0 not at all")
    var table = TextTable(
      [.init(title: "feature")]
        + (0..<axes).map { .init(title: report.points.axisNames[$0], alignment: .right) })
    for feature in order.prefix(12) {
      table.rows.append(
        [TextTable.Cell(names[feature])]
          + (0..<axes).map { TextTable.Cell(formatNumber(loadings[feature, $0], decimals: 2)) })
    }
    self.table(table)
    if order.count > 12 { line("and \(counted(order.count - 12, "more feature"))") }
  }

  private func largest(_ row: [Double], _ count: Int) -> Double { row.prefix(count).map(abs).max() ?? 0 }
}
