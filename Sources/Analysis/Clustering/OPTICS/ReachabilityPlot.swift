/// The rows in the order in which OPTICS visits them, and how far each had to be reached: valleys are clusters.
public struct ReachabilityPlot: Sendable, Equatable {
  /// A permutation of the rows.
  public let order: [Int]
  /// By row: the dissimilarity at which it was reached; infinite where the visit began anew.
  public let reachability: [Double]
  /// By row: the dissimilarity of its min-points-th nearest row, itself counted; infinite where that is beyond max-eps.
  public let coreDistances: [Double]
  /// By row: the row from which it was reached; −1 where the visit began anew.
  public let predecessors: [Int]

  public init(order: [Int], reachability: [Double], coreDistances: [Double], predecessors: [Int]) {
    self.order = order
    self.reachability = reachability
    self.coreDistances = coreDistances
    self.predecessors = predecessors
  }

  /// The reachabilities in the order of the visit.
  public var profile: [Double] { order.map { reachability[$0] } }

  /// The clusters that DBSCAN with this eps would find, but for border rows: a row out of reach begins one if it is core,
  /// else it is noise (−1). O(n).
  public func labels(eps: Double) -> [Int] {
    var labels = Array(repeating: -1, count: order.count)
    var cluster = -1
    for row in order {
      if reachability[row] > eps {
        if coreDistances[row] <= eps {
          cluster += 1
          labels[row] = cluster
        }
      } else {
        labels[row] = cluster
      }
    }
    return labels
  }
}
