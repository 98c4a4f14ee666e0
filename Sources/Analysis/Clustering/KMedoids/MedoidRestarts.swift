import Synchronization

/// The best of several searches by FasterPAM: the first from the start that was asked for, the others from random
/// rows, or from new samples.
struct MedoidRestarts: Sendable {
  let dissimilarities: any Dissimilarities
  let k: Int
  let start: MedoidStart
  let count: Int
  let maximumPasses: Int
  let seed: UInt64

  /// The outcome with the least total deviation (ties: the first).
  /// - Throws: `CancellationError`.
  func best(_ context: RunContext) throws -> MedoidSearch.Outcome {
    let search = MedoidSearch(dissimilarities, maximumPasses: maximumPasses)
    let starts = k == 1 || k >= dissimilarities.count ? 1 : count
    let held = Mutex<(index: Int, outcome: MedoidSearch.Outcome)?>(nil)
    let finished = ChunkCounter()
    // Either the starts share the threads, or the candidates of each do.
    var outer = context
    var inner = context
    if starts >= context.threads { inner.threads = 1 } else { outer.threads = 1 }
    let innerContext = inner
    try outer.forEachChunk(starts) { index in
      // BUILD would find the same again.
      let kind = index > 0 && start == .build ? .random : start
      let medoids = try kind.medoids(
        of: dissimilarities, k: k, random: RandomSource(seed: seed, stream: index), context: innerContext)
      let outcome = try search.run(from: medoids, context: innerContext)
      held.withLock { best in
        if let now = best {
          let (a, b) = (outcome.totalDeviation, now.outcome.totalDeviation)
          guard a < b || (a == b && index < now.index) else { return }
        }
        best = (index, outcome)
      }
      context.report("k-medoids", finished.take() + 1, of: starts)
    }
    return held.withLock { $0!.outcome }
  }
}
