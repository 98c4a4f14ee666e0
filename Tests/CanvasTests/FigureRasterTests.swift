import Canvas
import Testing

/// The pixels of shapes, against areas and mixtures computed here.
@Suite struct FigureRasterTests {
  private func image(
    _ width: Double, _ height: Double, scale: Double = 1, _ elements: [FigureElement], background: Color = .white
  ) -> FigureImage {
    Figure(width: width, height: height, background: background, elements: elements).image(scale: scale)
  }

  /// A black part on white: how much light is gone, 0…1. Source: the sRGB transfer function (IEC 61966-2-1).
  private func darkness(_ color: Color) -> Double {
    1 - color.relativeLuminance
  }

  private func darkness(_ image: FigureImage) -> Double {
    var sum = 0.0
    for y in 0..<image.height { for x in 0..<image.width { sum += darkness(image[x, y]) } }
    return sum
  }

  private func filled(_ shape: FigureShape, _ color: Color = .black, opacity: Double = 1) -> FigureElement {
    .shape(shape, fill: FigurePaint(color, opacity: opacity), stroke: nil)
  }

  @Test func wholePixelsAreExact() {
    let picture = image(6, 4, [filled(.rectangle(FigureArea(x: 1, y: 1, width: 3, height: 2)), red)])
    for y in 0..<4 {
      for x in 0..<6 {
        #expect(picture[x, y] == ((1..<4).contains(x) && (1..<3).contains(y) ? red : .white))
      }
    }
  }

  @Test func partsOfPixelsMixLight() {
    let picture = image(4, 3, [filled(.rectangle(FigureArea(x: 0.5, y: 0.25, width: 2.25, height: 1.25)))])
    // The parts of each pixel, across and down.
    let across = [0.5, 1, 0.75, 0]
    let down = [0.75, 0.5, 0]
    for y in 0..<3 {
      for x in 0..<4 {
        #expect(abs(darkness(picture[x, y]) - across[x] * down[y]) < 0.035, "\(x) \(y)")
      }
    }
  }

  @Test func areasAreRight() {
    let circle = image(60, 60, [filled(.circle(center: FigurePoint(30.3, 29.6), radius: 21.7))])
    #expect(abs(darkness(circle) - .pi * 21.7 * 21.7) < 8)
    let ring = image(
      60, 60,
      [.shape(.circle(center: FigurePoint(30, 30), radius: 20), fill: nil, stroke: FigureStroke(.black, width: 4))])
    #expect(abs(darkness(ring) - .pi * (22 * 22 - 18 * 18)) < 8)
    #expect(ring[30, 30] == .white)
    let triangle = image(
      40, 40, [filled(.polygon([FigurePoint(3, 35.5), FigurePoint(20.2, 2), FigurePoint(37, 35.5)]))])
    #expect(abs(darkness(triangle) - 34 * 33.5 / 2) < 5)
    // A line: length × width, and the two half discs of round ends.
    for hasRoundEnds in [false, true] {
      let stroke = FigureStroke(.black, width: 6, hasRoundEnds: hasRoundEnds)
      let line = image(
        60, 60, [.shape(.polyline([FigurePoint(10, 10), FigurePoint(40, 50)]), fill: nil, stroke: stroke)])
      #expect(abs(darkness(line) - (50 * 6 + (hasRoundEnds ? .pi * 9 : 0))) < 4)
    }
  }

  @Test func windingCountsOnce() {
    // Two turns around the same square, and a line over itself.
    let corners = [FigurePoint(2, 2), FigurePoint(8, 2), FigurePoint(8, 8), FigurePoint(2, 8)]
    #expect(image(10, 10, [filled(.polygon(corners + corners))]) == image(10, 10, [filled(.polygon(corners))]))
    let there = [FigurePoint(2, 5.5), FigurePoint(8, 5.5), FigurePoint(2, 5.5)]
    let stroke = FigureStroke(.black, width: 3, opacity: 0.5)
    let back = image(10, 10, [.shape(.polyline(there), fill: nil, stroke: stroke)])
    #expect(back[5, 5] == Color(red: 128, green: 128, blue: 128))
    // A five-pointed star drawn in one go is full in the middle.
    let star = [(50, 5), (78, 92), (4, 38), (96, 38), (22, 92)].map { FigurePoint(Double($0.0), Double($0.1)) }
    #expect(image(100, 100, [filled(.polygon(star))])[50, 50] == .black)
  }

  @Test func opacityMixesAsBrowsersDo() {
    let area = FigureArea(x: 0, y: 0, width: 2, height: 2)
    let picture = image(
      2, 2, [filled(.rectangle(area), red, opacity: 0.25), filled(.rectangle(area), blue, opacity: 0.5)])
    // (255, 255, 255) → (255, 191.25, 191.25) → half of that and half of blue.
    #expect(picture[0, 0] == Color(red: 128, green: 96, blue: 223))
  }

  @Test func dashesLeaveGaps() {
    let stroke = FigureStroke(.black, width: 2, dashes: [4, 2])
    let picture = image(20, 3, [.shape(.polyline([FigurePoint(1, 1), FigurePoint(19, 1)]), fill: nil, stroke: stroke)])
    let row = (0..<20).map { picture[$0, 0] == .black ? "#" : picture[$0, 0] == .white ? "." : "?" }.joined()
    #expect(row == ".####..####..####...")
  }

  @Test func groupsClip() {
    let everything = filled(.rectangle(FigureArea(x: -50, y: -50, width: 200, height: 200)))
    let inner = FigureGroup(clip: FigureArea(x: 3, y: 0, width: 9, height: 9), elements: [everything])
    let outer = FigureGroup(clip: FigureArea(x: 1, y: 2, width: 4, height: 3), elements: [.group(inner)])
    let picture = image(10, 10, [.group(outer), filled(.rectangle(FigureArea(x: 9, y: 9, width: 1, height: 1)))])
    for y in 0..<10 {
      for x in 0..<10 {
        let isInside = (3..<5).contains(x) && (2..<5).contains(y) || x == 9 && y == 9
        #expect(picture[x, y] == (isInside ? .black : .white))
      }
    }
  }

  @Test(arguments: [1.0, 2, 3]) func picturesKeepSharpPixels(scale: Double) {
    var random = TestRandom(7)
    let source = FigureImage(width: 5, height: 3) { _, _ in
      Color(red: UInt8.random(in: 0...255, using: &random), green: UInt8.random(in: 0...255, using: &random), blue: 3)
    }
    // Two of the figure's pixels across, and four down, for each of the picture's.
    let picture = image(14, 16, scale: scale, [.image(source, in: FigureArea(x: 2, y: 1, width: 10, height: 12))])
    let whole = Int(scale)
    for y in 0..<(16 * whole) {
      for x in 0..<(14 * whole) {
        let (column, row) = (x / whole - 2, y / whole - 1)
        let isInside = (0..<10).contains(column) && (0..<12).contains(row)
        #expect(picture[x, y] == (isInside ? source[column / 2, row / 4] : .white))
      }
    }
  }

  @Test func pictureHolesShowWhatIsBelow() {
    let source = FigureImage(width: 2, height: 1, colors: [.terminal, blue])
    let picture = image(2, 1, [.image(source, in: FigureArea(x: 0, y: 0, width: 2, height: 1))], background: red)
    #expect(picture[0, 0] == red && picture[1, 0] == blue)
  }

  @Test func marksDifferAndStayInside() {
    var seen: Set<FigureImage> = []
    for scalar in MarkSet.shapes.scalars {
      let marks = FigureMarks(
        FigureMark(scalar), at: [FigurePoint(20, 20)], diameter: 20, paint: FigurePaint(.black))
      let picture = image(40, 40, [.marks(marks)])
      #expect(seen.insert(picture).inserted, "\(scalar)")
      // Alike in size: between half of and as much ink as the disc, or an outline's.
      let isOutline = MarkSet.shapes.scalars.firstIndex(of: scalar)! > 6
      let part = darkness(picture) / (.pi * 100)
      #expect(isOutline ? (0.3...0.9).contains(part) : (0.5...1.01).contains(part), "\(scalar) \(part)")
    }
  }

  /// Every letter is drawn, no two alike, none as the box of unknown ones; and inside its space.
  @Test func lettersAreDrawn() {
    func drawn(_ text: String) -> FigureImage {
      image(60, 60, [.text(FigureText(text, at: FigurePoint(10, 40), size: 32, color: .black))])
    }
    let unknown = drawn("Ж")
    #expect(darkness(unknown) > 40)
    var seen: [FigureImage: String] = [:]
    let marks = "·•–—−…×÷±≤≥≠≈∞√°²³¹µαβγδελπσΔΣ→←↑↓✓✗«»äÖéßçñå€£©§"
    for scalar in (0x21...0x7E).compactMap({ Unicode.Scalar($0) }) + Array(marks.unicodeScalars) {
      let picture = drawn(String(scalar))
      #expect(picture != unknown, "\(scalar)")
      #expect(darkness(picture) > 8, "\(scalar)")
      if let other = seen[picture] {
        Issue.record("\(scalar) looks like \(other)")
      }
      seen[picture] = String(scalar)
      var isInside = true
      for y in 0..<60 {
        for x in 0..<60 where picture[x, y] != .white {
          isInside = isInside && (8..<50).contains(x) && (10..<52).contains(y)
        }
      }
      #expect(isInside, "\(scalar)")
    }
    #expect(darkness(drawn(" ")) == 0)
  }

  @Test(arguments: FigureText.Anchor.allCases) func textIsAnchored(anchor: FigureText.Anchor) throws {
    for isUpward in [false, true] {
      let text = FigureText(
        "HnH", at: FigurePoint(100, 100), size: 20, color: .black, anchor: anchor, isUpward: isUpward)
      let picture = image(200, 200, [.text(text)])
      var (along, across): ([Int], [Int]) = ([], [])
      for y in 0..<200 {
        for x in 0..<200 where darkness(picture[x, y]) > 0.4 {
          // Upwards is along, and to the left is up.
          along.append(isUpward ? 200 - y : x)
          across.append(isUpward ? x : y)
        }
      }
      let (first, last) = (try #require(along.min()), try #require(along.max()))
      // Helvetica: 0.722 + 0.556 + 0.722 of the size, and a little space at either end.
      #expect((34...40).contains(last - first), "\(last - first)")
      switch anchor {
      case .start: #expect((100...104).contains(first))
      case .middle: #expect(abs((first + last) / 2 - 100) <= 1)
      case .end: #expect((96...100).contains(last))
      }
      // It stands on the line, and capitals are 0.72 of the size high.
      #expect(across.max() == 99)
      #expect((83...87).contains(across.min() ?? 0))
    }
  }

  @Test func monospacedTextKeepsItsCells() {
    let text = FigureText("iWm", at: FigurePoint(0, 15), size: 13, family: .monospaced, advance: 8)
    let picture = image(24, 20, [.text(text)])
    for cell in 0..<3 {
      var sum = 0.0
      for y in 0..<20 { for x in (cell * 8)..<(cell * 8 + 8) { sum += darkness(picture[x, y]) } }
      #expect(sum > 5)
    }
    // Nothing crosses from cell to cell.
    for y in 0..<20 { for x in [7, 8, 15, 16] { #expect(darkness(picture[x, y]) < 0.45) } }
  }

  @Test func scalesAndSizes() {
    let picture = image(10, 5, scale: 2.5, [])
    #expect(picture.width == 25 && picture.height == 13)
    #expect(image(10, 5, scale: .nan, []).width == 10)
    #expect(image(10, 5, scale: -3, []).width == 1)
    // A side of 16,384 pixels is the longest.
    let long = image(100_000, 2, scale: 3, [])
    #expect(long.width == 16_384 && long.height == 1)
    #expect(Figure(width: .nan, height: .infinity).width == 1)
  }
}
