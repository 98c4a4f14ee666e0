/// Positions are in cells, from the top left; a canvas begins at (0, 0).
public struct Point: Sendable, Hashable {
  public var x: Int
  public var y: Int
  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

public struct Size: Sendable, Hashable {
  public var width: Int
  public var height: Int
  public init(width: Int, height: Int) {
    self.width = min(max(0, width), Rectangle.limit)
    self.height = min(max(0, height), Rectangle.limit)
  }
}

/// A rectangle of cells; never of negative size.
public struct Rectangle: Sendable, Hashable {
  /// Positions and sizes are kept within ± this, so that sums of a few of them cannot overflow.
  static let limit = 1 << 30

  public var x: Int
  public var y: Int
  public var width: Int
  public var height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = min(max(x, -Rectangle.limit), Rectangle.limit)
    self.y = min(max(y, -Rectangle.limit), Rectangle.limit)
    self.width = min(max(0, width), Rectangle.limit)
    self.height = min(max(0, height), Rectangle.limit)
  }

  public var maxX: Int { x &+ width }
  public var maxY: Int { y &+ height }
  public var isEmpty: Bool { width <= 0 || height <= 0 }
  public var size: Size { Size(width: width, height: height) }

  public func contains(_ point: Point) -> Bool {
    point.x >= x && point.x < maxX && point.y >= y && point.y < maxY
  }

  /// Smaller by so many cells on each side, and never turned inside out: what is too much leaves an empty rectangle.
  public func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rectangle {
    Rectangle(
      x: x &+ left, y: y &+ top, width: width &- left &- right, height: height &- top &- bottom)
  }

  public func inset(by margin: Int) -> Rectangle {
    inset(left: margin, top: margin, right: margin, bottom: margin)
  }

  public func intersection(_ other: Rectangle) -> Rectangle {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rectangle(
      x: left, y: top, width: min(maxX, other.maxX) &- left, height: min(maxY, other.maxY) &- top)
  }

  /// A rectangle of a size in the middle of this one, cut to it.
  public func centered(_ size: Size) -> Rectangle {
    let width = min(size.width, self.width)
    let height = min(size.height, self.height)
    return Rectangle(
      x: x &+ (self.width &- width) / 2, y: y &+ (self.height &- height) / 2, width: width, height: height)
  }

  /// The first rows, and what is below them. Too many rows leave nothing below.
  public func splitTop(_ rows: Int) -> (top: Rectangle, rest: Rectangle) {
    let rows = min(max(0, rows), height)
    return (
      Rectangle(x: x, y: y, width: width, height: rows),
      Rectangle(x: x, y: y &+ rows, width: width, height: height &- rows)
    )
  }

  /// The last rows, and what is above them.
  public func splitBottom(_ rows: Int) -> (rest: Rectangle, bottom: Rectangle) {
    let (top, bottom) = splitTop(height &- min(max(0, rows), height))
    return (top, bottom)
  }

  /// The first columns, and what is right of them.
  public func splitLeft(_ columns: Int) -> (left: Rectangle, rest: Rectangle) {
    let columns = min(max(0, columns), width)
    return (
      Rectangle(x: x, y: y, width: columns, height: height),
      Rectangle(x: x &+ columns, y: y, width: width &- columns, height: height)
    )
  }

  /// The last columns, and what is left of them.
  public func splitRight(_ columns: Int) -> (rest: Rectangle, right: Rectangle) {
    let (left, right) = splitLeft(width &- min(max(0, columns), width))
    return (left, right)
  }

  /// Fields can be set by hand; drawing begins from a rectangle that is certainly in range.
  var normalized: Rectangle { Rectangle(x: x, y: y, width: width, height: height) }
}
