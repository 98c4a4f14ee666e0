/// Prim's algorithm without a matrix: at each step the dissimilarities from the newest row to all others are computed
/// where they are needed, and forgotten. O(n²) pairs, O(n) memory, any dissimilarities.
///
/// Every row outside the tree keeps its lowest edge into the tree; a row inside has NaN for a value, which no
/// comparison lets through, so the loops have no branches and are vectorised.
struct PrimScan {
  let dissimilarities: any Dissimilarities
  private static let block = 1024

  func run(from start: Int, context: RunContext) throws -> (order: [Int], values: [Double], parents: [Int]) {
    let n = dissimilarities.count
    guard n > 1 else { return (n == 1 ? [0] : [], [], []) }
    let shared = PrimState(count: n, start: start, block: Self.block)
    // A step should be worth a meeting.
    let threads = n < 4096 ? 1 : min(context.threads, shared.blocks)
    WorkerTeam.run(threads: threads) { worker, team in work(shared, worker, team, context) }
    try context.checkCancellation()
    return shared.result()
  }

  private func work(_ state: PrimState, _ worker: Int, _ team: WorkerTeam, _ context: RunContext) {
    let n = state.count
    let blocks = worker * state.blocks / team.size..<(worker + 1) * state.blocks / team.size
    var newest = Int(state.order[0])
    let checkEvery = max(1, 200_000 / n)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.block) { buffer in
      let target = buffer.baseAddress.unsafelyUnwrapped
      for step in 1..<n {
        if worker == 0, step % checkEvery == 0 {
          if context.isCancelled { team.stop() }
          context.report("spanning tree", step, of: n - 1)
        }
        var lowest = Double.infinity
        for block in blocks {
          let low = update(state, block, newest: newest, target)
          lowest = low < lowest ? low : lowest
        }
        state.offers[(step & 1) * PrimState.workers + worker] = bestEdge(state, blocks, lowest)
        team.barrier()
        if team.isStopped { return }
        var best = PrimState.Offer.none
        for other in 0..<team.size {
          let offer = state.offers[(step & 1) * PrimState.workers + other]
          if TreeEdge.precedes(offer.edge, best.edge) { best = offer }
        }
        newest = Int(best.row)
        // The owner of the row alone changes its key.
        if blocks.contains(newest / Self.block) { state.keys[newest] = .nan }
        if worker == 0 { state.append(best, step) }
      }
    }
  }

  /// Lowers the keys of a block by the edges to the newest row; returns the lowest key.
  @inline(__always) private func update(
    _ state: PrimState, _ block: Int, newest: Int, _ target: UnsafeMutablePointer<Double>
  ) -> Double {
    let range = block * Self.block..<min(state.count, (block + 1) * Self.block)
    dissimilarities.comparisonValues(from: newest, to: range, into: target)
    let keys = state.keys + range.lowerBound
    let parents = state.parents + range.lowerBound
    let parent = Double(newest)
    for k in 0..<range.count {
      let value = target[k]
      let old = keys[k]
      let tie = value == old && parent < parents[k]
      parents[k] = value < old || tie ? parent : parents[k]
      keys[k] = value < old ? value : old
    }
    var lanes = Lanes(repeating: .infinity)
    let raw = UnsafeRawPointer(keys)
    var k = 0
    while k + 8 <= range.count {
      let x = raw.loadUnaligned(fromByteOffset: k * 8, as: Lanes.self)
      lanes.replace(with: x, where: x .< lanes)
      k += 8
    }
    var lowest = Double.infinity
    for lane in 0..<8 where lanes[lane] < lowest { lowest = lanes[lane] }
    while k < range.count {
      if keys[k] < lowest { lowest = keys[k] }
      k += 1
    }
    state.blockLowest[block] = lowest
    return lowest
  }

  /// The first, under the total order, of the edges with the lowest value.
  private func bestEdge(_ state: PrimState, _ blocks: Range<Int>, _ lowest: Double) -> PrimState.Offer {
    var best = PrimState.Offer.none
    for block in blocks where state.blockLowest[block] == lowest {
      for k in block * Self.block..<min(state.count, (block + 1) * Self.block) where state.keys[k] == lowest {
        let row = Int32(truncatingIfNeeded: k)
        let edge = TreeEdge(value: lowest, row, Int32(state.parents[k]))
        if TreeEdge.precedes(edge, best.edge) { best = PrimState.Offer(edge: edge, row: row) }
      }
    }
    return best
  }
}

/// What the workers of `PrimScan` share: each writes to the keys of its own blocks and to its own offers; the first
/// keeps the order.
final class PrimState: @unchecked Sendable {
  struct Offer {
    var edge: TreeEdge
    /// The end outside the tree.
    var row: Int32
    static let none = Offer(edge: .none, row: 0)
  }

  static let workers = 256

  let count: Int
  let blocks: Int
  let keys: UnsafeMutablePointer<Double>
  /// Rows as doubles, so that both arrays of a row are as wide and move through the same registers.
  let parents: UnsafeMutablePointer<Double>
  let blockLowest: UnsafeMutablePointer<Double>
  /// Two sets in turn: one is read while the next is written.
  let offers: UnsafeMutablePointer<Offer>
  let order: UnsafeMutablePointer<Int32>
  private let joinValues: UnsafeMutablePointer<Double>
  private let joinParents: UnsafeMutablePointer<Int32>

  init(count: Int, start: Int, block: Int) {
    self.count = count
    blocks = (count + block - 1) / block
    keys = .allocate(capacity: count)
    keys.initialize(repeating: .infinity, count: count)
    keys[start] = .nan
    parents = .allocate(capacity: count)
    parents.initialize(repeating: Double(start), count: count)
    blockLowest = .allocate(capacity: blocks)
    blockLowest.initialize(repeating: .infinity, count: blocks)
    offers = .allocate(capacity: 2 * Self.workers)
    offers.initialize(repeating: .none, count: 2 * Self.workers)
    order = .allocate(capacity: count)
    order.initialize(repeating: Int32(truncatingIfNeeded: start), count: count)
    joinValues = .allocate(capacity: count)
    joinValues.initialize(repeating: 0, count: count)
    joinParents = .allocate(capacity: count)
    joinParents.initialize(repeating: 0, count: count)
  }

  deinit {
    keys.deallocate()
    parents.deallocate()
    blockLowest.deallocate()
    offers.deallocate()
    order.deallocate()
    joinValues.deallocate()
    joinParents.deallocate()
  }

  @inline(__always) func append(_ offer: Offer, _ step: Int) {
    order[step] = offer.row
    joinValues[step - 1] = offer.edge.value
    joinParents[step - 1] = offer.edge.low == offer.row ? offer.edge.high : offer.edge.low
  }

  func result() -> (order: [Int], values: [Double], parents: [Int]) {
    (
      (0..<count).map { Int(order[$0]) }, (0..<count - 1).map { joinValues[$0] },
      (0..<count - 1).map { Int(joinParents[$0]) }
    )
  }
}
