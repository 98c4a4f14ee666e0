/// A small shape that stands for a point.
public struct FigureMark: Sendable, Hashable {
  public enum Shape: Sendable, Hashable {
    case circle, square, triangleUp, triangleDown, triangleLeft, triangleRight, diamond, plus, cross, star
    /// A scalar written with the figure's font.
    case character(Unicode.Scalar)
  }

  public var shape: Shape
  /// Only its outline.
  public var isOutlined: Bool
  /// The largest extent as a part of the marks' diameter: shapes of equal diameter would not look equally large.
  let extent: Double

  public init(_ shape: Shape, isOutlined: Bool = false) {
    self.init(shape, isOutlined: isOutlined, scale: 1)
  }

  private init(_ shape: Shape, isOutlined: Bool, scale: Double) {
    self.shape = shape
    self.isOutlined = isOutlined
    let full =
      switch shape {
      case .circle, .character: 1.0
      case .square: 0.88
      case .triangleUp, .triangleDown, .triangleLeft, .triangleRight: 1.18
      case .diamond: 1.24
      case .plus, .cross: 1.12
      case .star: 1.36
      }
    extent = full * scale
  }

  /// The mark that a scalar of a `MarkSet` shows; letters and the like become characters.
  public init(_ scalar: Unicode.Scalar) {
    self = FigureMark.known(scalar) ?? FigureMark(.character(scalar))
  }

  /// Nil for scalars that are no shapes.
  static func known(_ scalar: Unicode.Scalar) -> FigureMark? { table[scalar] }

  private static let table: [Unicode.Scalar: FigureMark] = [
    "●": .init(.circle), "○": .init(.circle, isOutlined: true), "•": .init(.circle, isOutlined: false, scale: 0.7),
    "·": .init(.circle, isOutlined: false, scale: 0.45), "■": .init(.square), "□": .init(.square, isOutlined: true),
    "▲": .init(.triangleUp), "△": .init(.triangleUp, isOutlined: true), "▼": .init(.triangleDown),
    "▽": .init(.triangleDown, isOutlined: true), "►": .init(.triangleRight), "▶": .init(.triangleRight),
    "▸": .init(.triangleRight, isOutlined: false, scale: 0.75), "◄": .init(.triangleLeft), "◀": .init(.triangleLeft),
    "◂": .init(.triangleLeft, isOutlined: false, scale: 0.75),
    "▾": .init(.triangleDown, isOutlined: false, scale: 0.75),
    "▴": .init(.triangleUp, isOutlined: false, scale: 0.75), "◆": .init(.diamond),
    "◇": .init(.diamond, isOutlined: true), "♦": .init(.diamond), "✚": .init(.plus), "★": .init(.star),
    "☆": .init(.star, isOutlined: true), "✖": .init(.cross),
  ]

  /// The corners around (0, 0), for an extent of 1; empty for circles and characters.
  var corners: [FigurePoint] {
    // The height of a triangle with sides of 1, and where its centre of mass is.
    let (rise, third) = (0.866025403784, 0.288675134595)
    switch shape {
    case .circle, .character: return []
    case .square: return FigureMark.points([-0.5, -0.5, 0.5, -0.5, 0.5, 0.5, -0.5, 0.5])
    case .triangleUp: return FigureMark.points([0, third - rise, 0.5, third, -0.5, third])
    case .triangleDown: return FigureMark.points([0, rise - third, -0.5, -third, 0.5, -third])
    case .triangleLeft: return FigureMark.points([third - rise, 0, third, -0.5, third, 0.5])
    case .triangleRight: return FigureMark.points([rise - third, 0, -third, 0.5, -third, -0.5])
    case .diamond: return FigureMark.points([0, -0.5, 0.5, 0, 0, 0.5, -0.5, 0])
    case .plus: return FigureMark.plus
    case .cross:
      // The plus turned by an eighth.
      let half = 0.5.squareRoot()
      return FigureMark.plus.map { FigurePoint(($0.x - $0.y) * half, ($0.x + $0.y) * half) }
    case .star:
      // Sines and cosines of multiples of 36 degrees; the inner corners lie at 0.42 of the radius.
      let (s18, c18, s54, c54) = (0.30901699437, 0.95105651629, 0.80901699437, 0.58778525229)
      let inner = 0.42
      let outerAndInner = [
        0, -1, c54 * inner, -s54 * inner, c18, -s18, c18 * inner, s18 * inner, c54, s54, 0, inner, -c54, s54,
        -c18 * inner, s18 * inner, -c18, -s18, -c54 * inner, -s54 * inner,
      ]
      return FigureMark.points(outerAndInner.map { $0 / 2 })
    }
  }

  private static let plus: [FigurePoint] = {
    let (arm, end) = (0.17, 0.5)
    return points([
      -arm, -end, arm, -end, arm, -arm, end, -arm, end, arm, arm, arm, arm, end, -arm, end, -arm, arm, -end, arm, -end,
      -arm, -arm, -arm,
    ])
  }()

  private static func points(_ numbers: [Double]) -> [FigurePoint] {
    stride(from: 0, to: numbers.count, by: 2).map { FigurePoint(numbers[$0], numbers[$0 + 1]) }
  }
}

/// The same mark at many places.
public struct FigureMarks: Sendable, Hashable {
  public var mark: FigureMark
  public var positions: [FigurePoint]
  /// Of a circle, in pixels; other shapes look as large.
  public var diameter: Double
  public var paint: FigurePaint

  public init(_ mark: FigureMark, at positions: [FigurePoint], diameter: Double, paint: FigurePaint) {
    self.mark = mark
    self.positions = positions
    self.diameter = diameter > 0 ? min(diameter, 1e4) : 0
    self.paint = paint
  }

  /// Of a mark's outline.
  var strokeWidth: Double { max(0.5, diameter * 0.17) }

  /// The corners of the mark around (0, 0), in pixels. An outline's middle lies half its width further in.
  var corners: [FigurePoint] {
    let length = max(0, diameter * mark.extent - (mark.isOutlined ? strokeWidth : 0))
    return mark.corners.map { FigurePoint($0.x * length, $0.y * length) }
  }

  /// Of circles.
  var radius: Double { max(0, (diameter * mark.extent - (mark.isOutlined ? strokeWidth : 0)) / 2) }
}
