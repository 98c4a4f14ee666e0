/// Where Hopkins' statistic draws its points, and how far things are apart there: the bounding box of the rows, or a
/// little larger box with opposite sides joined, a torus.
///
/// On a torus every place has neighbours on all sides, so that distances to nearest rows follow the law that the
/// p-value supposes also near the edges (Ripley, Spatial statistics, 1981). Its sides are (n + 1) / (n − 1) times the
/// ranges, which is what the range of n uniform rows falls short of its interval by on average.
package struct HopkinsSpace: Sendable {
  private let tree: KDTree
  package let bounds: [ClosedRange<Double>]
  /// The length of each side of the torus; nil for the plain box.
  private let sides: [Double]?

  /// In more columns a scan of all rows is quicker than a search among a point's images.
  private static let mostTreeColumns = 4

  /// - Throws: `CancellationError`.
  package init(of features: Matrix, isTorus: Bool, context: RunContext) throws {
    tree = try KDTree(Geometry(points: features, kernel: .squaredEuclidean), context: context)
    bounds = (0..<features.columns).map { j in
      let column = features.column(j)
      return (column.min() ?? 0)...(column.max() ?? 0)
    }
    sides = isTorus ? Self.sides(bounds, rows: features.rows) : nil
  }

  private init(_ space: HopkinsSpace) {
    tree = space.tree
    bounds = space.bounds
    sides = Self.sides(space.bounds, rows: space.rows)
  }

  /// The same rows with opposite sides joined.
  var torus: HopkinsSpace { HopkinsSpace(self) }

  private static func sides(_ bounds: [ClosedRange<Double>], rows n: Int) -> [Double] {
    bounds.map { ($0.upperBound - $0.lowerBound) * Double(n + 1) / Double(max(1, n - 1)) }
  }

  package var columns: Int { bounds.count }
  var rows: Int { tree.count }
  var isTorus: Bool { sides != nil }

  /// Uniform in the box.
  package func point(_ random: inout RandomSource) -> [Double] {
    bounds.indices.map { j in
      let share = random.uniform()
      let range = bounds[j]
      if let sides { return range.lowerBound + (share - 0.5) * sides[j] + (range.upperBound - range.lowerBound) / 2 }
      // Written so that the width of a huge range cannot overflow.
      return range.lowerBound * (1 - share) + range.upperBound * share
    }
  }

  /// The squared distance from a point to its nearest row.
  func squaredDistance(from point: [Double]) -> Double {
    if let sides, columns > Self.mostTreeColumns { return scan(from: point, excluding: nil, sides) }
    let nearest = tree.nearest(1, to: point).first?.comparisonValue ?? 0
    return sides.map { images(of: point, excluding: nil, nearest, $0) } ?? nearest
  }

  /// The squared distance from a row to its nearest other row.
  func squaredDistance(fromRow row: Int) -> Double {
    let points = tree.geometry.points
    if let sides, columns > Self.mostTreeColumns { return scan(from: points.row(row), excluding: row, sides) }
    let nearest = tree.nearest(1, toRow: row).first?.comparisonValue ?? 0
    return sides.map { images(of: points.row(row), excluding: row, nearest, $0) } ?? nearest
  }

  /// O(n·d).
  private func scan(from point: [Double], excluding row: Int?, _ sides: [Double]) -> Double {
    let n = rows
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: n) { sums in
      sums.initialize(repeating: 0)
      tree.geometry.points.values.withUnsafeBufferPointer { values in
        for j in 0..<columns {
          let (x, side) = (point[j], sides[j])
          for i in 0..<n {
            let plain = abs(values[j * n + i] - x)
            let round = side - plain
            let least = plain < round ? plain : round
            sums[i] += least * least
          }
        }
      }
      if let row { sums[row] = .infinity }
      return sums.min() ?? 0
    }
  }

  /// The least of a squared distance and those from the point's images beyond the sides, which are looked at only
  /// where the box is near enough.
  private func images(of point: [Double], excluding row: Int?, _ nearest: Double, _ sides: [Double]) -> Double {
    var best = nearest
    var image = point
    func visit(_ column: Int, _ beyond: Double, isImage: Bool) {
      guard beyond < best else { return }
      guard column < columns else {
        guard isImage else { return }
        for found in tree.nearest(row == nil ? 1 : 2, to: image) where found.row != row {
          best = min(best, found.comparisonValue)
        }
        return
      }
      visit(column + 1, beyond, isImage: isImage)
      guard sides[column] > 0 else { return }
      for shifted in [point[column] - sides[column], point[column] + sides[column]] {
        let distance = max(bounds[column].lowerBound - shifted, shifted - bounds[column].upperBound, 0)
        image[column] = shifted
        visit(column + 1, beyond + distance * distance, isImage: true)
      }
      image[column] = point[column]
    }
    visit(0, 0, isImage: false)
    return best
  }
}

/// One draw of Hopkins' statistic.
package struct HopkinsDraw: Sendable {
  /// Σu^d / (Σu^d + Σw^d).
  package let statistic: Double
  /// Rows whose nearest other row is at distance 0.
  package let duplicates: Int

  /// - Parameters:
  ///   - rows: those drawn.
  ///   - points: as many, those drawn in the box.
  /// - Throws: `CancellationError`.
  package init(_ space: HopkinsSpace, rows: [Int], points: [[Double]], _ context: RunContext) throws {
    var fromRows = LogarithmicSum()
    var fromPoints = LogarithmicSum()
    var duplicates = 0
    // Of squared distances.
    let exponent = Double(space.columns) / 2
    for row in rows {
      try context.checkCancellation()
      let value = space.squaredDistance(fromRow: row)
      if value == 0 { duplicates += 1 }
      fromRows.add(exponent * naturalLogarithm(value))
    }
    for point in points {
      try context.checkCancellation()
      fromPoints.add(exponent * naturalLogarithm(space.squaredDistance(from: point)))
    }
    self.duplicates = duplicates
    statistic = Self.share(of: fromPoints.logarithm, and: fromRows.logarithm)
  }

  /// Rows drawn without replacement, then points.
  init(_ space: HopkinsSpace, _ size: Int, _ random: inout RandomSource, _ context: RunContext) throws {
    let rows = random.sample(size, of: space.rows)
    var points: [[Double]] = []
    for _ in 0..<size { points.append(space.point(&random)) }
    try self.init(space, rows: rows, points: points, context)
  }

  /// For draws that are yet to be made.
  static let empty = HopkinsDraw(statistic: 0, duplicates: 0)

  private init(statistic: Double, duplicates: Int) {
    self.statistic = statistic
    self.duplicates = duplicates
  }

  /// e^a / (e^a + e^b).
  private static func share(of a: Double, and b: Double) -> Double {
    if a == b || (a - b).isNaN { return 0.5 }
    return 1 / (1 + exponential(b - a))
  }
}

/// log Σ e^x without overflow: powers of distances leave the range of doubles soon as columns grow many.
private struct LogarithmicSum {
  private var largest = -Double.infinity
  private var scaled = 0.0

  mutating func add(_ x: Double) {
    if x == -.infinity { return }
    if x > largest {
      scaled = scaled * exponential(largest - x) + 1
      largest = x
    } else {
      scaled += x == largest ? 1 : exponential(x - largest)
    }
  }

  var logarithm: Double { scaled > 0 ? largest + naturalLogarithm(scaled) : -.infinity }
}
