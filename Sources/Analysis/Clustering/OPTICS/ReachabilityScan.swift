/// The visit of OPTICS without a matrix: at each step the dissimilarities from the newest row to all others are computed
/// where they are needed, and forgotten. O(n²) pairs, O(n) memory, any dissimilarities.
///
/// A row that has been visited has NaN for a key, which no comparison lets through, so the loops have no branches and are
/// vectorised.
struct ReachabilityScan {
  let dissimilarities: any Dissimilarities
  /// Comparison values; infinite for rows that are not core.
  let cores: [Double]
  /// The farthest comparison value that counts.
  let limit: Double
  private static let block = 1024

  /// The order, and for each row the comparison value at which it was reached and from which row (−1: from none).
  /// - Throws: `CancellationError`.
  func run(_ context: RunContext) throws -> (order: [Int], values: [Double], predecessors: [Int]) {
    let n = dissimilarities.count
    let state = ReachabilityState(count: n, block: Self.block)
    let threads = n < 4096 ? 1 : min(context.threads, state.blocks, ReachabilityState.workers)
    WorkerTeam.run(threads: threads) { worker, team in work(state, worker, team, context) }
    try context.checkCancellation()
    return (state.order.array.map(Int.init), state.reached.array, state.predecessors.array.map { Int($0) })
  }

  private func work(_ state: ReachabilityState, _ worker: Int, _ team: WorkerTeam, _ context: RunContext) {
    let n = state.count
    let blocks = worker * state.blocks / team.size..<(worker + 1) * state.blocks / team.size
    let rows =
      blocks.lowerBound * Self.block..<max(blocks.lowerBound * Self.block, min(n, blocks.upperBound * Self.block))
    let checkEvery = max(1, 200_000 / max(1, n))
    // The rows of this worker before this one have all been visited.
    var firstLeft = rows.lowerBound
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.block) { buffer in
      let target = buffer.baseAddress.unsafelyUnwrapped
      for step in 0..<n {
        if worker == 0, step % checkEvery == 0 {
          if context.isCancelled { team.stop() }
          context.report("reachability", step, of: n)
        }
        var offer = ReachabilityState.Offer.none
        for block in blocks where state.blockLowest[block] < offer.value { offer.value = state.blockLowest[block] }
        if offer.value < .infinity {
          offer.row = state.row(at: offer.value, blocks, size: Self.block)
        } else {
          while firstLeft < rows.upperBound, state.keys[firstLeft].isNaN { firstLeft += 1 }
          if firstLeft < rows.upperBound { offer.row = firstLeft }
        }
        state.offers[(step & 1) * ReachabilityState.workers + worker] = offer
        team.barrier()
        if team.isStopped { return }
        var best = ReachabilityState.Offer.none
        for other in 0..<team.size {
          let offer = state.offers[(step & 1) * ReachabilityState.workers + other]
          if offer.value < best.value || (offer.value == best.value && offer.row < best.row) { best = offer }
        }
        let newest = best.row
        if rows.contains(newest) { state.visit(newest, best.value, step, block: Self.block) }
        if cores[newest] < .infinity {
          for block in blocks { lower(state, block, newest, target) }
        }
      }
    }
  }

  /// Lowers the keys of a block by what can be reached from the newest row.
  @inline(__always) private func lower(
    _ state: ReachabilityState, _ block: Int, _ newest: Int, _ target: UnsafeMutablePointer<Double>
  ) {
    let range = block * Self.block..<min(state.count, (block + 1) * Self.block)
    dissimilarities.comparisonValues(from: newest, to: range, into: target)
    let keys = state.keys.pointer + range.lowerBound
    let predecessors = state.predecessors.pointer + range.lowerBound
    let core = cores[newest]
    let from = Double(newest)
    let limit = limit
    for k in 0..<range.count {
      let value = target[k] <= limit ? (target[k] > core ? target[k] : core) : .infinity
      let closer = value < keys[k]
      predecessors[k] = closer ? from : predecessors[k]
      keys[k] = closer ? value : keys[k]
    }
    state.refresh(block, size: Self.block)
  }
}

/// What the workers of `ReachabilityScan` share: each writes to the rows of its own blocks and to its own offers.
final class ReachabilityState: @unchecked Sendable {
  struct Offer {
    var value: Double
    var row: Int
    static let none = Offer(value: .infinity, row: .max)
  }

  static let workers = 256

  let count: Int
  let blocks: Int
  let keys: Buffer<Double>
  /// Rows as doubles, so that both arrays of a row are as wide and move through the same registers.
  let predecessors: Buffer<Double>
  let blockLowest: Buffer<Double>
  /// Two sets in turn: one is read while the next is written.
  let offers: Buffer<Offer>
  let order: Buffer<Int32>
  let reached: Buffer<Double>

  init(count: Int, block: Int) {
    self.count = count
    blocks = (count + block - 1) / block
    keys = Buffer(count: count, repeating: .infinity)
    predecessors = Buffer(count: count, repeating: -1)
    blockLowest = Buffer(count: blocks, repeating: .infinity)
    offers = Buffer(count: 2 * Self.workers, repeating: .none)
    order = Buffer(count: count, repeating: 0)
    reached = Buffer(count: count, repeating: .infinity)
  }

  /// The lowest row of the blocks with this key.
  func row(at value: Double, _ blocks: Range<Int>, size: Int) -> Int {
    for block in blocks where blockLowest.pointer[block] == value {
      for row in block * size..<min(count, (block + 1) * size) where keys.pointer[row] == value { return row }
    }
    return .max
  }

  func visit(_ row: Int, _ value: Double, _ step: Int, block: Int) {
    keys.pointer[row] = .nan
    reached.pointer[row] = value
    order.pointer[step] = Int32(truncatingIfNeeded: row)
    refresh(row / block, size: block)
  }

  @inline(__always) func refresh(_ block: Int, size: Int) {
    let first = block * size
    let length = min(count, first + size) - first
    let raw = UnsafeRawPointer(keys.pointer + first)
    var lanes = Lanes(repeating: .infinity)
    var k = 0
    while k + 8 <= length {
      let x = raw.loadUnaligned(fromByteOffset: k * 8, as: Lanes.self)
      lanes.replace(with: x, where: x .< lanes)
      k += 8
    }
    var lowest = Double.infinity
    for lane in 0..<8 where lanes[lane] < lowest { lowest = lanes[lane] }
    while k < length {
      if keys.pointer[first + k] < lowest { lowest = keys.pointer[first + k] }
      k += 1
    }
    blockLowest.pointer[block] = lowest
  }
}
