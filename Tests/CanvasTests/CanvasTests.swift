import Canvas
import Testing

@Suite struct CanvasTests {
  @Test func writesClippedOnBothSides() {
    #expect(framed(drawn(5, 1) { canvas, _ in canvas.write("abcdefgh", x: -2, y: 0) }) == "¦cdef~¦")
    #expect(framed(drawn(5, 1) { canvas, _ in canvas.write("ab", x: 4, y: 0) }) == "¦    ~¦")
    #expect(framed(drawn(5, 1) { canvas, _ in canvas.write("ab", x: 1, y: 3) }) == "¦     ¦")
    #expect(framed(drawn(5, 1) { canvas, _ in canvas.write("ab", x: .min, y: 0) }) == "¦     ¦")
    #expect(framed(drawn(5, 1) { canvas, _ in canvas.write("ab", x: .max, y: .max, width: .max) }) == "¦     ¦")
  }

  @Test(arguments: [
    ("petal", 5, "petal"), ("petal", 4, "pet~"), ("pétal", 4, "pét…"), ("petal", 1, "~"), ("petal", 0, ""),
    ("漢字かな", 8, "漢字かな"), ("漢字かな", 7, "漢字か…"), ("漢字かな", 6, "漢字…"), ("漢字かな", 5, "漢字…"),
    // e with an acute accent as a mark of its own: the cell keeps the letter.
    ("e\u{301}tude", 5, "etude"), ("🙂🙂", 4, "🙂🙂"), ("🙂🙂", 3, "🙂…"),
    ("a\u{1B}[31mb", 8, "a·[31mb"), ("x\ny\tz", 5, "x·y·z"), ("a\u{202E}b", 5, "a·b"), ("a\u{2028}b", 5, "a·b"),
  ])
  func cutsTextByColumns(text: String, width: Int, expected: String) {
    #expect(TextLayout.truncated(text, width: width) == expected)
    #expect(CellWidth.of(TextLayout.truncated(text, width: width)) <= width)
  }

  @Test func asciiReplacesWhatIsNot() {
    #expect(TextLayout.truncated("naïve 漢 \u{7}", width: 20, glyphs: .ascii) == "na?ve ?? .")
    #expect(TextLayout.truncated("naïve", width: 4, glyphs: .ascii) == "na?~")
    #expect(TextLayout.truncated("naive", width: 4, glyphs: .braille) == "nai…")
  }

  @Test(
    arguments: [
      ("a", 1), ("é", 1), ("漢", 2), ("ｱ", 1), ("Ａ", 2), ("한", 2), ("🙂", 2), ("\u{301}", 0), ("\u{1161}", 0),
      ("⠿", 1), ("▀", 1), ("│", 1), ("\u{200B}", 0), ("─", 1), ("⌚", 2), ("\u{3FFFD}", 2),
    ] as [(Unicode.Scalar, Int)])
  func knowsTheWidth(scalar: Unicode.Scalar, width: Int) {
    #expect(CellWidth.of(scalar) == width)
  }

  @Test func wideScalarsStayWhole() {
    // Writing over either half blanks the other one.
    #expect(
      drawn(4, 1) { canvas, _ in
        canvas.write("漢字", x: 0, y: 0)
        canvas.write("x", x: 1, y: 0)
      }.line(0) == " x字")
    #expect(
      drawn(4, 1) { canvas, _ in
        canvas.write("漢字", x: 0, y: 0)
        canvas.write("x", x: 2, y: 0)
      }.line(0) == "漢x ")
    #expect(
      drawn(4, 1) { canvas, _ in
        canvas.write("漢字", x: 0, y: 0)
        canvas.write("字", x: 1, y: 0)
      }.line(0) == " 字 ")
    // Half of one over an edge of the canvas is a blank.
    #expect(drawn(3, 1) { canvas, _ in canvas.write("漢字", x: -1, y: 0) }.line(0) == " 字")
    #expect(drawn(3, 1) { canvas, _ in canvas[2, 0] = Cell("漢") }.line(0) == "   ")
    // Set as a cell, it covers its neighbour; a covered cell alone cannot be made.
    #expect(drawn(3, 1) { canvas, _ in canvas[0, 0] = Cell("漢") }[1, 0].isCovered)
    #expect(!drawn(3, 1) { canvas, _ in canvas[1, 0] = Cell(Cell.coveredScalar) }[1, 0].isCovered)
  }

  @Test func noControlCharacterGetsIn() {
    var canvas = Canvas(Size(width: 3, height: 1), fill: Cell("\u{1B}"))
    #expect(canvas.line(0) == "···")
    canvas[0, 0] = Cell("\u{9B}")
    canvas[1, 0] = Cell("\u{301}")
    canvas.fill(Rectangle(x: 2, y: 0, width: 1, height: 1), with: Cell("\u{7F}"))
    #expect(canvas.line(0) == "···")
    #expect(Canvas(Size(width: 2, height: 1), fill: Cell("漢")).line(0) == "  ")
  }

  @Test func alignsInARectangle() {
    let area = Rectangle(x: 1, y: 0, width: 6, height: 1)
    func line(_ text: String, _ alignment: TextAlignment) -> String {
      drawn(8, 1) { canvas, _ in canvas.write(text, in: area, alignment: alignment) }.line(0)
    }
    #expect(line("abc", .left) == " abc    ")
    #expect(line("abc", .right) == "    abc ")
    #expect(line("abc", .center) == "  abc   ")
    #expect(line("abcdefg", .right) == " abcde~ ")
  }

  @Test func keepsTheBackground() {
    let paper = Style(background: blue)
    let canvas = drawn(2, 1) { canvas, area in
      canvas.fill(area, with: Cell(" ", paper))
      canvas.write("ab", x: 0, y: 0, style: Style(foreground: red, background: green), keepsBackground: true)
    }
    #expect(canvas[1, 0] == Cell("b", Style(foreground: red, background: blue)))
  }

  @Test func copiesAndCrops() {
    let picture = drawn(4, 2) { canvas, _ in
      canvas.write("漢b字", x: 0, y: 0, width: 4)
      canvas.write("wxyz", x: 0, y: 1)
    }
    #expect(framed(picture) == "¦漢b…¦\n¦wxyz¦")
    #expect(framed(picture.cropped(to: Rectangle(x: 1, y: 0, width: 9, height: 2))) == "¦ b…¦\n¦xyz¦")
    #expect(picture.cropped(to: Rectangle(x: 9, y: 9, width: 2, height: 2)).size == Size(width: 0, height: 0))
    let copy = drawn(5, 2) { canvas, _ in canvas.draw(picture, at: Point(x: 3, y: 1)) }
    #expect(framed(copy) == "¦     ¦\n¦   漢¦")
  }

  @Test func splitsRectangles() {
    let area = Rectangle(x: 2, y: 3, width: 10, height: 5)
    #expect(area.splitTop(2).top == Rectangle(x: 2, y: 3, width: 10, height: 2))
    #expect(area.splitTop(2).rest == Rectangle(x: 2, y: 5, width: 10, height: 3))
    #expect(area.splitBottom(1).bottom == Rectangle(x: 2, y: 7, width: 10, height: 1))
    #expect(area.splitLeft(4).rest == Rectangle(x: 6, y: 3, width: 6, height: 5))
    #expect(area.splitRight(4).right == Rectangle(x: 8, y: 3, width: 4, height: 5))
    #expect(area.splitTop(9).rest.isEmpty && area.splitTop(-1).top.isEmpty)
    #expect(area.centered(Size(width: 4, height: 3)) == Rectangle(x: 5, y: 4, width: 4, height: 3))
    #expect(area.inset(by: 4).isEmpty)
    // Sums of extreme numbers must not overflow.
    let huge = Rectangle(x: .min, y: .max, width: .max, height: .max)
    #expect(huge.inset(left: .max, top: .min).intersection(area).isEmpty)
  }

  @Test(arguments: [
    ("the quick brown fox", 9, ["the quick", "brown fox"]), ("the quick", 5, ["the", "quick"]),
    ("abcdefgh", 3, ["abc", "def", "gh"]), ("a\n\nb", 5, ["a", "", "b"]), ("", 5, [""]), ("  in  de", 8, ["  in  de"]),
    ("漢字かな", 5, ["漢字", "かな"]), ("abc", 0, []), ("ab   cd", 4, ["ab", "cd"]), ("a\tb\u{1B}", 9, ["a b·"]),
  ])
  func wrapsAtBlanks(text: String, width: Int, expected: [String]) {
    #expect(TextLayout.wrap(text, width: width) == expected)
  }

  @Test func wrappedLinesFitAndLoseNothing() {
    var random = TestRandom(7)
    for _ in 0..<300 {
      let words = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        String((0..<Int.random(in: 1...9, using: &random)).map { _ in "abc漢é".randomElement(using: &random) ?? "a" })
      }
      let width = Int.random(in: 2...12, using: &random)
      let lines = TextLayout.wrap(words.joined(separator: " "), width: width)
      #expect(lines.allSatisfy { CellWidth.of($0) <= width })
      #expect(lines.joined().filter { $0 != " " } == words.joined())
    }
  }
}
