/// The dissimilarities between some of the objects: object i of the subset is row `rows[i]` of the base.
///
/// All values have the same bits as the base's. Where the base has a geometry, so has the subset: the selected points
/// with the same kernel, O(N·d) memory for N rows. Else every pair is asked of the base.
public struct SubsetDissimilarities: Dissimilarities {
  public let base: any Dissimilarities
  /// In any order; a row may come more than once.
  public let rows: [Int]
  /// Between the selected points of the base's geometry.
  private let points: (any Dissimilarities)?

  /// - Precondition: every row is one of the base.
  public init(_ base: any Dissimilarities, rows: [Int]) {
    precondition(rows.allSatisfy { $0 >= 0 && $0 < base.count }, "rows of \(base.count) objects")
    self.base = base
    self.rows = rows
    points = base.geometry.map { geometry in
      let selected = geometry.points.selecting(rows: rows)
      return switch geometry.kernel {
      case .squaredEuclidean: CoordinateSum(selected, kernel: SquaredDifference(), geometry: geometry.kernel)
      case .manhattan: CoordinateSum(selected, kernel: AbsoluteDifference(), geometry: geometry.kernel)
      case .chebyshev: CoordinateSum(selected, kernel: LargestDifference(), geometry: geometry.kernel)
      case .minkowski(let exponent):
        CoordinateSum(selected, kernel: PowerDifference(exponent: exponent), geometry: geometry.kernel)
      }
    }
  }

  public var count: Int { rows.count }
  public var geometry: Geometry? { points?.geometry }

  public func comparisonValue(_ i: Int, _ j: Int) -> Double {
    points?.comparisonValue(i, j) ?? base.comparisonValue(rows[i], rows[j])
  }

  public func comparisonValues(from i: Int, to range: Range<Int>, into target: UnsafeMutablePointer<Double>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count && i >= 0 && i < count)
    if let points {
      points.comparisonValues(from: i, to: range, into: target)
      return
    }
    let row = rows[i]
    rows.withUnsafeBufferPointer { rows in
      for k in 0..<range.count { target[k] = base.comparisonValue(row, rows[range.lowerBound + k]) }
    }
  }

  public func dissimilarity(ofComparisonValue value: Double) -> Double { base.dissimilarity(ofComparisonValue: value) }
  public func convertToDissimilarities(_ values: UnsafeMutablePointer<Double>, count: Int) {
    base.convertToDissimilarities(values, count: count)
  }
  public func comparisonValue(ofDissimilarity value: Double) -> Double { base.comparisonValue(ofDissimilarity: value) }
}
