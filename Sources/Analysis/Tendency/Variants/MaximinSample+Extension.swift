extension MaximinSample {
  /// For every row of the data the nearest sampled row (ties: the lowest row); a sampled row stands for itself. The
  /// nearest-prototype rule by which clusiVAT extends a partition of the sample to all rows.
  ///
  /// O(n·N) time at most, on all threads; much less where points lie in so few dimensions that a kd-tree of the sample
  /// helps, with O(n·d) memory; O(n) otherwise.
  /// - Parameter dissimilarities: those that were sampled.
  /// - Throws: `CancellationError`.
  public func nearestSampledRows(in dissimilarities: any Dissimilarities, context: RunContext) throws -> [Int] {
    try nearestSampledRows(in: dissimilarities, usingTree: nil, context: context)
  }

  /// Labels for all rows from labels of the sample: each row has that of its nearest sampled row. Time as
  /// `nearestSampledRows`.
  /// - Parameter labels: one a sampled row, in the order of `rows`.
  /// - Throws: `CancellationError`.
  /// - Precondition: as many labels as sampled rows.
  public func extend(labels: [Int], in dissimilarities: any Dissimilarities, context: RunContext) throws -> [Int] {
    precondition(labels.count == rows.count, "one label for each of \(rows.count) sampled rows")
    return extend(labels: labels, nearest: try nearestSampledRows(in: dissimilarities, context: context))
  }

  /// As `extend(labels:in:context:)` from what `nearestSampledRows` gave, which holds for every partition of the
  /// sample: O(n).
  public func extend(labels: [Int], nearest: [Int]) -> [Int] {
    precondition(labels.count == rows.count, "one label for each of \(rows.count) sampled rows")
    var labelOfRow = [Int](repeating: 0, count: count)
    for (place, row) in rows.enumerated() { labelOfRow[row] = labels[place] }
    return nearest.map { labelOfRow[$0] }
  }

  /// - Parameter usingTree: nil to choose by cost.
  package func nearestSampledRows(
    in dissimilarities: any Dissimilarities, usingTree: Bool?, context: RunContext
  ) throws -> [Int] {
    precondition(dissimilarities.count == count, "the \(count) objects that were sampled")
    let n = count
    guard !rows.isEmpty else { return [] }
    let search = try NearestSampleSearch(dissimilarities, rows: rows, usingTree: usingTree, context: context)
    let nearest = Buffer<Int32>(count: n, repeating: 0)
    let perChunk = 1024
    let chunks = (n + perChunk - 1) / perChunk
    let done = ChunkCounter()
    try context.forEachChunk(chunks) { chunk in
      let range = chunk * perChunk..<min(n, (chunk + 1) * perChunk)
      search.find(range, into: nearest.pointer + range.lowerBound, context)
      context.report("nearest sampled rows", done.take() + 1, of: chunks)
    }
    for (place, row) in rows.enumerated() { nearest[row] = Int32(truncatingIfNeeded: place) }
    return (0..<n).map { rows[Int(nearest[$0])] }
  }
}

/// Finds the place of the nearest sampled row for stretches of rows.
private struct NearestSampleSearch: Sendable {
  private let dissimilarities: any Dissimilarities
  private let rows: [Int]
  /// The points of all rows, row by row, and a tree of the sampled ones.
  private let tree: (points: PointRows, search: any KDTreeSearching)?

  init(
    _ dissimilarities: any Dissimilarities, rows: [Int], usingTree: Bool?, context: RunContext
  ) throws {
    self.dissimilarities = dissimilarities
    self.rows = rows
    guard usingTree != false, let geometry = dissimilarities.geometry, geometry.points.columns > 0,
      // A few rows are sooner compared with than searched.
      usingTree == true || rows.count >= 128
    else {
      tree = nil
      return
    }
    let points = geometry.points.selecting(rows: rows)
    let kdTree = try KDTree(Geometry(points: points, kernel: geometry.kernel), context: context)
    // As for the spanning tree: while a search looks at no more than a fifth of the leaves.
    guard usingTree == true || kdTree.shareOfLeaves(sampling: 64) <= 0.2 else {
      tree = nil
      return
    }
    tree = (PointRows(geometry.points), kdTree.search)
  }

  func find(_ range: Range<Int>, into target: UnsafeMutablePointer<Int32>, _ context: RunContext) {
    guard let tree else {
      scan(range, into: target, context)
      return
    }
    let dimension = tree.points.dimension
    var value = 0.0
    for row in range {
      if row & 63 == 0, context.isCancelled { return }
      let found = tree.search.nearest(
        1, to: tree.points.pointer + row * dimension, excluding: -1, values: &value,
        rows: target + (row - range.lowerBound))
      // Where distances overflow, the tree knows no nearest.
      if found == 0 || !value.isFinite { scan(row..<row + 1, into: target + (row - range.lowerBound), context) }
    }
  }

  /// By comparing with every sampled row, the lowest first, so that the first of several as near is kept.
  private func scan(_ range: Range<Int>, into target: UnsafeMutablePointer<Int32>, _ context: RunContext) {
    let length = range.count
    target.update(repeating: 0, count: length)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * length) { buffer in
      let values = buffer.baseAddress.unsafelyUnwrapped
      let nearest = values + length
      nearest.initialize(repeating: .infinity, count: length)
      for (place, row) in rows.enumerated() {
        if place & 15 == 0, context.isCancelled { return }
        dissimilarities.comparisonValues(from: row, to: range, into: values)
        let label = Int32(truncatingIfNeeded: place)
        for k in 0..<length {
          let isNearer = values[k] < nearest[k]
          target[k] = isNearer ? label : target[k]
          nearest[k] = isNearer ? values[k] : nearest[k]
        }
      }
    }
  }
}
