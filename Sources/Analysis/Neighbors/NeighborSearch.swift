/// Finds the nearest neighbours of rows among any dissimilarities, by the cheapest of several routes. All of them give
/// the same neighbours in the same order, bit for bit: by comparison value, ties to the lower row.
package struct NeighborSearch: Sendable {
  /// A way to find neighbours.
  package enum Route: String, CaseIterable, Sendable {
    /// A walk through a kd-tree: for points in few dimensions.
    case kdTree
    /// Euclidean distances bounded from below by products of matrices, and the few that matter computed: for points in
    /// many dimensions.
    case products
    /// All pairs, block by block: for any dissimilarities.
    case scan
  }

  /// Takes a row's neighbours: the row's place among those asked for, the comparison values in ascending order and the
  /// rows that have them. Called once for each row, from any thread.
  typealias Receiver =
    @Sendable (_ place: Int, _ values: UnsafePointer<Double>, _ rows: UnsafePointer<Int32>) -> Void

  let count: Int
  private let way: any NeighborRoute

  /// Chooses the route for `k` neighbours, building a kd-tree where that might be it.
  /// - Throws: `CancellationError`.
  init(_ dissimilarities: any Dissimilarities, k: Int, context: RunContext) throws {
    var tree: KDTree?
    if let geometry = dissimilarities.geometry, geometry.points.rows > 1,
      geometry.points.columns <= NeighborCost.mostTreeColumns, k <= NeighborCost.mostTreeNeighbors
    {
      tree = try KDTree(geometry, context: context)
    }
    try self.init(dissimilarities, k: k, through: tree, context: context)
  }

  /// Chooses the route for `k` neighbours without building a tree.
  /// - Parameter tree: over the dissimilarities' geometry, where there is one.
  /// - Throws: `CancellationError`.
  init(_ dissimilarities: any Dissimilarities, k: Int, through tree: KDTree?, context: RunContext) throws {
    count = dissimilarities.count
    var route = Route.scan
    if let geometry = dissimilarities.geometry, geometry.points.rows > 1 {
      route = NeighborCost.route(
        geometry.points, tree: tree, k: k, hasProducts: geometry.kernel == .squaredEuclidean)
    }
    if route == .kdTree, let tree {
      way = TreeRoute(tree: tree)
    } else {
      let products = route == .products ? ProductRoute(dissimilarities, k: k) : nil
      way = products ?? ScanRoute(dissimilarities: dissimilarities)
    }
    try context.checkCancellation()
  }

  /// - Returns: nil where the route cannot be taken.
  init?(_ dissimilarities: any Dissimilarities, k: Int, by route: Route, context: RunContext) throws {
    count = dissimilarities.count
    switch route {
    case .kdTree:
      guard let geometry = dissimilarities.geometry else { return nil }
      way = TreeRoute(tree: try KDTree(geometry, context: context))
    case .products:
      guard let products = ProductRoute(dissimilarities, k: k) else { return nil }
      way = products
    case .scan:
      way = ScanRoute(dissimilarities: dissimilarities)
    }
  }

  /// By a given tree, whatever it costs.
  init(_ tree: KDTree) {
    count = tree.count
    way = TreeRoute(tree: tree)
  }

  /// Hands over the `k` nearest neighbours of every row; 0 < k < n.
  /// - Throws: `CancellationError`.
  func forEachRow(_ k: Int, _ context: RunContext, _ receive: @escaping Receiver) throws {
    precondition(k > 0 && k < count, "\(k) neighbours among \(count) rows")
    try way.search(k, rows: nil, NeighborProgress(count, context), receive)
  }

  /// The comparison value of each of the given rows to its `k`-th nearest other row; 0 < k < n. O(rows) memory beyond
  /// the search's own.
  /// - Parameter rows: nil for all.
  /// - Throws: `CancellationError`.
  func values(toNeighbor k: Int, of rows: [Int]? = nil, _ context: RunContext) throws -> [Double] {
    precondition(k > 0 && k < count, "neighbour \(k) among \(count) rows")
    let result = Buffer(count: rows?.count ?? count, repeating: 0.0)
    try way.search(k, rows: rows, NeighborProgress(result.count, context)) { place, values, _ in
      result.pointer[place] = values[k - 1]
    }
    return result.array
  }
}

/// One way to find neighbours.
protocol NeighborRoute: Sendable {
  /// Hands over the `k` nearest neighbours of the given rows, all rows for nil; 0 < k < n.
  /// - Throws: `CancellationError`.
  func search(
    _ k: Int, rows: [Int]?, _ progress: NeighborProgress, _ receive: @escaping NeighborSearch.Receiver) throws
}

/// Counts the rows that have their neighbours.
struct NeighborProgress: Sendable {
  let total: Int
  let context: RunContext
  private let finished = ChunkCounter()

  init(_ total: Int, _ context: RunContext) {
    self.total = total
    self.context = context
  }

  /// Runs `body` for ranges of 0..<total in parallel, each range `size` long, but for the last.
  /// - Throws: `CancellationError`.
  func forEachRange(of size: Int, _ body: @Sendable (Range<Int>) throws -> Void) throws {
    let chunks = (total + size - 1) / size
    try context.forEachChunk(chunks) { chunk in
      try body((chunk * size)..<min(total, (chunk + 1) * size))
      let done = finished.take() + 1
      context.report("nearest neighbours", min(total, done * size), of: total)
    }
  }
}
