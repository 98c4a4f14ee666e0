/// Rectangles of one colour that touch become one: first along a row of cells, then with those above.
struct RectangleMerger {
  private struct Piece: Hashable {
    var x, width, height: Double
    var color: Color
    var opacity: Double
  }

  private struct Run {
    var piece: Piece
    var y: Double
  }

  private var row: [Run] = []
  private var done: [(piece: Piece, y: Double, height: Double)] = []
  /// The rectangles that end at the row above, by what they have in common with one below.
  private var above: [Piece: (index: Int, maxY: Double)] = [:]

  /// Adds a rectangle to the right of those of the same row.
  mutating func add(_ area: FigureArea, _ color: Color, opacity: Double = 1) {
    // The last few suffice: a cell has no more parts.
    for index in row.indices.reversed().prefix(6) {
      let run = row[index]
      if run.y == area.y, run.piece.height == area.height, run.piece.color == color, run.piece.opacity == opacity,
        abs(run.piece.x + run.piece.width - area.x) < 1e-6
      {
        row[index].piece.width += area.width
        return
      }
    }
    row.append(
      Run(
        piece: Piece(x: area.x, width: area.width, height: area.height, color: color, opacity: opacity), y: area.y))
  }

  mutating func endRow() {
    var next: [Piece: (index: Int, maxY: Double)] = [:]
    for run in row {
      var key = run.piece
      // Heights may differ when one continues the other.
      key.height = 0
      if let known = above[key] ?? next[key], abs(known.maxY - run.y) < 1e-6 {
        done[known.index].height += run.piece.height
        next[key] = (known.index, run.y + run.piece.height)
      } else {
        done.append((run.piece, run.y, run.piece.height))
        next[key] = (done.count - 1, run.y + run.piece.height)
      }
    }
    above = next
    row = []
  }

  var elements: [FigureElement] {
    done.map { item in
      .shape(
        .rectangle(FigureArea(x: item.piece.x, y: item.y, width: item.piece.width, height: item.height)),
        fill: FigurePaint(item.piece.color, opacity: item.piece.opacity), stroke: nil)
    }
  }
}
