/// Counts of equal bins as upright bars, with the ends of the range below.
public struct Histogram: Sendable {
  public let counts: [Int]
  public let from: Double
  public let to: Double
  /// Values that were not finite.
  public let skipped: Int
  public var style: Style
  public var labelStyle: Style
  public var highlightedBin: Int?
  public var highlightStyle: Style
  public var glyphs: GlyphSet

  /// - Parameter counts: below 0 count as 0.
  public init(
    counts: [Int], from: Double, to: Double, style: Style = .plain, labelStyle: Style = .plain,
    highlightedBin: Int? = nil, highlightStyle: Style = .plain, glyphs: GlyphSet = .braille
  ) {
    self.init(
      counts: counts, from: from, to: to, skipped: 0, style: style, labelStyle: labelStyle,
      highlightedBin: highlightedBin, highlightStyle: highlightStyle, glyphs: glyphs)
  }

  /// Counts values in so many equal bins (1…10,000) from the least to the largest; the last bin takes its end. O(n).
  public init(
    values: [Double], bins: Int, style: Style = .plain, labelStyle: Style = .plain, highlightedBin: Int? = nil,
    highlightStyle: Style = .plain, glyphs: GlyphSet = .braille
  ) {
    let finite = values.filter(\.isFinite)
    var counts = Array(repeating: 0, count: min(max(1, bins), 10_000))
    let scale = LinearScale(finite.min() ?? 0, finite.max() ?? 1)
    for value in finite {
      if let bin = PlotGeometry.step(scale.fraction(value), of: counts.count) { counts[bin] += 1 }
    }
    self.init(
      counts: counts, from: scale.low, to: scale.high, skipped: values.count - finite.count, style: style,
      labelStyle: labelStyle, highlightedBin: highlightedBin, highlightStyle: highlightStyle, glyphs: glyphs)
  }

  private init(
    counts: [Int], from: Double, to: Double, skipped: Int, style: Style, labelStyle: Style, highlightedBin: Int?,
    highlightStyle: Style, glyphs: GlyphSet
  ) {
    self.counts = counts
    self.from = from
    self.to = to
    self.skipped = skipped
    self.style = style
    self.labelStyle = labelStyle
    self.highlightedBin = highlightedBin
    self.highlightStyle = highlightStyle
    self.glyphs = glyphs
  }

  /// The bin shown at a column of the rectangle.
  public func bin(atColumn column: Int, width: Int) -> Int? {
    guard width > 0, column >= 0, column < width, !counts.isEmpty else { return nil }
    return column * counts.count / width
  }

  /// Bars over the whole width; with three rows or more the last one has the ends of the range, and the largest count
  /// between them if there is room.
  public func draw(into canvas: inout Canvas, in area: Rectangle) {
    let area = area.normalized
    let (plot, labels) = area.splitBottom(area.height >= 3 ? 1 : 0)
    let columns = min(plot.width, 1 << 14)
    let most = Double(max(1, counts.max() ?? 1))
    let shown: [Double]
    if counts.count <= columns {
      shown = counts.isEmpty ? [] : (0..<columns).map { Double(max(0, counts[$0 * counts.count / columns])) / most }
    } else {
      shown = ColumnBars.largest(of: counts.map { Double(max(0, $0)) / most }, columns: columns)
    }
    let highlighted = highlightedBin
    ColumnBars(
      fractions: shown,
      style: { bin(atColumn: $0, width: columns) == highlighted && highlighted != nil ? highlightStyle : style },
      glyphs: glyphs
    ).draw(into: &canvas, in: plot)
    guard !labels.isEmpty else { return }
    let (low, high) = (formatNumber(from, significant: 3), formatNumber(to, significant: 3))
    let used = low.utf8.count + high.utf8.count
    guard used + 1 <= labels.width else { return }
    canvas.write(low, in: labels, style: labelStyle, glyphs: glyphs)
    canvas.write(high, in: labels, alignment: .right, style: labelStyle, glyphs: glyphs)
    let note = "max " + formatCompact(max(0, counts.max() ?? 0))
    let between = labels.inset(left: low.utf8.count + 2, right: high.utf8.count + 2)
    if note.utf8.count <= between.width {
      canvas.write(note, in: between, alignment: .center, style: labelStyle, glyphs: glyphs)
    }
  }
}
