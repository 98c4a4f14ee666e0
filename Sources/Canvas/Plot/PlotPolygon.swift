/// A closed shape in a plot's own coordinates; where it crosses itself, every second part is inside (the even-odd rule).
public struct PlotPolygon: Sendable, Hashable {
  public struct Corner: Sendable, Hashable {
    public var x: Double
    public var y: Double
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// In order; the last is joined to the first. Corners that are not finite count as left out.
  public var corners: [Corner]

  public init(_ corners: [Corner]) { self.corners = corners }

  /// Whether a point is inside or on the edge. O(corners).
  public func contains(x: Double, y: Double) -> Bool { PolygonEdges(self).contains(x: x, y: y) }

  /// The points inside or on the edge, ascending. O(points + corners · bands), a few edges a point.
  public func rows(x: [Double], y: [Double]) -> [Int] {
    let edges = PolygonEdges(self)
    return (0..<min(x.count, y.count)).filter { edges.contains(x: x[$0], y: y[$0]) }
  }
}

/// The edges of a polygon, sorted into level bands, so that a point is compared with those of its own height only.
private struct PolygonEdges {
  /// From the lower end to the upper, whichever way the polygon runs, so that two polygons which share an edge never
  /// both have, or both lack, a point beside it.
  private struct Edge {
    var lower: PlotPolygon.Corner
    var upper: PlotPolygon.Corner
  }

  private static let mostBands = 256

  private var bands: [[Edge]] = []
  private let bottom: Double
  private let top: Double
  private let left: Double
  private let right: Double

  init(_ polygon: PlotPolygon) {
    let corners = polygon.corners.filter { $0.x.isFinite && $0.y.isFinite }
    (bottom, top) = (corners.map(\.y).min() ?? .infinity, corners.map(\.y).max() ?? -.infinity)
    (left, right) = (corners.map(\.x).min() ?? .infinity, corners.map(\.x).max() ?? -.infinity)
    guard !corners.isEmpty else { return }
    bands = Array(repeating: [], count: min(Self.mostBands, corners.count))
    for (index, start) in corners.enumerated() {
      let end = corners[(index + 1) % corners.count]
      let edge = (start.y, start.x) <= (end.y, end.x) ? Edge(lower: start, upper: end) : Edge(lower: end, upper: start)
      for band in band(edge.lower.y)...band(edge.upper.y) { bands[band].append(edge) }
    }
  }

  /// Never falls as y rises, so that a point's band is among those of every edge that reaches its height.
  private func band(_ y: Double) -> Int {
    let height = top - bottom
    guard height > 0, height.isFinite else { return 0 }
    return min(bands.count - 1, max(0, Int((y - bottom) / height * Double(bands.count))))
  }

  func contains(x: Double, y: Double) -> Bool {
    guard y >= bottom, y <= top, x >= left, x <= right else { return false }
    var isInside = false
    for edge in bands[band(y)] {
      let (lower, upper) = (edge.lower, edge.upper)
      guard y >= lower.y, y <= upper.y else { continue }
      // Positive where the point lies left of the edge.
      let side = (upper.x - lower.x) * (y - lower.y) - (x - lower.x) * (upper.y - lower.y)
      if side == 0, x >= min(lower.x, upper.x), x <= max(lower.x, upper.x) { return true }
      // A corner belongs to the edge above it alone.
      if y < upper.y, side > 0 { isInside.toggle() }
    }
    return isInside
  }
}
