import Canvas
import Testing

@Suite struct FigurePNGTests {
  private func colors(_ count: Int, _ color: (Int) -> Color) -> [Color] { (0..<count).map(color) }

  private func check(_ image: FigureImage, kind: Int, title: String = "") throws -> DecodedPNG {
    let png = try DecodedPNG(image.png(title: title))
    #expect(png.width == image.width && png.height == image.height && png.kind == kind)
    var isEqual = true
    for y in 0..<image.height { for x in 0..<image.width { isEqual = isEqual && png[x, y] == image[x, y] } }
    #expect(isEqual)
    #expect(png.chunkNames.first == "IHDR" && png.chunkNames.last == "IEND")
    return png
  }

  @Test func fewColorsBecomeAPalette() throws {
    let image = FigureImage(width: 7, height: 5) { x, y in [red, green, blue][(x + 2 * y) % 3] }
    let png = try check(image, kind: 3)
    #expect(png.chunkNames == ["IHDR", "tEXt", "PLTE", "IDAT", "IEND"])
    #expect(png.texts == ["Software": "Pleiades"])
  }

  @Test func transparentPixelsStaySo() throws {
    let image = FigureImage(width: 4, height: 3) { x, y in x == y ? .terminal : red }
    #expect(try check(image, kind: 3).chunkNames.contains("tRNS"))
    // With too many colours for a palette one unused colour stands for them; black is used here.
    let many = FigureImage(width: 64, height: 64) { x, y in
      x == 5 ? .terminal : Color(red: UInt8(x * 4), green: UInt8(y * 4), blue: 0)
    }
    #expect(try check(many, kind: 2).chunkNames.contains("tRNS"))
  }

  @Test func greysAndManyColors() throws {
    let greys = FigureImage(width: 256, height: 3) { x, y in
      Color(red: UInt8(x), green: UInt8(x), blue: UInt8(x))
    }
    _ = try check(greys, kind: 0)
    let exactly256 = FigureImage(width: 256, height: 2) { x, y in Color(red: UInt8(x), green: 0, blue: 9) }
    _ = try check(exactly256, kind: 3)
    let one = FigureImage(width: 257, height: 1) { x, y in
      Color(red: UInt8(x % 256), green: UInt8(x / 256), blue: 9)
    }
    _ = try check(one, kind: 2)
  }

  /// Pictures for which each of the five filters is the best one somewhere.
  @Test func filtersAreUndone() throws {
    var random = TestRandom(1)
    var filters: Set<UInt8> = []
    for round in 0..<6 {
      let noise = (0..<(40 * 40)).map { _ in UInt8.random(in: 0...255, using: &random) }
      // Each value near the mean of those to the left and above.
      var means = noise
      for place in 41..<1600 { means[place] = (means[place - 1] / 2 + means[place - 40] / 2) &+ noise[place] / 8 }
      let image = FigureImage(width: 40, height: 40) { x, y in
        let small = noise[y * 40 + x] % 4
        switch round {
        case 0: return Color(red: noise[y * 40 + x], green: noise[x * 40 + y], blue: noise[x])
        case 1: return Color(red: UInt8(x * 5) &+ noise[y], green: UInt8(x * 3) &+ noise[y], blue: noise[y])
        case 2: return Color(red: noise[x] &+ UInt8(y), green: noise[x + 40], blue: noise[x + 80] &+ UInt8(y * 3))
        case 3: return Color(red: UInt8(x * 3 + y * 3) &+ small, green: UInt8(x + y * 4), blue: UInt8(2 * y + 2 * x))
        case 4:
          let mean = means[y * 40 + x]
          return Color(red: mean, green: mean &+ 3, blue: mean &+ noise[x] % 2)
        default: return Color(red: UInt8(x * x / 8), green: UInt8(y * y / 8), blue: UInt8(x * y / 8))
        }
      }
      filters.formUnion(try check(image, kind: 2).filters)
    }
    #expect(filters == [0, 1, 2, 3, 4])
  }

  @Test func titlesAreLatin1() throws {
    let image = FigureImage(width: 1, height: 1, colors: [red])
    #expect(try check(image, kind: 3, title: "Größe\u{1B} 漢").texts["Title"] == "Größe? ?")
  }

  @Test func oddSizes() throws {
    // PNG has no empty pictures.
    for image in [FigureImage(width: 0, height: 5, colors: []), FigureImage(width: -3, height: .min, colors: [red])] {
      let png = try DecodedPNG(image.png())
      #expect(png.width == 1 && png.height == 1 && png[0, 0] == .terminal)
    }
    #expect(FigureImage(width: .max, height: 0, colors: []).width == 16_384)
    let short = FigureImage(width: 2, height: 2, colors: [red])
    #expect(short[0, 0] == red && short[1, 1] == .terminal && short[2, 0] == .terminal && short[0, -1] == .terminal)
    #expect(short.png() == FigureImage(width: 2, height: 2, colors: [red, .terminal, .terminal, .terminal]).png())
  }

  /// The words of RFC 4648, section 10.
  @Test func base64() {
    let expected = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]
    for (length, text) in expected.enumerated() {
      #expect(Base64.encode(Array("foobar".utf8.prefix(length))) == text)
    }
    let all = (0..<256).map { UInt8($0) }
    #expect(decodedBase64(Base64.encode(all)) == all)
  }
}
