import Analysis
import Canvas
import Engine

extension Page {
  mutating func add(_ report: RectangularVATReport, size: Size?, context: RunContext) throws {
    let dataset = report.subject.dataset
    line("coVAT image", style: Style(attributes: .bold))
    paragraph(
      "\(dataset.name): \(counted(dataset.rowCount, "row object")) against "
        + "\(counted(dataset.featureNames.count, "column object")), dissimilarities as given")
    line()
    let columns = dataset.featureNames.count
    guard dataset.rowCount > 0, columns > 0 else {
      line("There is nothing to compare.")
      return notes(report.allWarnings)
    }
    let heatmap = imageHeatmap
    let widest = min(width, 72)
    let area =
      size.map { Rectangle(x: 0, y: 0, width: min($0.width, width), height: $0.height) }
      ?? Rectangle(
        x: 0, y: 0, width: min(widest, max(8, 2 * columns)),
        height: min(widest / 2, max(4, dataset.rowCount)))
    let resolution = heatmap.resolution(in: area)
    let image = try report.orders.image(report.arrangement).image(
      rows: 0..<dataset.rowCount, columns: 0..<columns, width: resolution.width, height: resolution.height,
      seed: report.subject.basis.preparation.seed, context: context)
    draw(image, lowest: image.range.lowerBound, highest: image.range.upperBound, heatmap, in: area)
    let sampled = image.isSampled ? " Each cell stands for a sample of its entries." : ""
    remark("Rows from top to bottom and columns from left to right in the order found.\(sampled)")

    heading("Groups that the gaps of the spanning trees suggest")
    var table = TextTable("", ">objects", ">groups", ">cut at", "begins with")
    let all = [
      ("rows", report.orders.rows, report.rowClusters), ("columns", report.orders.columns, report.columnClusters),
      ("together", report.orders.union, report.unionClusters),
    ]
    for (name, order, suggestion) in all {
      let first = order.order.first.map { index in
        switch name {
        case "columns": dataset.featureNames[index]
        case "together" where index >= dataset.rowCount: dataset.featureNames[index - dataset.rowCount]
        default: dataset.rowName(index)
        }
      }
      table.rows.append(
        [
          name, formatCount(order.order.count),
          suggestion.suggestedClusters > 1 ? "\(suggestion.suggestedClusters)" : "none clear",
          suggestion.best.map { formatNumber($0.cut) } ?? "", first ?? "",
        ].map { TextTable.Cell($0) })
    }
    self.table(table)
    notes(report.allWarnings)
  }
}
