/// Prim's algorithm without a matrix: at each step the dissimilarities from the newest row to all that are left are
/// computed where they are needed, and forgotten. O(n) memory, any dissimilarities.
///
/// Rows that have joined are taken out an eighth at a time where the dissimilarities can be had for the others alone:
/// then it is little more than n²/2 pairs, else n². Until it is taken out, a row that has joined has NaN for a value,
/// which no comparison lets through, so the loops have no branches and are vectorised.
struct PrimScan {
  let dissimilarities: any Dissimilarities

  func run(from start: Int, context: RunContext) throws -> (order: [Int], values: [Double], parents: [Int]) {
    let n = dissimilarities.count
    guard n > 1 else { return (n == 1 ? [0] : [], [], []) }
    let record = PrimRecord(count: n, start: start)
    let shared = SharedFrontier(PrimFrontier(dissimilarities, start: start))
    // A step should be worth a meeting.
    let threads = n < 2048 ? 1 : min(context.threads, PrimRecord.workers)
    WorkerTeam.run(threads: threads) { worker, team in work(record, shared, worker, team, context) }
    try context.checkCancellation()
    return record.result()
  }

  private func work(
    _ record: PrimRecord, _ shared: SharedFrontier, _ worker: Int, _ team: WorkerTeam, _ context: RunContext
  ) {
    let n = record.count
    var frontier = shared.frontier
    var blocks = frontier.blocks(of: worker, among: team.size)
    var newest = Int(record.order[0])
    let checkEvery = max(1, 200_000 / n)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: PrimFrontier.block) { buffer in
      let target = buffer.baseAddress.unsafelyUnwrapped
      for step in 1..<n {
        if worker == 0, step % checkEvery == 0 {
          if context.isCancelled { team.stop() }
          context.report("spanning tree", step, of: n - 1)
        }
        if frontier.isWorthCompacting(left: n - step) {
          // No one looks at the old frontier any more: the offers of the last step have been read by all.
          team.barrier()
          if worker == 0 { shared.frontier = frontier.compacted(keeping: newest) }
          team.barrier()
          frontier = shared.frontier
          blocks = frontier.blocks(of: worker, among: team.size)
          newest = frontier.lastPlace
        }
        var lowest = Double.infinity
        for block in blocks {
          let low = frontier.update(block, newest: newest, target)
          lowest = low < lowest ? low : lowest
        }
        record.offers[(step & 1) * PrimRecord.workers + worker] = frontier.bestEdge(blocks, lowest)
        team.barrier()
        if team.isStopped { return }
        var best = PrimRecord.Offer.none
        for other in 0..<team.size {
          let offer = record.offers[(step & 1) * PrimRecord.workers + other]
          if TreeEdge.precedes(offer.edge, best.edge) { best = offer }
        }
        newest = Int(best.place)
        // The owner of the place alone changes its key.
        if blocks.contains(newest / PrimFrontier.block) { frontier.keys[newest] = .nan }
        if worker == 0 { record.append(best, step) }
      }
    }
  }
}

/// The frontier that all workers use; replaced by one of them while the others wait.
private final class SharedFrontier: @unchecked Sendable {
  var frontier: PrimFrontier
  init(_ frontier: PrimFrontier) { self.frontier = frontier }
}
