/// The questions of density-based clustering about who is near whom, in comparison values.
protocol DensityNeighborhoods: Sendable {
  /// Which rows have at least `minPoints` rows, themselves included, within `limit`.
  /// - Throws: `CancellationError`.
  func corePoints(within limit: Double, minPoints: Int, context: RunContext) throws -> [Bool]

  /// One label a row: any number for each cluster, −1 for noise.
  /// - Throws: `CancellationError`.
  func densityLabels(within limit: Double, minPoints: Int, context: RunContext) throws -> [Int]
}

/// Any dissimilarities, by looking at all pairs: O(n²) time, O(n) memory.
struct ExhaustiveNeighborhoods: DensityNeighborhoods {
  private static let rowsPerChunk = 8

  let dissimilarities: any Dissimilarities

  func corePoints(within limit: Double, minPoints: Int, context: RunContext) throws -> [Bool] {
    let n = dissimilarities.count
    let core = Buffer(count: n, repeating: false)
    try forEachRow("core points", context) { row, values in
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
    try forEachRow("clusters", context) { row, values in
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

  /// Calls `body` with each row and the comparison values to all rows.
  private func forEachRow(
    _ phase: String, _ context: RunContext, _ body: @Sendable (_ row: Int, _ values: UnsafeMutablePointer<Double>) -> Void
  ) throws {
    let n = dissimilarities.count
    let chunks = (n + Self.rowsPerChunk - 1) / Self.rowsPerChunk
    let finished = ChunkCounter()
    try context.forEachChunk(chunks) { chunk in
      let values = Buffer(count: n, repeating: 0.0)
      for row in chunk * Self.rowsPerChunk..<min(n, (chunk + 1) * Self.rowsPerChunk) {
        for start in stride(from: 0, to: n, by: 8192) {
          try context.checkCancellation()
          let end = min(n, start + 8192)
          dissimilarities.comparisonValues(from: row, to: start..<end, into: values.pointer + start)
        }
        body(row, values.pointer)
      }
      let done = finished.take() + 1
      if done % 32 == 0 || done == chunks { context.report(phase, min(n, done * Self.rowsPerChunk), of: n) }
    }
  }
}
