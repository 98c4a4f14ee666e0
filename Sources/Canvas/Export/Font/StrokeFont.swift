/// The font of pictures in pixels: letters drawn as lines of even thickness with round ends. Its widths are those of
/// common sans-serif fonts (Helvetica, Arial), so that a layout made with it holds in the vector form too.
enum StrokeFont {
  /// Units in the font's size. Lower-case letters are 9 units high and capitals 13, measured along the middle of the
  /// lines; the base line is 0 and y points upwards.
  static let unitsPerEm = 20.5
  static let lowerHeight = 9.0
  static let capitalHeight = 13.0
  /// The thickness of the lines, in units.
  static let regularWeight = 1.8
  static let boldWeight = 2.55

  /// A line through a glyph, from its start on.
  struct Stroke: Sendable {
    var start: FigurePoint
    /// Cubic curves; straight ones have their control points on the line.
    var curves: [Curve]
  }

  struct Curve: Sendable {
    var control1, control2, end: FigurePoint
    var isStraight: Bool
  }

  struct Glyph: Sendable {
    /// From one glyph to the next, in units.
    var advance: Double
    /// From the leftmost to the rightmost middle of a line.
    var box: Double
    var strokes: [Stroke]
    /// Full stops and the like, thicker than lines.
    var dots: [FigurePoint]
  }

  /// The glyph of a scalar; a box for those the font does not have.
  static func glyph(_ scalar: Unicode.Scalar) -> Glyph {
    if let glyph = glyphs[scalar] { return glyph }
    return CellWidth.of(scalar) == 2 ? wideBox : box
  }

  static func has(_ scalar: Unicode.Scalar) -> Bool { glyphs[scalar] != nil }

  private static let box = parse("600 8.4 M0 0 L0 13 L8.4 13 L8.4 0 L0 0".split(separator: " "))
  private static let wideBox = parse("1100 17 M0 0 L0 13 L17 13 L17 0 L0 0".split(separator: " "))

  private static let glyphs: [Unicode.Scalar: Glyph] = {
    var glyphs: [Unicode.Scalar: Glyph] = [" ": Glyph(advance: 0.278 * unitsPerEm, box: 0, strokes: [], dots: [])]
    glyphs["\u{A0}"] = glyphs[" "]
    for text in [letters, digitsAndSigns, symbols] {
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let scalar = words.first?.unicodeScalars.first else { continue }
        glyphs[scalar] = parse(words.dropFirst())
      }
    }
    for word in accented.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      let scalars = Array(word.unicodeScalars)
      guard scalars.count == 3, var base = glyphs[scalars[1] == "i" ? "ı" : scalars[1]],
        let accent = accents[scalars[2]]
      else { continue }
      let mark = parse(("0 0 " + accent).split(separator: " "))
      // Over capitals the marks lie four units higher.
      let rise = base.strokes.contains { $0.start.y > 11 || $0.curves.contains { $0.end.y > 11 } } ? 4.0 : 0
      func moved(_ point: FigurePoint) -> FigurePoint {
        FigurePoint(point.x + base.box / 2, point.y < 0 ? point.y : point.y + rise)
      }
      base.strokes += mark.strokes.map { stroke in
        Stroke(
          start: moved(stroke.start),
          curves: stroke.curves.map {
            Curve(
              control1: moved($0.control1), control2: moved($0.control2), end: moved($0.end), isStraight: $0.isStraight)
          })
      }
      base.dots += mark.dots.map(moved)
      glyphs[scalars[0]] = base
    }
    return glyphs
  }()

  /// A glyph from words: the advance in thousandths of the size, the box's width, and steps with their coordinates:
  /// `M` begins a line, `L` draws a straight one, `h` and `v` a quarter of an ellipse that sets out horizontally or
  /// vertically (and arrives the other way), `C` a cubic curve, `D` a dot.
  private static func parse(_ words: some Collection<Substring>) -> Glyph {
    var numbers: [Double] = []
    var glyph = Glyph(advance: 0, box: 0, strokes: [], dots: [])
    var command: Character = "A"
    func perform() {
      func point(_ index: Int) -> FigurePoint { FigurePoint(numbers[index], numbers[index + 1]) }
      let needed = command == "C" ? 6 : 2
      guard numbers.count >= needed else { return }
      let last = glyph.strokes.count - 1
      let from = last < 0 ? FigurePoint(0, 0) : glyph.strokes[last].curves.last?.end ?? glyph.strokes[last].start
      // Somewhat fuller than a circle's 0.5523.
      let bulge = 0.58
      switch command {
      case "A": (glyph.advance, glyph.box) = (numbers[0] / 1000 * unitsPerEm, numbers[1])
      case "D": glyph.dots.append(point(0))
      case "M": glyph.strokes.append(Stroke(start: point(0), curves: []))
      case "L" where last >= 0:
        glyph.strokes[last].curves.append(Curve(control1: from, control2: point(0), end: point(0), isStraight: true))
      case "C" where last >= 0:
        glyph.strokes[last].curves.append(
          Curve(control1: point(0), control2: point(2), end: point(4), isStraight: false))
      case "h" where last >= 0:
        let end = point(0)
        glyph.strokes[last].curves.append(
          Curve(
            control1: FigurePoint(from.x + (end.x - from.x) * bulge, from.y),
            control2: FigurePoint(end.x, end.y + (from.y - end.y) * bulge), end: end, isStraight: false))
      case "v" where last >= 0:
        let end = point(0)
        glyph.strokes[last].curves.append(
          Curve(
            control1: FigurePoint(from.x, from.y + (end.y - from.y) * bulge),
            control2: FigurePoint(end.x + (from.x - end.x) * bulge, end.y), end: end, isStraight: false))
      default: break
      }
    }
    for word in words {
      if let first = word.first, first.isLetter {
        perform()
        command = first
        numbers = [Double(word.dropFirst()) ?? 0]
      } else {
        numbers.append(Double(word) ?? 0)
      }
    }
    perform()
    return glyph
  }
}
