import Analysis
import Canvas
import Engine

extension Page {
  mutating func add(_ report: TendencyReport) {
    subject(report.subject, title: "Is there structure?")
    line()
    paragraph(report.verdict.text)
    line()
    statistics(report)
    clusterCounts(report.counts)
    heading("How to read them")
    for finding in report.findings {
      explain(finding.statistic.description, finding.statistic.range, finding.statistic.reading)
    }
    for entry in report.counts.entries {
      explain(entry.criterion.description, entry.criterion.range, entry.criterion.reading)
    }
    notes(report.allWarnings)
  }

  /// Every statistic with its value.
  mutating func statistics(_ report: TendencyReport) {
    var table = TextTable("statistic", ">value", "", "")
    for finding in report.findings {
      let reading = finding.reading
      table.add(
        "\(finding.statistic.description.title)", "\(reading?.value.map { formatNumber($0) } ?? "-")",
        "\(reading?.pValue.map(probability) ?? "")",
        "\(reading == nil ? "cannot be given, see the notes" : reading?.remark ?? "")")
    }
    let gap = report.suggestion.best.map {
      TextTable.Cell("cut at \(formatNumber($0.cut)), where a gap is \(formatNumber($0.ratio, significant: 2)) to 1")
    }
    table.add("Groups by gaps", "\(report.suggestion.suggestedClusters)", "", gap ?? "no gap stands out")
    self.table(table)
  }

  /// k against criterion: each as a curve, each one's choice marked.
  mutating func clusterCounts(_ counts: ClusterCounts) {
    let entries = counts.entries.filter { $0.profile != nil }
    guard !entries.isEmpty else { return }
    heading("How many clusters?")
    var table = TextTable(
      [TextTable.column(">k")] + entries.map { .init(title: $0.criterion.key, alignment: .right) })
    table.rows.append(["curve"] + entries.map { TextTable.Cell(curve($0.profile?.values ?? [])) })
    for k in ClusterCounts.numbers {
      let cells = entries.map { entry -> TextTable.Cell in
        let isChosen = entry.profile?.choice == k
        let value = entry.profile?.values[k - 1].map { formatNumber($0, significant: 4) } ?? "-"
        return TextTable.Cell(
          value + (isChosen ? " *" : "  "), style: isChosen ? Style(attributes: .bold) : .plain)
      }
      table.rows.append(["\(k)"] + cells)
    }
    self.table(table)
    let outside = entries.compactMap { entry in
      entry.profile?.choice.flatMap { choice in
        ClusterCounts.numbers.contains(choice) ? nil : "\(entry.criterion.description.title) says \(choice)"
      }
    }
    remark((["* what each criterion chooses"] + outside).joined(separator: "; "))
  }

  /// One column a value, from the least to the largest.
  private func curve(_ values: [Double?]) -> String {
    let known = values.compactMap { $0 }
    guard let low = known.min(), let high = known.max() else { return "" }
    var canvas = Canvas(Size(width: values.count, height: 1))
    Sparkline(values: values.map { $0 ?? .nan }, range: low...high, glyphs: surface.glyphs)
      .draw(into: &canvas, in: canvas.bounds)
    var text = String.UnicodeScalarView()
    for x in 0..<values.count { text.append(canvas[x, 0].scalar) }
    return String(text)
  }

  private mutating func explain(_ description: AlgorithmDescription, _ range: String, _ reading: String) {
    paragraph("\(description.title): \(description.summary). Range: \(range). Reading: \(reading).", hanging: 2)
    paragraph("from \(description.reference)", indent: 2, style: Style(attributes: .dim))
  }
}
