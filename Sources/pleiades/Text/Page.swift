import Canvas

/// A page of text and pictures under one another, as wide as what it is shown on. Everything is written on a canvas at
/// the end, so that nothing from a data file can reach the terminal as a command.
struct Page {
  let surface: Surface
  private var parts: [Part] = []

  private enum Part {
    case line(String, Style)
    case canvas(Canvas)
  }

  init(_ surface: Surface) { self.surface = surface }

  var width: Int { surface.width }
  private var strong: Style { Style(attributes: .bold) }

  mutating func line(_ text: String = "", style: Style = .plain) { parts.append(.line(text, style)) }

  /// A line that begins a section, after a blank one.
  mutating func heading(_ text: String) {
    if !parts.isEmpty { line() }
    line(text, style: strong)
  }

  /// Wrapped text.
  mutating func paragraph(_ text: String, indent: Int = 0, hanging: Int = 0, style: Style = .plain) {
    let lines = TextLayout.wrap(text, width: max(10, min(width, 100) - indent - hanging))
    for (index, line) in lines.enumerated() {
      self.line(String(repeating: " ", count: indent + (index == 0 ? 0 : hanging)) + line, style: style)
    }
  }

  /// A paragraph that explains.
  mutating func remark(_ text: String) { paragraph(text, style: Style(attributes: .dim)) }

  /// Sentences, each with a mark before it.
  mutating func list(_ sentences: [String]) {
    for sentence in sentences { paragraph("- \(sentence)", hanging: 2) }
  }

  /// A picture of a number of lines; `draw` gets a canvas of that size and all of its area.
  mutating func picture(width: Int? = nil, height: Int, _ draw: (inout Canvas, Rectangle) -> Void) {
    var canvas = Canvas(Size(width: min(width ?? self.width, self.width), height: height))
    draw(&canvas, canvas.bounds)
    parts.append(.canvas(canvas))
  }

  mutating func table(_ table: TextTable) { parts.append(.canvas(table.canvas(on: surface))) }

  /// Everything, ready to be written out.
  var output: String {
    let height = parts.reduce(0) { total, part in
      if case .canvas(let canvas) = part { total + canvas.size.height } else { total + 1 }
    }
    var canvas = Canvas(Size(width: width, height: height))
    var y = 0
    for part in parts {
      switch part {
      case .line(let text, let style):
        canvas.write(text, x: 0, y: y, style: style, glyphs: surface.glyphs)
        y += 1
      case .canvas(let picture):
        canvas.draw(picture, at: Point(x: 0, y: y))
        y += picture.size.height
      }
    }
    if surface.glyphs.isASCII { canvas = canvas.convertedToASCII() }
    return surface.depth == .none ? canvas.text : canvas.ansiText(depth: surface.depth)
  }
}
