import Canvas
import Engine

/// Where the merges of a drawn tree lie on the screen: as `DendrogramPlot` puts them.
struct TreeGeometry {
  private let joins: [DendrogramTree.Join]
  /// The join that stands for node i: between leaf i and leaf i + 1.
  private let joinOfNode: [Int]
  private let leafCount: Int
  private let area: Rectangle
  private let top: Double

  init(_ value: TreeWindowQuantity.Value, _ area: Rectangle, top: Double) {
    let tree = DendrogramTree(heights: value.heights)
    joins = tree.joins
    leafCount = tree.leafCount
    self.area = area
    self.top = top
    // A join stands between two leaves; the tree lists joins by height, equal ones from the left.
    var joinOfNode = [Int](repeating: 0, count: value.heights.count)
    let heights = value.heights.map { $0.isNaN ? Double.infinity : max(0, $0) }
    for (join, node) in heights.indices.sorted(by: { (heights[$0], $0) < (heights[$1], $1) }).enumerated() {
      joinOfNode[node] = join
    }
    self.joinOfNode = joinOfNode
  }

  /// The cells at the two ends of a merge's bar.
  func bar(of node: Int, _ glyphs: GlyphSet) -> (left: Point, right: Point) {
    let join = joins[joinOfNode[node]]
    let deep = area.height * (glyphs == .braille ? 4 : 1)
    let share = top > 0 && join.height.isFinite ? min(1, join.height / top) : 1
    let step = min(deep - 1, max(0, Int((1 - share) * Double(deep - 1) + 0.5)))
    let y = area.y + step * area.height / max(1, deep)
    func x(_ position: Double) -> Int {
      area.x + min(area.width - 1, max(0, Int(position / Double(leafCount) * Double(area.width))))
    }
    return (Point(x: x(join.left), y: y), Point(x: x(join.right), y: y))
  }

  /// The merge whose bar is nearest to a cell, rows counting double; nil without merges. O(leaves).
  func nearest(to cell: Point, _ glyphs: GlyphSet) -> Int? {
    joinOfNode.indices.min { distance(cell, $0, glyphs) < distance(cell, $1, glyphs) }
  }

  private func distance(_ cell: Point, _ node: Int, _ glyphs: GlyphSet) -> Int {
    let (left, right) = bar(of: node, glyphs)
    let across = max(0, left.x - cell.x, cell.x - right.x)
    return across + 2 * abs(cell.y - left.y)
  }
}
