import Canvas
import Testing

@Suite struct GlyphTests {
  @Test func fallbacks() {
    #expect(GlyphSet.braille.fallback == .quadrant && GlyphSet.quadrant.fallback == .dots)
    #expect(GlyphSet.dots.fallback == .ascii && GlyphSet.ascii.fallback == nil)
    #expect(GlyphSet.allCases.map { $0.dotsPerCell.width } == [2, 2, 1, 1])
    #expect(GlyphSet.allCases.map { $0.dotsPerCell.height } == [4, 2, 1, 1])
  }

  // Unicode 15, section 21.1: dot 1 2 3 7 down the left column, 4 5 6 8 down the right; dot n is bit n − 1.
  @Test func everyBrailleDot() {
    let numbers = [[1, 4], [2, 5], [3, 6], [7, 8]]
    for y in 0..<4 {
      for x in 0..<2 {
        let canvas = drawn(1, 1) { canvas, area in
          var grid = DotGrid(area: area, glyphs: .braille)
          grid.set(x: x, y: y)
          grid.draw(into: &canvas, style: .plain)
        }
        #expect(canvas[0, 0].scalar.value == 0x2800 + 1 << (numbers[y][x] - 1))
      }
    }
  }

  @Test func everyQuadrant() {
    let cases: [(String, String)] = [
      ("10 00", "▘"), ("01 00", "▝"), ("00 10", "▖"), ("00 01", "▗"), ("11 00", "▀"), ("00 11", "▄"), ("10 10", "▌"),
      ("01 01", "▐"), ("10 01", "▚"), ("01 10", "▞"), ("11 10", "▛"), ("11 01", "▜"), ("10 11", "▙"), ("01 11", "▟"),
      ("11 11", "█"),
    ]
    for (dots, glyph) in cases {
      let canvas = drawn(1, 1) { canvas, area in
        var grid = DotGrid(area: area, glyphs: .quadrant)
        for (y, row) in dots.split(separator: " ").enumerated() {
          for (x, dot) in row.enumerated() where dot == "1" { grid.set(x: x, y: y) }
        }
        grid.draw(into: &canvas, style: .plain)
      }
      #expect(canvas.line(0) == glyph)
    }
  }

  @Test func lines() {
    func line(_ glyphs: GlyphSet, _ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int) -> String {
      drawn(8, 4) { canvas, area in
        var grid = DotGrid(area: area, glyphs: glyphs)
        grid.line(x0: x0, y0: y0, x1: x1, y1: y1)
        grid.draw(into: &canvas, style: .plain)
      }.text
    }
    #expect(line(.ascii, 0, 0, 7, 3) == "**\n  **\n    **\n      **\n")
    #expect(line(.ascii, 0, 3, 3, 0) == "   *\n  *\n *\n*\n")
    #expect(line(.ascii, 5, 0, 5, 3) == "     *\n     *\n     *\n     *\n")
    #expect(line(.ascii, -1_000_000_000, 2, 1_000_000_000, 2) == "\n\n********\n\n")
    #expect(line(.ascii, .min, .min, .max, .max) != line(.ascii, 9, 9, 20, 20))
    #expect(line(.dots, 2, 2, 2, 2) == "\n\n  ·\n\n")
    // Outside altogether.
    #expect(line(.braille, -5, -5, -1, 40) == "\n\n\n\n")
  }

  @Test func linesAreTheSameBothWays() {
    var random = TestRandom(9)
    for _ in 0..<300 {
      let ends = (0..<4).map { _ in Int.random(in: -30...50, using: &random) }
      func picture(_ e: [Int]) -> Canvas {
        drawn(10, 5) { canvas, area in
          var grid = DotGrid(area: area, glyphs: .braille, clip: canvas.bounds)
          grid.line(x0: e[0], y0: e[1], x1: e[2], y1: e[3])
          grid.draw(into: &canvas, style: .plain)
        }
      }
      #expect(picture(ends) == picture([ends[2], ends[3], ends[0], ends[1]]))
    }
  }

  /// A cell's colour by counting, the slow way.
  @Test func majorityTakesTheCell() {
    var random = TestRandom(2)
    for round in 0..<200 {
      let groupChoices = round % 4 == 0 ? [-1, 0, 1, 5_000_000, Int.max] : [-7, -1, 0, 1, 2, 3]
      var grid = DotGrid(area: Rectangle(x: 0, y: 0, width: 3, height: 1), glyphs: .braille)
      var counts = [[Int: Int]](repeating: [:], count: 3)
      for _ in 0..<Int.random(in: 0...20, using: &random) {
        let (x, y) = (Int.random(in: 0..<6, using: &random), Int.random(in: 0..<4, using: &random))
        let group = groupChoices.randomElement(using: &random) ?? 0
        grid.set(x: x, y: y, group: group)
        counts[x / 2][max(-1, group), default: 0] += 1
      }
      let canvas = drawn(3, 1) { canvas, _ in
        grid.draw(into: &canvas) { group in
          Style(foreground: Color(red: UInt8(truncatingIfNeeded: group), green: group < 0 ? 1 : 0, blue: 0))
        }
      }
      for cell in 0..<3 {
        guard let most = counts[cell].values.max() else {
          #expect(canvas[cell, 0] == Cell())
          continue
        }
        let winners = counts[cell].filter { $0.value == most }.keys
        let best = winners.filter { $0 >= 0 }.min() ?? -1
        let expected = Color(red: UInt8(truncatingIfNeeded: best), green: best < 0 ? 1 : 0, blue: 0)
        #expect(canvas[cell, 0].style.foreground == expected)
      }
    }
  }
}
