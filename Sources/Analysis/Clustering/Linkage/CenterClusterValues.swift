/// The squared distances between the centres of clusters of points.
final class CenterClusterValues: ClusterValues {
  private let centers: MovingCenters
  private let midpoint: Bool

  /// - Parameter midpoint: whether a merged cluster's centre lies halfway between those of its parts.
  init(_ points: Matrix, midpoint: Bool) {
    centers = MovingCenters(points, weighting: .none)
    self.midpoint = midpoint
  }

  var count: Int { centers.count }
  var activeCount: Int { centers.activeCount }
  func isActive(_ slot: Int) -> Bool { centers.isActive(slot) }
  func row(ofSlot slot: Int) -> Int { Int(centers.rows[slot]) }
  func value(_ high: Int, _ low: Int) -> Double { centers.value(high, low) }
  func nearestBelow(_ slot: Int) -> (slot: Int, value: Double) { centers.nearest(to: slot, below: slot) }

  func merge(_ low: Int, into high: Int, between: Double, _ changed: (_ slot: Int, _ value: Double) -> Void) {
    centers.merge(low, into: high, midpoint: midpoint)
    centers.forEach(above: high, changed)
  }

  func compactIfSparse() -> [Int]? { centers.compactIfSparse() }
}
