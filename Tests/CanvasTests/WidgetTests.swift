import Canvas
import Testing

@Suite struct WidgetTests {
  @Test(arguments: [
    (12, "Title", "", GlyphSet.braille, "┌ Title ───┐"), (10, "A long title", "", .braille, "┌ A lon… ┐"),
    (10, "A long title", "", .ascii, "+ A lon~ +"), (14, "T", "3/9", .braille, "┌ T ──── 3/9 ┐"),
    // No room for both: the note goes.
    (10, "Title", "3/9", .braille, "┌ Title ─┐"), (5, "Title", "", .braille, "┌───┐"),
    (6, "Title", "", .braille, "┌ T… ┐"),
    (5, "x", "", .braille, "┌ x ┐"), (10, "漢字かな", "", .dots, "┌ 漢字… ─┐"), (10, "漢字かな", "", .ascii, "+ ?????~ +"),
  ])
  func boxTitles(width: Int, title: String, note: String, glyphs: GlyphSet, expected: String) {
    let box = Box(title: title, note: note, glyphs: glyphs)
    #expect(drawn(width, 3) { _ = box.draw(into: &$0, in: $1) }.line(0) == expected)
  }

  @Test func boxes() {
    let box = Box(title: "A", footer: "1/2", glyphs: .ascii)
    var canvas = Canvas(Size(width: 10, height: 4))
    #expect(box.draw(into: &canvas, in: canvas.bounds) == Rectangle(x: 1, y: 1, width: 8, height: 2))
    #expect(
      framed(canvas) == """
        ¦+ A -----+¦
        ¦|        |¦
        ¦|        |¦
        ¦+--- 1/2 +¦
        """)
    #expect(framed(drawn(2, 2) { _ = Box().draw(into: &$0, in: $1) }) == "¦┌┐¦\n¦└┘¦")
    #expect(framed(drawn(1, 3) { _ = Box().draw(into: &$0, in: $1) }) == "¦ ¦\n¦ ¦\n¦ ¦")
  }

  @Test func popups() {
    let popup = Popup(size: Size(width: 5, height: 3), title: "?", style: Style(background: blue))
    let canvas = drawn(9, 5) { canvas, area in
      canvas.fill(area, with: Cell("x"))
      #expect(popup.draw(into: &canvas, in: area) == Rectangle(x: 3, y: 2, width: 3, height: 1))
    }
    #expect(
      framed(canvas) == """
        ¦xxxxxxxxx¦
        ¦xx┌ ? ┐xx¦
        ¦xx│   │xx¦
        ¦xx└───┘xx¦
        ¦xxxxxxxxx¦
        """)
    #expect(canvas[4, 2].style.background == blue)
    #expect(popup.place(in: Rectangle(x: 0, y: 0, width: 2, height: 1)) == Rectangle(x: 0, y: 0, width: 2, height: 1))
  }

  @Test(arguments: [
    (0.5, 4, GlyphSet.braille, "██  "), (9.0 / 32, 4, .braille, "█▏  "), (0, 4, .braille, "    "),
    (1, 4, .braille, "████"),
    (7, 2, .braille, "██"), (-1, 2, .braille, "  "), (.nan, 2, .braille, "  "), (0.3, 10, .ascii, "###       "),
    (0.25, 2, .dots, "▌ "), (0.999, 2, .braille, "██"),
  ])
  func gauges(fraction: Double, width: Int, glyphs: GlyphSet, expected: String) {
    #expect(drawn(width, 1) { Gauge(fraction: fraction, glyphs: glyphs).draw(into: &$0, in: $1) }.line(0) == expected)
  }

  @Test func progress() {
    func line(_ fraction: Double?, _ width: Int, phase: Int = 0, text: String = "") -> String {
      let bar = ProgressBar(fraction: fraction, phase: phase, text: text, glyphs: .ascii)
      return drawn(width, 1) { bar.draw(into: &$0, in: $1) }.line(0)
    }
    #expect(line(0.42, 20) == "######---------  42%")
    #expect(line(1, 20) == "############### 100%")
    // Not there before it is there.
    #expect(line(0.9999, 20).hasSuffix(" 99%"))
    #expect(line(.nan, 20).hasSuffix("  0%"))
    #expect(line(0.5, 6) == "###---")
    #expect(line(0.5, 24, text: "reading a file") == "######------  50% readi~")
    // Two wide, there and back again: eight steps each way.
    #expect(line(nil, 10) == "##--------" && line(nil, 10, phase: 3) == "---##-----")
    #expect(line(nil, 10, phase: 8) == "--------##" && line(nil, 10, phase: 13) == "---##-----")
    #expect(line(nil, 10, phase: 16) == line(nil, 10) && line(nil, 10, phase: -3) == "---##-----")
    #expect(line(nil, 1, phase: .min) == "#")
  }

  @Test func lists() {
    let list = ListView(
      items: ["alpha", "beta", "gamma", "delta"], selected: 2, selectedStyle: Style(attributes: .bold))
    let canvas = drawn(7, 2) { _ = list.draw(into: &$0, in: $1) }
    #expect(framed(canvas) == "¦  beta ¦\n¦▸ gamma¦")
    #expect(canvas.stylePlane() == ".......\nAAAAAAA\nA bold\n")
    let layout = list.layout(in: Rectangle(x: 1, y: 1, width: 7, height: 2))
    #expect(
      layout.items == 1..<3 && layout.item(at: Point(x: 2, y: 2)) == 2 && layout.item(at: Point(x: 0, y: 2)) == nil)
    #expect(ListView(items: [], selected: 3).layout(in: Rectangle(x: 0, y: 0, width: 5, height: 5)).items.isEmpty)
    #expect(
      ListView(items: ["a"]).layout(in: Rectangle(x: 0, y: 0, width: 5, height: 5)).item(at: Point(x: 0, y: 1)) == nil)
  }

  @Test func scrolling() {
    #expect(Scrolling.first(0, selected: 9, count: 20, visible: 5) == 5)
    #expect(Scrolling.first(10, selected: 9, count: 20, visible: 5) == 9)
    #expect(Scrolling.first(7, selected: 9, count: 20, visible: 5) == 7)
    #expect(Scrolling.first(99, selected: nil, count: 20, visible: 5) == 15)
    #expect(Scrolling.first(-3, selected: 99, count: 3, visible: 5) == 0)
    #expect(Scrolling.first(4, selected: 2, count: 20, visible: 0) == 4)
  }

  @Test func scrollBars() {
    func line(_ first: Int, _ count: Int = 100, _ visible: Int = 20, _ height: Int = 10) -> String {
      let bar = ScrollBar(count: count, visible: visible, first: first, glyphs: .ascii)
      let canvas = drawn(1, height) { bar.draw(into: &$0, in: $1) }
      return (0..<height).map { canvas.line($0) }.joined()
    }
    #expect(line(0) == "##||||||||")
    #expect(line(40) == "||||##||||")
    #expect(line(80) == "||||||||##")
    // One off either end must show.
    #expect(line(1) == "|##|||||||" && line(79) == "|||||||##|")
    #expect(line(0, 20, 20) == "          ")
    #expect(line(0, 1_000_000, 10) == "#|||||||||" && line(999_990, 1_000_000, 10) == "|||||||||#")
  }

  @Test func tables() {
    let cells = [["a", "1"], ["bb", "20"], ["ccc", "300"]]
    var table = TableView(
      columns: [.init("name"), .init("n", alignment: .right)], rowCount: 3, selectedRow: 1,
      headerStyle: Style(attributes: .underline), selectedStyle: Style(attributes: .reverse), showsMarker: true,
      glyphs: .ascii
    ) { cells[$0][$1] }
    let canvas = drawn(12, 4) { _ = table.draw(into: &$0, in: $1) }
    #expect(
      framed(canvas) == """
        ¦  name    n ¦
        ¦  a       1 ¦
        ¦> bb     20 ¦
        ¦  ccc   300 ¦
        """)
    #expect(canvas.stylePlane().hasPrefix("AAAAAAAAAAAA\n............\nBBBBBBBBBBBB\n............\n"))
    let layout = table.layout(in: Rectangle(x: 0, y: 0, width: 12, height: 4))
    #expect(layout.row(at: Point(x: 5, y: 3)) == 2 && layout.row(at: Point(x: 5, y: 0)) == nil)
    #expect(layout.column(at: Point(x: 2, y: 0)) == 0 && layout.column(at: Point(x: 10, y: 2)) == 1)
    #expect(layout.column(at: Point(x: 6, y: 2)) == nil)

    // Two rows on the screen, the selected one among them.
    table.selectedRow = 2
    #expect(drawn(12, 3) { _ = table.draw(into: &$0, in: $1) }.lines == ["  name    n", "  bb     20", "> ccc   300"])
    table.firstColumn = 1
    #expect(drawn(12, 2) { _ = table.draw(into: &$0, in: $1) }.lines == ["    n", "> 300"])
  }

  @Test func tablesShrinkTextAndKeepNumbers() {
    let table = TableView(
      columns: [.init("description"), .init("value", alignment: .right), .init("other", alignment: .right)],
      rowCount: 1,
      glyphs: .ascii
    ) { ["a rather long text", "12.5", "99.25"][$1] + ($0 > 0 ? "?" : "") }
    func lines(_ width: Int) -> [String] { drawn(width, 2) { _ = table.draw(into: &$0, in: $1) }.lines }
    #expect(lines(32) == ["description         value  other", "a rather long text   12.5  99.25"])
    #expect(lines(24) == ["descripti~  value  other", "a rather ~   12.5  99.25"])
    // Six columns of text are the least; with no room for the last numbers they go, and an arrow says so.
    #expect(lines(20) == ["descr~  value  other", "a rat~   12.5  99.25"])
    #expect(lines(19) == ["descripti~  value >", "a rather ~   12.5"])
    #expect(lines(4) == ["des~", "a r~"])
  }

  @Test func keyHints() {
    let hints = KeyHints([.init("q", "quit"), .init("/", "search", isEnabled: false)], glyphs: .ascii)
    #expect(drawn(12, 1) { _ = hints.draw(into: &$0, in: $1) }.line(0) == "q quit  ~   ")
    #expect(drawn(16, 1) { _ = hints.draw(into: &$0, in: $1) }.line(0) == "q quit  / search")
    var canvas = Canvas(Size(width: 20, height: 1))
    let places = hints.draw(into: &canvas, in: canvas.bounds)
    #expect(places == [Rectangle(x: 0, y: 0, width: 6, height: 1), Rectangle(x: 8, y: 0, width: 8, height: 1)])
  }

  @Test func groupLegends() {
    let legend = GroupLegend(
      entries: [.init(group: 0, name: "setosa"), .init(group: 1, name: "virginica"), .init(group: -1, name: "noise")],
      palette: threeColors)
    #expect(drawn(40, 1) { _ = legend.draw(into: &$0, in: $1) }.lines == ["● setosa  ▲ virginica  · noise"])
    #expect(drawn(24, 2) { _ = legend.draw(into: &$0, in: $1) }.lines == ["● setosa  ▲ virginica", "· noise"])
    #expect(drawn(24, 1) { _ = legend.draw(into: &$0, in: $1) }.lines == ["● setosa  ▲ virginica  …"])
    let canvas = drawn(40, 1) { _ = legend.draw(into: &$0, in: $1) }
    #expect(canvas[0, 0].style.foreground == red && canvas[10, 0].style.foreground == green)
  }

  @Test func paragraphs() {
    var paragraph = Paragraph("one two three", alignment: .right, firstLine: 1)
    let canvas = drawn(7, 2) { canvas, area in #expect(paragraph.draw(into: &canvas, in: area) == 2) }
    #expect(framed(canvas) == "¦  three¦\n¦       ¦")
    paragraph.firstLine = .max
    #expect(drawn(7, 1) { _ = paragraph.draw(into: &$0, in: $1) }.text == "\n")
    #expect(paragraph.lineCount(width: 5) == 3)
  }
}
