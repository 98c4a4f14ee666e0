import Canvas
import Testing

@Suite struct DendrogramTests {
  private let style = Style(foreground: red)

  private func plot(_ glyphs: GlyphSet, _ side: DendrogramPlot.Side = .left) -> DendrogramPlot {
    DendrogramPlot(heights: [1, 3, 2, 6], side: side, glyphs: glyphs)
  }

  @Test func boxesAtTheLeft() {
    // Leaves on every second line; heights over twelve columns, so a unit is about two of them.
    let canvas = drawn(13, 10) { plot(.quadrant).draw(into: &$0, in: $1) }
    #expect(
      framed(canvas) == """
        ¦             ¦
        ¦          ┌──¦
        ¦      ┌───┤  ¦
        ¦      │   └──¦
        ¦┌─────┤      ¦
        ¦│     │ ┌────¦
        ¦│     └─┤    ¦
        ¦│       └────¦
        ¦│            ¦
        ¦└────────────¦
        """)
  }

  @Test func asciiAbove() {
    // Leaves in columns 1, 3, 5, 7 and 9; a line for each unit of height.
    let canvas = drawn(10, 7) { plot(.ascii, .above).draw(into: &$0, in: $1) }
    #expect(
      framed(canvas) == """
        ¦    +----+¦
        ¦    |    |¦
        ¦    |    |¦
        ¦  +-+-+  |¦
        ¦  |  +++ |¦
        ¦ +++ | | |¦
        ¦ | | | | |¦
        """)
  }

  @Test func braille() {
    // Leaves in columns 1, 3, 5 and 7 of the dots, and a line of dots for each unit of height, 3…0.
    let canvas = drawn(4, 1) {
      DendrogramPlot(heights: [1, 3, 2], side: .above, glyphs: .braille).draw(into: &$0, in: $1)
    }
    #expect(canvas.line(0) == "⢠⢯⢹⢳")
    #expect(dots(of: canvas) == ["..#####.", "..#..###", ".###.#.#", ".#.#.#.#"])
  }

  /// The dots that a line of braille shows, by the names of its scalars.
  private func dots(of canvas: Canvas) -> [String] {
    var lines = [[Character]](repeating: Array(repeating: ".", count: canvas.size.width * 2), count: 4)
    for x in 0..<canvas.size.width {
      let name = canvas[x, 0].scalar.properties.name ?? ""
      for digit in name.split(separator: "-").last ?? "" {
        guard let number = digit.wholeNumberValue else { continue }
        let (column, row) = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)][number - 1]
        lines[row][x * 2 + column] = "#"
      }
    }
    return lines.map { String($0) }
  }

  @Test func groupsHaveTheirColorBelowTheCut() {
    var plot = DendrogramPlot(
      heights: [1, 3, 2, 6], groups: [0, 0, 1, 2, 2], palette: threeColors, style: Style(foreground: white), cut: 2.5,
      cutStyle: Style(foreground: black), glyphs: .quadrant)
    let canvas = drawn(13, 10) { plot.draw(into: &$0, in: $1) }
    #expect(canvas[11, 1].style.foreground == red && canvas[10, 3].style.foreground == red)
    // Leaves 2 and 3 differ, and the last one joins above the cut.
    #expect(canvas[11, 5].style.foreground == white && canvas[11, 9].style.foreground == white)
    // The cut at 2.5 of 6 lies at column 7 of 0…12, where no branch is.
    #expect(canvas[7, 0] == Cell("│", Style(foreground: black)))
    // Without a cut a branch of one group keeps its colour to the top; noise among it changes nothing.
    plot.cut = nil
    plot.groups = [1, -1, 1, 1, 1]
    let whole = drawn(13, 10) { plot.draw(into: &$0, in: $1) }
    #expect(whole[0, 6].style.foreground == green)
    plot.groups = [-1, -1, -1, -1, 0]
    #expect(drawn(13, 10) { plot.draw(into: &$0, in: $1) }[11, 1].style.foreground == threeColors.noise)
  }

  /// Every pair of leaves is joined at the greatest height between them: what single linkage does.
  @Test func joinsAreThoseOfSingleLinkage() {
    var random = TestRandom(5)
    for count in [2, 3, 4, 9, 40] {
      // Whole numbers, so that there are ties.
      let heights = (1..<count).map { _ in Double(Int.random(in: 0...6, using: &random)) }
      let tree = DendrogramTree(heights: heights)
      #expect(tree.leafCount == count && tree.joins.count == count - 1)
      for one in 0..<count {
        for two in (one + 1)..<count {
          let lowest = tree.joins.first { $0.leaves.contains(one) && $0.leaves.contains(two) }
          #expect(lowest?.height == heights[one..<two].max())
        }
      }
      // Children come before their parents, and branches begin where they end.
      for (index, join) in tree.joins.enumerated() {
        for (place, height, side) in [(join.left, join.leftHeight, 0), (join.right, join.rightHeight, 1)] {
          let leaf = side == 0 ? join.leaves.lowerBound : join.leaves.upperBound - 1
          let child = tree.joins[..<index].last {
            $0.leaves.contains(leaf) && $0.leaves.count < join.leaves.count
          }
          #expect(place == child?.middle ?? Double(leaf) + 0.5)
          #expect(height == child?.height ?? 0 && height <= join.height)
        }
      }
    }
  }

  @Test func tiesJoinFromTheLeft() {
    let tree = DendrogramTree(heights: [1, 1, 1])
    #expect(tree.joins.map(\.leaves) == [0..<2, 0..<3, 0..<4])
  }

  @Test func condensingKeepsEveryPeak() {
    var heights = [Double](repeating: 0.1, count: 9999)
    for peak in [17, 5000, 9998] { heights[peak] = Double(peak) }
    let groups = (0..<10_000).map { $0 <= 5000 ? 0 : 1 }
    let tree = DendrogramTree.condensed(heights: heights, groups: groups, to: 50)
    #expect(tree.leafCount == 50)
    #expect(Set(tree.joins.map(\.height)) == [0.1, 17, 5000, 9998])
    #expect(tree.greatestHeight == 9998)
    // Few leaves stay as they are.
    #expect(DendrogramTree.condensed(heights: [1, 2], groups: [], to: 50) == DendrogramTree(heights: [1, 2]))
  }

  @Test func oddHeights() {
    let tree = DendrogramTree(heights: [.nan, -3, .infinity, 2])
    #expect(tree.joins.map(\.height) == [0, 2, .infinity, .infinity])
    #expect(tree.greatestHeight == 2)
    #expect(DendrogramTree(heights: []).joins.isEmpty)
    var random = TestRandom(9)
    let special: [Double] = [0, -1, .nan, .infinity, -.infinity, 1e308, .leastNonzeroMagnitude, 3]
    for round in 0..<400 {
      let count = [0, 1, 2, 5, 300][round % 5]
      let heights = (0..<count).map { _ in special.randomElement(using: &random) ?? 0 }
      let area = Rectangle(
        x: Int.random(in: -9...20, using: &random), y: Int.random(in: -9...20, using: &random),
        width: round % 50 == 0 ? .max : Int.random(in: 0...30, using: &random),
        height: Int.random(in: 0...30, using: &random))
      let glyphs = GlyphSet.allCases[round % 4]
      let canvas = drawn(25, 20) { canvas, _ in
        DendrogramPlot(
          heights: heights, side: round % 2 == 0 ? .left : .above, groups: [0, -1, .max, .min, 3], palette: threeColors,
          cut: special[round % 8], top: round % 3 == 0 ? special[round % 7] : nil, glyphs: glyphs
        ).draw(into: &canvas, in: area)
      }
      var isFit = true
      for y in 0..<20 {
        for x in 0..<25 {
          let scalar = canvas[x, y].scalar
          if !area.contains(Point(x: x, y: y)) { isFit = isFit && scalar == " " }
          if glyphs.isASCII { isFit = isFit && scalar.isASCII }
        }
      }
      #expect(isFit)
    }
  }
}
