/// What ways to nearest neighbours cost, in nanoseconds a row and thread: fitted to timings of uniform, normal and
/// clustered points in 2 to 50 columns, 2000 to 20,000 rows, 15 neighbours.
struct NeighborCost {
  /// Beyond so many neighbours a list kept in order by insertion, as a walk through a tree keeps it, no longer pays.
  static let mostTreeNeighbors = 256
  /// Beyond so many columns every box is near every point, and a tree is not worth building.
  static let mostTreeColumns = 200

  private let rows: Double
  private let columns: Double

  init(rows: Int, columns: Int) {
    self.rows = Double(rows)
    self.columns = Double(columns)
  }

  /// - Parameter share: of the leaves that a search looks at.
  func tree(share: Double) -> Double { share * rows * (6 + 0.45 * columns) }
  var products: Double { 8000 + rows * (0.35 + 0.0275 * columns) }
  var scan: Double { 1000 + rows * (1 + 0.18 * columns) }

  /// The cheapest route.
  /// - Parameters:
  ///   - tree: over the points, where there is one.
  ///   - hasProducts: whether products may be taken instead.
  static func route(_ points: Matrix, tree: KDTree?, k: Int, hasProducts: Bool) -> NeighborSearch.Route {
    let cost = NeighborCost(rows: points.rows, columns: points.columns)
    let other: NeighborSearch.Route = hasProducts && cost.products < cost.scan ? .products : .scan
    guard let tree, k <= mostTreeNeighbors, tree.search.isFinite else { return other }
    // A few searches tell; in many columns each of them takes its time.
    let share = tree.search.shareOfLeaves(
      sampling: points.columns < 20 ? 64 : 16, neighbors: max(1, min(k, points.rows - 1)))
    return cost.tree(share: share) <= (other == .products ? cost.products : cost.scan) ? .kdTree : other
  }
}
