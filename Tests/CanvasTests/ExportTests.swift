import Canvas
import Testing

@Suite struct ExportTests {
  @Test func plainTextTrimsBlanks() {
    let canvas = drawn(5, 3) { canvas, _ in
      canvas.write("ab", x: 1, y: 0)
      canvas.write("漢", x: 0, y: 2)
    }
    #expect(canvas.text == " ab\n\n漢\n")
    #expect(canvas.lines == [" ab", "", "漢"])
    #expect(Canvas(Size(width: 0, height: 0)).text == "")
  }

  @Test func ansiChangesOnlyWhatDiffers() {
    let canvas = drawn(4, 2) { canvas, _ in
      canvas[0, 0] = Cell("a", Style(foreground: red))
      canvas[1, 0] = Cell("b", Style(foreground: red, attributes: .bold))
      canvas[2, 0] = Cell("c", Style(foreground: red, background: blue, attributes: .bold))
      canvas[3, 0] = Cell("d", Style(foreground: red))
      canvas[0, 1] = Cell("e", Style(attributes: .reverse))
      canvas[1, 1] = Cell("f")
    }
    #expect(
      canvas.ansiText() == "\u{1B}[38;2;255;0;0ma\u{1B}[1mb\u{1B}[48;2;0;0;255mc\u{1B}[0;38;2;255;0;0md\u{1B}[0m\n"
        + "\u{1B}[7me\u{1B}[0mf\n")
    #expect(
      canvas.ansiText(depth: .indexed256) == "\u{1B}[38;5;196ma\u{1B}[1mb\u{1B}[48;5;21mc\u{1B}[0;38;5;196md\u{1B}[0m\n"
        + "\u{1B}[7me\u{1B}[0mf\n")
    #expect(canvas.ansiText(depth: .none) == "a\u{1B}[1mbc\u{1B}[0md\n\u{1B}[7me\u{1B}[0mf\n")
    // Bright red is 9 and bright blue 12 among the sixteen; of eight, red is 1 and blue 4.
    #expect(canvas.ansiText(depth: .sixteen).hasPrefix("\u{1B}[91ma"))
    #expect(canvas.ansiText(depth: .eight).hasPrefix("\u{1B}[31ma\u{1B}[1mb\u{1B}[44mc"))
  }

  @Test func ansiTrimsOnlyWhatCannotBeSeen() {
    let canvas = drawn(3, 3) { canvas, _ in
      canvas[2, 0] = Cell(" ", Style(background: red))
      canvas[2, 1] = Cell(" ", Style(foreground: red, attributes: .bold))
      canvas[0, 2] = Cell(" ", Style(attributes: .underline))
    }
    #expect(canvas.ansiText() == "  \u{1B}[48;2;255;0;0m \u{1B}[0m\n\n\u{1B}[4m \u{1B}[0m\n")
    #expect(canvas.ansiText(depth: .none) == "\n\n\u{1B}[4m \u{1B}[0m\n")
  }

  /// A terminal of the smallest kind reads the escapes and must end up with the same picture.
  @Test func ansiReadsBackTheSame() {
    var random = TestRandom(21)
    let colors = [Color.terminal, red, green, blue, white, black]
    for _ in 0..<200 {
      var canvas = Canvas(Size(width: 12, height: 4))
      for y in 0..<4 {
        for x in 0..<12 where Bool.random(using: &random) {
          let scalar: Unicode.Scalar = ["a", " ", "⠿", "漢", "▀"].randomElement(using: &random) ?? "a"
          let style = Style(
            foreground: colors.randomElement(using: &random) ?? red,
            background: colors.randomElement(using: &random) ?? red,
            attributes: Style.Attributes(rawValue: UInt8.random(in: 0..<16, using: &random)))
          canvas[x, y] = Cell(scalar, style)
        }
      }
      #expect(visible(read(canvas.ansiText(), canvas.size)) == visible(canvas))
    }
  }

  private func read(_ text: String, _ size: Size) -> Canvas {
    var canvas = Canvas(size)
    var (x, y, style) = (0, 0, Style.plain)
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      if scalar == "\n" {
        #expect(style == .plain)
        (x, y) = (0, y + 1)
      } else if scalar == "\u{1B}" {
        #expect(scalars.popFirst() == "[")
        var codes = ""
        while let next = scalars.popFirst(), next != "m" { codes.unicodeScalars.append(next) }
        apply(codes.split(separator: ";").compactMap { Int($0) }, to: &style)
      } else {
        canvas[x, y] = Cell(scalar, style)
        x += canvas[x + 1, y].isCovered ? 2 : 1
      }
    }
    return canvas
  }

  private func apply(_ codes: [Int], to style: inout Style) {
    var codes = codes[...]
    while let code = codes.popFirst() {
      switch code {
      case 0: style = .plain
      case 1: style.attributes.insert(.bold)
      case 2: style.attributes.insert(.dim)
      case 4: style.attributes.insert(.underline)
      case 7: style.attributes.insert(.reverse)
      case 38, 48:
        let numbers = codes.prefix(4).map { UInt8($0) }
        codes = codes.dropFirst(4)
        let color = Color(red: numbers[1], green: numbers[2], blue: numbers[3])
        if code == 38 { style.foreground = color } else { style.background = color }
      case 39: style.foreground = .terminal
      case 49: style.background = .terminal
      default: Issue.record("unexpected code \(code)")
      }
    }
  }

  /// Without what no terminal shows: ink and weight of blanks.
  private func visible(_ canvas: Canvas) -> Canvas {
    var result = Canvas(canvas.size)
    for y in 0..<canvas.size.height {
      for x in 0..<canvas.size.width where !canvas[x, y].isCovered {
        var cell = canvas[x, y]
        if cell.scalar == " ", cell.style.attributes.isDisjoint(with: [.underline, .reverse]) {
          cell.style = Style(background: cell.style.background)
        }
        result[x, y] = cell
      }
    }
    return result
  }

  @Test func stylePlanes() {
    let canvas = drawn(3, 2) { canvas, _ in
      canvas[1, 0] = Cell("x", Style(foreground: red, background: blue, attributes: [.bold, .dim]))
      canvas[2, 0] = Cell("y", Style(attributes: [.underline, .reverse]))
      canvas[0, 1] = canvas[1, 0]
    }
    #expect(canvas.stylePlane() == ".AB\nA..\nA #ff0000 on #0000ff bold dim\nB underline reverse\n")
  }

  @Test func lookAlikesAreASCII() {
    var random = TestRandom(31)
    for _ in 0..<3000 {
      guard let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) else { continue }
      let canvas = drawn(2, 1) { canvas, _ in canvas[0, 0] = Cell(scalar) }.convertedToASCII()
      #expect(canvas.cells.allSatisfy { (0x20..<0x7F).contains($0.scalar.value) })
    }
    #expect(drawn(8, 1) { canvas, _ in canvas.write("┌─│…●⠿漢", x: 0, y: 0) }.convertedToASCII().line(0) == "+-|~o#??")
  }
}
