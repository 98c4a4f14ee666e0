import Canvas
import Testing

@Suite struct FigureSVGTests {
  @Test func golden() {
    var figure = Figure(width: 100, height: 50.5, background: white, title: "A & B", summary: "x < y")
    figure.elements = [
      .shape(.rectangle(FigureArea(x: 1, y: 2.25, width: 10, height: 0.126)), fill: FigurePaint(red), stroke: nil),
      .shape(.circle(center: FigurePoint(-0.001, 5), radius: 3), fill: FigurePaint(blue, opacity: 0.5), stroke: nil),
      .shape(
        .polyline([FigurePoint(0, 0), FigurePoint(1.005, 1 / 3)]), fill: nil,
        stroke: FigureStroke(green, width: 1.5, dashes: [4, 2], hasRoundEnds: true)),
      .shape(
        .polygon([FigurePoint(0, 0), FigurePoint(5, 0), FigurePoint(5, 5)]), fill: FigurePaint(red),
        stroke: FigureStroke(black, opacity: 0.25)),
      .marks(
        FigureMarks(FigureMark("●"), at: [FigurePoint(1, 2), FigurePoint(3, 4)], diameter: 6, paint: FigurePaint(red))),
      .text(FigureText("a<b", at: FigurePoint(3, 4), size: 11, anchor: .end, isBold: true, isUpward: true)),
      .text(FigureText("ab", at: FigurePoint(8, 4), size: 10, color: red, family: .monospaced, advance: 8)),
      .group(FigureGroup(title: "G", clip: FigureArea(x: 1, y: 2, width: 3, height: 4))),
    ]
    #expect(
      figure.svg() == """
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" width="100" \
        height="50.5" viewBox="0 0 100 50.5" role="img" font-family="Helvetica, Arial, Liberation Sans, DejaVu Sans, \
        sans-serif">
        <title>A &amp; B</title>
        <desc>x &lt; y</desc>
        <rect width="100%" height="100%" fill="#ffffff"/>
        <rect x="1" y="2.25" width="10" height="0.13" shape-rendering="crispEdges" fill="#ff0000"/>
        <circle cx="0" cy="5" r="3" fill="#0000ff" fill-opacity="0.5"/>
        <path d="M0 0L1 0.33" fill="none" stroke="#00ff00" stroke-width="1.5" stroke-linejoin="round" \
        stroke-linecap="round" stroke-dasharray="4 2"/>
        <path d="M0 0L5 0L5 5z" fill="#ff0000" stroke="#000000" stroke-width="1" stroke-opacity="0.25" \
        stroke-linejoin="round"/>
        <path d="M1 2h0M3 4h0" fill="none" stroke-linecap="round" stroke="#ff0000" stroke-width="6"/>
        <text x="3" y="4" font-size="11" fill="#000000" font-weight="bold" text-anchor="end" \
        transform="rotate(-90 3 4)">a&lt;b</text>
        <text x="8 16" y="4" font-size="10" fill="#ff0000" font-family="Menlo, Consolas, DejaVu Sans Mono, \
        monospace">ab</text>
        <svg x="1" y="2" width="3" height="4" viewBox="1 2 3 4" overflow="hidden">
        <title>G</title>
        </svg>
        </svg>

        """)
    #expect(figure.svg().hasSuffix(figure.svgElement()))
    #expect(figure.svgElement().hasPrefix("<svg "))
  }

  @Test func picturesAreInside() throws {
    let source = FigureImage(width: 3, height: 2) { x, y in Color(red: UInt8(x), green: UInt8(y), blue: 200) }
    let figure = Figure(
      width: 30, height: 30, elements: [.image(source, in: FigureArea(x: 1, y: 2, width: 12, height: 8))])
    let image = try #require(ParsedXML(figure.svg()).all("image").first)
    #expect(image.attributes["x"] == "1" && image.attributes["width"] == "12" && image.attributes["height"] == "8")
    #expect(image.attributes["image-rendering"] == "pixelated" && image.attributes["preserveAspectRatio"] == "none")
    let link = try #require(image.attributes["xlink:href"])
    let prefix = "data:image/png;base64,"
    try #require(link.hasPrefix(prefix))
    let png = try DecodedPNG(try #require(decodedBase64(String(link.dropFirst(prefix.count)))))
    #expect(png.width == 3 && png.height == 2 && png[2, 1] == Color(red: 2, green: 1, blue: 200))
  }

  @Test func anyTextIsWellFormed() throws {
    let text = "</text>\"&'<![CDATA[ \u{0}\u{1B}[31m\n\u{85}\u{FFFE}\u{FFFF}\u{202E}é漢🙂\u{301}\u{378}]]>"
    var figure = Figure(width: 10, height: 10, title: text, summary: text)
    figure.elements = [
      .text(FigureText(text, at: FigurePoint(0, 0), color: red)),
      .text(FigureText(text, at: FigurePoint(0, 0), color: red, advance: 5)),
      .group(FigureGroup(title: text)),
      .marks(FigureMarks(FigureMark("<"), at: [FigurePoint(1, 1)], diameter: 5, paint: FigurePaint(red))),
    ]
    let parsed = ParsedXML(figure.svg())
    #expect(parsed.problem == nil)
    let shown = try #require(parsed.all("text").first).text
    #expect(shown.hasPrefix("</text>\"&'<![CDATA[ ··[31m") && shown.hasSuffix("]]>"))
    // One place for every scalar that is shown.
    let places = try #require(parsed.all("text")[1].attributes["x"]).split(separator: " ")
    #expect(places.count == parsed.all("text")[1].text.unicodeScalars.count)
    #expect(parsed.all("text")[2].text == "<")
  }

  /// The parser itself finds what is wrong.
  @Test(arguments: [
    "<a>", "<a></b>", "<a b=c/>", "<a/><b/>", "<a>&x;</a>", "<a b=\"1\" b=\"2\"/>", "<a/>x", "<a>\u{1}</a>",
  ])
  func parserFindsFaults(text: String) { #expect(ParsedXML(text).problem != nil) }

  @Test func whatIsNotFiniteIsLeftOut() {
    let bad = [FigurePoint(.nan, 1), FigurePoint(1, .infinity)]
    var figure = Figure(width: 10, height: 10)
    figure.elements = [
      .shape(.polyline(bad), fill: nil, stroke: FigureStroke(red)),
      .shape(.polygon(bad + [FigurePoint(0, 0)]), fill: FigurePaint(red), stroke: nil),
      .shape(.circle(center: bad[0], radius: 3), fill: FigurePaint(red), stroke: nil),
      .shape(.circle(center: FigurePoint(3, 3), radius: .nan), fill: FigurePaint(red), stroke: nil),
      .text(FigureText("a", at: bad[1], color: red)),
      .marks(FigureMarks(FigureMark("●"), at: bad, diameter: 5, paint: FigurePaint(red))),
      .image(FigureImage(width: 0, height: 0, colors: []), in: FigureArea(x: 0, y: 0, width: 5, height: 5)),
    ]
    #expect(figure.svg() == Figure(width: 10, height: 10).svg())
    #expect(figure.image() == Figure(width: 10, height: 10).image())
    #expect(
      FigureArea(x: .nan, y: -.infinity, width: .infinity, height: -4)
        == FigureArea(x: 0, y: -1e7, width: 1e7, height: 0))
  }

  @Test func terminalColorsCanBeRead() {
    let text = FigureElement.text(FigureText("a", at: FigurePoint(1, 9)))
    #expect(Figure(width: 9, height: 9, background: .terminal, elements: [text]).svg().contains("fill=\"#000000\""))
    #expect(Figure(width: 9, height: 9, background: black, elements: [text]).svg().contains("fill=\"#ffffff\""))
  }
}
