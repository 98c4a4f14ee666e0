/// A balanced kd-tree over points (Bentley, "Multidimensional binary search trees used for associative searching",
/// 1975), with the bounding box of every node.
///
/// Its comparison values have the same bits as those of the `Dissimilarities` that the geometry belongs to, and every
/// answer is exact, ties included: among equally near rows the lower row comes first. Building takes O(n log n) time
/// and O(n·d) memory; a query O(log n) in low dimension and up to O(n·d) in high.
public struct KDTree: Sendable {
  /// A row and the comparison value to it.
  public struct Neighbor: Sendable, Equatable {
    public let row: Int
    public let comparisonValue: Double

    public init(row: Int, comparisonValue: Double) {
      self.row = row
      self.comparisonValue = comparisonValue
    }
  }

  public let geometry: Geometry
  let search: any KDTreeSearching

  /// - Parameter geometry: finite points; any number of rows and columns.
  /// - Throws: `CancellationError`.
  public init(_ geometry: Geometry, context: RunContext = RunContext(threads: 1)) throws {
    try self.init(geometry, blocksPerLeaf: geometry.points.columns < 10 ? 2 : 4, context: context)
  }

  /// - Parameter blocksPerLeaf: points in a leaf, over eight.
  package init(_ geometry: Geometry, blocksPerLeaf: Int, context: RunContext) throws {
    self.geometry = geometry
    // Points without coordinates all coincide.
    let points =
      geometry.points.columns > 0 ? geometry.points : Matrix(rows: geometry.points.rows, columns: 1, repeating: 0)
    let storage = try KDTreeBuilder.build(points, blocksPerLeaf: blocksPerLeaf, context: context)
    search =
      switch geometry.kernel {
      case .squaredEuclidean: KDTreeSearch(storage: storage, kernel: SquaredDifference())
      case .manhattan: KDTreeSearch(storage: storage, kernel: AbsoluteDifference())
      case .chebyshev: KDTreeSearch(storage: storage, kernel: LargestDifference())
      case .minkowski(let exponent): KDTreeSearch(storage: storage, kernel: PowerDifference(exponent: exponent))
      }
  }

  public var count: Int { search.storage.count }

  /// The `k` rows nearest to row `i`, itself left out, nearest first; fewer when there are fewer.
  /// - Precondition: `i` is a row.
  public func nearest(_ k: Int, toRow i: Int) -> [Neighbor] {
    precondition(i >= 0 && i < count, "row \(i) of \(count)")
    return withPoint(ofRow: i) { nearest(k, to: $0, excluding: Int32(i)) }
  }

  /// The `k` rows nearest to a point, nearest first; fewer when there are fewer.
  /// - Precondition: the point has as many coordinates as the rows.
  public func nearest(_ k: Int, to point: [Double]) -> [Neighbor] {
    precondition(point.count == geometry.points.columns, "a point of \(geometry.points.columns) coordinates")
    return withPadded(point) { nearest(k, to: $0, excluding: -1) }
  }

  /// Visits every row within a comparison value of row `i` (at most that value), row `i` itself included, in no
  /// particular order.
  /// - Precondition: `i` is a row.
  public func forEach(within comparisonValue: Double, ofRow i: Int, _ visit: (_ row: Int, _ value: Double) -> Void) {
    precondition(i >= 0 && i < count, "row \(i) of \(count)")
    withPoint(ofRow: i) { point in
      search.forEach(within: comparisonValue, of: point) { visit(Int($0), $1) }
    }
  }

  /// Visits every row within a comparison value of a point (at most that value), in no particular order.
  /// - Precondition: the point has as many coordinates as the rows.
  public func forEach(
    within comparisonValue: Double, of point: [Double], _ visit: (_ row: Int, _ value: Double) -> Void
  ) {
    precondition(point.count == geometry.points.columns, "a point of \(geometry.points.columns) coordinates")
    withPadded(point) { point in
      search.forEach(within: comparisonValue, of: point) { visit(Int($0), $1) }
    }
  }

  /// The rows within a comparison value of row `i` (at most that value), itself included, in ascending order.
  /// - Precondition: `i` is a row.
  public func rows(within comparisonValue: Double, ofRow i: Int) -> [Int] {
    var rows: [Int] = []
    forEach(within: comparisonValue, ofRow: i) { row, _ in rows.append(row) }
    rows.sort()
    return rows
  }

  private func nearest(_ k: Int, to point: UnsafePointer<Double>, excluding row: Int32) -> [Neighbor] {
    let wanted = min(k, count)
    guard wanted > 0 else { return [] }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: wanted) { values in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: wanted) { rows in
        guard let values = values.baseAddress, let rows = rows.baseAddress else { return [] }
        let found = search.nearest(wanted, to: point, excluding: row, values: values, rows: rows)
        return (0..<found).map { Neighbor(row: Int(rows[$0]), comparisonValue: values[$0]) }
      }
    }
  }

  private func withPoint<Result>(ofRow i: Int, _ body: (UnsafePointer<Double>) -> Result) -> Result {
    let storage = search.storage
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: storage.columns) { buffer in
      let target = buffer.baseAddress.unsafelyUnwrapped
      storage.copyPoint(at: Int(storage.positions[i]), to: target)
      return body(UnsafePointer(target))
    }
  }

  private func withPadded<Result>(_ point: [Double], _ body: (UnsafePointer<Double>) -> Result) -> Result {
    (point.isEmpty ? [0] : point).withUnsafeBufferPointer { body($0.baseAddress.unsafelyUnwrapped) }
  }
}
