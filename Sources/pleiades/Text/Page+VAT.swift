import Analysis
import Canvas
import Engine

extension Page {
  /// - Parameter picture: the file that the image goes to instead of the page.
  mutating func add(
    _ report: VATReport, view: ImageView, showsDendrogram: Bool, picture: String?, study: Study, context: RunContext
  ) throws {
    subject(report.subject, title: view.kind.title)
    line()
    if let picture {
      line("The image is in \(picture).")
    } else {
      try image(report, view: view, showsDendrogram: showsDendrogram, study: study, context: context)
    }
    blocks(report)
    notes(report.allWarnings)
  }

  /// The image with its legend.
  mutating func image(
    _ report: VATReport, view: ImageView, showsDendrogram: Bool = false, study: Study, context: RunContext
  ) throws {
    let count = report.order.order.count
    guard count > 1 else {
      line("There is nothing to compare: \(counted(count, "row")).")
      return
    }
    let heatmap = imageHeatmap
    // Half blocks make square pixels of half a line; shades are twice as high as wide.
    let widest = min(width, 96)
    let room = width - (showsDendrogram ? dendrogramWidth : 0)
    let size =
      view.size.map { Size(width: min($0.width, room), height: $0.height) }
      ?? Size(width: min(widest, room, 72), height: min(widest, room, 72) / 2)
    let area = heatmap.square(in: Rectangle(x: 0, y: 0, width: size.width, height: size.height))
    let resolution = heatmap.resolution(in: area)
    let picture = try study.value(
      view.quantity(report, width: resolution.width, height: resolution.height), context: context)
    let image = picture.image
    var tree: DendrogramPlot?
    if showsDendrogram {
      let rows = view.ranges(count: count).rows
      let value = try study.value(
        DendrogramQuantity(report.subject.basis, report.ordering, window: rows, steps: 4 * area.height),
        context: context)
      tree = DendrogramPlot(heights: value.heights, glyphs: surface.glyphs)
    }
    // Nothing but the diagonal lies below the smallest join distance: leave it no colours.
    draw(image, lowest: picture.lowest, highest: picture.highest, heatmap, in: area, beside: tree)
    if let window = view.window {
      let (rows, columns) = (window.rows, window.columns)
      let part = "\(rows.lowerBound):\(rows.upperBound)"
      let across = rows == columns ? "" : " against \(columns.lowerBound):\(columns.upperBound)"
      line("positions \(part)\(across) of \(formatCount(count))")
    }
    let whole = view.kind == .ivat ? "the widest gap on the way between two rows" : "the dissimilarity of two rows"
    let sampled = image.isSampled ? "; each cell from a sample of its pairs" : ""
    remark("Each dark block on the diagonal is a group; a cell shows \(whole)\(sampled).")
  }

  private var dendrogramWidth: Int { max(4, min(16, width / 5)) }

  var imageHeatmap: Heatmap {
    Heatmap(
      ramp: Look.ramp, mode: .best(for: surface.depth, glyphs: surface.glyphs), glyphs: surface.glyphs)
  }

  /// Dissimilarities as a picture, with the legend under it.
  mutating func draw(
    _ image: DissimilarityImage, lowest: Double, highest: Double, _ heatmap: Heatmap, in area: Rectangle,
    beside tree: DendrogramPlot? = nil
  ) {
    let span = highest > lowest ? highest - lowest : 1
    let indent = tree == nil ? 0 : dendrogramWidth
    picture(height: area.height) { canvas, _ in
      tree?.draw(into: &canvas, in: Rectangle(x: 0, y: 0, width: indent - 1, height: area.height))
      heatmap.draw(
        into: &canvas, in: Rectangle(x: indent, y: 0, width: area.width, height: area.height)
      ) { x, y in (image[y, x] - lowest) / span }
    }
    picture(width: indent + area.width, height: 1) { canvas, line in
      RampLegend(
        ramp: heatmap.ramp, low: "alike \(formatNumber(lowest))", high: "\(formatNumber(highest)) apart",
        mode: heatmap.mode, glyphs: heatmap.glyphs
      ).draw(into: &canvas, in: line.inset(left: indent))
    }
  }

  /// The groups that the cut leaves, in the order of the image.
  private mutating func blocks(_ report: VATReport) {
    if report.cut != .suggested {
      heading("\(counted(report.blocks.count, "group")), cut at \(formatNumber(report.cutHeight))")
    } else if let best = report.suggestion.best {
      heading("\(report.suggestion.suggestedClusters) groups suggested, cut at \(formatNumber(best.cut))")
    } else {
      heading("No separate groups suggested")
      paragraph("No gap of the spanning tree that leaves groups of a fair size is wide enough to stand out.")
      return
    }
    let dataset = report.subject.dataset
    let firstWidth = report.blocks.prefix(20).map { CellWidth.of(firstName($0, report)) }.max() ?? 0
    let classes = classes(dataset.labels, room: width - 45 - max(9, firstWidth))
    var table = TextTable(
      ["block", ">rows", ">share", ">begins at", ">widest gap", ">gap before"].map(TextTable.column)
        + classes.map { .init(title: $0, alignment: .right) })
    let large = report.blocks.filter { $0.positions.count >= report.suggestion.support }
    let shown = large.prefix(20)
    for (index, block) in shown.enumerated() {
      var counts = [Int](repeating: 0, count: classes.count)
      if let labels = dataset.labels, !classes.isEmpty {
        for row in report.order.order[block.positions] where labels.codes[row] >= 0 { counts[labels.codes[row]] += 1 }
      }
      table.rows.append(
        [
          "\(index + 1)", formatCount(block.rowCount), percent(block.rowCount, of: dataset.rowCount),
          firstName(block, report),
          block.widestInside.map { formatNumber($0) } ?? "", block.gapBefore.map { formatNumber($0) } ?? "",
        ].map { TextTable.Cell($0) } + counts.map(TextTable.Cell.init(count:)))
    }
    self.table(table)
    let rest = report.blocks.count - shown.count
    if rest > 0 { line("and \(counted(rest, "block")) of fewer rows, which stand apart from all others") }
  }
  private func firstName(_ block: VATReport.Block, _ report: VATReport) -> String {
    report.subject.dataset.rowName(report.order.order[block.positions.lowerBound])
  }
}
