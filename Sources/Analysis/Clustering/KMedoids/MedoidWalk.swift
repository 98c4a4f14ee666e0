/// FastCLARANS: rows drawn at random are tried in place of all medoids at once, and taken when that helps; a descent
/// ends when so many in a row did not (Ng & Han, "CLARANS: a method for clustering objects for spatial data mining",
/// 2002; Schubert & Rousseeuw, 2021). O(n) dissimilarities a row drawn.
package struct MedoidWalk: Sendable {
  package let dissimilarities: any Dissimilarities
  package let k: Int
  package let descents: Int
  /// Rows drawn without a gain that end a descent.
  package let neighbors: Int
  package let seed: UInt64

  package init(_ dissimilarities: any Dissimilarities, k: Int, descents: Int, neighbors: Int, seed: UInt64) {
    self.dissimilarities = dissimilarities
    self.k = k
    self.descents = descents
    self.neighbors = neighbors
    self.seed = seed
  }

  /// 2.5 % of the rows that are no medoids, at least 250.
  static func standardNeighbors(rows n: Int, k: Int) -> Int { max(250, (n - k) / 40) }

  /// - Precondition: 1 ≤ k ≤ n.
  /// - Throws: `CancellationError`.
  package func run(context: RunContext) throws -> MedoidSearch.Outcome {
    let n = dissimilarities.count
    var best: MedoidSearch.Outcome?
    for descent in 0..<(k >= n ? 1 : descents) {
      context.report("k-medoids", descent, of: descents)
      var random = RandomSource(seed: seed, stream: descent)
      let start = try MedoidStart.random.medoids(of: dissimilarities, k: k, random: random, context: context)
      _ = random.next()
      let state = try MedoidState(dissimilarities, medoids: start, context: context)
      var swaps = 0
      var idle = 0
      while k < n, idle < neighbors {
        let row = random.integer(below: n)
        idle += 1
        if state.isMedoid(row) { continue }
        let found = try state.bestSwap(with: row, context)
        guard found.change < -MedoidSearch.leastGain * state.totalDeviation else { continue }
        try state.swap(row, into: found.slot, context)
        swaps += 1
        idle = 0
      }
      if state.totalDeviation < best?.totalDeviation ?? .infinity || best == nil {
        best = MedoidSearch.Outcome(
          medoids: state.medoids, labels: state.labels, totalDeviation: state.totalDeviation, swaps: swaps,
          converged: true)
      }
    }
    return best!
  }
}
