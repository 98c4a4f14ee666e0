/// The search for rows as far from each other as possible, after which every row knows the nearest of them.
///
/// `@unchecked Sendable`: each chunk writes to the entries of its own rows only.
final class MaximinSearch: @unchecked Sendable {
  private let dissimilarities: any Dissimilarities
  /// The comparison value from each row to the nearest distinguished row.
  private let nearest: Buffer<Double>
  /// That row.
  let owners: Buffer<Int32>
  private static let rowsPerChunk = 16_384
  private static let block = 1024

  init(_ dissimilarities: any Dissimilarities) {
    self.dissimilarities = dissimilarities
    nearest = Buffer(count: dissimilarities.count, repeating: .infinity)
    owners = Buffer(count: dissimilarities.count, repeating: .max)
  }

  /// Finds up to `count` rows, the first given, each the farthest from those before it; fewer when all rows left lie at
  /// 0 from one of them. O(n · count) dissimilarities.
  /// - Precondition: there are rows, `start` is one, and `count` is positive.
  func run(from start: Int, count: Int, context: RunContext) throws -> [Int] {
    let n = dissimilarities.count
    let chunks = (n + Self.rowsPerChunk - 1) / Self.rowsPerChunk
    let farthest = Buffer(count: chunks, repeating: FarthestPair(value: 0, lowRow: 0))
    let reportEvery = max(1, 200_000 / n)
    var found: [Int] = []
    var next = start
    while true {
      let newest = next
      found.append(newest)
      if found.count % reportEvery == 0 { context.report("maximin sample", found.count, of: count) }
      try context.forEachChunk(chunks) { chunk in
        farthest[chunk] = lower(chunk * Self.rowsPerChunk..<min(n, (chunk + 1) * Self.rowsPerChunk), by: newest)
      }
      guard found.count < count else { break }
      var best = FarthestPair(value: 0, lowRow: 0)
      for chunk in 0..<chunks where farthest[chunk].value > best.value { best = farthest[chunk] }
      guard best.value > 0 else { break }
      next = Int(best.lowRow)
    }
    context.report("maximin sample", count, of: count)
    return found
  }

  /// Lowers the values of a stretch of rows by those to the newest distinguished row, ties to the lower of the two.
  /// - Returns: the largest value left, 0 if none is above 0, and the lowest row that has it.
  private func lower(_ rows: Range<Int>, by newest: Int) -> FarthestPair {
    var best = FarthestPair(value: 0, lowRow: 0)
    let owner = Int32(truncatingIfNeeded: newest)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.block) { buffer in
      let values = buffer.baseAddress.unsafelyUnwrapped
      var first = rows.lowerBound
      while first < rows.upperBound {
        let range = first..<min(rows.upperBound, first + Self.block)
        dissimilarities.comparisonValues(from: newest, to: range, into: values)
        // Whatever the dissimilarities, a row is nearest to itself, and is not found twice.
        if range.contains(newest) { values[newest - first] = 0 }
        for k in 0..<range.count {
          let row = first + k
          let old = nearest.pointer[row]
          if values[k] < old || (values[k] == old && owner < owners.pointer[row]) {
            nearest.pointer[row] = values[k]
            owners.pointer[row] = owner
          }
          if nearest.pointer[row] > best.value {
            best = FarthestPair(value: nearest.pointer[row], lowRow: Int32(truncatingIfNeeded: row))
          }
        }
        first = range.upperBound
      }
    }
    return best
  }
}
