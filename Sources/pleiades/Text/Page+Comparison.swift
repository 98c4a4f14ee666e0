import Analysis
import Canvas
import Engine

extension Page {
  mutating func add(_ report: ComparisonReport) {
    let failed = report.runs.count { $0.clustering == nil }
    subject(
      report.subject,
      title: "\(counted(report.runs.count, "run")) side by side" + (failed == 0 ? "" : ", \(failed) without a result"))
    line()
    runs(report)
    agreement(report)
    ranking(report)
    if let raters = report.raters { self.raters(raters, report) }
    let failures = report.runs.compactMap { run in run.failure.map { "\(run.title): \($0)" } }
    let choices = report.runs.flatMap { run in (run.clustering?.notes ?? []).map { "\(run.title): \($0)" } }
    notes(failures + choices + report.allWarnings)
  }

  private mutating func runs(_ report: ComparisonReport) {
    let shownKeys = ["silhouette", "calinskiHarabasz", "daviesBouldin", "adjustedRand", "adjustedMutualInformation"]
    let indices = report.runs.first { $0.clustering != nil }.map { $0.internal + $0.external } ?? []
    let shown = indices.filter { shownKeys.contains($0.key) }
    var table = TextTable(
      [">#", "run", ">clusters", ">noise", ">seconds"].map(TextTable.column)
        + shown.map { .init(title: $0.title, alignment: .right) })
    for (place, run) in report.runs.enumerated() {
      let values = run.internal + run.external
      let counts =
        run.clustering.map {
          ["\($0.clusterCount)", formatCount($0.noiseCount), formatNumber(run.elapsedSeconds, decimals: 3)]
        } ?? ["-", "-", "-"]
      let cells = shown.map { index in
        values.first { $0.key == index.key }?.value.map { formatNumber($0, significant: 3) } ?? "-"
      }
      table.rows.append((["\(place + 1)", run.title] + counts + cells).map { TextTable.Cell($0) })
    }
    self.table(table)
    for index in shown { remark("\(index.title): \(index.range); \(index.direction.rawValue)") }
  }

  /// Of each two runs, as many as have room.
  private mutating func agreement(_ report: ComparisonReport) {
    let shown = report.runs.indices.filter { report.runs[$0].clustering != nil }
      .prefix(max(0, (width - 24) / 6))
    guard shown.count > 1 else { return }
    heading("How far they agree: adjusted Rand")
    var table = TextTable(
      [TextTable.column(">#"), TextTable.column("run")]
        + shown.map { .init(title: "\($0 + 1)", alignment: .right) })
    for i in shown {
      table.rows.append(
        ["\(i + 1)", "\(report.runs[i].title)"]
          + shown.map { j in
            TextTable.Cell(report.agreement[i][j].map { formatNumber($0, decimals: 2) } ?? "-")
          })
    }
    self.table(table)
    if shown.count < report.runs.count { remark("of \(shown.count) runs; --format json has all") }
  }

  /// Label columns, then runs, each with how far it agrees with the columns.
  private mutating func raters(_ raters: ComparisonReport.Raters, _ report: ComparisonReport) {
    let agreement = raters.agreement
    heading("Agreement with \(raters.columns.joined(separator: ", "))")
    func between(_ interval: ClosedRange<Double>?) -> String {
      interval.map {
        "\(formatNumber($0.lowerBound, decimals: 3)) to \(formatNumber($0.upperBound, decimals: 3))"
      } ?? "-"
    }
    paragraph(
      "They agree with each other at \(formatNumber(agreement.amongRaters, decimals: 3)) "
        + "(\(between(agreement.amongRatersInterval))), adjusted Rand, on \(counted(agreement.rows, "row")).")
    var table = TextTable("who", ">mean agreement", ">index", ">between")
    func add(_ name: String, _ standing: RaterAgreement.Standing) {
      table.add(
        "\(name)", "\(formatNumber(standing.meanAgreement, decimals: 3))",
        "\(standing.index.map { formatNumber($0, decimals: 3) } ?? "-")", "\(between(standing.interval))")
    }
    for (column, standing) in zip(raters.columns, agreement.raters) { add(column, standing) }
    for (run, standing) in zip(raters.runs, agreement.candidates) { add(report.runs[run].title, standing) }
    self.table(table)
    remark(
      "Index: mean agreement with the raters less that among them: 0, as they agree with each other; below, less. A "
        + "rater is held against the others. Between: 95 % of \(agreement.resamples) bootstrap resamples of the rows.")
  }

  private mutating func ranking(_ report: ComparisonReport) {
    guard report.ranking.count > 1 else { return }
    heading("Mean rank by the internal indices")
    var table = TextTable(">place", "run", ">mean rank")
    for (place, rank) in report.ranking.prefix(10).enumerated() {
      table.add(
        "\(place + 1)", "\(report.runs[rank.run].title)", "\(formatNumber(rank.meanRank, decimals: 2))")
    }
    self.table(table)
    if !report.votes.isEmpty {
      heading("Who comes first where the indices vote")
      var votes = TextTable("rule", "first")
      for vote in report.votes {
        let winners = vote.winners.map { report.runs[$0].title }.joined(separator: ", ")
        votes.add("\(vote.rule.title)", "\(winners.isEmpty ? "nobody" : winners)")
      }
      self.table(votes)
      if let disagreement = report.disagreement { paragraph(disagreement) }
    }
    remark("The indices reward compact, round clusters; they cannot tell which partition is true.")
  }
}
