import Analysis
import Canvas
import Engine

extension Page {
  mutating func add(_ report: ValidationReport) {
    let column = report.subject.dataset.labels?.column ?? ""
    let whose = report.algorithm.map { "Partition by \($0.title)" } ?? "Classes of column \(column)"
    let noise = report.noise == 0 ? "" : " and \(counted(report.noise, "row")) without"
    subject(report.subject, title: "\(whose): \(counted(report.sizes.count, "cluster"))\(noise)")
    if let algorithm = report.algorithm {
      let parameters = JSON(report.parameters, of: algorithm).assignments
      if !parameters.isEmpty { paragraph("with \(parameters)", hanging: 2) }
    }
    heading("Internal: how compact and apart the clusters are in the data")
    table(of: report.internal)
    agreement(report.external, with: report.subject.dataset.labels)
    notes(report.notes + report.allWarnings)
  }
}
