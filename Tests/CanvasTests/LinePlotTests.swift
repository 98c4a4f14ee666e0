import Canvas
import Testing

@Suite struct LinePlotTests {
  func picture(_ width: Int, _ height: Int, _ plot: LinePlot) -> String {
    var plot = plot
    plot.axes = nil
    return framed(drawn(width, height) { plot.draw(into: &$0, in: $1) })
  }

  @Test func profilesInASCII() {
    #expect(picture(4, 4, LinePlot(values: [0, 1, 2, 3], glyphs: .ascii)) == "¦   *¦\n¦  * ¦\n¦ *  ¦\n¦*   ¦")
    #expect(
      picture(4, 4, LinePlot(values: [0, 1, 2, 3], isFilled: true, glyphs: .ascii))
        == "¦   #¦\n¦  ##¦\n¦ ###¦\n¦ ###¦")
    // Jumps are joined, half in each column.
    #expect(picture(4, 4, LinePlot(values: [0, 3, 0, 3], glyphs: .ascii)) == "¦ * *¦\n¦ * *¦\n¦* * ¦\n¦* * ¦")
    // What is not finite leaves a gap.
    #expect(picture(4, 2, LinePlot(values: [0, .nan, .infinity, 1], glyphs: .ascii)) == "¦   *¦\n¦*   ¦")
  }

  @Test func columnsShowTheLargest() {
    let plot = LinePlot(values: [0, 1, 5, 0, 0, 0, 0, 2], isFilled: true, threshold: 3, glyphs: .ascii)
    #expect(
      picture(4, 5, plot) == """
        ¦ #  ¦
        ¦ #  ¦
        ¦-#--¦
        ¦ # #¦
        ¦## #¦
        """)
  }

  @Test func fewValuesAreJoinedByLines() {
    // Middles of two values over eight columns: columns 2 and 6, from the bottom to the top row.
    #expect(
      picture(8, 3, LinePlot(values: [0, 2], glyphs: .ascii)) == """
        ¦      * ¦
        ¦    **  ¦
        ¦  **    ¦
        """)
  }

  @Test func brailleProfile() {
    // 2 × 1 cells are 4 × 4 dots: the same stairs as in ASCII.
    #expect(picture(2, 1, LinePlot(values: [0, 1, 2, 3])) == "¦⡠⠊¦")
  }

  @Test func groupsColorTheProfile() {
    let plot = LinePlot(
      values: [1, 1, 1], groups: [0, 1, -1], palette: threeColors, isFilled: true, axes: nil, glyphs: .dots)
    let canvas = drawn(3, 1) { plot.draw(into: &$0, in: $1) }
    #expect(canvas.stylePlane() == "ABC\nA #ff0000\nB #00ff00\nC #808080\n")
    #expect(canvas.line(0) == "███")
  }

  @Test func cursorAndIndices() {
    let plot = LinePlot(values: [0, 0, 0, 0], cursor: 2, axes: nil, glyphs: .ascii)
    var canvas = Canvas(Size(width: 8, height: 2))
    let result = plot.draw(into: &canvas, in: canvas.bounds)
    #expect(canvas.line(0) == "     |  ")
    #expect(result.column(of: 2) == 5 && result.column(of: 4) == nil && result.column(of: -1) == nil)
    #expect((0..<8).map { result.index(at: Point(x: $0, y: 0)) } == [0, 0, 1, 1, 2, 2, 3, 3])
    #expect(result.index(at: Point(x: 8, y: 0)) == nil)
  }

  @Test func everyIndexIsFoundUnderItsColumn() {
    for (count, width) in [(3, 80), (80, 80), (7, 20), (33, 40)] {
      var canvas = Canvas(Size(width: width, height: 5))
      let values = Array(repeating: 1.0, count: count)
      let result = LinePlot(values: values, axes: nil).draw(into: &canvas, in: canvas.bounds)
      for index in 0..<count {
        #expect(result.index(at: Point(x: result.column(of: index) ?? -1, y: 0)) == index)
      }
    }
  }

  @Test func sparklines() {
    func line(_ values: [Double], _ width: Int, _ glyphs: GlyphSet = .braille, _ range: ClosedRange<Double>? = nil)
      -> String
    {
      drawn(width, 1) { Sparkline(values: values, range: range, glyphs: glyphs).draw(into: &$0, in: $1) }.line(0)
    }
    #expect(line([1, 2, 3, 4, 5, 6, 7, 8], 8) == "▁▂▃▄▅▆▇█")
    #expect(line([0, 4, 8], 5) == "▁▄█  ")
    #expect(line([1, 8, .nan, 8, 0], 5) == "▁█ █▁")
    // Pairs into one column: the larger of each.
    #expect(line([1, 8, 4, 2], 2) == "█▄")
    #expect(line([0, 1, 2, 3], 4, .ascii) == "..:#")
    #expect(line([5, 5], 2) == "██" && line([0, 0], 2) == "▁▁" && line([], 2) == "  ")
    #expect(line([-1, 1], 2, .braille, 0...1) == "▁█")
    let tall = drawn(2, 2) { Sparkline(values: [4, 12], range: 0...16).draw(into: &$0, in: $1) }
    #expect(framed(tall) == "¦ ▄¦\n¦▄█¦")
  }

  @Test func histograms() {
    let histogram = Histogram(counts: [1, 2, 4], from: 0, to: 3, glyphs: .ascii)
    #expect(
      framed(drawn(6, 5) { histogram.draw(into: &$0, in: $1) }) == """
        ¦    ##¦
        ¦    ##¦
        ¦  ####¦
        ¦######¦
        ¦0    3¦
        """)
    let counted = Histogram(values: [0, 0.9, 1, 2.5, 3, .nan, .infinity], bins: 3)
    #expect(counted.counts == [2, 1, 2] && counted.skipped == 2 && counted.from == 0 && counted.to == 3)
    #expect(Histogram(values: [], bins: 0).counts == [0])
    #expect(Histogram(values: [4, 4, 4], bins: 5).counts == [0, 0, 3, 0, 0])
    #expect((0..<6).map { histogram.bin(atColumn: $0, width: 6) } == [0, 0, 1, 1, 2, 2])
    let marked = Histogram(counts: [1, 1], from: 0, to: 1, highlightedBin: 1, highlightStyle: Style(attributes: .bold))
    #expect(drawn(2, 1) { marked.draw(into: &$0, in: $1) }.stylePlane() == ".A\nA bold\n")
    // Bins narrower than a column: none of the peaks is lost.
    let fine = Histogram(counts: [0, 8, 0, 0, 4, 0], from: 0, to: 1)
    #expect(drawn(3, 1) { fine.draw(into: &$0, in: $1) }.line(0) == "█ ▄")
  }
}
