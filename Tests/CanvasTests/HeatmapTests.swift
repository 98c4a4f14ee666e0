import Canvas
import Testing

@Suite struct HeatmapTests {
  let ramp = Ramp(stops: [black, white], levels: 2)

  @Test func halfBlocksShowTwoSamplesACell() {
    let heatmap = Heatmap(ramp: ramp)
    let area = Rectangle(x: 0, y: 0, width: 2, height: 1)
    #expect(heatmap.resolution(in: area) == Size(width: 2, height: 2))
    let canvas = drawn(2, 1) { heatmap.draw(into: &$0, in: $1, samples: [0, 1, 1, .nan]) }
    #expect(canvas[0, 0] == Cell("▀", Style(foreground: black, background: white)))
    #expect(canvas[1, 0] == Cell("▀", Style(foreground: white, background: .terminal)))
  }

  @Test func shadesAreInk() {
    let values = (0..<10).map { Float($0) / 10 + 0.05 }
    func line(_ glyphs: GlyphSet, _ isInkHigh: Bool = false) -> String {
      let heatmap = Heatmap(ramp: ramp, mode: .shades, glyphs: glyphs, isInkHigh: isInkHigh)
      return drawn(10, 1) { heatmap.draw(into: &$0, in: $1, samples: values) }.line(0)
    }
    #expect(line(.ascii) == "@%#*+=-:. ")
    #expect(line(.ascii, true) == " .:-=+*#%@")
    #expect(line(.dots) == "██▓▓▒▒░░  ")
    // ASCII has no half blocks, whatever the mode says.
    #expect(Heatmap(ramp: ramp, glyphs: .ascii).resolution(in: Rectangle(x: 0, y: 0, width: 3, height: 2)).height == 2)
    // Missing samples, and values out of range.
    let odd = drawn(5, 1) {
      Heatmap(ramp: ramp, glyphs: .ascii).draw(into: &$0, in: $1, samples: [.nan, -9, 9, .infinity])
    }
    #expect(odd.line(0) == "?@  ?")
  }

  @Test func modes() {
    #expect(Heatmap.Mode.best(for: .trueColor, glyphs: .dots) == .halfBlocks)
    #expect(Heatmap.Mode.best(for: .indexed256, glyphs: .ascii) == .shades)
    #expect(Heatmap.Mode.best(for: .eight, glyphs: .braille) == .shades)
  }

  @Test func blocksAreOutlined() {
    let heatmap = Heatmap(ramp: ramp, glyphs: .ascii, blocks: [0..<3, 3..<6, 6..<6, 9..<12], blockColor: red)
    let canvas = drawn(6, 6) { heatmap.draw(into: &$0, in: $1) { _, _ in 1 } }
    #expect(
      framed(canvas) == """
        ¦+-+   ¦
        ¦| |   ¦
        ¦+-+   ¦
        ¦   +-+¦
        ¦   | |¦
        ¦   +-+¦
        """)
    // The same as samples: 3 × 3 of them, a cell has two.
    let colored = Heatmap(ramp: ramp, blocks: [0..<3], blockColor: red)
    let pixels = drawn(4, 2) { colored.draw(into: &$0, in: $1, samples: Array(repeating: 1, count: 16)) }
    #expect(
      pixels.stylePlane() == """
        ABAC
        BBBC
        A #ff0000 on #ff0000
        B #ff0000 on #ffffff
        C #ffffff on #ffffff

        """)
  }

  @Test func crosshairs() {
    let heatmap = Heatmap(ramp: ramp, crosshairRow: 1, crosshairColumn: 2, crosshairColor: red)
    let canvas = drawn(3, 1) { heatmap.draw(into: &$0, in: $1) { _, _ in 0 } }
    let lit = black.mixed(with: red, by: 0.45)
    #expect(canvas[0, 0].style == Style(foreground: black, background: lit))
    #expect(canvas[2, 0].style == Style(foreground: lit, background: lit))
    let shades = Heatmap(ramp: ramp, glyphs: .ascii, crosshairColumn: 0)
    #expect(drawn(2, 1) { shades.draw(into: &$0, in: $1) { _, _ in 0 } }.stylePlane() == "A.\nA reverse\n")
  }

  @Test func squaresLookSquare() {
    let heatmap = Heatmap(ramp: ramp)
    #expect(
      heatmap.square(in: Rectangle(x: 3, y: 4, width: 50, height: 10)) == Rectangle(x: 3, y: 4, width: 20, height: 10))
    #expect(
      heatmap.square(in: Rectangle(x: 0, y: 0, width: 9, height: 99)) == Rectangle(x: 0, y: 0, width: 8, height: 4))
  }

  /// Samples and source rows belong to each other both ways, more or fewer samples than rows.
  @Test func samplesAndRowsAgree() {
    for rows in [1, 2, 3, 7, 10, 64, 150] {
      for samples in [1, 2, 3, 8, 64, 150] {
        let geometry = HeatmapGeometry(
          area: Rectangle(x: 0, y: 0, width: samples, height: samples),
          resolution: Size(width: samples, height: samples),
          rowCount: rows, columnCount: rows)
        for row in 0..<rows {
          let expected = (0..<samples).filter { geometry.rows(ofSample: $0).contains(row) }
          #expect(Array(geometry.samples(ofRow: row)) == expected)
          #expect(!expected.isEmpty)
        }
        for sample in 0..<samples {
          #expect(geometry.rows(ofSample: sample).lowerBound == sample * rows / samples)
          #expect(geometry.columns(ofSample: sample) == geometry.rows(ofSample: sample))
        }
      }
    }
  }

  @Test func cellsLeadToTheSource() throws {
    let area = Rectangle(x: 2, y: 1, width: 4, height: 2)
    let geometry = Heatmap(ramp: ramp).geometry(in: area, rowCount: 4, columnCount: 8)
    let source = try #require(geometry.source(at: Point(x: 3, y: 2)))
    // The second of four columns for eight; the third and fourth of four samples for four rows.
    #expect(source.columns == 2..<4 && source.rows == 2..<4)
    #expect(geometry.source(at: Point(x: 1, y: 2)) == nil)
    #expect(Heatmap(ramp: ramp).geometry(in: area, rowCount: 0, columnCount: 0).source(at: Point(x: 3, y: 2)) == nil)
  }

  @Test func legends() {
    func line(_ width: Int) -> String {
      let legend = RampLegend(ramp: ramp, low: "0", high: "9.5", title: "distance", glyphs: .ascii)
      return drawn(width, 1) { legend.draw(into: &$0, in: $1) }.line(0)
    }
    // Ten cells are left for the ten shades.
    #expect(line(25) == "distance 0 @%#*+=-:.  9.5")
    #expect(line(10) == "0 @*-  9.5")
    #expect(line(4) == "@*- ")
  }
}
