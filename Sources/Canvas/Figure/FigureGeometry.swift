/// A position in a figure: pixels from the top left corner, y downwards.
public struct FigurePoint: Sendable, Hashable {
  public var x: Double
  public var y: Double

  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  var isFinite: Bool { x.isFinite && y.isFinite }
}

/// A rectangle in a figure, in pixels; never of negative size and always finite.
public struct FigureArea: Sendable, Hashable {
  public let x: Double
  public let y: Double
  public let width: Double
  public let height: Double

  /// Positions and sizes are kept within ± this.
  static let limit = 1e7

  /// Any numbers: NaN counts as 0, sizes below 0 as 0, and huge ones are clamped to 10⁷.
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = FigureArea.clamped(x)
    self.y = FigureArea.clamped(y)
    self.width = max(0, FigureArea.clamped(width))
    self.height = max(0, FigureArea.clamped(height))
  }

  static func clamped(_ value: Double) -> Double {
    value.isNaN ? 0 : min(max(value, -limit), limit)
  }

  public var maxX: Double { x + width }
  public var maxY: Double { y + height }
  public var isEmpty: Bool { width <= 0 || height <= 0 }

  /// Smaller by so many pixels on each side; what is too much leaves an empty area.
  public func inset(left: Double = 0, top: Double = 0, right: Double = 0, bottom: Double = 0) -> FigureArea {
    FigureArea(x: x + left, y: y + top, width: width - left - right, height: height - top - bottom)
  }
}
