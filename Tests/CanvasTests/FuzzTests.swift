import Canvas
import Testing

/// Everything that draws, with random data in random rectangles: nothing may trap, nothing may be drawn outside, no
/// control character may get through, and the ASCII set must give ASCII.
@Suite struct FuzzTests {
  static let drawables: [String] = [
    "scatter", "line", "histogram", "sparkline", "heatmap", "legend", "groups", "box", "popup", "table", "list",
    "gauge",
    "progress", "scrollbar", "hints", "paragraph", "axes", "text", "dots",
  ]

  @Test(arguments: drawables)
  func staysInside(name: String) {
    var random = TestRandom(UInt64(name.utf8.reduce(17) { $0 &* 31 &+ Int($1) }))
    for round in 0..<400 {
      let blank = Canvas(
        Size(width: Int.random(in: 0...50, using: &random), height: Int.random(in: 0...20, using: &random)),
        fill: Cell("#", Style(foreground: green)))
      let area = rectangle(round, &random)
      let glyphs = GlyphSet.allCases.randomElement(using: &random) ?? .ascii
      var canvas = blank
      draw(name, into: &canvas, in: area, glyphs, &random)
      var isInside = true
      var isClean = true
      for y in 0..<blank.size.height {
        for x in 0..<blank.size.width {
          let cell = canvas[x, y]
          if !area.contains(Point(x: x, y: y)) { isInside = isInside && cell == blank[x, y] }
          isClean = isClean && isFit(cell, glyphs)
        }
      }
      #expect(isInside, "drew outside \(area) with \(glyphs)")
      #expect(isClean, "unfit scalar with \(glyphs)")
    }
  }

  private func isFit(_ cell: Cell, _ glyphs: GlyphSet) -> Bool {
    if glyphs.isASCII { return (0x20..<0x7F).contains(cell.scalar.value) }
    return cell.isCovered || cell.scalar.properties.generalCategory != .control
  }

  private func rectangle(_ round: Int, _ random: inout TestRandom) -> Rectangle {
    if round % 20 == 0 {
      let extremes = [Int.min, -1_000_000, -7, 0, 3, 1_000_000, Int.max]
      func pick(_ random: inout TestRandom) -> Int { extremes.randomElement(using: &random) ?? 0 }
      return Rectangle(x: pick(&random), y: pick(&random), width: pick(&random), height: pick(&random))
    }
    let limit = round % 3 == 0 ? 4 : 60
    return Rectangle(
      x: Int.random(in: -10...40, using: &random), y: Int.random(in: -6...15, using: &random),
      width: Int.random(in: 0...limit, using: &random), height: Int.random(in: 0...(limit / 2), using: &random))
  }

  private func value(_ random: inout TestRandom) -> Double {
    let special: [Double] = [
      0, -0.0, 1, -1, .nan, .infinity, -.infinity, 1e308, -1e308, .greatestFiniteMagnitude, .leastNonzeroMagnitude,
      -Double.leastNonzeroMagnitude, .leastNormalMagnitude / 64, 1e16,
    ]
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return special.randomElement(using: &random) ?? 0
    case 1: return Double(bitPattern: random.next())
    default: return Double.random(in: -10...10, using: &random)
    }
  }

  private func values(_ random: inout TestRandom) -> [Double] {
    let count = [0, 1, 2, 7, 60, 300].randomElement(using: &random) ?? 0
    if Int.random(in: 0..<5, using: &random) == 0 { return Array(repeating: value(&random), count: count) }
    let isTame = Bool.random(using: &random)
    return (0..<count).map { _ in isTame ? Double.random(in: -3...3, using: &random) : value(&random) }
  }

  private func text(_ random: inout TestRandom) -> String {
    let scalars: [Unicode.Scalar] = [
      "a", "B", " ", "é", "漢", "🙂", "\u{301}", "\u{1B}", "\n", "\u{9B}", "\u{200B}", "\u{202E}", "한", "\u{FE0F}", "…",
      "\u{378}", "\u{E000}", "\u{0}",
    ]
    var view = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...25, using: &random) { view.append(scalars.randomElement(using: &random) ?? "a") }
    return String(view)
  }

  private func integer(_ random: inout TestRandom) -> Int {
    Int.random(in: 0..<12, using: &random) == 0
      ? ([Int.min, Int.max, -1].randomElement(using: &random) ?? 0) : Int.random(in: -3...40, using: &random)
  }

  private func draw(
    _ name: String, into canvas: inout Canvas, in area: Rectangle, _ glyphs: GlyphSet, _ random: inout TestRandom
  ) {
    let style = Style(foreground: red, background: Bool.random(using: &random) ? blue : .terminal)
    let ramp = Ramp(stops: [black, red, white], levels: 5)
    let axes: PlotAxes? =
      switch Int.random(in: 0..<3, using: &random) {
      case 0: nil
      case 1: PlotAxes(xTitle: text(&random), yTitle: text(&random), showsFrame: false)
      default: PlotAxes(xTitle: text(&random), yTitle: text(&random))
      }
    switch name {
    case "scatter":
      let (x, y) = (values(&random), values(&random))
      let plot = ScatterPlot(
        x: x, y: y, groups: x.map { _ in integer(&random) }, palette: threeColors,
        mode: ScatterPlot.Mode.allCases.randomElement(using: &random) ?? .dots,
        window: Bool.random(using: &random)
          ? nil : PlotWindow(minX: value(&random), maxX: value(&random), minY: value(&random), maxY: value(&random)),
        hasEqualAspect: Bool.random(using: &random), axes: axes, background: style.background,
        highlights: [
          .init(rows: [0, 5, -1, .max], style: style, mark: glyphs.isASCII ? "X" : "◉"),
          .init(rows: [1, 2], style: style),
        ], glyphs: glyphs)
      let result = plot.draw(into: &canvas, in: area)
      let cell = Point(x: integer(&random), y: integer(&random))
      let data = result.geometry.data(at: cell)
      #expect(data.x.isFinite && data.y.isFinite)
      _ = result.geometry.nearest(to: cell, x: x, y: y, within: value(&random))
      #expect(result.drawn + result.skipped + result.outside == min(x.count, y.count))
    case "line":
      let plot = LinePlot(
        values: values(&random), groups: Bool.random(using: &random) ? [] : [0, 1, -1], palette: threeColors,
        style: style,
        isFilled: Bool.random(using: &random), threshold: value(&random), cursor: integer(&random), axes: axes,
        glyphs: glyphs)
      let result = plot.draw(into: &canvas, in: area)
      _ = result.index(at: Point(x: integer(&random), y: integer(&random)))
      _ = result.column(of: integer(&random))
    case "histogram":
      if Bool.random(using: &random) {
        Histogram(values: values(&random), bins: integer(&random), highlightedBin: integer(&random), glyphs: glyphs)
          .draw(into: &canvas, in: area)
      } else {
        Histogram(
          counts: (0..<Int.random(in: 0...30, using: &random)).map { _ in integer(&random) }, from: value(&random),
          to: value(&random), glyphs: glyphs
        ).draw(into: &canvas, in: area)
      }
    case "sparkline": Sparkline(values: values(&random), style: style, glyphs: glyphs).draw(into: &canvas, in: area)
    case "heatmap":
      let samples = values(&random).map { Float($0) }
      let heatmap = Heatmap(
        ramp: ramp, mode: Bool.random(using: &random) ? .shades : .halfBlocks, glyphs: glyphs,
        crosshairRow: integer(&random), crosshairColumn: integer(&random), crosshairColor: red,
        blocks: [0..<3, 3..<100, -5 ..< -1, Int.max - 1..<Int.max], blockColor: white)
      let geometry = heatmap.draw(
        into: &canvas, in: area, samples: samples, rowCount: integer(&random), columnCount: integer(&random))
      _ = geometry.source(at: Point(x: integer(&random), y: integer(&random)))
    case "legend":
      RampLegend(ramp: ramp, low: text(&random), high: text(&random), title: text(&random), glyphs: glyphs)
        .draw(into: &canvas, in: area)
    case "groups":
      let entries = (0..<5).map { _ in GroupLegend.Entry(group: integer(&random), name: text(&random)) }
      GroupLegend(entries: entries, palette: threeColors, hiddenGroups: [2], glyphs: glyphs).draw(
        into: &canvas, in: area)
    case "box":
      Box(title: text(&random), note: text(&random), footer: text(&random), glyphs: glyphs).draw(
        into: &canvas, in: area)
    case "popup":
      Popup(size: Size(width: integer(&random), height: integer(&random)), title: text(&random), glyphs: glyphs)
        .draw(into: &canvas, in: area)
    case "table":
      let columns = (0..<Int.random(in: 0...6, using: &random)).map { index in
        TableView.Column(
          text(&random), alignment: index % 2 == 0 ? .left : .right, width: index == 3 ? integer(&random) : nil)
      }
      let word = text(&random)
      let table = TableView(
        columns: columns, rowCount: integer(&random), firstRow: integer(&random), firstColumn: integer(&random),
        selectedRow: integer(&random), showsHeader: Bool.random(using: &random),
        showsMarker: Bool.random(using: &random),
        glyphs: glyphs
      ) { "\(word)\($0 % 7)\($1)" }
      let layout = table.draw(into: &canvas, in: area)
      _ = layout.row(at: Point(x: 3, y: 3))
    case "list":
      let word = text(&random)
      ListView(
        count: integer(&random), selected: integer(&random), first: integer(&random),
        showsMarker: Bool.random(using: &random), glyphs: glyphs
      ) { "\(word)\($0)" }.draw(into: &canvas, in: area)
    case "gauge": Gauge(fraction: value(&random), emptyScalar: "·", glyphs: glyphs).draw(into: &canvas, in: area)
    case "progress":
      ProgressBar(
        fraction: Bool.random(using: &random) ? nil : value(&random), phase: integer(&random), text: text(&random),
        glyphs: glyphs
      ).draw(into: &canvas, in: area)
    case "scrollbar":
      ScrollBar(count: integer(&random), visible: integer(&random), first: integer(&random), glyphs: glyphs)
        .draw(into: &canvas, in: area)
    case "hints":
      KeyHints((0..<4).map { _ in .init(text(&random), text(&random)) }, glyphs: glyphs).draw(into: &canvas, in: area)
    case "paragraph":
      Paragraph(text(&random), alignment: .center, firstLine: integer(&random), glyphs: glyphs).draw(
        into: &canvas, in: area)
    case "axes":
      (axes ?? PlotAxes()).draw(
        into: &canvas, in: area,
        window: PlotWindow(minX: value(&random), maxX: value(&random), minY: value(&random), maxY: value(&random)),
        glyphs: glyphs)
    case "text":
      canvas.write(
        text(&random), in: area, alignment: [.left, .center, .right].randomElement(using: &random) ?? .left,
        style: style,
        keepsBackground: Bool.random(using: &random), glyphs: glyphs)
    case "dots":
      var grid = DotGrid(area: area, glyphs: glyphs, clip: canvas.bounds)
      for _ in 0..<10 {
        grid.line(
          x0: integer(&random), y0: integer(&random), x1: integer(&random), y1: integer(&random),
          group: integer(&random))
        grid.set(x: integer(&random), y: integer(&random), group: integer(&random))
        grid.column(x: integer(&random), from: integer(&random), through: integer(&random))
        grid.row(y: integer(&random), from: integer(&random), through: integer(&random))
      }
      grid.draw(into: &canvas) { Style(foreground: threeColors.color($0)) }
    default: Issue.record("no such drawable: \(name)")
    }
  }
}
