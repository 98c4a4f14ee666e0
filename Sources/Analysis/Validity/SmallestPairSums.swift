import Synchronization

/// Sums over the smallest dissimilarities of all pairs of rows, without keeping them: passes over the pairs count them by
/// the leading bits of their comparison values until those about the last one wanted are few enough to be sorted.
///
/// A pass takes O(n²·d) time; there are one to five, mostly two. O(n) memory and a few megabytes. The same for any
/// number of threads.
struct SmallestPairSums {
  private static let bits = 15
  private static let mostKept = 1 << 20
  private static let block = 4096

  private let dissimilarities: any Dissimilarities
  private let phase: String
  private let context: RunContext
  /// Rows one after another, with about as many pairs to the rows behind them in each part.
  private let parts: [Range<Int>]

  init(_ dissimilarities: any Dissimilarities, _ phase: String, _ context: RunContext) {
    self.dissimilarities = dissimilarities
    self.phase = phase
    self.context = context
    let n = dissimilarities.count
    let count = min(32, max(1, n / 64))
    // Row i has n − 1 − i pairs.
    let bounds = (0...count).map { part in
      part == count ? n : Int(Double(n) * (1 - (1 - Double(part) / Double(count)).squareRoot()))
    }
    parts = (0..<count).map { bounds[$0]..<bounds[$0 + 1] }
  }

  /// A number of pairs, and what is known of the largest among them.
  private struct Wanted {
    let pairs: Int
    /// Pairs certainly among them.
    var below = 0
    /// The leading bits of the comparison values of those that may be, without the last `shift`.
    var prefix: UInt64 = 0
    var shift = 64
    var candidates: Int

    var rest: Int { pairs - below }
    var takesAll: Bool { rest >= candidates }
    var isSettled: Bool { shift == 0 || candidates <= mostKept || takesAll || rest == 0 }
    /// Whether the candidates have to be sorted.
    var isTied: Bool { shift > 0 && rest > 0 && !takesAll }
  }

  /// For each number of pairs, the sum of so many smallest dissimilarities; nil where one is not finite.
  /// - Throws: `CancellationError`.
  func sums(of counts: [Int]) throws -> [Double]? {
    let n = dissimilarities.count
    var wanted = counts.map { Wanted(pairs: $0, candidates: n * (n - 1) / 2) }
    while let open = wanted.firstIndex(where: { !$0.isSettled }) { try refine(&wanted, open) }
    let settled = wanted
    let kept = Mutex([[Double]](repeating: [], count: settled.count))
    let partial = Buffer(count: parts.count * settled.count, repeating: 0.0)
    try forEachBlock { part, values in
      for (place, want) in settled.enumerated() {
        var sum = 0.0
        var mine: [Double] = []
        for value in values {
          let leading = value.bitPattern >> UInt64(want.shift)
          if leading < want.prefix || (leading == want.prefix && want.takesAll) {
            sum += dissimilarities.dissimilarity(ofComparisonValue: value)
          } else if leading == want.prefix && want.isTied {
            mine.append(value)
          }
        }
        partial.pointer[part * settled.count + place] += sum
        if !mine.isEmpty { kept.withLock { $0[place] += mine } }
      }
    }
    var result: [Double] = []
    for (place, want) in settled.enumerated() {
      var sum = CompensatedSum()
      for part in parts.indices { sum.add(partial[part * settled.count + place]) }
      if want.isTied {
        for value in kept.withLock({ $0[place] }).sorted().prefix(want.rest) {
          sum.add(dissimilarities.dissimilarity(ofComparisonValue: value))
        }
      } else if want.rest > 0, !want.takesAll {
        // All the candidates are this one value.
        sum.add(dissimilarities.dissimilarity(ofComparisonValue: Double(bitPattern: want.prefix)) * Double(want.rest))
      }
      guard sum.total.isFinite else { return nil }
      result.append(sum.total)
    }
    return result
  }

  /// The sum over the pairs of a row and those behind it, up to the one before `end(row)`.
  /// - Throws: `CancellationError`.
  func sum(upTo end: @escaping @Sendable (Int) -> Int) throws -> Double {
    let partial = Buffer(count: parts.count, repeating: 0.0)
    try forEachBlock(upTo: end) { part, values in
      var sum = 0.0
      for value in values { sum += dissimilarities.dissimilarity(ofComparisonValue: value) }
      partial.pointer[part] += sum
    }
    var sum = CompensatedSum()
    for part in parts.indices { sum.add(partial[part]) }
    return sum.total
  }

  /// Counts by the next bits, for all that look at the same pairs as the one at `open`.
  private func refine(_ wanted: inout [Wanted], _ open: Int) throws {
    let (prefix, shift) = (wanted[open].prefix, wanted[open].shift)
    let next = max(0, shift - Self.bits)
    let size = 1 << (shift - next)
    let tables = Buffer(count: parts.count * size, repeating: UInt32(0))
    try forEachBlock { part, values in
      let table = tables.pointer + part * size
      for value in values where value.bitPattern >> UInt64(shift) == prefix {
        table[Int(truncatingIfNeeded: value.bitPattern >> UInt64(next)) & (size - 1)] += 1
      }
    }
    var totals = Array(repeating: 0, count: size)
    for part in parts.indices { for slot in 0..<size { totals[slot] += Int(tables[part * size + slot]) } }
    for place in wanted.indices where !wanted[place].isSettled {
      guard wanted[place].prefix == prefix, wanted[place].shift == shift else { continue }
      var slot = 0
      while wanted[place].rest > totals[slot] {
        wanted[place].below += totals[slot]
        slot += 1
      }
      wanted[place].candidates = totals[slot]
      wanted[place].prefix = prefix << UInt64(shift - next) | UInt64(slot)
      wanted[place].shift = next
    }
  }

  /// Hands over the comparison values from each row to those behind it, some at a time: the part, and the values.
  private func forEachBlock(
    upTo end: (@Sendable (Int) -> Int)? = nil, _ body: @Sendable (Int, UnsafeMutableBufferPointer<Double>) -> Void
  ) throws {
    let n = dissimilarities.count
    let finished = ChunkCounter()
    try context.forEachChunk(parts.count) { part in
      let values = Buffer(count: Self.block, repeating: 0.0)
      var unchecked = 0
      for row in parts[part] {
        let last = end?(row) ?? n
        for start in stride(from: row + 1, to: last, by: Self.block) {
          let count = min(Self.block, last - start)
          unchecked += count
          if unchecked >= 1 << 18 {
            try context.checkCancellation()
            unchecked = 0
          }
          dissimilarities.comparisonValues(from: row, to: start..<(start + count), into: values.pointer)
          // No negative zero, whose bits come last.
          for place in 0..<count { values.pointer[place] += 0 }
          body(part, UnsafeMutableBufferPointer(start: values.pointer, count: count))
        }
      }
      context.report(phase, finished.take() + 1, of: parts.count)
    }
  }
}
