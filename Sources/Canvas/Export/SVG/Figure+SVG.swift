extension Figure {
  /// The figure as an SVG document (SVG 1.1, which SVG 2 readers take as well), complete in itself: no style sheet, no
  /// identifiers, no fonts but the generic ones, pictures inside as PNG. The same figure gives the same text. Several
  /// such documents can stand in one HTML page (without the first line).
  /// - Complexity: O(elements).
  public func svg() -> String {
    var writer = SVGWriter()
    writer.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    appendSVG(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The `<svg>` element alone, to put into an HTML page.
  public func svgElement() -> String {
    var writer = SVGWriter()
    appendSVG(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func appendSVG(to writer: inout SVGWriter) {
    writer.write(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\"")
    writer.attribute("width", width)
    writer.attribute("height", height)
    writer.attribute("viewBox") { $0.write("0 0 \(Self.plain(width)) \(Self.plain(height))") }
    writer.write(" role=\"img\" font-family=\"Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif\">\n")
    if !title.isEmpty { writer.element("title", text: title) }
    if !summary.isEmpty { writer.element("desc", text: summary) }
    writer.write("<rect width=\"100%\" height=\"100%\"")
    writer.attribute("fill", paper)
    writer.write("/>\n")
    for element in elements { append(element, to: &writer) }
    writer.write("</svg>\n")
  }

  private static func plain(_ number: Double) -> String {
    var writer = SVGWriter()
    writer.write(number)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func append(_ element: FigureElement, to writer: inout SVGWriter) {
    switch element {
    case .shape(let shape, let fill, let stroke): append(shape, fill, stroke, to: &writer)
    case .marks(let marks): append(marks, to: &writer)
    case .text(let text): append(text, to: &writer)
    case .image(let image, let area): append(image, area, to: &writer)
    case .group(let group): append(group, to: &writer)
    }
  }

  private func append(_ group: FigureGroup, to writer: inout SVGWriter) {
    // A nested document clips to its own area, without an identifier that could be taken already.
    if let clip = group.clip {
      guard !clip.isEmpty else { return }
      writer.write("<svg")
      writer.attribute(clip)
      writer.attribute("viewBox") {
        $0.write(FigurePoint(clip.x, clip.y))
        $0.write(" ")
        $0.write(FigurePoint(clip.width, clip.height))
      }
      writer.write(" overflow=\"hidden\">\n")
    } else {
      writer.write("<g>\n")
    }
    if !group.title.isEmpty { writer.element("title", text: group.title) }
    for element in group.elements { append(element, to: &writer) }
    writer.write(group.clip == nil ? "</g>\n" : "</svg>\n")
  }

  private func append(_ image: FigureImage, _ area: FigureArea, to writer: inout SVGWriter) {
    guard image.width > 0, image.height > 0, !area.isEmpty else { return }
    writer.write("<image")
    writer.attribute(area)
    // Older readers know the property as an attribute, newer ones in the style; Firefox had its own name.
    writer.write(
      " preserveAspectRatio=\"none\" image-rendering=\"pixelated\" style=\"image-rendering:pixelated\" xlink:href=\"")
    writer.write("data:image/png;base64,")
    writer.write(base64: image.png())
    writer.write("\"/>\n")
  }

  private func append(_ text: FigureText, to writer: inout SVGWriter) {
    let scalars = text.scalars
    guard text.position.isFinite, !scalars.isEmpty else { return }
    writer.write("<text")
    if let advance = text.advance, scalars.count > 1 {
      // Every scalar at its place, whatever the font.
      writer.attribute("x") { writer in
        var x = text.position.x
        for (index, scalar) in scalars.enumerated() {
          if index > 0 { writer.write(" ") }
          writer.write(x)
          x += advance * Double(CellWidth.of(scalar))
        }
      }
    } else {
      writer.attribute("x", text.position.x)
    }
    writer.attribute("y", text.position.y)
    writer.attribute("font-size", text.size)
    writer.attribute("fill", ink(text.color))
    if text.family == .monospaced { writer.write(" font-family=\"Menlo, Consolas, DejaVu Sans Mono, monospace\"") }
    if text.isBold { writer.write(" font-weight=\"bold\"") }
    if text.advance == nil, text.anchor != .start { writer.attribute("text-anchor", text.anchor.rawValue) }
    if text.isUpward {
      writer.attribute("transform") {
        $0.write("rotate(-90 ")
        $0.write(text.position)
        $0.write(")")
      }
    }
    writer.write(">")
    var shown = String.UnicodeScalarView()
    shown.append(contentsOf: scalars)
    writer.write(escaped: String(shown))
    writer.write("</text>\n")
  }
}

extension SVGWriter {
  mutating func element(_ name: StaticString, text: String) {
    write("<")
    write(name)
    write(">")
    write(escaped: text)
    write("</")
    write(name)
    write(">\n")
  }

  mutating func attribute(_ area: FigureArea) {
    attribute("x", area.x)
    attribute("y", area.y)
    attribute("width", area.width)
    attribute("height", area.height)
  }
}
