/// Goes down over outlines line by line and finds the spans inside, by the non-zero winding rule.
struct EdgeScan {
  private struct Edge {
    /// Where it crosses the current sampling line, and how far that moves from one line to the next.
    var x, step: Double
    /// Sampling lines, the last one included.
    var first, last: Int
    var winding: Int
  }

  private var edges: [Edge] = []
  private var active: [Edge] = []
  private var next = 0
  private var line: Int

  /// - Parameter rows: the rows of pixels to look at.
  init(_ outlines: [[FigurePoint]], rows: Range<Int>) {
    let perPixel = Double(Rasterizer.linesPerPixel)
    let lines = rows.lowerBound * Rasterizer.linesPerPixel..<rows.upperBound * Rasterizer.linesPerPixel
    line = lines.lowerBound
    for outline in outlines {
      guard outline.count > 2, outline.allSatisfy(\.isFinite) else { continue }
      var from = outline[outline.count - 1]
      for to in outline {
        defer { from = to }
        let (top, bottom) = from.y <= to.y ? (from, to) : (to, from)
        // The sampling lines, at the middles of eighths, between the two ends.
        let first = max(lines.lowerBound, clampedFloor(top.y * perPixel - 0.5) + 1)
        let last = min(lines.upperBound - 1, clampedFloor(bottom.y * perPixel - 0.5))
        guard first <= last else { continue }
        let slope = (bottom.x - top.x) / (bottom.y - top.y)
        let start = top.x + ((Double(first) + 0.5) / perPixel - top.y) * slope
        guard start.isFinite, slope.isFinite else { continue }
        edges.append(Edge(x: start, step: slope / perPixel, first: first, last: last, winding: from.y <= to.y ? 1 : -1))
      }
    }
    edges.sort { ($0.first, $0.x) < ($1.first, $1.x) }
  }

  /// Adds the spans of the next row of pixels that has any; returns its number, or nil after the last.
  mutating func fillRow(_ row: inout CoverageRow, _ clip: Rasterizer.Clip) -> Int? {
    if active.isEmpty {
      guard next < edges.count else { return nil }
      line = edges[next].first
    }
    let y = line / Rasterizer.linesPerPixel
    let end = (y + 1) * Rasterizer.linesPerPixel
    while line < end {
      while next < edges.count, edges[next].first == line {
        active.append(edges[next])
        next += 1
      }
      if active.isEmpty {
        guard next < edges.count, edges[next].first < end else { break }
        line = edges[next].first
        continue
      }
      fillLine(&row, clip)
      line += 1
      active.removeAll { $0.last < line }
    }
    line = max(line, end)
    return y
  }

  private mutating func fillLine(_ row: inout CoverageRow, _ clip: Rasterizer.Clip) {
    active.withUnsafeMutableBufferPointer { active in
      // Nearly in order already.
      for index in 1..<max(1, active.count) {
        let edge = active[index]
        var place = index
        while place > 0, active[place - 1].x > edge.x {
          active[place] = active[place - 1]
          place -= 1
        }
        active[place] = edge
      }
      var winding = 0
      var start = 0.0
      for index in 0..<active.count {
        if winding == 0 { start = active[index].x }
        winding += active[index].winding
        if winding == 0 { row.add(from: start, to: active[index].x, clip) }
        active[index].x += active[index].step
      }
    }
  }
}
