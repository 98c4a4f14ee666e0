/// What density-based clustering asks of a kd-tree, whatever its coordinate kernel.
protocol DensitySearching: Sendable {
  /// Whether at least `needed` points lie within `limit` of the point at a position in tree order.
  /// - Parameter point: room for its coordinates.
  func hasAtLeast(
    _ needed: Int, within limit: Double, ofPosition position: Int, _ point: UnsafeMutablePointer<Double>
  ) -> Bool

  /// For each row, the lowest row of the component of the graph that links points within `limit`.
  /// - Throws: `CancellationError`.
  func components(within limit: Double, context: RunContext) throws -> [Int]
}

func densitySearch(of tree: KDTree) -> any DensitySearching {
  let storage = tree.search.storage
  return switch tree.geometry.kernel {
  case .squaredEuclidean: DensitySearch(tree: KDTreeSearch(storage: storage, kernel: SquaredDifference()))
  case .manhattan: DensitySearch(tree: KDTreeSearch(storage: storage, kernel: AbsoluteDifference()))
  case .chebyshev: DensitySearch(tree: KDTreeSearch(storage: storage, kernel: LargestDifference()))
  case .minkowski(let p): DensitySearch(tree: KDTreeSearch(storage: storage, kernel: PowerDifference(exponent: p)))
  }
}

struct DensitySearch<Kernel: LaneKernel>: DensitySearching {
  let tree: KDTreeSearch<Kernel>

  var storage: KDTreeStorage { tree.storage }

  // Called through the protocol, a generic method is compiled once for all kernels, unless told otherwise.
  @specialized(where Kernel == SquaredDifference)
  @specialized(where Kernel == AbsoluteDifference)
  @specialized(where Kernel == LargestDifference)
  func hasAtLeast(
    _ needed: Int, within limit: Double, ofPosition position: Int, _ point: UnsafeMutablePointer<Double>
  ) -> Bool {
    storage.copyPoint(at: position, to: point)
    // Its own leaf first: in a dense place that is enough.
    let leaf = position / storage.leafSize
    var missing = needed - countInLeaf(leaf, within: limit, of: point)
    if missing > 0 { count(below: 0, but: leaf, within: limit, of: point, &missing) }
    return missing <= 0
  }

  private func countInLeaf(_ leaf: Int, within limit: Double, of point: UnsafePointer<Double>) -> Int {
    var count = 0
    for block in (leaf * storage.blocksPerLeaf)..<((leaf + 1) * storage.blocksPerLeaf) {
      // Padding lies at infinity, and no limit does.
      let values = tree.blockValues(block, point)
      for lane in 0..<8 where values[lane] <= limit { count += 1 }
    }
    return count
  }

  private func count(
    below node: Int, but ownLeaf: Int, within limit: Double, of point: UnsafePointer<Double>, _ missing: inout Int
  ) {
    guard missing > 0, tree.lowerBound(node, point) <= limit else { return }
    let right = Int(storage.right[node])
    if right == 0 {
      let leaf = Int(storage.firstLeaf[node])
      if leaf != ownLeaf { missing -= countInLeaf(leaf, within: limit, of: point) }
      return
    }
    count(below: node + 1, but: ownLeaf, within: limit, of: point, &missing)
    count(below: right, but: ownLeaf, within: limit, of: point, &missing)
  }

  @specialized(where Kernel == SquaredDifference)
  @specialized(where Kernel == AbsoluteDifference)
  @specialized(where Kernel == LargestDifference)
  func components(within limit: Double, context: RunContext) throws -> [Int] {
    guard storage.count > 0 else { return [] }
    let search = ComponentSearch(tree: tree, limit: limit, context: context)
    try search.joinWithin(0)
    return search.roots()
  }
}
