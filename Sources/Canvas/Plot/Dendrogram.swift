/// A dendrogram in cells, left of or above an image and aligned with it.
public struct DendrogramPlot: Sendable {
  /// The side of the image that it stands on; its leaves are at the image.
  public enum Side: String, Sendable, Hashable, CaseIterable {
    case left, above
  }

  /// Between neighbouring leaves, hence one fewer than there are leaves (see `DendrogramTree`).
  public var heights: [Double]
  public var side: Side
  /// Of the leaves, for colour; a branch has the colour of a group when all its leaves belong to it.
  public var groups: [Int]
  public var palette: Palette
  /// Of mixed branches and of those above the cut.
  public var style: Style
  /// Where the tree is cut: a line across, and only branches below it have colours.
  public var cut: Double?
  public var cutStyle: Style
  /// The height at the far end; nil for the greatest. Higher joins stand at that end.
  public var top: Double?
  public var glyphs: GlyphSet

  public init(
    heights: [Double], side: Side = .left, groups: [Int] = [], palette: Palette = .monochrome, style: Style = .plain,
    cut: Double? = nil, cutStyle: Style = .plain, top: Double? = nil, glyphs: GlyphSet = .braille
  ) {
    self.heights = heights
    self.side = side
    self.groups = groups
    self.palette = palette
    self.style = style
    self.cut = cut
    self.cutStyle = cutStyle
    self.top = top
    self.glyphs = glyphs
  }

  /// Draws the tree over the whole rectangle: with n leaves, leaf i has its middle at (i + 0.5)/n of the side along the
  /// image. Braille has dots for lines, the other sets boxes' pieces. Where there are more leaves than steps, each step
  /// stands for a stretch of leaves.
  /// - Complexity: O(n + steps · log steps + cells).
  public func draw(into canvas: inout Canvas, in area: Rectangle) {
    let area = area.normalized
    let visible = area.intersection(canvas.bounds)
    guard !visible.isEmpty, !heights.isEmpty else { return }
    let perCell = glyphs == .braille ? glyphs.dotsPerCell : Size(width: 1, height: 1)
    let across =
      min(side == .left ? area.height : area.width, 1 << 12) * (side == .left ? perCell.height : perCell.width)
    let deep = min(side == .left ? area.width : area.height, 1 << 12) * (side == .left ? perCell.width : perCell.height)
    guard across > 1, deep > 0 else { return }
    let tree = DendrogramTree.condensed(heights: heights, groups: groups, to: across)
    let lines = DendrogramLines(tree: tree, across: across, deep: deep, top: top ?? tree.greatestHeight)
    if let cut { drawCut(lines.depth(cut), deep, into: &canvas, area) }
    if glyphs == .braille {
      drawDots(lines, tree, into: &canvas, area)
    } else {
      drawPieces(lines, tree, into: &canvas, area)
    }
  }

  /// The colour of a join: −2 for none of a group.
  private func colour(_ join: DendrogramTree.Join) -> Int {
    if let cut, join.height > cut { return DendrogramPlot.mixed }
    return join.group ?? DendrogramPlot.mixed
  }

  private static let mixed = -2

  private func style(_ colour: Int) -> Style {
    guard colour != DendrogramPlot.mixed else { return style }
    return Style(foreground: palette.color(colour), background: style.background, attributes: style.attributes)
  }

  private func drawCut(_ depth: Int, _ deep: Int, into canvas: inout Canvas, _ area: Rectangle) {
    let pieces = LineGlyphs.of(glyphs)
    let cells = side == .left ? area.width : area.height
    let place = min(cells - 1, depth * cells / max(1, deep))
    let line =
      side == .left
      ? Rectangle(x: area.x + place, y: area.y, width: 1, height: area.height)
      : Rectangle(x: area.x, y: area.y + place, width: area.width, height: 1)
    canvas.fill(line, with: Cell(side == .left ? pieces.vertical : pieces.horizontal, cutStyle))
  }

  private func drawDots(
    _ lines: DendrogramLines, _ tree: DendrogramTree, into canvas: inout Canvas, _ area: Rectangle
  ) {
    var grid = DotGrid(area: area, glyphs: glyphs, clip: canvas.bounds)
    // Higher joins last; where branches share a cell, the group with most of its dots gives the colour, and mixed
    // branches come before groups.
    for join in tree.joins.reversed() {
      let group = colour(join) == DendrogramPlot.mixed ? 0 : colour(join) + 2
      for piece in lines.pieces(of: join) {
        if (side == .left) == piece.isAcross {
          grid.column(x: side == .left ? piece.place : piece.place, from: piece.from, through: piece.to, group: group)
        } else {
          grid.row(y: piece.place, from: piece.from, through: piece.to, group: group)
        }
      }
    }
    grid.draw(into: &canvas, keepsBackground: true) { style($0 == 0 ? DendrogramPlot.mixed : $0 - 2) }
  }

  /// With lines between the middles of cells.
  private func drawPieces(
    _ lines: DendrogramLines, _ tree: DendrogramTree, into canvas: inout Canvas, _ area: Rectangle
  ) {
    var arms: [Point: (arms: LineArms, colour: Int)] = [:]
    let visible = area.intersection(canvas.bounds)
    func add(_ x: Int, _ y: Int, _ added: LineArms, _ colour: Int) {
      let point = Point(x: area.x + x, y: area.y + y)
      guard visible.contains(point), !added.isEmpty else { return }
      let known = arms[point]
      arms[point] = (known.map { $0.arms.union(added) } ?? added, colour)
    }
    // Lower joins last, so that groups keep their colour where they meet what is above.
    for join in tree.joins.reversed() {
      let colour = colour(join)
      for piece in lines.pieces(of: join) {
        let isVertical = (side == .left) == piece.isAcross
        for step in piece.from...piece.to {
          var ends: LineArms = []
          if step > piece.from { ends.insert(isVertical ? .up : .left) }
          if step < piece.to { ends.insert(isVertical ? .down : .right) }
          // A leaf's branch reaches the image.
          if !piece.isAcross, step == lines.deep - 1 { ends.insert(isVertical ? .down : .right) }
          add(isVertical ? piece.place : step, isVertical ? step : piece.place, ends, colour)
        }
      }
    }
    for (point, cell) in arms {
      let scalar = cell.arms.scalar(isASCII: glyphs.isASCII)
      var cellStyle = style(cell.colour)
      cellStyle.background = canvas[point.x, point.y].style.background
      canvas[point.x, point.y] = Cell(scalar, cellStyle)
    }
  }
}

/// Where the lines of a tree lie, in steps: across from the first leaf, and deep from the root's end to the image.
struct DendrogramLines {
  /// A straight line of steps; `from` is not above `to`.
  struct Piece {
    var isAcross: Bool
    var place, from, to: Int
  }

  let deep: Int
  private let across: Int
  private let leafCount: Int
  private let top: Double

  init(tree: DendrogramTree, across: Int, deep: Int, top: Double) {
    self.across = across
    self.deep = deep
    leafCount = tree.leafCount
    self.top = top > 0 ? min(top, .greatestFiniteMagnitude) : 0
  }

  /// The step of a height: the last one for 0, the first for the top and above.
  func depth(_ height: Double) -> Int {
    guard top > 0, height > 0 else { return deep - 1 }
    let fraction = height >= top ? 1 : height / top
    return min(deep - 1, max(0, clampedFloor((1 - fraction) * Double(deep - 1) + 0.5)))
  }

  private func place(_ position: Double) -> Int {
    min(across - 1, max(0, clampedFloor(position / Double(leafCount) * Double(across))))
  }

  /// The bar of a join and its two branches.
  func pieces(of join: DendrogramTree.Join) -> [Piece] {
    let (left, right) = (place(join.left), place(join.right))
    let depth = depth(join.height)
    return [
      Piece(isAcross: true, place: depth, from: left, to: right),
      Piece(isAcross: false, place: left, from: depth, to: self.depth(join.leftHeight)),
      Piece(isAcross: false, place: right, from: depth, to: self.depth(join.rightHeight)),
    ]
  }
}

/// The directions in which lines leave the middle of a cell.
struct LineArms: OptionSet {
  let rawValue: Int
  static let left = LineArms(rawValue: 1)
  static let right = LineArms(rawValue: 2)
  static let up = LineArms(rawValue: 4)
  static let down = LineArms(rawValue: 8)

  func scalar(isASCII: Bool) -> Unicode.Scalar {
    let pieces: [Unicode.Scalar] = isASCII ? LineArms.ascii : LineArms.boxes
    return pieces[rawValue & 15]
  }

  private static let boxes: [Unicode.Scalar] = [
    " ", "─", "─", "─", "│", "┘", "└", "┴", "│", "┐", "┌", "┬", "│", "┤", "├", "┼",
  ]
  private static let ascii: [Unicode.Scalar] = [
    " ", "-", "-", "-", "|", "+", "+", "+", "|", "+", "+", "+", "|", "+", "+", "+",
  ]
}
