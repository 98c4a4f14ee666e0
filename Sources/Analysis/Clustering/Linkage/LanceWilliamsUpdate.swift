/// How the dissimilarity of a cluster to a merged one follows from those to its two parts (Lance & Williams, "A general
/// theory of classificatory sorting strategies", 1967).
protocol LanceWilliamsUpdate: Sendable {
  /// Whether the update is one of squared dissimilarities.
  static var worksOnSquares: Bool { get }

  /// The value between cluster i and the union of x and y.
  /// - Parameters:
  ///   - x, y: between i and the two parts; `between`: between the parts.
  ///   - sizeX, sizeY, size: rows of the parts and of i.
  static func combined(
    _ x: Double, _ y: Double, between: Double, sizeX: Double, sizeY: Double, size: Double
  ) -> Double
}

extension LanceWilliamsUpdate {
  static var worksOnSquares: Bool { false }
}

enum CompleteUpdate: LanceWilliamsUpdate {
  @inline(__always) static func combined(
    _ x: Double, _ y: Double, between: Double, sizeX: Double, sizeY: Double, size: Double
  ) -> Double { x > y ? x : y }
}

enum AverageUpdate: LanceWilliamsUpdate {
  @inline(__always) static func combined(
    _ x: Double, _ y: Double, between: Double, sizeX: Double, sizeY: Double, size: Double
  ) -> Double { (sizeX * x + sizeY * y) / (sizeX + sizeY) }
}

enum WeightedUpdate: LanceWilliamsUpdate {
  @inline(__always) static func combined(
    _ x: Double, _ y: Double, between: Double, sizeX: Double, sizeY: Double, size: Double
  ) -> Double { 0.5 * (x + y) }
}

enum WardUpdate: LanceWilliamsUpdate {
  static var worksOnSquares: Bool { true }
  @inline(__always) static func combined(
    _ x: Double, _ y: Double, between: Double, sizeX: Double, sizeY: Double, size: Double
  ) -> Double { ((sizeX + size) * x + (sizeY + size) * y - size * between) / (sizeX + sizeY + size) }
}

enum CentroidUpdate: LanceWilliamsUpdate {
  static var worksOnSquares: Bool { true }
  @inline(__always) static func combined(
    _ x: Double, _ y: Double, between: Double, sizeX: Double, sizeY: Double, size: Double
  ) -> Double {
    let total = sizeX + sizeY
    return (sizeX * x + sizeY * y - sizeX * sizeY * between / total) / total
  }
}

enum MedianUpdate: LanceWilliamsUpdate {
  static var worksOnSquares: Bool { true }
  @inline(__always) static func combined(
    _ x: Double, _ y: Double, between: Double, sizeX: Double, sizeY: Double, size: Double
  ) -> Double { 0.5 * (x + y) - 0.25 * between }
}
