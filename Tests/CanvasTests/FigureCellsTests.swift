import Canvas
import Testing

/// Screens as figures: what a cell shows must be what its scalar is called.
@Suite struct FigureCellsTests {
  private func image(_ text: String, style: Style = .plain, width: Double = 8, height: Double = 16) -> FigureImage {
    let size = CellWidth.of(text)
    let canvas = drawn(size, 1) { canvas, _ in canvas.write(text, x: 0, y: 0, style: style) }
    return canvas.figure(
      cellWidth: width, cellHeight: height, defaults: Style(foreground: black, background: white)
    ).image()
  }

  @Test func boxLinesReachTheSidesTheyName() {
    for value: UInt32 in 0x2500...0x257F {
      guard let scalar = Unicode.Scalar(value), let name = scalar.properties.name else { continue }
      if name.contains("DIAGONAL") || name.contains("DASH") { continue }
      let picture = image(String(scalar))
      func hasInk(_ place: (Int) -> (Int, Int), _ count: Int) -> Bool {
        (0..<count).contains { picture[place($0).0, place($0).1].relativeLuminance < 0.4 }
      }
      let words = Set(name.split(separator: " "))
      let expected = [
        words.contains("LEFT") || words.contains("HORIZONTAL"), words.contains("RIGHT") || words.contains("HORIZONTAL"),
        words.contains("UP") || words.contains("VERTICAL"), words.contains("DOWN") || words.contains("VERTICAL"),
      ]
      let actual = [
        hasInk({ (0, $0) }, 16), hasInk({ (7, $0) }, 16), hasInk({ ($0, 0) }, 8), hasInk({ ($0, 15) }, 8),
      ]
      #expect(actual == expected, "\(scalar) \(name)")
    }
    // Lines go on from cell to cell without a gap.
    let line = image("───")
    #expect((0..<24).allSatisfy { line[$0, 8] == .black })
  }

  @Test func brailleDotsLieWhereTheirNumbersSay() {
    for value: UInt32 in 0x2801...0x28FF {
      guard let scalar = Unicode.Scalar(value), let name = scalar.properties.name else { continue }
      let picture = image(String(scalar), width: 20, height: 40)
      let numbers = (name.split(separator: "-").last ?? "").compactMap(\.wholeNumberValue)
      for number in 1...8 {
        let (column, row) = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)][number - 1]
        let isSet = picture[column * 10 + 5, row * 10 + 5] == .black
        #expect(isSet == numbers.contains(number), "\(name)")
      }
    }
  }

  /// The eighths of a cell that its block fills, by its name.
  @Test func blocksFillTheirPart() {
    let parts: [(Unicode.Scalar, (Int, Int) -> Bool)] = [
      ("▀", { $1 < 4 }), ("▄", { $1 >= 4 }), ("█", { _, _ in true }), ("▌", { x, _ in x < 4 }),
      ("▐", { x, _ in x >= 4 }),
      ("▁", { $1 >= 7 }), ("▃", { $1 >= 5 }), ("▇", { $1 >= 1 }), ("▏", { x, _ in x < 1 }), ("▉", { x, _ in x < 7 }),
      ("▎", { x, _ in x < 2 }), ("▔", { $1 < 1 }), ("▕", { x, _ in x >= 7 }), ("▖", { $0 < 4 && $1 >= 4 }),
      ("▗", { $0 >= 4 && $1 >= 4 }), ("▘", { $0 < 4 && $1 < 4 }), ("▝", { $0 >= 4 && $1 < 4 }),
      ("▙", { $0 < 4 || $1 >= 4 }), ("▛", { $0 < 4 || $1 < 4 }), ("▜", { $0 >= 4 || $1 < 4 }),
      ("▟", { $0 >= 4 || $1 >= 4 }), ("▚", { ($0 < 4) == ($1 < 4) }), ("▞", { ($0 < 4) != ($1 < 4) }),
    ]
    for (scalar, isFilled) in parts {
      let picture = image(String(scalar))
      var isRight = true
      for y in 0..<16 {
        for x in 0..<8 { isRight = isRight && picture[x, y] == (isFilled(x, y / 2) ? .black : .white) }
      }
      #expect(isRight, "\(scalar)")
    }
    // A quarter of black on white.
    #expect(image("░")[3, 3] == Color(red: 191, green: 191, blue: 191))
  }

  @Test func heatmapsBecomePictures() throws {
    var random = TestRandom(3)
    let values = (0..<200).map { _ in Double.random(in: 0...1, using: &random) }
    let ramp = Ramp(stops: [black, red, white])
    let canvas = drawn(12, 8) { canvas, _ in
      Heatmap(ramp: ramp).draw(into: &canvas, in: Rectangle(x: 1, y: 2, width: 10, height: 5)) { x, y in
        values[y * 10 + x]
      }
      canvas[4, 4] = Cell("x", Style(foreground: blue, background: green))
    }
    let figure = canvas.figure(cellWidth: 6, cellHeight: 12)
    // The marked cell cuts one line in two: two whole parts, and what is left and right of the cell.
    #expect(ParsedXML(figure.svg()).all("image").count == 4)
    let picture = figure.image()
    for y in 0..<10 {
      for x in 0..<10 where !(x == 3 && y / 2 == 2) {
        let color = ramp[values[y * 10 + x]]
        #expect(picture[6 + x * 6, 24 + y * 6] == color && picture[6 + x * 6 + 5, 24 + y * 6 + 5] == color)
      }
    }
    #expect(picture[4 * 6, 4 * 12] == green)
  }

  @Test func stylesShow() {
    #expect(image("a", style: Style(foreground: red, background: blue))[0, 0] == blue)
    #expect(image("a", style: Style(foreground: red, background: blue, attributes: .reverse))[0, 0] == red)
    let underlined = image("  ", style: Style(foreground: red, attributes: .underline))
    #expect((0..<16).allSatisfy { underlined[$0, 14] == red } && underlined[3, 12] == white)
    #expect(image("M", style: Style(attributes: .bold)) != image("M"))
    #expect(image("M", style: Style(attributes: .dim)) != image("M"))
    // Wide scalars take two cells.
    #expect(image("漢").width == 16)
  }

  @Test func textKeepsItsCells() throws {
    let canvas = drawn(12, 2) { canvas, _ in
      canvas.write("ab c", x: 1, y: 0)
      canvas.write("x<é", x: 4, y: 1, style: Style(foreground: red))
      canvas.write("y", x: 7, y: 1)
      canvas.write("漢z", x: 8, y: 1)
    }
    let texts = ParsedXML(canvas.figure(cellWidth: 10, cellHeight: 20).svg()).all("text")
    #expect(texts.map(\.text) == ["ab", "c", "x<é", "y漢z"])
    #expect(texts.map { $0.attributes["x"] } == ["10 20", "40", "40 50 60", "70 80 100"])
    #expect(texts[2].attributes["fill"] == "#ff0000")
    #expect(Set(texts.map { $0.attributes["y"] }).count == 2)
  }

  @Test func neighboursBecomeOneShape() {
    // A box of 40 × 10 cells: four lines, and the corners' two parts each belong to them.
    let box = drawn(40, 10) { canvas, area in Box(style: Style(foreground: red)).draw(into: &canvas, in: area) }
    let rectangles = ParsedXML(box.figure().svg()).all("rect")
    #expect(rectangles.count <= 1 + 4 + 4)
    let paper = drawn(30, 9) { canvas, _ in
      canvas.fill(Rectangle(x: 2, y: 1, width: 20, height: 7), with: Cell(" ", Style(background: blue)))
    }
    #expect(ParsedXML(paper.figure().svg()).all("rect").count == 2)
  }

  @Test func oddSizes() {
    let empty = Canvas(Size(width: 0, height: 0)).figure(cellWidth: .nan, cellHeight: .infinity)
    #expect(empty.width == 1 && empty.height == 1)
    #expect(ParsedXML(empty.svg()).problem == nil)
  }
}
