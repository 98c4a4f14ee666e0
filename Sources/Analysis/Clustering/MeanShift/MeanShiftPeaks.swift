/// Where the rows end when they climb, and which of these ends are one.
struct MeanShiftPeaks: Sendable {
  let points: PointRows
  let bandwidth: Double
  let maximumIterations: Int

  /// The peaks, those with the most rows within the bandwidth first; of two within a bandwidth only the first.
  /// - Throws: `CancellationError`.
  func find(_ context: RunContext) throws -> [[Double]] {
    let (n, d) = (points.count, points.dimension)
    let tree = BallSums(points)
    let ends = Buffer(count: n * d, repeating: 0.0)
    let weights = Buffer(count: n, repeating: 0)
    let finished = ChunkCounter()
    let perChunk = 32
    let chunks = (n + perChunk - 1) / perChunk
    try context.forEachChunk(chunks) { chunk in
      for i in (chunk * perChunk)..<min(n, (chunk + 1) * perChunk) {
        try climb(i, tree, ends.pointer + i * d, weights.pointer + i, context)
      }
      context.report("mean shift", finished.take() + 1, of: chunks)
    }
    return try distinct(ends, weights, context)
  }

  private func climb(
    _ i: Int, _ tree: BallSums, _ place: UnsafeMutablePointer<Double>, _ weight: UnsafeMutablePointer<Int>,
    _ context: RunContext
  ) throws {
    let d = points.dimension
    place.update(from: points.pointer + i * d, count: d)
    let squaredRadius = bandwidth * bandwidth
    // A thousandth of the bandwidth counts as standing still.
    let still = 1e-6 * squaredRadius
    try withUnsafeTemporaryAllocation(of: Double.self, capacity: d) { sum in
      for _ in 0...maximumIterations {
        try context.checkCancellation()
        let count = tree.sum(within: squaredRadius, of: place, into: sum.baseAddress!)
        if count == 0 { return }
        weight.pointee = count
        var moved = 0.0
        for j in 0..<d {
          let mean = sum[j] / Double(count)
          moved += (mean - place[j]) * (mean - place[j])
          place[j] = mean
        }
        if moved <= still { return }
      }
    }
  }

  private func distinct(_ ends: Buffer<Double>, _ weights: Buffer<Int>, _ context: RunContext) throws -> [[Double]] {
    let (n, d) = (points.count, points.dimension)
    let order = (0..<n).sorted { a, b in
      if weights[a] != weights[b] { return weights[a] > weights[b] }
      for j in 0..<d where ends[a * d + j] != ends[b * d + j] { return ends[a * d + j] > ends[b * d + j] }
      return a < b
    }
    var peaks: [[Double]] = []
    for (step, i) in order.enumerated() {
      if step & 63 == 0 { try context.checkCancellation() }
      let end = ends.pointer + i * d
      let isNear = peaks.contains { peak in
        peak.withUnsafeBufferPointer { squaredDistance($0.baseAddress!, end, d) <= bandwidth * bandwidth }
      }
      if !isNear { peaks.append((0..<d).map { end[$0] }) }
    }
    return peaks
  }
}
