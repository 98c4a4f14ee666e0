extension Rasterizer {
  /// Draws the elements of a figure, everything multiplied by a scale.
  mutating func draw(_ elements: [FigureElement], of figure: Figure, scale: Double) {
    for element in elements {
      switch element {
      case .shape(let shape, let fill, let stroke):
        draw(shape, fill: fill.map { resolved($0, figure) }, stroke: stroke, figure, scale)
      case .marks(let marks): draw(marks, figure, scale)
      case .text(let text):
        let color = figure.ink(text.color)
        draw(text, color: color, isLight: isLight(color, figure), scale: scale)
      case .image(let image, let area): draw(image, in: area.scaled(by: scale))
      case .group(let group):
        let before = clip
        if let area = group.clip { _ = narrow(to: area.scaled(by: scale)) }
        draw(group.elements, of: figure, scale: scale)
        restore(before)
      }
    }
  }

  private func isLight(_ color: Color, _ figure: Figure) -> Bool {
    color.relativeLuminance > figure.paper.relativeLuminance
  }

  private func resolved(_ paint: FigurePaint, _ figure: Figure) -> FigurePaint {
    FigurePaint(figure.ink(paint.color), opacity: paint.opacity)
  }

  private mutating func draw(
    _ shape: FigureShape, fill paint: FigurePaint?, stroke: FigureStroke?, _ figure: Figure, _ scale: Double
  ) {
    if let paint {
      switch shape {
      case .rectangle(let area): fill(area.scaled(by: scale), paint)
      case .circle(let center, let radius):
        fillCircle(center.scaled(by: scale), radius: radius * scale, paint)
      case .polygon(let points): fill([points.map { $0.scaled(by: scale) }], paint)
      case .polyline: break
      }
    }
    guard let stroke, stroke.width > 0 else { return }
    let paint = resolved(stroke.paint, figure)
    switch shape {
    case .circle(let center, let radius) where stroke.dashes.isEmpty:
      let (middle, half) = (radius * scale, stroke.width * scale / 2)
      fillCircle(center.scaled(by: scale), radius: middle + half, innerRadius: max(0, middle - half), paint)
    case .circle: break
    case .rectangle(let area):
      let corners = [
        FigurePoint(area.x, area.y), FigurePoint(area.maxX, area.y), FigurePoint(area.maxX, area.maxY),
        FigurePoint(area.x, area.maxY),
      ]
      draw(line: corners, isClosed: true, stroke, paint, scale)
    case .polyline(let points): draw(line: points, isClosed: false, stroke, paint, scale)
    case .polygon(let points): draw(line: points, isClosed: true, stroke, paint, scale)
    }
  }

  private mutating func draw(
    line points: [FigurePoint], isClosed: Bool, _ stroke: FigureStroke, _ paint: FigurePaint, _ scale: Double
  ) {
    let width = stroke.width * scale
    let points = points.map { $0.scaled(by: scale) }
    guard !stroke.dashes.isEmpty else {
      fill(StrokeOutline.of(points, width: width, isClosed: isClosed, hasRoundEnds: stroke.hasRoundEnds), paint)
      return
    }
    let path = isClosed ? points + points.prefix(1) : points
    let pieces = StrokeOutline.dashed(path, stroke.dashes.map { $0 * scale })
    fill(pieces.flatMap { StrokeOutline.of($0, width: width, hasRoundEnds: stroke.hasRoundEnds) }, paint)
  }

  private mutating func draw(_ marks: FigureMarks, _ figure: Figure, _ scale: Double) {
    let paint = resolved(marks.paint, figure)
    let strokeWidth = marks.strokeWidth * scale
    if case .character(let scalar) = marks.mark.shape {
      for position in marks.positions where position.isFinite {
        let text = FigureText(
          String(scalar), at: FigurePoint(position.x, position.y + marks.diameter * 0.45), size: marks.diameter * 1.25,
          anchor: .middle)
        draw(text, color: paint.color, isLight: isLight(paint.color, figure), scale: scale)
      }
      return
    }
    let corners = marks.corners.map { $0.scaled(by: scale) }
    for position in marks.positions where position.isFinite {
      let center = position.scaled(by: scale)
      if corners.isEmpty {
        let radius = marks.radius * scale
        if marks.mark.isOutlined {
          let half = strokeWidth / 2
          fillCircle(center, radius: radius + half, innerRadius: max(0, radius - half), paint)
        } else {
          fillCircle(center, radius: radius, paint)
        }
        continue
      }
      let outline = corners.map { FigurePoint($0.x + center.x, $0.y + center.y) }
      fill(marks.mark.isOutlined ? StrokeOutline.of(outline, width: strokeWidth, isClosed: true) : [outline], paint)
    }
  }
}

extension FigurePoint {
  func scaled(by scale: Double) -> FigurePoint { FigurePoint(x * scale, y * scale) }
}

extension FigureArea {
  func scaled(by scale: Double) -> FigureArea {
    FigureArea(x: x * scale, y: y * scale, width: width * scale, height: height * scale)
  }
}
