import Analysis
import Canvas
import Engine

extension Page {
  mutating func add(_ report: FirstLookReport, study: Study, context: RunContext) throws {
    subject(report.subject, title: "First look")
    heading("Is there structure?")
    paragraph(report.tendency.verdict.text)
    line()
    statistics(report.tendency)
    clusterCounts(report.tendency.counts)
    heading("iVAT image")
    let height = min(20, width / 2)
    try image(
      report.vat, view: ImageView(kind: .ivat, size: Size(width: min(width, 2 * height), height: height)), study: study,
      context: context)
    if let projection = report.projection {
      heading("In the plane (\(projection.method.title)\(shares(projection)))")
      scatterplot(projection, height: 16)
    }
    runs(report)
    let choices = report.runs.flatMap { run in run.clustering.notes.map { "\(run.algorithm.title): \($0)" } }
    notes(choices + report.allWarnings)
  }

  private func shares(_ projection: ProjectionReport) -> String {
    let ratios = projection.points.explainedVarianceRatio.prefix(2)
    guard ratios.contains(where: { $0 > 0 }) else { return "" }
    return ", \(formatNumber(100 * ratios.reduce(0, +), decimals: 0)) % of the variance"
  }

  private mutating func runs(_ report: FirstLookReport) {
    guard !report.runs.isEmpty else { return }
    heading("Which groups?")
    let shownKeys = ["silhouette", "daviesBouldin", "adjustedRand"]
    let indices = ((report.runs[0].internal + report.runs[0].external).filter { shownKeys.contains($0.key) })
    var table = TextTable(
      ["algorithm", ">clusters", ">noise", "sizes"].map(TextTable.column)
        + indices.map { .init(title: $0.title, alignment: .right) })
    for run in report.runs {
      let sizes = run.clustering.clusterSizes
      let text = sizes.prefix(6).map { formatCount($0) }.joined(separator: " ") + (sizes.count > 6 ? " ..." : "")
      let values = indices.map { index in (run.internal + run.external).first { $0.key == index.key }?.value }
      table.rows.append(
        ([run.algorithm.title, "\(run.clustering.clusterCount)", formatCount(run.clustering.noiseCount), text]
          + values.map(number)).map { TextTable.Cell($0) })
    }
    self.table(table)
    for index in indices {
      remark("\(index.title): \(index.range); \(index.direction.rawValue)")
    }
  }
}
