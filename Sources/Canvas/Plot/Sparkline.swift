/// A small profile without axes, one or more rows high; a column shows the largest of its values.
public struct Sparkline: Sendable {
  public var values: [Double]
  /// The values at the bottom and the top; nil for the least (or 0, if all are above) and the largest.
  public var range: ClosedRange<Double>?
  public var style: Style
  public var glyphs: GlyphSet

  public init(
    values: [Double], range: ClosedRange<Double>? = nil, style: Style = .plain, glyphs: GlyphSet = .braille
  ) {
    self.values = values
    self.range = range
    self.style = style
    self.glyphs = glyphs
  }

  /// Fewer values than columns take one column each, from the left.
  public func draw(into canvas: inout Canvas, in area: Rectangle) {
    let area = area.normalized
    guard !area.isEmpty, !values.isEmpty else { return }
    let columns = ColumnBars.largest(of: values, columns: min(area.width, values.count))
    let finite = values.lazy.filter(\.isFinite)
    let low = range?.lowerBound ?? min(0, finite.min() ?? 0)
    let high = range?.upperBound ?? max(low, finite.max() ?? 0)
    let scale = LinearScale(low, high)
    let isFlat = low == high
    let fractions = columns.map { value in
      // The lowest value still shows the smallest part, where there is a value at all.
      value.isNaN ? value : isFlat ? 1e-9 : max(1e-9, scale.fraction(value))
    }
    ColumnBars(fractions: fractions, style: { _ in style }, glyphs: glyphs).draw(into: &canvas, in: area)
  }
}
