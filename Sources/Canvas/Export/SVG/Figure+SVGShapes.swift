extension Figure {
  func append(_ shape: FigureShape, _ fill: FigurePaint?, _ stroke: FigureStroke?, to writer: inout SVGWriter) {
    let stroke = stroke.flatMap { $0.width > 0 ? $0 : nil }
    guard fill != nil || stroke != nil else { return }
    switch shape {
    case .rectangle(let area):
      guard !area.isEmpty || stroke != nil else { return }
      writer.write("<rect")
      writer.attribute(area)
      // Rectangles side by side must show no seam.
      if stroke == nil { writer.write(" shape-rendering=\"crispEdges\"") }
    case .circle(let center, let radius):
      guard center.isFinite, radius.isFinite, radius > 0 else { return }
      writer.write("<circle")
      writer.attribute("cx", center.x)
      writer.attribute("cy", center.y)
      writer.attribute("r", radius)
    case .polyline(let points):
      guard stroke != nil, points.count > 1, points.allSatisfy(\.isFinite) else { return }
      writer.write("<path")
      writer.attribute("d") { $0.path([points], isClosed: false) }
    case .polygon(let points):
      guard points.count > 1, points.allSatisfy(\.isFinite) else { return }
      writer.write("<path")
      writer.attribute("d") { $0.path([points], isClosed: true) }
    }
    if case .polyline = shape { append(nil as FigurePaint?, to: &writer) } else { append(fill, to: &writer) }
    append(stroke, to: &writer)
    writer.write("/>\n")
  }

  func append(_ marks: FigureMarks, to writer: inout SVGWriter) {
    let positions = marks.positions.filter(\.isFinite)
    guard !positions.isEmpty, marks.diameter > 0, marks.paint.opacity > 0 else { return }
    if case .character(let scalar) = marks.mark.shape { return append(scalar, marks, positions, to: &writer) }
    let isOutlined = marks.mark.isOutlined
    let corners = marks.corners
    let isCircle = corners.isEmpty
    let stroke = FigureStroke(marks.paint.color, width: marks.strokeWidth, opacity: marks.paint.opacity)
    func outline(_ center: FigurePoint) -> [FigurePoint] {
      corners.map { FigurePoint($0.x + center.x, $0.y + center.y) }
    }

    if marks.paint.opacity >= 1, isCircle, !isOutlined {
      // Lines without a length have round ends all the same: by far the shortest way to write dots.
      writer.write("<path")
      writer.attribute("d") { writer in
        for position in positions {
          writer.write("M")
          writer.write(position)
          writer.write("h0")
        }
      }
      writer.write(" fill=\"none\" stroke-linecap=\"round\"")
      writer.attribute("stroke", ink(marks.paint.color))
      writer.attribute("stroke-width", marks.radius * 2)
      writer.write("/>\n")
    } else if marks.paint.opacity >= 1, !isCircle {
      writer.write("<path")
      writer.attribute("d") { $0.path(positions.map(outline), isClosed: true) }
      append(isOutlined ? nil : marks.paint, to: &writer)
      append(isOutlined ? stroke : nil, to: &writer)
      writer.write("/>\n")
    } else {
      // Marks that show what is below them: one by one, so that crowds look dense.
      writer.write("<g")
      append(isOutlined ? nil : marks.paint, to: &writer)
      append(isOutlined ? stroke : nil, to: &writer)
      writer.write(">\n")
      for position in positions {
        if isCircle {
          writer.write("<circle")
          writer.attribute("cx", position.x)
          writer.attribute("cy", position.y)
          writer.attribute("r", marks.radius)
        } else {
          writer.write("<path")
          writer.attribute("d") { $0.path([outline(position)], isClosed: true) }
        }
        writer.write("/>")
      }
      writer.write("\n</g>\n")
    }
  }

  private func append(
    _ scalar: Unicode.Scalar, _ marks: FigureMarks, _ positions: [FigurePoint], to writer: inout SVGWriter
  ) {
    writer.write("<g text-anchor=\"middle\"")
    append(marks.paint, to: &writer)
    writer.attribute("font-size", marks.diameter * 1.25)
    writer.write(">\n")
    for position in positions {
      writer.write("<text")
      writer.attribute("x", position.x)
      writer.attribute("y", position.y + marks.diameter * 0.45)
      writer.write(">")
      writer.write(escaped: String(CellWidth.shown(scalar)))
      writer.write("</text>")
    }
    writer.write("\n</g>\n")
  }

  private func append(_ fill: FigurePaint?, to writer: inout SVGWriter) {
    guard let fill else { return writer.write(" fill=\"none\"") }
    writer.attribute("fill", ink(fill.color))
    if fill.opacity < 1 { writer.attribute("fill-opacity", fill.opacity) }
  }

  private func append(_ stroke: FigureStroke?, to writer: inout SVGWriter) {
    guard let stroke else { return }
    writer.attribute("stroke", ink(stroke.paint.color))
    writer.attribute("stroke-width", stroke.width)
    if stroke.paint.opacity < 1 { writer.attribute("stroke-opacity", stroke.paint.opacity) }
    writer.write(" stroke-linejoin=\"round\"")
    if stroke.hasRoundEnds { writer.write(" stroke-linecap=\"round\"") }
    guard !stroke.dashes.isEmpty else { return }
    writer.attribute("stroke-dasharray") { writer in
      for (index, dash) in stroke.dashes.enumerated() {
        if index > 0 { writer.write(" ") }
        writer.write(dash)
      }
    }
  }
}

extension SVGWriter {
  /// Path data of straight lines.
  mutating func path(_ outlines: [[FigurePoint]], isClosed: Bool) {
    for outline in outlines {
      for (index, point) in outline.enumerated() {
        write(index == 0 ? "M" : "L")
        write(point)
      }
      if isClosed { write("z") }
    }
  }
}
