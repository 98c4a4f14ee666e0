import Canvas
import Testing

@Suite struct ScatterPlotTests {
  let square = PlotWindow(minX: 0, maxX: 8, minY: 0, maxY: 8)
  let diagonal = (0..<8).map { Double($0) + 0.5 }

  @Test func diagonalInBraille() {
    // 4 × 2 cells are 8 × 8 dots; the points are their diagonal, from the lower left to the upper right.
    let plot = ScatterPlot(x: diagonal, y: diagonal, window: square, axes: nil)
    #expect(
      framed(drawn(4, 2) { plot.draw(into: &$0, in: $1) }) == """
        ¦  ⡠⠊¦
        ¦⡠⠊  ¦
        """)
  }

  @Test func diagonalInQuadrantsDotsAndASCII() {
    func picture(_ glyphs: GlyphSet, _ width: Int, _ height: Int) -> String {
      let plot = ScatterPlot(x: diagonal, y: diagonal, window: square, axes: nil, glyphs: glyphs)
      return framed(drawn(width, height) { plot.draw(into: &$0, in: $1) })
    }
    #expect(picture(.quadrant, 4, 4) == "¦   ▞¦\n¦  ▞ ¦\n¦ ▞  ¦\n¦▞   ¦")
    #expect(picture(.dots, 4, 4) == "¦   ·¦\n¦  · ¦\n¦ ·  ¦\n¦·   ¦")
    #expect(picture(.ascii, 4, 4) == "¦   o¦\n¦  o ¦\n¦ o  ¦\n¦o   ¦")
  }

  @Test func axesAndTitles() {
    let plot = ScatterPlot(
      x: [0, 5, 10], y: [0, 5, 10], groups: [0, 1, -1], palette: threeColors,
      window: PlotWindow(minX: 0, maxX: 10, minY: 0, maxY: 10), axes: PlotAxes(xTitle: "x", yTitle: "y"), glyphs: .ascii
    )
    #expect(
      framed(drawn(20, 10) { plot.draw(into: &$0, in: $1) }) == """
        ¦  + y -------------+¦
        ¦10+               .|¦
        ¦  |                |¦
        ¦  |                |¦
        ¦ 5+        x       |¦
        ¦  |                |¦
        ¦ 0+o               |¦
        ¦  ++-------+------++¦
        ¦   0       5     10 ¦
        ¦          x         ¦
        """)
  }

  @Test func offsetsAreShownOrNoLabels() {
    let x = [1e16, 1e16 + 2, 1e16 + 6]
    let plot = ScatterPlot(
      x: x, y: x, window: PlotWindow(minX: x[0], maxX: x[2], minY: x[0], maxY: x[2]), glyphs: .ascii)
    let text = drawn(30, 12) { plot.draw(into: &$0, in: $1) }.text
    #expect(text.contains("+ (+1e16) -") && text.split(separator: "\n").last?.contains("   (+1e16)") == true)
    var bare = plot
    bare.axes = PlotAxes(showsFrame: false)
    // No line can hold the offset here: better no labels than wrong ones.
    #expect(!drawn(30, 6) { bare.draw(into: &$0, in: $1) }.text.contains { $0.isNumber })
  }

  @Test func marksShowTheMajority() {
    // One cell each: 2 × group 1 against 1 × group 0; a tie of 2 and 1; noise against 2; noise alone.
    let x = [0.5, 0.5, 0.5, 1.5, 1.5, 2.5, 2.5, 3.5]
    let groups = [0, 1, 1, 2, 1, -1, 2, -1]
    let plot = ScatterPlot(
      x: x, y: x.map { _ in 0 }, groups: groups, palette: threeColors, mode: .marks,
      window: PlotWindow(minX: 0, maxX: 4, minY: -1, maxY: 1), axes: nil)
    let canvas = drawn(4, 1) { plot.draw(into: &$0, in: $1) }
    #expect(canvas.line(0) == "▲▲■·")
    #expect(canvas.stylePlane() == "AABC\nA #00ff00\nB #0000ff\nC #808080\n")
  }

  @Test func densityShades() {
    // 1, 4 and 16 points: a quarter, a half and all of the square root of the most.
    let x = [0.5] + Array(repeating: 1.5, count: 4) + Array(repeating: 2.5, count: 16)
    let plot = ScatterPlot(
      x: x, y: x.map { _ in 0 }, mode: .density, window: PlotWindow(minX: 0, maxX: 4, minY: -1, maxY: 1), axes: nil)
    #expect(drawn(4, 1) { plot.draw(into: &$0, in: $1) }.line(0) == "▒▓█ ")
  }

  @Test func highlightsLieOnTop() {
    let plot = ScatterPlot(
      x: [0.5, 0.5, 1.5], y: [0, 0, 0], groups: [0, 1, 2], palette: threeColors, mode: .marks,
      window: PlotWindow(minX: 0, maxX: 3, minY: -1, maxY: 1), axes: nil,
      highlights: [
        .init(rows: [1, 99, -1], style: Style(attributes: .bold)),
        .init(rows: [2], style: Style(attributes: .reverse), mark: "◎"),
      ], hiddenGroups: [2])
    let canvas = drawn(3, 1) { plot.draw(into: &$0, in: $1) }
    #expect(canvas.line(0) == "●◎ ")
    #expect(canvas.stylePlane() == "AB.\nA bold\nB reverse\n")
  }

  @Test func countsWhatItLeavesOut() {
    let x: [Double] = [0, .nan, 1, 2, .infinity, -.infinity, 9]
    let y: [Double] = [0, 0, .nan, 1, 0, 0, 0, 5, 5]
    let plot = ScatterPlot(
      x: x, y: y, groups: [0, 0, 0, 7], window: PlotWindow(minX: 0, maxX: 3, minY: 0, maxY: 3), hiddenGroups: [7])
    var canvas = Canvas(Size(width: 20, height: 10))
    let result = plot.draw(into: &canvas, in: canvas.bounds)
    #expect(result.drawn == 1 && result.skipped == 4 && result.outside == 1)
  }

  @Test func orderDoesNotMatter() {
    var random = TestRandom(4)
    let count = 500
    let x = (0..<count).map { _ in Double.random(in: 0...1, using: &random) }
    let y = (0..<count).map { _ in Double.random(in: 0...1, using: &random) }
    let groups = (0..<count).map { _ in Int.random(in: -1...4, using: &random) }
    let order = (0..<count).shuffled(using: &random)
    for mode in ScatterPlot.Mode.allCases {
      for glyphs in GlyphSet.allCases {
        let one = ScatterPlot(x: x, y: y, groups: groups, palette: threeColors, mode: mode, glyphs: glyphs)
        let two = ScatterPlot(
          x: order.map { x[$0] }, y: order.map { y[$0] }, groups: order.map { groups[$0] }, palette: threeColors,
          mode: mode, glyphs: glyphs)
        #expect(drawn(40, 15) { one.draw(into: &$0, in: $1) } == drawn(40, 15) { two.draw(into: &$0, in: $1) })
      }
    }
  }

  @Test func dataComeBackFromCells() {
    for window in [square, PlotWindow(minX: -1e308, maxX: 1e308, minY: 1e-300, maxY: 3e-300)] {
      let geometry = PlotGeometry(area: Rectangle(x: -3, y: 7, width: 31, height: 13), window: window)
      for y in 7..<20 {
        for x in -3..<28 {
          let data = geometry.data(at: Point(x: x, y: y))
          #expect(geometry.cell(x: data.x, y: data.y) == Point(x: x, y: y))
        }
      }
    }
  }

  @Test func pointsAreWhereTheGeometrySays() {
    var random = TestRandom(8)
    for _ in 0..<200 {
      let (x, y) = (Double.random(in: -5...5, using: &random), Double.random(in: -5...5, using: &random))
      let plot = ScatterPlot(
        x: [x], y: [y], window: PlotWindow(minX: -5, maxX: 5, minY: -5, maxY: 5),
        axes: Bool.random(using: &random) ? PlotAxes(showsYLabels: false) : nil)
      var canvas = Canvas(Size(width: 37, height: 17))
      let area = Rectangle(x: 2, y: 1, width: 33, height: 15)
      let result = plot.draw(into: &canvas, in: area)
      let cell = result.geometry.cell(x: x, y: y)
      #expect(result.geometry == plot.geometry(in: area))
      for row in 0..<17 {
        for column in 0..<37 {
          let isDot = (0x2801...0x28FF).contains(canvas[column, row].scalar.value)
          #expect(isDot == (cell == Point(x: column, y: row)))
        }
      }
    }
  }

  @Test func nearestAgreesWithBruteForce() {
    var random = TestRandom(10)
    let x = (0..<200).map { _ in Double.random(in: -1...9, using: &random) } + [.nan]
    let y = (0..<200).map { _ in Double.random(in: -1...9, using: &random) } + [0]
    let geometry = PlotGeometry(area: Rectangle(x: 5, y: 3, width: 40, height: 10), window: square)
    for _ in 0..<300 {
      let cell = Point(x: Int.random(in: 0...50, using: &random), y: Int.random(in: 0...15, using: &random))
      // Screen distance in cell widths: 40 columns for 8 units across, 10 rows of double height for 8 units down.
      let distances = x.indices.compactMap { row -> (Double, Int)? in
        guard x[row] >= 0, x[row] <= 8, y[row] >= 0, y[row] <= 8 else { return nil }
        let across = x[row] * 5 - (Double(cell.x) - 5 + 0.5)
        let down = 2 * ((8 - y[row]) * 10 / 8 - (Double(cell.y) - 3 + 0.5))
        return ((across * across + down * down).squareRoot(), row)
      }
      let best = distances.min { $0 < $1 }
      #expect(geometry.nearest(to: cell, x: x, y: y, within: 3) == (best.map { $0.0 <= 3 } == true ? best?.1 : nil))
    }
    // The same place twice: the lower row.
    #expect(geometry.nearest(to: Point(x: 5, y: 12), x: [0, 0], y: [0, 0]) == 0)
  }

  @Test func rectanglesSelectRows() {
    let geometry = PlotGeometry(area: Rectangle(x: 1, y: 1, width: 8, height: 8), window: square)
    #expect(geometry.rows(in: Rectangle(x: 1, y: 7, width: 2, height: 2), x: diagonal, y: diagonal) == [0, 1])
    #expect(geometry.rows(at: Point(x: 8, y: 1), x: diagonal, y: diagonal) == [7])
    #expect(geometry.rows(in: Rectangle(x: 0, y: 0, width: 99, height: 99), x: [.nan, 9, 4], y: [1, 1, 1]) == [2])
  }

  @Test func equalAspect() {
    // 40 columns by 10 rows of double height are 40 : 20 on the screen.
    let window = square.equalAspect(in: Rectangle(x: 0, y: 0, width: 40, height: 10))
    #expect(window == PlotWindow(minX: -4, maxX: 12, minY: 0, maxY: 8))
    let tall = square.equalAspect(in: Rectangle(x: 0, y: 0, width: 10, height: 10))
    #expect(tall == PlotWindow(minX: 0, maxX: 8, minY: -4, maxY: 12))
    #expect(square.equalAspect(in: Rectangle(x: 0, y: 0, width: 0, height: 0)) == square)
  }

  @Test func windows() {
    #expect(
      PlotWindow.fitting(x: [0, 10, .nan, 5], y: [0, 20, 99, .infinity], padding: 0.1)
        == PlotWindow(minX: -1, maxX: 11, minY: -2, maxY: 22))
    #expect(PlotWindow.fitting(x: [], y: []) == PlotWindow(minX: -1, maxX: 1, minY: -1, maxY: 1))
    #expect(PlotWindow(minX: 3, maxX: 1, minY: .nan, maxY: .infinity).maxY == .greatestFiniteMagnitude)
    #expect(square.zoomed(by: 2, aroundX: 2, y: 4) == PlotWindow(minX: 1, maxX: 5, minY: 2, maxY: 6))
    #expect(square.panned(x: 0.5, y: -0.25) == PlotWindow(minX: 4, maxX: 12, minY: -2, maxY: 6))
    var window = square
    for _ in 0..<200 { window = window.zoomed(by: 10, aroundX: 3, y: 3) }
    #expect(window.minX < window.maxX)
    for _ in 0..<2000 { window = window.zoomed(by: 0.1, aroundX: 3, y: 3) }
    #expect(window.maxX.isFinite && window.minX < window.maxX)
    for value in [0, 5, -1e308, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .leastNormalMagnitude / 64] {
      let one = PlotWindow(minX: value, maxX: value, minY: value, maxY: value)
      #expect(one.minX < one.maxX && one.minX <= value && value <= one.maxX)
    }
  }

  @Test func hundredThousandPointsInAFrame() {
    var random = TestRandom(13)
    let x = (0..<100_000).map { _ in Double.random(in: 0...1, using: &random) }
    let plot = ScatterPlot(x: x, y: x.reversed(), groups: x.indices.map { $0 % 7 }, palette: threeColors)
    var canvas = Canvas(Size(width: 200, height: 60))
    let clock = ContinuousClock()
    let fastest = (0..<5).map { _ in clock.measure { plot.draw(into: &canvas, in: canvas.bounds) } }.min() ?? .zero
    // A tenth of a second even on a busy machine and without optimisation of this test; 5 ms is usual.
    #expect(fastest < .milliseconds(100))
  }
}
