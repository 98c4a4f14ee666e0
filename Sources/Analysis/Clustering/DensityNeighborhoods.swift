/// The questions of density-based clustering about who is near whom, in comparison values.
protocol DensityNeighborhoods: Sendable {
  /// Which rows have at least `minPoints` rows, themselves included, within `limit`.
  /// - Throws: `CancellationError`.
  func corePoints(within limit: Double, minPoints: Int, context: RunContext) throws -> [Bool]

  /// One label a row: any number for each cluster, −1 for noise.
  /// - Throws: `CancellationError`.
  func densityLabels(within limit: Double, minPoints: Int, context: RunContext) throws -> [Int]

  /// For each of the given rows, the comparison value to its `k`-th nearest other row; 0 < k < n.
  /// - Throws: `CancellationError`.
  func distances(toNeighbor k: Int, of rows: [Int], context: RunContext) throws -> [Double]
}

/// Any dissimilarities, by looking at all pairs: O(n²) time, O(n) memory.
struct ExhaustiveNeighborhoods: DensityNeighborhoods {
  private static let rowsPerChunk = 8

  let dissimilarities: any Dissimilarities

  func corePoints(within limit: Double, minPoints: Int, context: RunContext) throws -> [Bool] {
    let n = dissimilarities.count
    let core = Buffer(count: n, repeating: false)
    try forEachRow(Array(0..<n), "core points", context) { _, row, values in
      var near = 0
      for j in 0..<n where values[j] <= limit { near += 1 }
      core.pointer[row] = near >= minPoints
    }
    return core.array
  }

  func densityLabels(within limit: Double, minPoints: Int, context: RunContext) throws -> [Int] {
    let n = dissimilarities.count
    let core = Buffer(try corePoints(within: limit, minPoints: minPoints, context: context), padding: false)
    let components = SharedDisjointSets(count: n)
    let nearestCore = Buffer(count: n, repeating: Int32(-1))
    try forEachRow(Array(0..<n), "clusters", context) { _, row, values in
      if core[row] {
        components.join(row, with: ((row + 1)..<max(row + 1, n)).lazy.filter { core[$0] && values[$0] <= limit })
      } else {
        var best = Double.infinity
        for j in 0..<n where core[j] && values[j] <= limit && values[j] < best {
          best = values[j]
          nearestCore.pointer[row] = Int32(j)
        }
      }
    }
    return components.roots { core[$0] ? $0 : Int(nearestCore[$0]) }
  }

  func distances(toNeighbor k: Int, of rows: [Int], context: RunContext) throws -> [Double] {
    let n = dissimilarities.count
    let result = Buffer(count: rows.count, repeating: 0.0)
    try forEachRow(rows, "neighbour distances", context) { position, row, values in
      var others: [Double] = []
      others.reserveCapacity(n - 1)
      for j in 0..<n where j != row { others.append(values[j]) }
      others.sort()
      result.pointer[position] = others[k - 1]
    }
    return result.array
  }

  /// Calls `body` with each row's position in the list, the row, and the comparison values to all rows.
  private func forEachRow(
    _ rows: [Int], _ phase: String, _ context: RunContext,
    _ body: @Sendable (_ position: Int, _ row: Int, _ values: UnsafeMutablePointer<Double>) -> Void
  ) throws {
    let n = dissimilarities.count
    let chunks = (rows.count + Self.rowsPerChunk - 1) / Self.rowsPerChunk
    let finished = ChunkCounter()
    try context.forEachChunk(chunks) { chunk in
      let values = Buffer(count: n, repeating: 0.0)
      let first = chunk * Self.rowsPerChunk
      for position in first..<min(rows.count, first + Self.rowsPerChunk) {
        for start in stride(from: 0, to: n, by: 8192) {
          try context.checkCancellation()
          let end = min(n, start + 8192)
          dissimilarities.comparisonValues(from: rows[position], to: start..<end, into: values.pointer + start)
        }
        body(position, rows[position], values.pointer)
      }
      let done = finished.take() + 1
      if done % 32 == 0 || done == chunks {
        context.report(phase, min(rows.count, done * Self.rowsPerChunk), of: rows.count)
      }
    }
  }
}
