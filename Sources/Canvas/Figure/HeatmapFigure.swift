/// A picture of a matrix of values from 0 to 1, such as reordered dissimilarities (0 for alike), with what belongs to
/// its rows and columns beside it: positions, strips of group colours, dendrograms, and a profile below.
public struct HeatmapFigure: Sendable {
  /// What stands along the rows, or the columns.
  public struct Axis: Sendable, Hashable {
    public var title: String
    /// The positions that the side stands for, such as a window of an order; nil for 0 up to the count of values.
    public var positions: Range<Int>?
    public var showsNumbers: Bool
    /// A group for each position (or for each value), as a strip of colours; empty for no strip.
    public var groups: [Int]
    /// Between neighbouring positions, as a dendrogram; empty for none. One fewer than there are positions.
    public var heights: [Double]
    /// Where the dendrogram is cut: branches below have the colour of their group.
    public var cut: Double?

    public init(
      title: String = "", positions: Range<Int>? = nil, showsNumbers: Bool = true, groups: [Int] = [],
      heights: [Double] = [], cut: Double? = nil
    ) {
      self.title = title
      self.positions = positions
      self.showsNumbers = showsNumbers
      self.groups = groups
      self.heights = heights
      self.cut = cut
    }
  }

  /// Values along the columns, drawn under the picture, such as join distances.
  public struct Profile: Sendable, Hashable {
    /// The first column begins with the first value and the last one ends with the last. What is not finite is a gap.
    public var values: [Double]
    /// Of each value, for colour; empty for one colour.
    public var groups: [Int]
    /// A line across, with its label at the right.
    public var cut: Double?
    public var cutLabel: String
    public var title: String

    public init(values: [Double], groups: [Int] = [], cut: Double? = nil, cutLabel: String = "", title: String = "") {
      self.values = values
      self.groups = groups
      self.cut = cut
      self.cutLabel = cutLabel
      self.title = title
    }
  }

  /// Row by row, 0…1 (clamped); NaN for a missing one.
  public let values: [Float]
  public let columnCount: Int
  public let rowCount: Int
  public var rows = Axis()
  public var columns = Axis()
  public var profile: Profile?
  /// Ranges of positions whose square on the diagonal is outlined.
  public var blocks: [Range<Int>] = []
  /// What the values 0 and 1 stand for; no bar of colours when both are empty.
  public var low = ""
  public var high = ""
  public var scaleTitle = ""
  public var legend = FigureLegend()
  public var title = ""
  public var captions: [String] = []
  public var theme: FigureTheme
  /// The length of the picture's longer side in pixels that is aimed at. A value takes a whole number of pixels, at
  /// least one: larger matrices make larger figures.
  public var side = 640.0

  /// - Parameters:
  ///   - values: missing ones count as NaN, and what is too much is left out.
  ///   - columnCount, rowCount: 0…16,384, clamped.
  public init(values: [Float], columnCount: Int, rowCount: Int, theme: FigureTheme = .light) {
    self.columnCount = min(max(0, columnCount), FigureImage.limit)
    self.rowCount = min(max(0, rowCount), FigureImage.limit)
    let count = self.columnCount * self.rowCount
    self.values =
      values.count == count
      ? values : Array(values.prefix(count)) + [Float](repeating: .nan, count: max(0, count - values.count))
    self.theme = theme
  }

  /// Values by a function of their column and row, called once for each, row by row.
  public init(
    columnCount: Int, rowCount: Int, theme: FigureTheme = .light, value: (_ x: Int, _ y: Int) -> Double
  ) {
    let columns = min(max(0, columnCount), FigureImage.limit)
    let rows = min(max(0, rowCount), FigureImage.limit)
    let values = [Float](unsafeUninitializedCapacity: columns * rows) { buffer, count in
      for y in 0..<rows {
        for x in 0..<columns { buffer.initializeElement(at: y * columns + x, to: Float(value(x, y))) }
      }
      count = columns * rows
    }
    self.init(values: values, columnCount: columns, rowCount: rows, theme: theme)
  }

  /// The matrix alone, one pixel for each value.
  /// - Complexity: O(values).
  public var image: FigureImage {
    let ramp = theme.ramp.colors.map(\.packed)
    let missing = theme.missing.packed
    let levels = Float(ramp.count)
    let pixels = [Int32](unsafeUninitializedCapacity: values.count) { buffer, count in
      values.withUnsafeBufferPointer { values in
        for index in 0..<values.count {
          let value = values[index]
          let level = value > 0 ? Swift.min(ramp.count - 1, Int(Swift.min(value, 1) * levels)) : 0
          buffer.initializeElement(at: index, to: value.isNaN ? missing : ramp[level])
        }
      }
      count = values.count
    }
    return FigureImage(width: columnCount, height: rowCount, pixels: pixels)
  }

  /// The whole figure.
  /// - Complexity: O(values + positions · log positions).
  public func figure() -> Figure {
    let layout = HeatmapLayout(self)
    let sheet = FigureSheet(theme: theme, title: title, captions: captions)
    let summary = "A picture of \(rowCount) rows and \(columnCount) columns of values."
    var figure = sheet.figure(width: layout.width, height: layout.height, summary: summary)
    drawSide(rows, .left, layout, into: &figure.elements)
    drawSide(columns, .above, layout, into: &figure.elements)
    figure.elements.append(.image(image, in: layout.picture))
    drawBlocks(layout, into: &figure.elements)
    if let profile {
      HeatmapProfile(profile: profile, theme: theme).draw(into: &figure.elements, in: layout.profile)
    }
    drawLegends(layout, into: &figure.elements)
    return figure
  }

  private func drawSide(
    _ axis: Axis, _ side: DendrogramPlot.Side, _ layout: HeatmapLayout, into elements: inout [FigureElement]
  ) {
    let strip = side == .left ? layout.rowStrip : layout.columnStrip
    FigureStrip(groups: axis.groups, isVertical: side == .left, palette: theme.palette).draw(into: &elements, in: strip)
    FigureDendrogram(heights: axis.heights, groups: axis.groups, cut: axis.cut, side: side, theme: theme)
      .draw(into: &elements, in: side == .left ? layout.rowTree : layout.columnTree)
    layout.drawNumbers(axis, side, theme, into: &elements)
  }

  private func drawBlocks(_ layout: HeatmapLayout, into elements: inout [FigureElement]) {
    let across = layout.positions(columns, columnCount)
    let down = layout.positions(rows, rowCount)
    for block in blocks {
      let (x, y) = (block.clamped(to: across), block.clamped(to: down))
      guard !x.isEmpty, !y.isEmpty else { continue }
      let left = layout.place(x.lowerBound, .above, across)
      let top = layout.place(y.lowerBound, .left, down)
      let outline = FigureArea(
        x: left + 0.5, y: top + 0.5, width: layout.place(x.upperBound, .above, across) - left - 1,
        height: layout.place(y.upperBound, .left, down) - top - 1)
      elements.append(.shape(.rectangle(outline), fill: nil, stroke: FigureStroke(theme.highlight)))
    }
  }

  private func drawLegends(_ layout: HeatmapLayout, into elements: inout [FigureElement]) {
    var y = layout.picture.y
    if layout.hasScale {
      let scale = FigureScale(ramp: theme.ramp, low: low, high: high, title: scaleTitle, theme: theme)
      y += scale.draw(into: &elements, at: FigurePoint(layout.legendX, y), length: layout.scaleLength) + 18
    }
    legend.draw(into: &elements, at: FigurePoint(layout.legendX, y), theme) { _ in nil }
  }
}
