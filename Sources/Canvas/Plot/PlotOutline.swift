/// A closed line over a plot, in the plot's own coordinates, with a name at one place.
public struct PlotOutline: Sendable, Hashable {
  /// In order; the last is joined to the first. Corners that are not finite count as left out.
  public var corners: [PlotPolygon.Corner]
  /// Where the name is written.
  public var center: PlotPolygon.Corner
  /// A letter or two; empty for none.
  public var name: String
  public var style: Style

  public init(corners: [PlotPolygon.Corner], center: PlotPolygon.Corner, name: String = "", style: Style = .plain) {
    self.corners = corners
    self.center = center
    self.name = name
    self.style = style
  }

  /// Draws the line between the dots that are there already, and the name over them; what lies outside the window is
  /// left out. O(corners + cells).
  public func draw(into canvas: inout Canvas, _ geometry: PlotGeometry) {
    var grid = DotGrid(area: geometry.area, glyphs: geometry.glyphs, clip: canvas.bounds)
    let places = corners.filter { $0.x.isFinite && $0.y.isFinite }.map { geometry.dotPlace(x: $0.x, y: $0.y) }
    for (index, from) in places.enumerated() {
      let to = places[(index + 1) % places.count]
      grid.line(x0: from.x, y0: from.y, x1: to.x, y1: to.y)
    }
    grid.drawBetween(into: &canvas, mark: geometry.glyphs.isASCII ? "." : "·", style: style)
    if !name.isEmpty, let cell = geometry.cell(x: center.x, y: center.y) {
      canvas.write(name, x: cell.x, y: cell.y, style: style, width: geometry.area.maxX - cell.x, glyphs: geometry.glyphs)
    }
  }
}

extension PlotGeometry {
  /// The dot of a place, from the area's top left dot, also for what lies outside: lines lead there.
  public func dotPlace(x: Double, y: Double) -> (x: Int, y: Int) {
    let place = position(x: x, y: y)
    let perCell = glyphs.dotsPerCell
    let limit = Double(1 << 20)
    func dots(_ place: Double, _ perCell: Int) -> Int {
      Int((min(max(place.isNaN ? -limit : place, -limit), limit) * Double(perCell)).rounded(.down))
    }
    return (dots(place.x, perCell.width), dots(place.y, perCell.height))
  }
}
