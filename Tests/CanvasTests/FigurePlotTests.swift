import Canvas
import Testing

@Suite struct FigurePlotTests {
  /// Values on the ramp's levels, and two odd ones.
  private func heatmap(_ width: Int, _ height: Int) -> HeatmapFigure {
    HeatmapFigure(columnCount: width, rowCount: height) { x, y in
      x == 2 && y == 1 ? .nan : x == 0 && y == 0 ? -7 : Double((x * 31 + y * 17) % 97) / 96
    }
  }

  private func expected(_ figure: HeatmapFigure, _ x: Int, _ y: Int) -> Color {
    let value = figure.values[y * figure.columnCount + x]
    return value.isNaN ? figure.theme.missing : figure.theme.ramp[Double(value)]
  }

  @Test func imagesAreExact() throws {
    let figure = heatmap(30, 20)
    let png = try DecodedPNG(figure.image.png())
    var isEqual = true
    for y in 0..<20 { for x in 0..<30 { isEqual = isEqual && png[x, y] == expected(figure, x, y) } }
    #expect(isEqual)
  }

  /// With everything around it the picture itself still has exactly its pixels, at the place that the vector form says.
  @Test(arguments: [64.0, 300]) func picturesInFiguresAreExact(side: Double) throws {
    var figure = heatmap(64, 48)
    figure.side = side
    figure.rows = .init(title: "row", groups: Array(repeating: 0, count: 48), heights: Array(repeating: 1, count: 47))
    figure.columns = .init(title: "column", positions: 100..<164, groups: [0, 1, -1])
    figure.profile = .init(values: [1, 2, .nan, 3], groups: [0, 1, 2, 0], cut: 2, cutLabel: "cut", title: "joins")
    (figure.low, figure.high, figure.scaleTitle) = ("0", "9.5", "distance")
    figure.legend = FigureLegend(
      [.init(group: 0, name: "a", count: 3), .init(group: -1, name: "noise")], title: "class")
    (figure.title, figure.captions) = ("A title", ["A caption"])
    let whole = figure.figure()
    let image = try #require(ParsedXML(whole.svg()).all("image").first { $0.attributes["width"] != "14" })
    func number(_ name: String) throws -> Int { try #require(Int(image.attributes[name] ?? "")) }
    let (left, top) = (try number("x"), try number("y"))
    let pixel = Int(side) / 64
    #expect(try number("width") == 64 * pixel && number("height") == 48 * pixel)
    for scale in [1, 2] {
      let png = try DecodedPNG(whole.png(scale: Double(scale)))
      let step = pixel * scale
      var isEqual = true
      for y in 0..<(48 * step) {
        for x in 0..<(64 * step) {
          isEqual = isEqual && png[left * scale + x, top * scale + y] == expected(figure, x / step, y / step)
        }
      }
      #expect(isEqual)
      #expect(png.texts["Title"] == "A title")
    }
  }

  @Test func numbersNameThePositions() {
    var figure = HeatmapFigure(columnCount: 50, rowCount: 50) { _, _ in 0 }
    figure.rows.positions = 1000..<1050
    figure.columns.positions = 1000..<1050
    let texts = ParsedXML(figure.figure().svg()).all("text").map(\.text)
    #expect(texts.contains("1000") && texts.contains("1040") && !texts.contains("0") && !texts.contains("1050"))
  }

  @Test func stripsShowTheGroups() {
    var figure = HeatmapFigure(columnCount: 100, rowCount: 100) { _, _ in 0 }
    figure.side = 100
    figure.theme.palette = threeColors
    figure.columns.groups = (0..<100).map { $0 < 25 ? 0 : $0 < 75 ? 2 : -1 }
    let rectangles = ParsedXML(figure.figure().svg()).all("rect").filter { $0.attributes["height"] == "9" }
    #expect(rectangles.map { $0.attributes["width"] } == ["25", "50", "25"])
    #expect(rectangles.map { $0.attributes["fill"] } == ["#ff0000", "#0000ff", "#808080"])
  }

  @Test func profilesAreAligned() throws {
    var figure = HeatmapFigure(columnCount: 10, rowCount: 10) { _, _ in 0 }
    figure.side = 100
    figure.theme.palette = threeColors
    figure.profile = .init(values: (0..<10).map { $0 == 6 ? 4 : 1 }, groups: Array(repeating: 1, count: 10))
    let whole = figure.figure()
    let image = try #require(ParsedXML(whole.svg()).all("image").first)
    let left = try #require(Int(image.attributes["x"] ?? ""))
    let picture = whole.image()
    // How high the bars are in each column of pixels.
    let heights = (0..<100).map { x in (0..<picture.height).count { picture[left + x, $0] == green } }
    #expect((60..<70).allSatisfy { heights[$0] == heights[60] })
    let others = (0..<100).filter { !(60..<70).contains($0) }.map { heights[$0] }
    #expect(Set(others).count == 1)
    #expect(abs(Double(heights[60]) / Double(others[0]) - 4) < 0.2)
  }

  @Test func pointsLieWhereTheyBelong() throws {
    var figure = ScatterFigure(x: [0, 10, .nan, 5], y: [0, 10, 3, .infinity], groups: [0, 1])
    figure.theme.palette = threeColors
    figure.usesMarks = false
    figure.window = PlotWindow(minX: 0, maxX: 10, minY: 0, maxY: 10)
    let circles = ParsedXML(figure.figure().svg()).all("circle")
    try #require(circles.count == 2)
    func number(_ index: Int, _ name: String) -> Double { Double(circles[index].attributes[name] ?? "") ?? -1 }
    #expect(number(0, "cx") < number(1, "cx") - 300 && number(0, "cy") > number(1, "cy") + 300)
    // Groups have their own marks where wanted: a disc and a triangle.
    figure.usesMarks = true
    let marked = ParsedXML(figure.figure().svg())
    #expect(marked.all("circle").count == 1)
  }

  @Test func equalAspect() {
    var figure = ScatterFigure(x: [0, 1, 0, 1], y: [0, 0, 1, 1])
    figure.hasEqualAspect = true
    let circles = ParsedXML(figure.figure().svg()).all("circle").map {
      (Double($0.attributes["cx"] ?? "") ?? 0, Double($0.attributes["cy"] ?? "") ?? 0)
    }
    let (width, height) = (circles[1].0 - circles[0].0, circles[0].1 - circles[2].1)
    #expect(width > 100 && abs(width / height - 1) < 0.01)
  }

  @Test func manyPointsBecomeAPicture() {
    var random = TestRandom(2)
    func figure(_ count: Int) -> Figure {
      let values = (0..<count).map { _ in Double.random(in: 0...1, using: &random) }
      return ScatterFigure(x: values, y: values.reversed(), groups: values.map { $0 < 0.5 ? 0 : 1 }).figure()
    }
    #expect(ParsedXML(figure(1000).svg()).all("image").isEmpty)
    let many = figure(ScatterFigure.vectorLimit + 1)
    let parsed = ParsedXML(many.svg())
    #expect(parsed.all("image").count == 1 && parsed.all("circle").isEmpty && many.svg().utf8.count < 2_000_000)
  }

  @Test func legendsName() {
    var figure = ScatterFigure(x: [0, 1], y: [0, 1], groups: [0, 1])
    figure.legend = FigureLegend(
      (0..<40).map { .init(group: $0, name: "cluster <\($0)>", count: 1234) }, title: "species")
    let texts = ParsedXML(figure.figure().svg()).all("text").map(\.text)
    #expect(texts.contains("species") && texts.contains("cluster <28>") && texts.contains("1,234"))
    #expect(texts.contains("… and 11 more") && !texts.contains("cluster <29>"))
  }

  @Test func barsHaveTheirLength() {
    var figure = BarsFigure(values: [1, 4, -2, .nan], scale: .names(["one", "four", "less", "none"]))
    figure.theme.palette = threeColors
    let bars = ParsedXML(figure.figure().svg()).all("rect").filter { $0.attributes["fill"] == "#ff0000" }
    let widths = bars.map { Double($0.attributes["width"] ?? "") ?? 0 }
    #expect(widths.count == 3 && abs(widths[1] / widths[0] - 4) < 0.01 && abs(widths[2] / widths[0] - 2) < 0.01)
    let texts = ParsedXML(figure.figure().svg()).all("text").map(\.text)
    #expect(["one", "four", "less", "none", "−2"].allSatisfy(texts.contains))
    let histogram = Histogram(values: [0, 0.1, 0.2, 0.9, 1], bins: 2)
    var upright = BarsFigure(histogram)
    upright.theme.palette = threeColors
    let heights = ParsedXML(upright.figure().svg()).all("rect").filter { $0.attributes["fill"] == "#ff0000" }
      .map { Double($0.attributes["height"] ?? "") ?? 0 }
    #expect(heights.count == 2 && abs(heights[0] / heights[1] - 1.5) < 0.01)
  }

  @Test func linesKeepTheirPeaks() throws {
    var values = [Double](repeating: 1, count: 100_000)
    values[31_415] = 50
    values[77_777] = .nan
    for form in LineFigure.Form.allCases {
      let svg = LineFigure(values: values, form: form).figure().svg()
      #expect(svg.utf8.count < 400_000)
      let parsed = ParsedXML(svg)
      #expect(parsed.problem == nil)
      // One place is far above all others.
      let path = try #require(parsed.all("path").map { $0.attributes["d"] ?? "" }.max { $0.count < $1.count })
      let pairs = path.split { "MLzh".contains($0) }.map { $0.split(separator: " ") }
      let heights = pairs.compactMap { $0.count == 2 ? Double($0[1]) : nil }
      let least = try #require(heights.min())
      #expect(heights.count { $0 < least + 100 } <= 2, "\(form)")
    }
  }

  @Test func bothThemesCanBeRead() {
    for theme in [FigureTheme.light, .dark] {
      for color in [theme.text, theme.label, theme.highlight] {
        #expect(color.contrastRatio(with: theme.background) >= 4.5)
      }
      for color in theme.palette.colors {
        #expect(color.contrastRatio(with: theme.background) >= 3)
        for other in theme.palette.colors where other != color { #expect(color.difference(from: other) > 5) }
      }
      #expect(theme.axis.contrastRatio(with: theme.background) >= 2.5)
    }
  }

  /// Any numbers at all: nothing traps, and the vector form stays well-formed.
  @Test func anyNumbers() {
    var random = TestRandom(11)
    let special: [Double] = [
      0, -0.0, 1, .nan, .infinity, -.infinity, 1e308, -1e308, .leastNonzeroMagnitude, 1e16, 1e16 + 2, -3,
    ]
    func value() -> Double { special.randomElement(using: &random) ?? 0 }
    func values() -> [Double] {
      (0..<([0, 1, 2, 3, 40].randomElement(using: &random) ?? 0)).map { _ in
        Bool.random(using: &random) ? value() : Double.random(in: -2...2, using: &random)
      }
    }
    func integer() -> Int { [-1, 0, 1, 5, .max, .min].randomElement(using: &random) ?? 0 }
    func text() -> String {
      ["", "a", "é\u{0}<", String(repeating: "long ", count: 200)].randomElement(using: &random) ?? ""
    }
    func legend() -> FigureLegend {
      FigureLegend([.init(group: integer(), name: text(), count: integer())], title: text())
    }
    for round in 0..<300 {
      let figure: Figure
      switch round % 5 {
      case 0:
        var plot = ScatterFigure(x: values(), y: values(), groups: [integer(), integer()])
        (plot.width, plot.height) = (value(), round % 2 == 0 ? 300 : value())
        (plot.xTitle, plot.title, plot.captions) = (text(), text(), [text(), text()])
        plot.hasEqualAspect = Bool.random(using: &random)
        if round % 3 == 0 { plot.window = PlotWindow(minX: value(), maxX: value(), minY: value(), maxY: value()) }
        plot.legend = legend()
        figure = plot.figure()
      case 1:
        var plot = LineFigure(values: values(), form: LineFigure.Form.allCases.randomElement(using: &random) ?? .line)
        (plot.groups, plot.firstIndex, plot.highlightedIndex) = ([integer()], integer(), integer())
        (plot.threshold, plot.thresholdLabel, plot.yTitle) = (value(), text(), text())
        (plot.width, plot.legend) = (round % 2 == 0 ? 400 : value(), legend())
        figure = plot.figure()
      case 2:
        var plot = BarsFigure(
          values: values(), scale: round % 2 == 0 ? .range(from: value(), to: value()) : .names([text()]))
        (plot.threshold, plot.highlightedIndex, plot.groups, plot.xTitle) = (value(), integer(), [integer()], text())
        if round % 3 == 0 { (plot.width, plot.height) = (value(), value()) }
        figure = plot.figure()
      case 3:
        var plot = HeatmapFigure(values: values().map(Float.init), columnCount: [0, 1, 7, -3][round % 4], rowCount: 5)
        plot.rows = .init(title: text(), positions: round % 2 == 0 ? nil : Int.min..<Int.max, groups: [integer()])
        plot.columns = .init(positions: 3..<3, groups: [0, 1], heights: values(), cut: value())
        plot.profile = .init(values: values(), groups: [integer()], cut: value(), cutLabel: text(), title: text())
        (plot.blocks, plot.low, plot.side) = ([0..<3, Int.min..<Int.max], text(), value())
        plot.rows.heights = values()
        plot.legend = legend()
        figure = plot.figure()
      default:
        let point = FigurePoint(value(), value())
        figure = Figure(
          width: 20, height: 20,
          elements: [
            .shape(
              .polyline([point, FigurePoint(value(), value()), FigurePoint(3, 4)]), fill: nil,
              stroke: FigureStroke(red, width: value(), opacity: value(), dashes: values())),
            .shape(
              .rectangle(FigureArea(x: value(), y: value(), width: value(), height: value())),
              fill: FigurePaint(red, opacity: value()), stroke: FigureStroke(blue, dashes: [value()])),
            .shape(
              .circle(center: point, radius: value()), fill: FigurePaint(red),
              stroke: FigureStroke(blue, width: value())),
            .shape(.polygon([point, FigurePoint(1, 2), FigurePoint(9, 9)]), fill: FigurePaint(red), stroke: nil),
            .marks(
              FigureMarks(FigureMark("★"), at: [point], diameter: value(), paint: FigurePaint(red, opacity: value()))),
            .text(FigureText(text(), at: point, size: value(), advance: round % 2 == 0 ? value() : nil)),
            .image(
              FigureImage(width: 3, height: 2, colors: [red]),
              in: FigureArea(x: value(), y: value(), width: value(), height: value())),
            .group(FigureGroup(clip: FigureArea(x: value(), y: value(), width: value(), height: value()))),
          ])
      }
      #expect(ParsedXML(figure.svg()).problem == nil)
      let scale = min(1, 400 / max(figure.width, figure.height))
      #expect(figure.image(scale: scale).width >= 1)
    }
  }
}
