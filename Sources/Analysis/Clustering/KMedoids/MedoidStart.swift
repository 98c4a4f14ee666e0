/// Medoids to begin with.
package enum MedoidStart: String, CaseIterable, Sendable {
  /// The greedy start of PAM: each next medoid lowers the deviation the most (Kaufman & Rousseeuw, "Finding groups in
  /// data", 1990). O(n²·k) dissimilarities.
  case build
  /// The same on samples of 10 + ⌈√n⌉ rows, a new one for each medoid (Schubert & Rousseeuw, 2021). O(n·k).
  case lab
  /// Rows at random.
  case random

  var meaning: String {
    switch self {
    case .build: "adds the medoid that helps most, in n²·k steps"
    case .lab: "does so on a small sample for each medoid"
    case .random: "draws rows"
    }
  }

  /// k distinct rows. Ties go to the lower row.
  /// - Precondition: 1 ≤ k ≤ n.
  /// - Throws: `CancellationError`.
  package func medoids(
    of dissimilarities: any Dissimilarities, k: Int, random: RandomSource, context: RunContext
  ) throws -> [Int] {
    let n = dissimilarities.count
    if k >= n { return Array(0..<n) }
    var random = random
    switch self {
    case .random: return random.sample(k, of: n)
    case .build:
      var medoids: [Int] = []
      var nearest = Array(repeating: Double.infinity, count: n)
      var taken = Set<Int>()
      while medoids.count < k {
        let candidates = (0..<n).filter { !taken.contains($0) }
        let row = try Self.best(of: candidates, on: nil, nearest, dissimilarities, context)
        medoids.append(row)
        taken.insert(row)
        Self.lower(&nearest, by: row, dissimilarities)
      }
      return medoids
    case .lab:
      let size = min(n, 10 + Int(Double(n).squareRoot().rounded(.up)))
      var medoids: [Int] = []
      var taken = Set<Int>()
      while medoids.count < k {
        try context.checkCancellation()
        let rows = random.sample(size, of: n).sorted()
        var candidates = rows.filter { !taken.contains($0) }
        if candidates.isEmpty { candidates = [(0..<n).first { !taken.contains($0) } ?? 0] }
        let row = try Self.bestOfSample(candidates, rows, medoids, dissimilarities, context)
        medoids.append(row)
        taken.insert(row)
      }
      return medoids
    }
  }

  private static func lower(_ nearest: inout [Double], by row: Int, _ dissimilarities: any Dissimilarities) {
    let n = nearest.count
    let values = Buffer(count: n, repeating: 0.0)
    dissimilarities.comparisonValues(from: row, to: 0..<n, into: values.pointer)
    values[row] = 0
    dissimilarities.convertToDissimilarities(values.pointer, count: n)
    for j in 0..<n { nearest[j] = min(nearest[j], values[j]) }
  }

  /// The candidate that leaves the least Σ min(nearest, dissimilarity).
  private static func best(
    of candidates: [Int], on rows: [Int]?, _ nearest: [Double], _ dissimilarities: any Dissimilarities,
    _ context: RunContext
  ) throws -> Int {
    let n = dissimilarities.count
    let losses = Buffer(count: candidates.count, repeating: 0.0)
    let perChunk = 16
    let held = Buffer(nearest, padding: 0)
    let tile = 4096
    try context.forEachChunk((candidates.count + perChunk - 1) / perChunk) { chunk in
      try withUnsafeTemporaryAllocation(of: Double.self, capacity: tile) { scratch in
        let values = scratch.baseAddress!
        for c in (chunk * perChunk)..<min(candidates.count, (chunk + 1) * perChunk) {
          var total = 0.0
          for start in stride(from: 0, to: n, by: tile) {
            try context.checkCancellation()
            let end = min(n, start + tile)
            dissimilarities.comparisonValues(from: candidates[c], to: start..<end, into: values)
            if candidates[c] >= start, candidates[c] < end { values[candidates[c] - start] = 0 }
            dissimilarities.convertToDissimilarities(values, count: end - start)
            for t in 0..<(end - start) { total += min(values[t], held[start + t]) }
          }
          losses[c] = total
        }
      }
    }
    var best = 0
    for c in candidates.indices where losses[c] < losses[best] { best = c }
    return candidates[best]
  }

  private static func bestOfSample(
    _ candidates: [Int], _ rows: [Int], _ medoids: [Int], _ dissimilarities: any Dissimilarities, _ context: RunContext
  ) throws -> Int {
    try context.checkCancellation()
    // Close together, where that can be had: the sample, then the candidates and the medoids.
    let all = rows + candidates + medoids
    let near = dissimilarities.copied(rows: all) ?? SubsetDissimilarities(dissimilarities, rows: all)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * rows.count) { room in
      let nearest = room.baseAddress.unsafelyUnwrapped
      let values = nearest + rows.count
      for place in rows.indices { nearest[place] = .infinity }
      func ask(_ place: Int) {
        near.comparisonValues(from: place, to: rows.indices, into: values)
        near.convertToDissimilarities(values, count: rows.count)
        for other in rows.indices where rows[other] == all[place] { values[other] = 0 }
      }
      for place in rows.count + candidates.count..<all.count {
        ask(place)
        for other in rows.indices { nearest[other] = min(nearest[other], values[other]) }
      }
      var best = (row: candidates[0], loss: Double.infinity)
      for (place, candidate) in candidates.enumerated() {
        ask(rows.count + place)
        var loss = 0.0
        for other in rows.indices { loss += min(nearest[other], values[other]) }
        if loss < best.loss { best = (candidate, loss) }
      }
      return best.row
    }
  }
}
