/// The values between clusters out of a matrix of all of them.
final class CondensedClusterValues<Update: LanceWilliamsUpdate>: ClusterValues {
  private let matrix: CondensedDissimilarities

  init(_ matrix: CondensedDissimilarities) { self.matrix = matrix }

  var count: Int { matrix.count }
  var activeCount: Int { matrix.activeCount }
  func isActive(_ slot: Int) -> Bool { matrix.penalties[slot] == 0 }
  func row(ofSlot slot: Int) -> Int { Int(matrix.rows[slot]) }
  func value(_ high: Int, _ low: Int) -> Double { matrix.value(high, low) }
  func nearestBelow(_ slot: Int) -> (slot: Int, value: Double) { matrix.nearestBelow(slot) }

  func merge(_ low: Int, into high: Int, between: Double, _ changed: (_ slot: Int, _ value: Double) -> Void) {
    matrix.merge(low, into: high, between: between, by: Update.self) { slot, value in
      if slot > high { changed(slot, value) }
    }
  }

  func compactIfSparse() -> [Int]? { matrix.compactIfSparse() }
}
