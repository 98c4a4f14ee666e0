/// How far each row's k-th nearest other row is, in comparison values: what density is measured by.
enum CoreValues {
  /// A kd-tree over the dissimilarities' points, where there are any and it pays to look things up in it.
  static func tree(over dissimilarities: any Dissimilarities, _ context: RunContext) throws -> KDTree? {
    guard let geometry = dissimilarities.geometry, geometry.points.rows > 1 else { return nil }
    let tree = try KDTree(geometry, context: context)
    return tree.search.isFinite && VATOrder.route(through: tree) == .kdTree ? tree : nil
  }

  /// O(n log n) time with a tree in few dimensions, else O(n²) dissimilarities; O(n) memory.
  /// - Parameters:
  ///   - k: 0 gives zeros; more than there are other rows gives infinities.
  ///   - tree: over the dissimilarities' points, where there is one.
  /// - Throws: `CancellationError`.
  static func values(
    toNeighbor k: Int, of dissimilarities: any Dissimilarities, tree: KDTree?, context: RunContext
  ) throws -> [Double] {
    let n = dissimilarities.count
    guard k > 0 else { return Array(repeating: 0, count: n) }
    guard k < n else { return Array(repeating: .infinity, count: n) }
    return try NeighborSearch(dissimilarities, k: k, through: tree, context: context).values(toNeighbor: k, context)
  }
}
