import Canvas
import Engine

extension Page {
  /// What the report is about, in one or two lines.
  mutating func subject(_ subject: ReportSubject, title: String) {
    let dataset = subject.dataset
    line(title, style: Style(attributes: .bold))
    let preparation = subject.basis.preparation
    let part = dataset.isPart ? " of \(formatCount(dataset.tableRowCount))" : ""
    if preparation.isDissimilarityMatrix {
      paragraph("\(dataset.name): \(counted(dataset.rowCount, "object"))\(part), dissimilarities as given")
      return
    }
    let metric = subject.basis.metric
    let power = metric.parameters["power"].map { " (p = \($0))" } ?? ""
    paragraph(
      "\(dataset.name): \(counted(dataset.rowCount, "row"))\(part), \(counted(dataset.featureNames.count, "feature")) "
        + "(\(names(dataset.featureNames))); scale \(preparation.scale.rawValue), metric \(metric.id)\(power)")
  }

  /// What the user should know, at the end.
  mutating func notes(_ sentences: [String]) {
    guard !sentences.isEmpty else { return }
    heading("Notes")
    list(sentences)
  }

  /// The reference classes that have room for a column each in so many columns; none if not all have.
  func classes(_ labels: Dataset.Labels?, room: Int) -> [String] {
    guard let labels, labels.names.reduce(0, { $0 + max(4, CellWidth.of($1)) + 2 }) <= room else { return [] }
    return labels.names
  }

  private func names(_ names: [String]) -> String {
    let shown = names.prefix(names.count > 8 ? 7 : 8).joined(separator: ", ")
    return names.count > 8 ? "\(shown) and \(names.count - 7) more" : shown
  }
}

/// "1 row", "12,345 rows", "3 classes".
func counted(_ count: Int, _ noun: String) -> String {
  "\(formatCount(count)) \(noun)\(count == 1 ? "" : noun.hasSuffix("s") ? "es" : "s")"
}

func percent(_ part: Int, of whole: Int) -> String {
  whole == 0 ? "" : formatNumber(100 * Double(part) / Double(whole), decimals: 1) + " %"
}

/// A p-value, as one reports it.
func probability(_ value: Double) -> String {
  value < 0.001 ? "p < 0.001" : "p = \(formatNumber(value, decimals: 3))"
}

/// A value that may be undefined.
func number(_ value: Double?) -> String { value.map { formatNumber($0) } ?? "undefined" }
