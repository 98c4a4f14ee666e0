/// Density questions answered by a kd-tree.
struct TreeNeighborhoods: DensityNeighborhoods {
  private static let positionsPerChunk = 256

  let tree: KDTree

  func corePoints(within limit: Double, minPoints: Int, context: RunContext) throws -> [Bool] {
    let storage = tree.search.storage
    let core = Buffer(count: storage.count, repeating: false)
    let search = densitySearch(of: tree)
    // Positions in tree order, so that what a search touches is still in the cache for the next.
    try forEachPosition(storage.count, "core points", context) { position, point in
      core.pointer[Int(storage.rows[position])] =
        search.hasAtLeast(minPoints, within: limit, ofPosition: position, point)
    }
    return core.array
  }

  func densityLabels(within limit: Double, minPoints: Int, context: RunContext) throws -> [Int] {
    let core = try corePoints(within: limit, minPoints: minPoints, context: context)
    let coreRows = core.indices.filter { core[$0] }
    guard !coreRows.isEmpty else { return Array(repeating: -1, count: core.count) }
    let points = tree.geometry.points
    // Rows keep their order, so ties in the smaller tree still go to the lower row.
    let coreTree =
      coreRows.count == core.count
      ? tree
      : try KDTree(Geometry(points: points.selecting(rows: coreRows), kernel: tree.geometry.kernel), context: context)
    context.report("clusters", 0, of: nil)
    let roots = try densitySearch(of: coreTree).components(within: limit, context: context)
    var labels = Array(repeating: -1, count: core.count)
    for (place, row) in coreRows.enumerated() { labels[row] = roots[place] }

    let others = core.indices.filter { !core[$0] }
    let joined = Buffer(count: others.count, repeating: Int32(-1))
    let search = coreTree.search
    try forEachPosition(others.count, "border points", context) { place, point in
      for j in 0..<points.columns { point[j] = points[others[place], j] }
      var value = Double.infinity
      var nearest = Int32(-1)
      let found = search.nearest(1, to: point, excluding: -1, values: &value, rows: &nearest)
      if found == 1, value <= limit { joined.pointer[place] = nearest }
    }
    for (place, row) in others.enumerated() where joined[place] >= 0 { labels[row] = roots[Int(joined[place])] }
    return labels
  }

  /// Calls `body` with 0..<count and a place for the coordinates of a point.
  private func forEachPosition(
    _ count: Int, _ phase: String, _ context: RunContext,
    _ body: @Sendable (Int, UnsafeMutablePointer<Double>) -> Void
  ) throws {
    let chunks = (count + Self.positionsPerChunk - 1) / Self.positionsPerChunk
    let finished = ChunkCounter()
    let columns = tree.search.storage.columns
    try context.forEachChunk(chunks) { chunk in
      let point = Buffer(count: columns, repeating: 0.0)
      let first = chunk * Self.positionsPerChunk
      for position in first..<min(count, first + Self.positionsPerChunk) {
        if position & 3 == 0 { try context.checkCancellation() }
        body(position, point.pointer)
      }
      let done = finished.take() + 1
      if done % 8 == 0 || done == chunks { context.report(phase, min(count, done * Self.positionsPerChunk), of: count) }
    }
  }
}
