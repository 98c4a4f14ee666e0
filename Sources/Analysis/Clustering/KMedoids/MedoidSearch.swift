/// FasterPAM: a medoid is exchanged as soon as that lowers the total deviation, until no exchange does (Schubert &
/// Rousseeuw, "Fast and eager k-medoids clustering: O(k) runtime improvement of the PAM, CLARA and CLARANS
/// algorithms", 2021). O(n²) dissimilarities a pass over the candidates, whatever k.
package struct MedoidSearch: Sendable {
  package struct Outcome: Sendable {
    /// Distinct rows.
    package var medoids: [Int]
    /// One position in `medoids` a row.
    package var labels: [Int]
    /// Σ of the dissimilarities of the rows to their medoids.
    package var totalDeviation: Double
    package var swaps: Int
    /// False when the passes ran out first.
    package var converged: Bool
  }

  /// Gains below this part of the deviation may be rounding.
  static let leastGain = 1e-12

  package let dissimilarities: any Dissimilarities
  package let maximumPasses: Int

  package init(_ dissimilarities: any Dissimilarities, maximumPasses: Int) {
    self.dissimilarities = dissimilarities
    self.maximumPasses = maximumPasses
  }

  /// Candidates are tried in row order, round and round. With several threads some are tried in advance, which
  /// changes nothing but the time.
  /// - Parameter medoids: distinct rows, at least one.
  /// - Throws: `CancellationError`.
  package func run(from medoids: [Int], context: RunContext) throws -> Outcome {
    let state = try MedoidState(dissimilarities, medoids: medoids, context: context)
    let n = state.n
    var swaps = 0
    var tried = 0
    var row = 0
    var ahead = 1
    // Trying n candidates in a row without a gain ends the search.
    var sinceSwap = 0
    while sinceSwap < n, tried < maximumPasses * n, state.k < n {
      var batch: [Int] = []
      var next = row
      var steps = 0
      while batch.count < ahead, sinceSwap + steps < n {
        if !state.isMedoid(next) { batch.append(next) }
        next = next + 1 == n ? 0 : next + 1
        steps += 1
      }
      let found = try evaluate(batch, state, context)
      if let hit = found.firstIndex(where: { $0.change < -Self.leastGain * state.totalDeviation }) {
        try state.swap(batch[hit], into: found[hit].slot, context)
        swaps += 1
        tried += (batch[hit] - row + n) % n + 1
        row = batch[hit] + 1 == n ? 0 : batch[hit] + 1
        sinceSwap = 0
        ahead = 1
      } else {
        row = next
        tried += steps
        sinceSwap += steps
        ahead = context.threads == 1 ? 1 : min(ahead * 2, 64)
      }
    }
    return Outcome(
      medoids: state.medoids, labels: state.labels, totalDeviation: state.totalDeviation, swaps: swaps,
      converged: sinceSwap >= n || state.k >= n)
  }

  private func evaluate(
    _ batch: [Int], _ state: MedoidState, _ context: RunContext
  ) throws -> [(change: Double, slot: Int)] {
    if batch.count == 1 { return [try state.bestSwap(with: batch[0], context)] }
    let changes = Buffer(count: batch.count, repeating: 0.0)
    let slots = Buffer(count: batch.count, repeating: 0)
    let perChunk = max(1, batch.count / 4)
    try context.forEachChunk((batch.count + perChunk - 1) / perChunk) { chunk in
      for b in (chunk * perChunk)..<min(batch.count, (chunk + 1) * perChunk) {
        let best = try state.bestSwap(with: batch[b], context)
        changes[b] = best.change
        slots[b] = best.slot
      }
    }
    return batch.indices.map { (changes[$0], slots[$0]) }
  }
}
