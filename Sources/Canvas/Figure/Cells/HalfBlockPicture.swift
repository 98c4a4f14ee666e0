/// A rectangle of cells that are all half blocks: two pixels each, hence a picture.
struct HalfBlockPicture {
  /// In cells.
  var area: Rectangle

  /// All of them, at least two cells wide.
  static func all(in canvas: Canvas) -> [HalfBlockPicture] {
    var done: [HalfBlockPicture] = []
    var open: [HalfBlockPicture] = []
    for y in 0..<canvas.size.height {
      let runs = runs(in: canvas, y)
      var next: [HalfBlockPicture] = []
      for run in runs {
        if let above = open.first(where: { $0.area.x == run.lowerBound && $0.area.width == run.count }) {
          next.append(above)
          next[next.count - 1].area.height += 1
        } else {
          next.append(HalfBlockPicture(area: Rectangle(x: run.lowerBound, y: y, width: run.count, height: 1)))
        }
      }
      // What has not grown is complete.
      done += open.filter { old in !next.contains { $0.area.x == old.area.x && $0.area.y == old.area.y } }
      open = next
    }
    return done + open
  }

  private static func runs(in canvas: Canvas, _ y: Int) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for x in 0...canvas.size.width {
      let cell = canvas[x, y]
      let isHalf =
        x < canvas.size.width && (cell.scalar == "▀" || cell.scalar == "▄")
        && !cell.style.attributes.contains(.underline)
      if isHalf {
        start = start ?? x
      } else if let first = start {
        if x - first >= 2 { runs.append(first..<x) }
        start = nil
      }
    }
    return runs
  }
}
