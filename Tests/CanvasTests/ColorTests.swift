import Canvas
import Testing

@Suite struct ColorTests {
  // The values of sRGB's primaries in Oklab as CSS Color 4's sample code gives them.
  @Test(
    arguments: [
      (red, 0.62796, 0.22486, 0.12585), (green, 0.86644, -0.23389, 0.17950), (blue, 0.45201, -0.03246, -0.31153),
      (white, 1, 0, 0), (black, 0, 0, 0),
    ] as [(Color, Double, Double, Double)])
  func oklabOfPrimaries(color: Color, lightness: Double, a: Double, b: Double) {
    let lab = OKLab(color)
    #expect(abs(lab.lightness - lightness) < 2e-5)
    #expect(abs(lab.a - a) < 2e-5)
    #expect(abs(lab.b - b) < 2e-5)
  }

  @Test func oklabComesBack() {
    var random = TestRandom(1)
    for _ in 0..<2000 {
      let bits = random.next()
      let color = Color(
        red: UInt8(truncatingIfNeeded: bits), green: UInt8(truncatingIfNeeded: bits >> 8),
        blue: UInt8(truncatingIfNeeded: bits >> 16))
      #expect(OKLab(color).color == color)
    }
  }

  // WCAG's own examples: black on white 21, #767676 the lightest grey that passes 4.5 on white; others computed with
  // Python's floating power from the same definition.
  @Test(arguments: [
    ("#000000", "#ffffff", 21), ("#767676", "#ffffff", 4.542225), ("#4477aa", "#000000", 4.464975),
    ("#ee6677", "#1e1e2e", 5.312830), ("#123456", "#123456", 1),
  ])
  func contrast(one: String, two: String, ratio: Double) throws {
    let (first, second) = (try #require(Color(hex: one)), try #require(Color(hex: two)))
    #expect(abs(first.contrastRatio(with: second) - ratio) < 1e-5)
    #expect(abs(second.contrastRatio(with: first) - ratio) < 1e-5)
  }

  @Test func readableTextContrasts() {
    #expect(white.readableText == black && black.readableText == white)
    #expect(Color(red: 255, green: 255, blue: 0).readableText == black && blue.readableText == white)
  }

  // L*a*b* (D65) of red (53.24, 80.09, 67.20) and blue (32.30, 79.19, −107.86), as published in many tables.
  @Test func differences() {
    #expect(abs(red.differenceCIE76(from: blue) - 176.31) < 0.05)
    #expect(abs(black.differenceCIE76(from: white) - 100) < 0.01)
    #expect(abs(black.difference(from: white) - 100) < 0.01)
    #expect(red.difference(from: red) == 0)
  }

  // The matrices applied to linear light in Python with floating powers.
  @Test(arguments: [
    (ColorVision.protanopia, "#ff0000", "#6d5f00"), (.protanopia, "#0080ff", "#298eff"),
    (.protanopia, "#4477aa", "#6179ac"), (.deuteranopia, "#ff0000", "#a39000"), (.deuteranopia, "#0080ff", "#0079fd"),
    (.deuteranopia, "#4477aa", "#546fa9"), (.tritanopia, "#ff0000", "#ff000f"), (.tritanopia, "#0080ff", "#009fb3"),
    (.tritanopia, "#4477aa", "#008389"), (.normal, "#4477aa", "#4477aa"),
  ])
  func simulatesColorVision(vision: ColorVision, color: String, seen: String) throws {
    #expect(try #require(Color(hex: color)).seen(with: vision).hex == seen)
  }

  @Test(arguments: ColorVision.allCases)
  func greysLookTheSameToAll(vision: ColorVision) {
    for level in 0...255 {
      let grey = Color(red: UInt8(level), green: UInt8(level), blue: UInt8(level))
      let seen = grey.seen(with: vision)
      for component in [seen.red, seen.green, seen.blue] { #expect(abs(Int(component) - level) <= 1) }
    }
  }

  @Test func xtermIndices() {
    // 16 + 36·r + 6·g + b, and 232 + (level − 8)/10.
    #expect(red.index256 == 196 && Color(red: 95, green: 135, blue: 175).index256 == 16 + 36 + 12 + 3)
    #expect(Color(red: 128, green: 128, blue: 128).index256 == 244)
    #expect(Color.xterm(244) == Color(red: 128, green: 128, blue: 128))
    for index in 16..<256 { #expect(Color.xterm(index).index256 == index) }
    for index in 0..<16 { #expect(Color.xterm(index).index16 == index) }
    for index in 0..<8 { #expect(Color.xterm(index).index8 == index) }
    #expect(Color.terminal.index256 == -1 && Color.terminal.index16 == -1)
    #expect(Color.terminal.quantized(to: .indexed256) == .terminal && red.quantized(to: .none) == .terminal)
  }

  @Test func theNearestOf256IsNearest() {
    var random = TestRandom(3)
    for _ in 0..<100 {
      let bits = random.next()
      let color = Color(
        red: UInt8(truncatingIfNeeded: bits), green: UInt8(truncatingIfNeeded: bits >> 8),
        blue: UInt8(truncatingIfNeeded: bits >> 16))
      let distance = color.difference(from: .xterm(color.index256))
      #expect((16..<256).allSatisfy { color.difference(from: .xterm($0)) >= distance })
    }
  }

  @Test func coloursStayColoursAmongSixteen() throws {
    // Muted colours would be nearest to grey by distance alone.
    for (hex, allowed) in [("#4477aa", [4, 12, 6, 14]), ("#cc6677", [1, 9]), ("#228833", [2, 10]), ("#777777", [8])] {
      #expect(allowed.contains(try #require(Color(hex: hex)).index16))
    }
  }

  @Test func mixes() {
    #expect(black.mixed(with: white, by: 0) == black && black.mixed(with: white, by: 1) == white)
    #expect(black.mixed(with: white, by: .nan) == black && black.mixed(with: white, by: 7) == white)
    // Oklab lightness ½ is linear light ⅛, which sRGB writes as 0.388573 × 255 = 99.
    #expect(black.mixed(with: white, by: 0.5).hex == "#636363")
    #expect(red.mixed(with: .terminal, by: 0.4) == red && red.mixed(with: .terminal, by: 0.6) == .terminal)
  }

  @Test func pairsOfColorAndMarkStayDistinct() {
    for colorCount in [1, 2, 3, 6, 7, 8, 13, 26] {
      let colors = (0..<colorCount).map { Color(red: UInt8($0), green: 0, blue: 0) }
      let palette = Palette(colors: colors)
      for glyphs in GlyphSet.allCases {
        let count = colorCount * 13
        let pairs = Set((0..<count).map { "\(palette.color($0).hex) \(palette.mark($0, glyphs: glyphs))" })
        #expect(pairs.count == count)
        if glyphs.isASCII { #expect((-1..<count).allSatisfy { palette.mark($0, glyphs: .ascii).isASCII }) }
      }
    }
    #expect(Palette(colors: []).color(5) == .terminal)
    #expect(threeColors.color(-1) == threeColors.noise && threeColors.mark(-1) == "·")
    #expect(threeColors.mark(-1, glyphs: .ascii) == ".")
    #expect(threeColors.color(.max) == threeColors.color(Int.max % 3))
  }

  @Test func marksAreFit() {
    for set in [MarkSet.shapes, .console, .ascii, .letters] {
      #expect(Set(set.scalars).count == set.count)
      #expect(set.scalars.allSatisfy { CellWidth.of($0) == 1 })
    }
    #expect(MarkSet(["漢", "\u{7}", " "]).scalars == ["*"])
    #expect(MarkSet.letters[-1] == "z" && MarkSet.letters[27] == "b")
  }

  @Test func rampsAreEven() throws {
    let stops = ["#1a1a2e", "#3366cc", "#f0e442"].compactMap { Color(hex: $0) }
    for levels in [2, 16, 64] {
      let ramp = Ramp(stops: stops, levels: levels)
      #expect(ramp.colors.count == levels)
      #expect(ramp.colors.first == stops.first && ramp.colors.last == stops.last)
    }
    let ramp = Ramp(stops: stops)
    let steps = zip(ramp.colors, ramp.colors.dropFirst()).map { $0.difference(from: $1) }
    let mean = steps.reduce(0, +) / Double(steps.count)
    // Colours of whole components cannot be exactly even.
    #expect(steps.allSatisfy { abs($0 - mean) < 0.5 * mean })
    // Uneven stops do not matter: black, almost black, white is as even as black, white.
    let lopsided = Ramp(stops: [black, Color(red: 4, green: 4, blue: 4), white]).colors
    for (one, two) in zip(lopsided, Ramp.grey.colors) { #expect(one.difference(from: two) < 0.5) }
  }

  @Test func rampLevels() {
    let ramp = Ramp(stops: [black, white], levels: 4)
    #expect(
      [-1, 0, 0.24, 0.25, 0.5, 0.75, 1, 9, .nan, .infinity].map { ramp.level($0) } == [0, 0, 0, 1, 2, 3, 3, 3, 0, 3])
    #expect(ramp.reversed[0] == white && ramp.reversed[1] == black)
    #expect(Ramp(stops: []).colors == Ramp.grey.colors)
    #expect(Set(Ramp(stops: [red, red]).colors) == [red])
    #expect(Set(Ramp(stops: [red, .terminal]).colors) == [red])
  }

  @Test func hexRoundTrip() {
    #expect(Color(hex: "#01abEF")?.hex == "#01abef")
    #expect(Color(hex: "01abef") == Color(red: 1, green: 171, blue: 239))
    for bad in ["", "#", "#12345", "#1234567", "#-12345", "#+12345", "#gggggg", "red"] {
      #expect(Color(hex: bad) == nil)
    }
    #expect(Color.terminal.hex == "terminal")
  }
}
