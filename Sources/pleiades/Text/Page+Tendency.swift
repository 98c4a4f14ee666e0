import Analysis
import Canvas
import Engine

extension Page {
  mutating func add(_ report: TendencyReport) {
    subject(report.subject, title: "Is there structure?")
    line()
    paragraph(report.verdict.text)
    line()
    table(tests(report))
    notes(report.allWarnings)
  }

  /// Every statistic with how to read it.
  func tests(_ report: TendencyReport) -> TextTable {
    var table = TextTable("test", ">value", "", "how to read it")
    if let hopkins = report.hopkins {
      table.add(
        "Hopkins statistic", "\(formatNumber(hopkins.statistic, decimals: 3))", "\(probability(hopkins.pValue))",
        "0.5 random, 1 crowded; spread \(formatNumber(hopkins.standardDeviation, decimals: 3))")
    }
    if let dip = report.distanceDip {
      table.add(
        "dip of distances", "\(formatNumber(dip.statistic, decimals: 4))", "\(probability(dip.pValue))",
        "p < 0.05: several modes")
    }
    if let dip = report.componentDip {
      table.add(
        "dip along PC1", "\(formatNumber(dip.statistic, decimals: 4))", "\(probability(dip.pValue))",
        "p < 0.05: several modes")
    }
    if let dimension = report.intrinsicDimension {
      let features = counted(report.subject.dataset.featureNames.count, "feature")
      table.add(
        "intrinsic dimension", "\(number(dimension.twoNN))", "",
        "of \(features); by neighbours \(number(dimension.maximumLikelihood))")
    }
    let gap = report.suggestion.best.map {
      TextTable.Cell("cut at \(formatNumber($0.cut)), where a gap is \(formatNumber($0.ratio, significant: 2)) to 1")
    }
    table.add("groups by gaps", "\(report.suggestion.suggestedClusters)", "", gap ?? "no gap stands out")
    return table
  }
}
