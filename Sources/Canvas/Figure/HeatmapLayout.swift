/// Where the parts of a heatmap's figure lie. The picture begins and ends at whole pixels.
struct HeatmapLayout {
  private static let treeDepth = 88.0
  private static let stripWidth = 9.0
  private static let gap = 3.0
  private static let profileHeight = 92.0

  let width, height: Double
  private let columnCount, rowCount: Int
  let picture: FigureArea
  let rowStrip, columnStrip, rowTree, columnTree: FigureArea
  /// With its title above; empty without a profile.
  let profile: FigureArea
  let legendX: Double
  let scaleLength: Double
  let hasScale: Bool
  /// Numbers stand where no dendrogram does.
  private let rowNumbersX: Double
  private let areRowNumbersRight: Bool
  private let columnNumbersY: Double
  private let rowTitleX: Double

  init(_ figure: HeatmapFigure) {
    columnCount = figure.columnCount
    rowCount = figure.rowCount
    let (gap, labelSize) = (HeatmapLayout.gap, FigureTheme.labelSize)
    let longer = Double(max(1, figure.columnCount, figure.rowCount))
    let aim = figure.side >= 16 ? min(figure.side, 4096) : 16
    let pixel = max(1, (aim / longer).rounded(.down))
    let pictureWidth = Double(figure.columnCount) * pixel
    let pictureHeight = Double(figure.rowCount) * pixel

    func depth(_ axis: HeatmapFigure.Axis) -> (tree: Double, strip: Double) {
      (
        axis.heights.isEmpty ? 0 : HeatmapLayout.treeDepth + gap,
        axis.groups.isEmpty ? 0 : HeatmapLayout.stripWidth + gap
      )
    }
    let (rowDepth, columnDepth) = (depth(figure.rows), depth(figure.columns))
    let rowPositions = HeatmapLayout.positions(figure.rows, figure.rowCount)
    let widest = TextMetrics.width(of: String(max(rowPositions.upperBound, 10)), size: labelSize)
    let numbersWidth = figure.rows.showsNumbers ? widest + 10 : 0
    areRowNumbersRight = !figure.rows.heights.isEmpty

    let titleWidth = figure.rows.title.isEmpty ? 0 : FigureTheme.textSize + 8
    var left = titleWidth + (areRowNumbersRight ? 0 : numbersWidth) + rowDepth.tree + rowDepth.strip
    if let profile = figure.profile {
      left = max(left, HeatmapProfile.numbersWidth(profile) + 10)
    }
    left = (FigureSheet.margin + left).rounded(.up)

    let scaleWidth = FigureScale.width(low: figure.low, high: figure.high, title: figure.scaleTitle)
    hasScale = !figure.low.isEmpty || !figure.high.isEmpty
    let legendWidth = max(hasScale ? scaleWidth : 0, figure.legend.width)
    let cutWidth = figure.profile.map { HeatmapProfile.cutWidth($0) } ?? 0
    let right = max(
      (areRowNumbersRight ? numbersWidth : 0) + (legendWidth > 0 ? 22 + legendWidth : 0),
      cutWidth > 0 ? cutWidth + 8 : 0)
    width = max(260, left + pictureWidth + right + FigureSheet.margin)

    let sheet = FigureSheet(theme: figure.theme, title: figure.title, captions: figure.captions)
    let top = (sheet.inside(width: width, height: 1000).y + columnDepth.tree + columnDepth.strip).rounded(.up)
    let hasProfile = !(figure.profile?.values.isEmpty ?? true)
    let profileHeight = hasProfile ? HeatmapLayout.profileHeight + 28 : 0
    let numbersHeight = figure.columns.showsNumbers ? labelSize + 10 : 0
    let titleHeight = figure.columns.title.isEmpty ? 0 : FigureTheme.textSize + 8
    scaleLength = min(180, max(60, pictureHeight * 0.4)).rounded()
    let scaleHeight = hasScale ? scaleLength + (figure.scaleTitle.isEmpty ? 0 : 20) + 18 : 0
    let beside = scaleHeight + figure.legend.height
    let inside =
      columnDepth.tree + columnDepth.strip
      + max(pictureHeight + profileHeight + numbersHeight + titleHeight, beside)
    height = sheet.height(width: width, inside: inside.rounded(.up))

    picture = FigureArea(x: left, y: top, width: pictureWidth, height: pictureHeight)
    let strip = HeatmapLayout.stripWidth
    rowStrip = FigureArea(x: left - gap - strip, y: top, width: strip, height: pictureHeight)
    columnStrip = FigureArea(x: left, y: top - gap - strip, width: pictureWidth, height: strip)
    rowTree = FigureArea(
      x: left - rowDepth.strip - rowDepth.tree, y: top, width: HeatmapLayout.treeDepth, height: pictureHeight)
    columnTree = FigureArea(
      x: left, y: top - columnDepth.strip - columnDepth.tree, width: pictureWidth, height: HeatmapLayout.treeDepth)
    profile =
      hasProfile
      ? FigureArea(x: left, y: picture.maxY + 8, width: pictureWidth, height: HeatmapLayout.profileHeight + 20)
      : FigureArea(x: left, y: picture.maxY, width: 0, height: 0)
    rowNumbersX = areRowNumbersRight ? picture.maxX : left - rowDepth.strip
    columnNumbersY = hasProfile ? profile.maxY : picture.maxY
    rowTitleX = FigureSheet.margin + FigureTheme.textSize * 0.8
    legendX = picture.maxX + (areRowNumbersRight ? numbersWidth : 0) + 22
  }

  static func positions(_ axis: HeatmapFigure.Axis, _ count: Int) -> Range<Int> {
    let positions = axis.positions ?? 0..<count
    // Far enough from the largest numbers to count with.
    return positions.clamped(to: -(1 << 50)..<1 << 50)
  }

  func positions(_ axis: HeatmapFigure.Axis, _ count: Int) -> Range<Int> { HeatmapLayout.positions(axis, count) }

  /// The pixel at which a position begins, along the rows (left) or the columns (above).
  func place(_ position: Int, _ side: DendrogramPlot.Side, _ positions: Range<Int>) -> Double {
    let fraction = Double(position - positions.lowerBound) / Double(max(1, positions.count))
    let place = side == .left ? picture.y + fraction * picture.height : picture.x + fraction * picture.width
    return place.rounded()
  }

  func drawNumbers(
    _ axis: HeatmapFigure.Axis, _ side: DendrogramPlot.Side, _ theme: FigureTheme, into elements: inout [FigureElement]
  ) {
    let length = side == .left ? picture.height : picture.width
    guard length > 0 else { return }
    let positions = positions(axis, side == .left ? rowCount : columnCount)
    let size = FigureTheme.labelSize
    let isLeft = side == .left
    if axis.showsNumbers, !positions.isEmpty {
      let step = isLeft ? 40.0 : 64.0
      let ticks = AxisTicks(
        from: Double(positions.lowerBound), to: Double(positions.upperBound - 1),
        atMost: Int(min(max(length / step, 1), 20)))
      let half = length / Double(positions.count) / 2
      let stroke = FigureStroke(theme.axis)
      let out = isLeft && !areRowNumbersRight ? -1.0 : 1.0
      for value in ticks.positions where value == value.rounded() {
        let place = (self.place(Int(value), side, positions) + half).rounded(.down) + 0.5
        let start = isLeft ? rowNumbersX + out * 2 : columnNumbersY + 2
        let (from, to) =
          isLeft
          ? (FigurePoint(start, place), FigurePoint(start + out * 4, place))
          : (FigurePoint(place, start), FigurePoint(place, start + 4))
        elements.line(from: from, to: to, stroke)
        let corner =
          isLeft ? FigurePoint(start + out * 7, place + size * 0.36) : FigurePoint(place, start + 6 + size)
        elements.append(
          .text(
            FigureText(
              String(Int(value)), at: corner, size: size, color: theme.label,
              anchor: isLeft ? (out < 0 ? .end : .start) : .middle)))
      }
    }
    guard !axis.title.isEmpty else { return }
    let textSize = FigureTheme.textSize
    let shown = TextMetrics.truncated(axis.title, size: textSize, width: max(length, 120))
    let below = columnNumbersY + (axis.showsNumbers ? size + 10 : 0) + textSize + 4
    let corner =
      isLeft
      ? FigurePoint(rowTitleX, picture.y + length / 2) : FigurePoint(picture.x + length / 2, below)
    elements.append(
      .text(
        FigureText(shown, at: corner, size: textSize, color: theme.text, anchor: .middle, isUpward: isLeft)))
  }
}
