import Analysis
import Canvas
import Engine

extension Page {
  mutating func add(_ report: AmbiguityReport) {
    let ambiguity = report.ambiguity
    let view = report.method?.title ?? report.axisNames.joined(separator: " and ")
    subject(report.subject, title: "Would people see the same clusters? \(view)")
    line()
    plot(report, height: min(24, max(12, width / 4)))
    line()
    paragraph("Cluster ambiguity \(formatNumber(ambiguity.score, decimals: 2)): \(Self.reading(ambiguity)).")
    paragraph(
      "Between \(formatNumber(ambiguity.interval.lowerBound, decimals: 2)) and "
        + "\(formatNumber(ambiguity.interval.upperBound, decimals: 2)) for nine of ten halves of the points. "
        + "0: everyone sees the same clusters; 1: two minds about each pair.")
    remark("It \(AmbiguityReport.meaning).")
    pairs(report)
    notes(report.allWarnings)
  }

  /// All views, the clearest first.
  mutating func add(_ report: AmbiguityRanking) {
    subject(report.subject, title: "Which view is clear, and can it be trusted?")
    line()
    var table = TextTable("", "view", "settings", ">ambiguity", ">between", ">groups", ">trustworthy", ">place")
    for (place, view) in report.views.enumerated() {
      let interval = view.ambiguity.interval
      let isBest = place == report.best
      let cells = [
        isBest ? "*" : view.isUnbeaten ? "+" : "", "\(view.method?.id ?? "columns"): \(view.axisNames.joined(separator: ", "))",
        view.settings, formatNumber(view.ambiguity.score, decimals: 2),
        "\(formatNumber(interval.lowerBound, decimals: 2))-\(formatNumber(interval.upperBound, decimals: 2))",
        "\(view.ambiguity.components)", view.trustworthiness.map { formatNumber($0.value, decimals: 3) } ?? "-",
        view.trustRank.map { "\($0)" } ?? "-",
      ]
      let style = isBest ? Style(attributes: .bold) : .plain
      table.rows.append(cells.map { TextTable.Cell($0, style: style) })
    }
    self.table(table)
    line()
    if let best = report.best {
      let view = report.views[best]
      paragraph(
        "\(view.method?.title ?? "The columns") (\(view.axisNames.joined(separator: ", "))) is the view to look at: "
          + ((view.trustworthiness?.value ?? 0) >= AmbiguityRanking.trusted
            ? "the clearest of those that can be trusted." : "none can be trusted much, and this one the most."))
    }
    remark(
      "* the view to look at; + no other view is both clearer and more trustworthy. Ambiguity, 0 clear to 1 ambiguous, "
        + "\(AmbiguityReport.meaning). Trustworthiness, up to 1, says whether the ten rows that look nearest are near; "
        + "from \(AmbiguityRanking.trusted) on a view counts as trustworthy (Venna & Kaski, 2001).")
    notes(report.allWarnings)
  }

  /// What a score means, in words.
  private static func reading(_ ambiguity: ClusterAmbiguity) -> String {
    let groups =
      ambiguity.components == 1
      ? "one group of points" : "\(ambiguity.components) groups of points"
    return switch ambiguity.score {
    case ..<0.2: "clear, with \(groups)"
    case ..<0.5: "fairly clear, with \(groups)"
    case ..<0.8: "people would differ about \(groups)"
    default: "people would be of two minds about \(groups)"
    }
  }

  /// The points, each as its component's mark.
  private mutating func plot(_ report: AmbiguityReport, height: Int) {
    let plane = report.plane
    guard plane.rows > 0 else { return }
    let codes = report.groups
    var plot = ScatterPlot(
      x: Array(plane.column(0)), y: Array(plane.column(1)), groups: codes, palette: Look.palette,
      glyphs: surface.glyphs)
    if surface.depth == .none { plot.mode = .marks }
    plot.axes = PlotAxes(xTitle: report.axisNames[0], yTitle: report.axisNames[1])
    picture(width: min(width, 100), height: height) { canvas, area in plot.draw(into: &canvas, in: area) }
  }

  private mutating func pairs(_ report: AmbiguityReport) {
    let pairs = report.ambiguity.judgement?.pairs ?? []
    guard !pairs.isEmpty else { return }
    heading("Of \(AmbiguityReport.judges) people, so many would merge two groups into one")
    let count = report.ambiguity.components
    var table = TextTable(
      [TextTable.column(""), TextTable.column("group"), TextTable.column(">share of points")]
        + (0..<count).map { .init(title: "\($0)", alignment: .right) })
    for a in 0..<count {
      let cells = (0..<count).map { b -> TextTable.Cell in
        guard let pair = pairs.first(where: { ($0.a, $0.b) == (min(a, b), max(a, b)) }) else { return "." }
        return "\(Int((pair.mergedShare * Double(AmbiguityReport.judges)).rounded()))"
      }
      let weight = report.ambiguity.mixture.map { formatNumber(100 * $0.weights[a], decimals: 1) + " %" } ?? ""
      table.rows.append([Look.mark(a, surface), "\(a)", TextTable.Cell(weight)] + cells)
    }
    self.table(table)
  }
}
