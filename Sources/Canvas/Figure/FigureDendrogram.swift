/// A dendrogram as lines of a figure, its leaves towards the picture that it stands beside.
struct FigureDendrogram {
  var heights: [Double]
  var groups: [Int]
  var cut: Double?
  var side: DendrogramPlot.Side
  var theme: FigureTheme

  func draw(into elements: inout [FigureElement], in area: FigureArea) {
    let length = side == .left ? area.height : area.width
    let depth = side == .left ? area.width : area.height
    guard !heights.isEmpty, length >= 2, depth >= 2 else { return }
    let tree = DendrogramTree.condensed(heights: heights, groups: groups, to: Int(min(length / 2, 2000)))
    let top = tree.greatestHeight
    func point(_ position: Double, _ height: Double) -> FigurePoint {
      let along = position / Double(tree.leafCount) * length
      // A join without a height stands at the root's end.
      let up = top > 0 ? (height >= top ? 1 : height / top) * (depth - 1) : 0
      let (x, y) = side == .left ? (area.maxX - up, area.y + along) : (area.x + along, area.maxY - up)
      return FigurePoint(x.rounded(.down) + 0.5, y.rounded(.down) + 0.5)
    }
    var group = FigureGroup(title: "Dendrogram")
    if let cut, top > 0, cut > 0, cut < top {
      group.elements.line(
        from: point(0, cut), to: point(Double(tree.leafCount), cut), FigureStroke(theme.highlight, dashes: [4, 3]))
    }
    // Higher joins first, so that groups lie over what is mixed.
    for join in tree.joins.reversed() {
      let isBelow = cut.map { join.height <= $0 } ?? true
      let color = isBelow ? join.group.map(theme.palette.color) ?? theme.label : theme.label
      group.elements.line(
        [
          point(join.left, join.leftHeight), point(join.left, join.height), point(join.right, join.height),
          point(join.right, join.rightHeight),
        ], FigureStroke(color))
    }
    elements.append(.group(group))
  }
}
