import Analysis
import Canvas
import Engine

/// The dissimilarity image as a figure: strips of groups beside it, the join distances under it.
struct VATFigure {
  /// Values along the longer side where nothing else is asked for: more than a page or a screen shows.
  static let standardSide = 800

  let report: VATReport
  let view: ImageView
  let showsDendrogram: Bool

  func figure(study: Study, context: RunContext) throws -> Figure {
    let order = report.order
    let count = order.order.count
    let (rows, columns) = view.ranges(count: count)
    let size = view.size ?? Size(width: Self.standardSide, height: Self.standardSide)
    let width = min(size.width, columns.count)
    let height = min(size.height, rows.count)
    let picture = try study.value(view.quantity(report, width: width, height: height), context: context)
    let span = picture.highest > picture.lowest ? picture.highest - picture.lowest : 1
    var figure = HeatmapFigure(columnCount: width, rowCount: height) { x, y in
      (picture.image[y, x] - picture.lowest) / span
    }
    let (groups, legend) = groups
    func axis(_ window: Range<Int>, _ steps: Int) -> HeatmapFigure.Axis {
      HeatmapFigure.Axis(
        positions: window, groups: groups.map { order.majorityGroups($0, window: window, cells: steps) } ?? [])
    }
    figure.rows = axis(rows, height)
    figure.columns = axis(columns, width)
    let cut = report.cut != .suggested || report.suggestion.best != nil ? report.cutHeight : nil
    if showsDendrogram {
      let basis = report.subject.basis
      let tree = try study.value(
        DendrogramQuantity(basis, report.ordering, window: rows, steps: height), context: context)
      figure.rows.heights = tree.heights
      figure.rows.cut = cut
    }
    let profile = try study.value(
      JoinProfileQuantity(report.subject.basis, report.ordering, window: columns, steps: width), context: context)
    figure.profile = HeatmapFigure.Profile(
      values: profile.joinDistances, groups: figure.columns.groups, cut: cut,
      cutLabel: cut.map { "cut \(formatNumber($0))" } ?? "", title: "distance at which each row joins")
    // Outlines of what is too small to be a group would hide the picture.
    figure.blocks = report.blocks.filter { $0.positions.count >= report.suggestion.support && cut != nil }
      .map(\.positions)
    figure.low = formatNumber(picture.lowest)
    figure.high = formatNumber(picture.highest)
    figure.scaleTitle = report.subject.basis.metric.id
    figure.legend = legend
    figure.title = "\(view.kind.title) of \(report.subject.dataset.name)"
    figure.captions = captions(picture.image, rows, columns, count)
    figure.side = Double(max(640, width, height))
    return figure.figure()
  }

  /// The reference classes where there are any, else the groups that were asked for.
  private var groups: (codes: [Int]?, legend: FigureLegend) {
    func legend(_ codes: [Int], _ title: String, _ name: (Int) -> String) -> FigureLegend {
      var counts: [Int: Int] = [:]
      for code in codes { counts[max(-1, code), default: 0] += 1 }
      return FigureLegend(
        counts.sorted { ($0.key < 0 ? Int.max : $0.key) < ($1.key < 0 ? Int.max : $1.key) }
          .map { .init(group: $0.key, name: $0.key < 0 ? "none" : name($0.key), count: $0.value) }, title: title)
    }
    if let labels = report.subject.dataset.labels {
      return (labels.codes, legend(labels.codes, labels.column) { labels.names[$0] })
    }
    guard report.cut != .suggested || report.suggestion.best != nil else { return (nil, FigureLegend()) }
    let large = Set(
      report.blocks.filter { $0.positions.count >= report.suggestion.support }
        .map { report.labels[report.order.order[$0.positions.lowerBound]] })
    // Numbered from the top of the picture.
    var numbers: [Int: Int] = [:]
    for block in report.blocks {
      let label = report.labels[report.order.order[block.positions.lowerBound]]
      if large.contains(label) { numbers[label] = numbers.count }
    }
    let codes = report.labels.map { numbers[$0] ?? -1 }
    return (codes, legend(codes, "") { "group \($0 + 1)" })
  }

  private func captions(
    _ image: DissimilarityImage, _ rows: Range<Int>, _ columns: Range<Int>, _ count: Int
  ) -> [String] {
    let subject = report.subject
    var captions = [
      "\(formatCount(subject.dataset.rowCount)) rows, "
        + "scale \(subject.basis.preparation.scale.rawValue), metric \(subject.basis.metric.id)"
    ]
    if view.window != nil {
      captions.append(
        "positions \(rows.lowerBound) to \(rows.upperBound - 1) against \(columns.lowerBound) to "
          + "\(columns.upperBound - 1) of \(formatCount(count))")
    }
    if image.isSampled { captions.append("sampled: a cell stands for some of its pairs") }
    return captions + report.warnings
  }
}
