extension Canvas {
  /// The canvas as a figure that shows exactly its cells: text letter by letter in a monospaced font, dots, blocks,
  /// lines and marks as shapes, pictures of half blocks as pictures.
  /// - Parameters:
  ///   - cellWidth, cellHeight: in pixels, 2…100.
  ///   - defaults: what the terminal's own colours look like; the plain style is light grey on near black.
  /// - Complexity: O(cells).
  public func figure(
    cellWidth: Double = 8, cellHeight: Double = 16, defaults: Style = .plain, title: String = ""
  ) -> Figure {
    func limited(_ length: Double, _ standard: Double) -> Double {
      length.isNaN ? standard : min(max(length, 2), 100)
    }
    var drawer = CellDrawer(
      canvas: self, cell: FigureArea(x: 0, y: 0, width: limited(cellWidth, 8), height: limited(cellHeight, 16)),
      foreground: defaults.foreground.isTerminal ? Color(red: 214, green: 218, blue: 226) : defaults.foreground,
      background: defaults.background.isTerminal ? Color(red: 16, green: 18, blue: 24) : defaults.background)
    return drawer.figure(title: title)
  }
}

/// Gathers the shapes of cells by kind and colour, so that neighbouring ones become one.
private struct CellDrawer {
  let canvas: Canvas
  /// The size of a cell.
  let cell: FigureArea
  let foreground, background: Color

  private var papers = RectangleMerger()
  private var blocks = RectangleMerger()
  private var marks: [FigureMarks] = []
  private var markPlaces: [MarkKey: Int] = [:]
  private var lines: [FigureElement] = []
  private var texts: [FigureElement] = []

  private struct MarkKey: Hashable {
    var mark: FigureMark
    var color: Color
  }

  init(canvas: Canvas, cell: FigureArea, foreground: Color, background: Color) {
    self.canvas = canvas
    self.cell = cell
    self.foreground = foreground
    self.background = background
  }

  /// The colours of a style as they are seen.
  private func colors(_ style: Style) -> (ink: Color, paper: Color) {
    var ink = style.foreground.isTerminal ? foreground : style.foreground
    var paper = style.background.isTerminal ? background : style.background
    if style.attributes.contains(.reverse) { (ink, paper) = (paper, ink) }
    if style.attributes.contains(.dim) { ink = ink.mixed(with: paper, by: 0.4) }
    return (ink, paper)
  }

  mutating func figure(title: String) -> Figure {
    let size = canvas.size
    var figure = Figure(
      width: Double(size.width) * cell.width, height: Double(size.height) * cell.height, background: background,
      title: title, summary: "A terminal screen of \(size.width) columns and \(size.height) lines.")
    let pictures = HalfBlockPicture.all(in: canvas)
    var isInPicture = [Bool](repeating: false, count: size.width * size.height)
    for picture in pictures {
      for y in picture.area.y..<picture.area.maxY {
        for x in picture.area.x..<picture.area.maxX { isInPicture[y * size.width + x] = true }
      }
    }
    for y in 0..<size.height {
      var word: (text: String, x: Int, style: Style)?
      for x in 0..<size.width {
        let content = canvas[x, y]
        let isText = !isInPicture[y * size.width + x] && draw(content, x, y)
        if isText, word?.style == content.style {
          word?.text.unicodeScalars.append(content.scalar)
        } else if !(content.isCovered && word?.style == content.style) {
          if let word { write(word.text, word.x, y, word.style) }
          word = isText ? (String(content.scalar), x, content.style) : nil
        }
      }
      if let word { write(word.text, word.x, y, word.style) }
      papers.endRow()
      blocks.endRow()
    }
    figure.elements += papers.elements
    for picture in pictures {
      let image = FigureImage(width: picture.area.width, height: picture.area.height * 2) { x, y in
        let style = canvas[picture.area.x + x, picture.area.y + y / 2]
        let (ink, paper) = colors(style.style)
        return (style.scalar == "▀") == (y % 2 == 0) ? ink : paper
      }
      figure.elements.append(.image(image, in: place(picture.area)))
    }
    figure.elements += blocks.elements + lines + marks.map { .marks($0) } + texts
    return figure
  }

  private func place(_ area: Rectangle) -> FigureArea {
    FigureArea(
      x: Double(area.x) * cell.width, y: Double(area.y) * cell.height, width: Double(area.width) * cell.width,
      height: Double(area.height) * cell.height)
  }

  /// Draws a cell's background and, unless it is text, what it shows.
  /// - Returns: whether it is text.
  private mutating func draw(_ content: Cell, _ x: Int, _ y: Int) -> Bool {
    let (ink, paper) = colors(content.style)
    let area = place(Rectangle(x: x, y: y, width: 1, height: 1))
    if paper != background { papers.add(area, paper) }
    if content.style.attributes.contains(.underline) {
      let thickness = max(1, (cell.height / 16).rounded())
      blocks.add(
        FigureArea(x: area.x, y: (area.maxY - 2 * thickness).rounded(), width: area.width, height: thickness), ink)
    }
    let scalar = content.scalar
    guard scalar != " ", !content.isCovered else { return false }
    switch scalar.value {
    case 0x2800...0x28FF: drawBraille(scalar, area, ink)
    case 0x2500...0x257F:
      if let arms = BoxLines.of(scalar) {
        for rectangle in arms.rectangles(in: area) { blocks.add(rectangle, ink) }
      } else {
        lines += BoxLines.curves(scalar, in: area).map { .shape(.polyline($0), fill: nil, stroke: stroke(ink)) }
      }
    case 0x2580...0x259F:
      for part in BlockParts.of(scalar) {
        blocks.add(
          FigureArea(
            x: area.x + part.x * area.width, y: area.y + part.y * area.height, width: part.width * area.width,
            height: part.height * area.height), ink, opacity: BlockParts.opacity(scalar))
      }
    default:
      guard let mark = FigureMark.known(scalar) else { return true }
      add(mark, FigurePoint(area.x + area.width / 2, area.y + area.height / 2), ink, diameter: cell.width * 0.86)
    }
    return false
  }

  private func stroke(_ color: Color) -> FigureStroke {
    FigureStroke(color, width: BoxLines.thickness(1, cell), hasRoundEnds: false)
  }

  private mutating func drawBraille(_ scalar: Unicode.Scalar, _ area: FigureArea, _ ink: Color) {
    let bits = scalar.value & 0xFF
    // Unicode numbers the dots down the left column, then the right one, with the fourth row after both.
    let places: [(x: Double, y: Double)] = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    let (across, down) = (area.width / 2, area.height / 4)
    for bit in 0..<8 where bits >> UInt32(bit) & 1 == 1 {
      let center = FigurePoint(area.x + (places[bit].x + 0.5) * across, area.y + (places[bit].y + 0.5) * down)
      add(FigureMark(.circle), center, ink, diameter: min(across, down) * 0.84)
    }
  }

  private mutating func add(_ mark: FigureMark, _ position: FigurePoint, _ color: Color, diameter: Double) {
    // Braille dots and full circles differ in size.
    let key = MarkKey(mark: mark, color: color)
    if let place = markPlaces[key], marks[place].diameter == diameter {
      marks[place].positions.append(position)
    } else {
      markPlaces[key] = marks.count
      marks.append(FigureMarks(mark, at: [position], diameter: diameter, paint: FigurePaint(color)))
    }
  }

  private mutating func write(_ text: String, _ x: Int, _ y: Int, _ style: Style) {
    // Monospaced fonts are about 0.6 of their size wide.
    let size = min(cell.width / 0.6, cell.height * 0.85)
    let base = (Double(y) * cell.height + (cell.height + size * 0.7) / 2).rounded()
    texts.append(
      .text(
        FigureText(
          text, at: FigurePoint(Double(x) * cell.width, base), size: size, color: colors(style).ink,
          family: .monospaced, isBold: style.attributes.contains(.bold), advance: cell.width)))
  }
}
