/// The dissimilarities between the rows of each two clusters, summed over all ordered pairs of rows.
struct ClusterPairSums {
  private let count: Int
  private let sums: [Double]

  /// O(n²) dissimilarities; O(n·d + (n/16 + k)·k) memory. The same for any number of threads.
  /// - Throws: `CancellationError`.
  init(
    _ groups: LabelGroups, _ dissimilarities: any Dissimilarities, _ phase: String, _ context: RunContext
  ) throws {
    let k = groups.count
    let perChunk = 16
    let source = clusterSums(groups, dissimilarities)
    let finished = ChunkCounter()
    let chunks = (groups.rowCount + perChunk - 1) / perChunk
    // One line of k sums for each cluster of a chunk. Along the rows neither chunk nor cluster falls, so that their sum
    // numbers the lines.
    let lines = Buffer(count: (chunks + k) * k, repeating: 0.0)
    try context.forEachChunk(chunks) { chunk in
      let positions = (chunk * perChunk)..<min(groups.rowCount, (chunk + 1) * perChunk)
      let values = try source.sums(from: groups.rows[positions], context)
      for (place, position) in positions.enumerated() {
        let line = lines.pointer + (chunk + groups.labels[Int(groups.rows[position])]) * k
        for b in 0..<k { line[b] += values[place * k + b] }
      }
      let done = finished.take() + 1
      if done % 64 == 0 || done == chunks { context.report(phase, done, of: chunks) }
    }
    var sums = Array(repeating: 0.0, count: k * k)
    for a in 0..<k where groups.size(a) > 0 {
      for chunk in (groups.starts[a] / perChunk)...((groups.starts[a + 1] - 1) / perChunk) {
        for b in 0..<k { sums[a * k + b] += lines[(chunk + a) * k + b] }
      }
    }
    count = k
    self.sums = sums
  }

  /// The same for (a, b) and (b, a), up to rounding.
  func sum(_ a: Int, _ b: Int) -> Double { sums[a * count + b] }
}
