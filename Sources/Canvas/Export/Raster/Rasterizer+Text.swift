extension Rasterizer {
  /// Writes a line of text, its position and size multiplied by a scale. Heights are moved to whole pixels, so that
  /// small letters stay sharp.
  /// - Parameter isLight: the letters are lighter than what is behind them. Light spreads, so they are made thinner.
  mutating func draw(_ text: FigureText, color: Color, isLight: Bool, scale: Double) {
    let scalars = text.scalars
    guard text.position.isFinite, !scalars.isEmpty else { return }
    let size = text.size * scale
    let unit = size / StrokeFont.unitsPerEm
    let boldness = text.isBold ? StrokeFont.boldWeight : StrokeFont.regularWeight
    let weight = max(boldness * unit, text.isBold ? 1.6 : 1.1) * (isLight ? 0.78 : 1)
    let placer = GlyphPlacer(unit: unit, weight: weight)

    let stretch = text.isBold ? 1.06 : 1.0
    var total = 0.0
    for scalar in scalars { total += StrokeFont.glyph(scalar).advance * unit * stretch }
    let (x, y) = (text.position.x * scale, text.position.y * scale)
    var pen =
      switch text.anchor {
      case .start: 0.0
      case .middle: -total / 2
      case .end: -total
      }
    if text.advance != nil { pen = 0 }
    // The base line lies between two pixels.
    let origin =
      text.isUpward ? FigurePoint((x + 0.5).rounded(.down), y) : FigurePoint(x, (y + 0.5).rounded(.down))
    let paint = FigurePaint(color)
    for scalar in scalars {
      let glyph = StrokeFont.glyph(scalar)
      var advance = glyph.advance * unit * stretch
      var narrowing = 1.0
      if let fixed = text.advance {
        advance = fixed * scale * Double(CellWidth.of(scalar))
        // What is too wide for its cell is made narrower.
        let room = max(1, advance - weight * 2.2)
        if glyph.box * unit > room { narrowing = room / (glyph.box * unit) }
      }
      let left = pen + (advance - glyph.box * unit * narrowing) / 2
      let outlines = placer.outlines(of: glyph, left: left, narrowing: narrowing).map { outline in
        outline.map { point in
          text.isUpward
            ? FigurePoint(origin.x - point.y, origin.y - point.x) : FigurePoint(origin.x + point.x, origin.y - point.y)
        }
      }
      // Turning them over turned their sense as well, but all of them alike.
      fill(outlines, paint)
      pen += advance
    }
  }
}

/// Glyphs in pixels, y upwards from the base line.
private struct GlyphPlacer {
  let unit: Double
  let weight: Double
  private let lower: Double
  private let capital: Double

  init(unit: Double, weight: Double) {
    self.unit = unit
    self.weight = weight
    lower = max(2, (StrokeFont.lowerHeight * unit).rounded())
    capital = max(lower + 1, (StrokeFont.capitalHeight * unit).rounded())
  }

  /// Heights along the middle of the lines: letters without ascenders and capitals end at whole pixels.
  private func height(_ y: Double) -> Double {
    let middle =
      if y <= 0 {
        y * unit
      } else if y <= StrokeFont.lowerHeight {
        y * lower / StrokeFont.lowerHeight
      } else {
        lower + (y - StrokeFont.lowerHeight) * (capital - lower) / (StrokeFont.capitalHeight - StrokeFont.lowerHeight)
      }
    return middle + weight / 2
  }

  func outlines(of glyph: StrokeFont.Glyph, left: Double, narrowing: Double) -> [[FigurePoint]] {
    func placed(_ point: FigurePoint) -> FigurePoint {
      FigurePoint(left + point.x * unit * narrowing, height(point.y))
    }
    var outlines: [[FigurePoint]] = []
    for stroke in glyph.strokes {
      var points = [placed(stroke.start)]
      for curve in stroke.curves {
        let end = placed(curve.end)
        if curve.isStraight {
          points.append(end)
        } else {
          append(points[points.count - 1], placed(curve.control1), placed(curve.control2), end, to: &points)
        }
      }
      outlines += StrokeOutline.of(points, width: weight, hasRoundEnds: true)
    }
    for dot in glyph.dots {
      let point = placed(dot)
      outlines += StrokeOutline.of([point], width: weight * 1.3, hasRoundEnds: true)
    }
    return outlines
  }

  /// A cubic curve as short straight lines.
  private func append(
    _ from: FigurePoint, _ one: FigurePoint, _ two: FigurePoint, _ to: FigurePoint, to points: inout [FigurePoint]
  ) {
    let span = max(abs(to.x - from.x), abs(to.y - from.y))
    let count = min(24, max(4, clampedFloor(span.squareRoot() * 2.2)))
    for step in 1...count {
      let t = Double(step) / Double(count)
      let s = 1 - t
      let (a, b, c, d) = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
      points.append(
        FigurePoint(
          a * from.x + b * one.x + c * two.x + d * to.x, a * from.y + b * one.y + c * two.y + d * to.y))
    }
  }
}
