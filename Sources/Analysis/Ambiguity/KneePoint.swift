/// The knee of a falling convex curve: where going on stops paying (Satopää et al., "Finding a 'kneedle' in a haystack:
/// detecting knee points in system behavior", 2011).
///
/// The curve is scaled to the unit square and turned over; its height above the diagonal has a maximum at a knee, which
/// counts once the height falls below that maximum by `sensitivity` mean steps before it rises to another.
/// - Parameters:
///   - y: values at 0, 1, 2, …; finite.
///   - sensitivity: the paper's S, from 0.
/// - Returns: the index of the first knee, or nil where there is none. O(y.count) time.
public func kneeOfFallingConvexCurve(_ y: [Double], sensitivity: Double = 1) -> Int? {
  guard y.count > 1, let least = y.min(), let most = y.max(), most > least else { return nil }
  let step = 1 / Double(y.count - 1)
  let height = y.indices.map { (most - y[$0]) / (most - least) - Double($0) * step }
  /// Ends compare with the one neighbour that they have; level stretches are extreme throughout.
  func isExtreme(_ i: Int, _ holds: (Double, Double) -> Bool) -> Bool {
    holds(height[i], height[max(0, i - 1)]) && holds(height[i], height[min(height.count - 1, i + 1)])
  }
  var knee: Int?
  var threshold = 0.0
  for i in 0..<(height.count - 1) {
    if isExtreme(i, >=) {
      knee = i
      threshold = height[i] - sensitivity * step
    }
    if isExtreme(i, <=) { threshold = 0 }
    if let knee, height[i + 1] < threshold { return knee }
  }
  return nil
}
