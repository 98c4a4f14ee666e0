import Synchronization

/// The lower row of the most dissimilar pair (the lexicographically smallest, if several), by looking at all pairs:
/// O(n²) time, O(1) memory, any dissimilarities.
struct StartScan {
  let dissimilarities: any Dissimilarities

  func run(context: RunContext) throws -> Int {
    let n = dissimilarities.count
    guard n > 1 else { return 0 }
    let rowsPerChunk = max(1, min(64, 1_000_000 / n))
    let chunks = (n + rowsPerChunk - 1) / rowsPerChunk
    let best = Mutex(FarthestPair(value: -1, lowRow: 0))
    let done = ChunkCounter()
    try context.forEachChunk(chunks) { chunk in
      let found = largest(rows: chunk * rowsPerChunk..<min(n, (chunk + 1) * rowsPerChunk), context)
      best.withLock { if found.precedes($0) { $0 = found } }
      context.report("farthest pair", done.take() + 1, of: chunks)
    }
    return Int(best.withLock { $0.lowRow })
  }

  private func largest(rows: Range<Int>, _ context: RunContext) -> FarthestPair {
    let n = dissimilarities.count
    let width = 2048
    var best = FarthestPair(value: -1, lowRow: 0)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: width) { buffer in
      let target = buffer.baseAddress.unsafelyUnwrapped
      for row in rows {
        if context.isCancelled { break }
        var first = row + 1
        while first < n {
          let range = first..<min(n, first + width)
          dissimilarities.comparisonValues(from: row, to: range, into: target)
          let value = largest(target, range.count)
          if value > best.value { best = FarthestPair(value: value, lowRow: Int32(truncatingIfNeeded: row)) }
          first = range.upperBound
        }
      }
    }
    return best
  }

  @inline(__always) private func largest(_ values: UnsafeMutablePointer<Double>, _ count: Int) -> Double {
    let raw = UnsafeRawPointer(values)
    var lanes = Lanes(repeating: -1)
    var k = 0
    while k + 8 <= count {
      let x = raw.loadUnaligned(fromByteOffset: k * 8, as: Lanes.self)
      lanes.replace(with: x, where: x .> lanes)
      k += 8
    }
    var best = -1.0
    for lane in 0..<8 where lanes[lane] > best { best = lanes[lane] }
    while k < count {
      if values[k] > best { best = values[k] }
      k += 1
    }
    return best
  }
}
