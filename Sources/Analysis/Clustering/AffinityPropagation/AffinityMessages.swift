/// The messages between all pairs of rows: responsibilities r(i, k), how suited k is as the exemplar of i, and
/// availabilities a(i, k), how much supports that (Frey & Dueck, 2007). Both are updated in one pass over the rows.
final class AffinityMessages: @unchecked Sendable {
  /// Parts that add up column sums by themselves; fixed, so that the number of threads is no matter.
  private static let parts = 32

  let n: Int
  private let damping: Double
  /// Minus squared dissimilarities, row by row; in the diagonal the preference.
  private let similarities: Buffer<Double>
  private let responsibilities: Buffer<Double>
  private let availabilities: Buffer<Double>
  /// Σ over i of max(0, r(i, k)), r(k, k) as it is.
  private let support: Buffer<Double>
  private let partialSupport: Buffer<Double>
  private(set) var isFinite = true

  /// O(n²) dissimilarities.
  init(_ dissimilarities: any Dissimilarities, damping: Double, context: RunContext) throws {
    let n = dissimilarities.count
    self.n = n
    self.damping = damping
    similarities = Buffer(count: n * n, repeating: 0)
    responsibilities = Buffer(count: n * n, repeating: 0)
    availabilities = Buffer(count: n * n, repeating: 0)
    support = Buffer(count: n, repeating: 0)
    partialSupport = Buffer(count: n * Self.parts, repeating: 0)
    let similarities = similarities
    try context.forEachChunk(n) { i in
      let row = similarities.pointer + i * n
      dissimilarities.comparisonValues(from: i, to: 0..<n, into: row)
      dissimilarities.convertToDissimilarities(row, count: n)
      for k in 0..<n { row[k] = -(row[k] * row[k]) }
      row[i] = 0
    }
    for t in 0..<(n * n) where !similarities[t].isFinite { isFinite = false }
  }

  func similarity(_ i: Int, _ k: Int) -> Double { similarities[i * n + k] }

  /// The median of all n² similarities, those of rows to themselves, 0, included.
  func medianSimilarity() -> Double {
    var values = similarities.array
    values.sort()
    let middle = values.count / 2
    return values.count.isMultiple(of: 2) ? (values[middle - 1] + values[middle]) / 2 : values[middle]
  }

  /// The similarity of all pairs, if it is one.
  var commonSimilarity: Double? {
    guard n > 1 else { return 0 }
    let value = similarities[1]
    for i in 0..<n { for k in 0..<n where i != k && similarities[i * n + k] != value { return nil } }
    return value
  }

  /// Sets the preference, and tells equal similarities apart by noise in their last digits.
  func prepare(preference: Double, seed: UInt64) {
    for i in 0..<n { similarities[i * n + i] = preference }
    var random = RandomSource(seed: seed)
    for t in 0..<(n * n) {
      similarities[t] += (0x1p-52 * similarities[t] + 100 * .leastNormalMagnitude) * random.normal()
    }
  }

  /// - Throws: `CancellationError`.
  func run(
    maximumIterations: Int, patience: Int, context: RunContext
  ) throws -> (exemplars: [Int], converged: Bool) {
    var exemplars: [Int] = []
    var steady = 0
    for iteration in 0..<maximumIterations {
      context.report("messages", iteration, of: maximumIterations)
      try updateResponsibilities(first: iteration == 0, context)
      // What a row makes of itself needs only its own column.
      let found = (0..<n).filter { k in
        let own = responsibilities[k * n + k]
        let available = damping * availabilities[k * n + k] + (1 - damping) * (support[k] - own)
        return available + own > 0
      }
      steady = found == exemplars ? steady + 1 : 1
      exemplars = found
      if steady >= patience, iteration >= patience, !exemplars.isEmpty { return (exemplars, true) }
    }
    return (exemplars, false)
  }

  /// The availabilities that follow from the last responsibilities, then the next responsibilities and column sums.
  private func updateResponsibilities(first: Bool, _ context: RunContext) throws {
    let perPart = (n + Self.parts - 1) / Self.parts
    partialSupport.pointer.update(repeating: 0, count: n * Self.parts)
    let keep = damping
    let take = 1 - damping
    try context.forEachChunk(Self.parts) { part in
      let sums = partialSupport.pointer + part * n
      for i in (part * perPart)..<max(part * perPart, min(n, (part + 1) * perPart)) {
        if i & 15 == 0 { try context.checkCancellation() }
        let s = similarities.pointer + i * n
        let r = responsibilities.pointer + i * n
        let a = availabilities.pointer + i * n
        if !first {
          let own = a[i]
          for k in 0..<n {
            let rest = support[k] - max(0, r[k])
            a[k] = keep * a[k] + take * min(0, rest)
          }
          a[i] = keep * own + take * (support[i] - r[i])
        }
        var largest = -Double.infinity
        var next = -Double.infinity
        var place = 0
        for k in 0..<n {
          let value = a[k] + s[k]
          if value > largest {
            next = largest
            largest = value
            place = k
          } else if value > next {
            next = value
          }
        }
        let old = r[place]
        for k in 0..<n { r[k] = keep * r[k] + take * (s[k] - largest) }
        r[place] = keep * old + take * (s[place] - next)
        for k in 0..<n { sums[k] += max(0, r[k]) }
        sums[i] += r[i] - max(0, r[i])
      }
    }
    for k in 0..<n { support[k] = 0 }
    for part in 0..<Self.parts { for k in 0..<n { support[k] += partialSupport[part * n + k] } }
  }

  /// In each cluster the row that is most similar to the others in place of its exemplar.
  func refined(_ exemplars: [Int]) -> [Int] {
    let labels = labels(exemplars)
    return exemplars.indices.map { c in
      let members = labels.indices.filter { labels[$0] == c }
      var best = (row: exemplars[c], total: -Double.infinity)
      for candidate in members {
        let total = members.reduce(0) { $0 + similarities[$1 * n + candidate] }
        if total > best.total { best = (candidate, total) }
      }
      return best.row
    }
  }

  /// The most similar exemplar of each row (ties: the lower); exemplars are their own.
  func labels(_ exemplars: [Int]) -> [Int] {
    var labels = (0..<n).map { i in
      var best = 0
      for c in exemplars.indices where similarities[i * n + exemplars[c]] > similarities[i * n + exemplars[best]] {
        best = c
      }
      return best
    }
    for (c, row) in exemplars.enumerated() { labels[row] = c }
    return labels
  }
}
