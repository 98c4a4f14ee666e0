/// The dissimilarities between n objects, computed when asked for: symmetric, zero from an object to itself.
///
/// Every algorithm compares **comparison values**: numbers that order pairs exactly as their dissimilarities do but
/// need no root (for Euclidean distance the square). All ways to ask give the same bits for the same pair, in either
/// order, so that every route to a spanning tree sees the same ties.
public protocol Dissimilarities: Sendable {
  var count: Int { get }

  /// The comparison value of two objects. O(d).
  func comparisonValue(_ i: Int, _ j: Int) -> Double

  /// The comparison values between object `i` and the objects of a range, `range.count` of them. O(d · range.count),
  /// vectorised.
  func comparisonValues(from i: Int, to range: Range<Int>, into target: UnsafeMutablePointer<Double>)

  /// The dissimilarity that a comparison value stands for: monotone.
  func dissimilarity(ofComparisonValue value: Double) -> Double

  /// Replaces comparison values by the dissimilarities that they stand for: the same bits as one at a time.
  func convertToDissimilarities(_ values: UnsafeMutablePointer<Double>, count: Int)

  /// The comparison value that a dissimilarity corresponds to, up to rounding.
  func comparisonValue(ofDissimilarity value: Double) -> Double

  /// The same dissimilarities, bit for bit, among some of the objects: object k of the result is `rows[k]`. Where it
  /// takes no more than copying a few numbers for each object, O(d · rows.count); otherwise nil.
  func copied(rows: [Int]) -> (any Dissimilarities)?

  /// The points whose plain Minkowski geometry gives exactly these comparison values, where there are such points:
  /// what a kd-tree may be built on.
  var geometry: Geometry? { get }
}

/// Points and the coordinate kernel by which their comparison values are summed.
public struct Geometry: Sendable {
  public enum Kernel: Sendable, Equatable {
    /// Σ (x−y)².
    case squaredEuclidean
    /// Σ |x−y|.
    case manhattan
    /// max |x−y|.
    case chebyshev
    /// Σ |x−y|^p.
    case minkowski(Double)
  }

  public let points: Matrix
  public let kernel: Kernel
}

extension Dissimilarities {
  /// The dissimilarity of two objects.
  public func callAsFunction(_ i: Int, _ j: Int) -> Double {
    i == j ? 0 : dissimilarity(ofComparisonValue: comparisonValue(i, j))
  }

  /// All n×n dissimilarities. O(n²) memory: for small n, and for tests.
  public func matrix() -> Matrix {
    var result = Matrix(rows: count, columns: count)
    for j in 0..<count { for i in 0..<count { result[i, j] = self(i, j) } }
    return result
  }

  public func dissimilarity(ofComparisonValue value: Double) -> Double { value }
  public func convertToDissimilarities(_ values: UnsafeMutablePointer<Double>, count: Int) {
    for k in 0..<count { values[k] = dissimilarity(ofComparisonValue: values[k]) }
  }
  public func comparisonValue(ofDissimilarity value: Double) -> Double { value }
  public func copied(rows: [Int]) -> (any Dissimilarities)? { nil }
  public var geometry: Geometry? { nil }
}
