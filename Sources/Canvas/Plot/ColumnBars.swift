/// Bars that stand on the bottom of a rectangle, one a column, in parts of a cell.
struct ColumnBars {
  /// Of each column, 0…1; NaN draws nothing.
  var fractions: [Double]
  var style: (Int) -> Style
  var glyphs: GlyphSet

  /// A bar above nothing shows at least the smallest part of a cell.
  func draw(into canvas: inout Canvas, in area: Rectangle) {
    let rising = LineGlyphs.of(glyphs).rising
    let visible = area.intersection(canvas.bounds)
    guard !visible.isEmpty else { return }
    for x in visible.x..<visible.maxX {
      let column = x - area.x
      guard column < fractions.count, fractions[column] > 0 else { continue }
      let parts = Double(area.height) * Double(rising.count) * min(1, fractions[column])
      let height = max(1, clampedFloor(parts + 0.5))
      let (full, part) = (height / rising.count, height % rising.count)
      for level in 0..<min(area.height, full + 1) {
        let y = area.maxY - 1 - level
        guard y >= visible.y, y < visible.maxY else { continue }
        if level < full {
          canvas[x, y] = Cell(rising[rising.count - 1], style(column))
        } else if part > 0 {
          canvas[x, y] = Cell(rising[part - 1], style(column))
        }
      }
    }
  }

  /// The largest value of every column; NaN where a column has no finite one. Columns share values when there are
  /// fewer values than columns.
  static func largest(of values: [Double], columns: Int) -> [Double] {
    let columns = min(columns, 1 << 14)
    guard !values.isEmpty, columns > 0 else { return [] }
    return (0..<columns).map { column in
      values[Resampling.sources(of: column, steps: columns, count: values.count)].lazy.filter(\.isFinite).max() ?? .nan
    }
  }
}
