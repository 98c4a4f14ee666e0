import Synchronization

/// The largest comparison value of all pairs and the lowest row that takes part in a pair of that value.
struct FarthestPair: Sendable {
  var value: Double
  var lowRow: Int32

  /// Whether this is a better answer than another: a larger value, or the same with a lower row.
  @inline(__always) func precedes(_ other: FarthestPair) -> Bool {
    value > other.value || (value == other.value && lowRow < other.lowRow)
  }
}

extension KDTreeSearch {
  /// The farthest pair, exactly: pairs of nodes whose boxes cannot hold a pair as good as the best known are left out.
  /// A few sweeps from a point to its farthest give the first bound. O(n log n) time where few pairs come near the
  /// largest distance; at worst all n²/2 pairs are computed, eight at a time.
  @specialized(where Kernel == SquaredDifference)
  @specialized(where Kernel == AbsoluteDifference)
  @specialized(where Kernel == LargestDifference)
  func farthestPair(context: RunContext) throws -> FarthestPair? {
    guard storage.count > 1 else { return nil }
    let sweeps = try farthestBySweeps(context)
    let shared = Atomic<UInt64>(sweeps.value.bitPattern)
    // Pairs of nodes of moderate size, for the threads to share.
    var tasks: [(Int, Int)] = [(0, 0)]
    while tasks.count < 64 {
      var next: [(Int, Int)] = []
      for (a, b) in tasks { appendChildren(a, b, to: &next) }
      next.removeAll { upperBound($0.0, $0.1) < sweeps.value }
      let grown = next.count > tasks.count
      tasks = next
      if !grown { break }
    }
    let work = tasks
    let answer = Mutex(sweeps)
    let done = ChunkCounter()
    try context.forEachChunk(work.count) { chunk in
      var pass = FarthestPass(best: sweeps)
      withUnsafeTemporaryAllocation(of: Double.self, capacity: storage.columns) { buffer in
        visit(
          work[chunk].0, work[chunk].1, upperBound(work[chunk].0, work[chunk].1), buffer.baseAddress.unsafelyUnwrapped,
          shared, context, &pass)
      }
      let best = pass.best
      answer.withLock { if best.precedes($0) { $0 = best } }
      context.report("farthest pair", done.take() + 1, of: work.count)
    }
    try context.checkCancellation()
    return answer.withLock { $0 }
  }

  /// The comparison value between opposite faces of two boxes: at least that of any pair inside, bit for bit, since
  /// rounding is monotone.
  func upperBound(_ a: Int, _ b: Int) -> Double {
    let columns = storage.columns
    let lowA = storage.boxes + a * 2 * columns
    let lowB = storage.boxes + b * 2 * columns
    var total = 0.0
    for j in 0..<columns {
      let first = lowA[columns + j] - lowB[j]
      let second = lowB[columns + j] - lowA[j]
      total = kernel.accumulate(total, first > second ? first : second, 0)
    }
    return total * (2 - kernel.lowerSlack)
  }

  private func appendChildren(_ a: Int, _ b: Int, to pairs: inout [(Int, Int)]) {
    let rightA = Int(storage.right[a])
    let rightB = Int(storage.right[b])
    if a == b, rightA != 0 {
      pairs.append((a + 1, a + 1))
      pairs.append((a + 1, rightA))
      pairs.append((rightA, rightA))
    } else if rightA != 0, leaves(a) >= leaves(b) || rightB == 0 {
      pairs.append((a + 1, b))
      pairs.append((rightA, b))
    } else if rightB != 0 {
      pairs.append((a, b + 1))
      pairs.append((a, rightB))
    } else {
      pairs.append((a, b))
    }
  }

  @inline(__always) private func leaves(_ node: Int) -> Int32 { storage.endLeaf[node] - storage.firstLeaf[node] }

  private func visit(
    _ a: Int, _ b: Int, _ bound: Double, _ point: UnsafeMutablePointer<Double>, _ shared: borrowing Atomic<UInt64>,
    _ context: RunContext, _ pass: inout FarthestPass
  ) {
    if pass.isStopped || bound < pass.best.value { return }
    let lowest = min(storage.lowestRow[a], storage.lowestRow[b])
    if bound == pass.best.value, lowest >= pass.best.lowRow { return }
    if bound < Double(bitPattern: shared.load(ordering: .relaxed)) { return }
    if storage.right[a] == 0, storage.right[b] == 0 {
      scan(Int(storage.firstLeaf[a]), Int(storage.firstLeaf[b]), point, &pass)
      let known = Double(bitPattern: shared.load(ordering: .relaxed))
      // Non-negative doubles are ordered as their bits are.
      if pass.best.value > known { _ = shared.max(pass.best.value.bitPattern, ordering: .relaxed) }
      pass.scanned += 1
      if pass.scanned & 0x3F == 0, context.isCancelled { pass.isStopped = true }
      return
    }
    let rightA = Int(storage.right[a])
    let rightB = Int(storage.right[b])
    if a == b {
      let across = upperBound(a + 1, rightA)
      visit(a + 1, rightA, across, point, shared, context, &pass)
      visit(a + 1, a + 1, upperBound(a + 1, a + 1), point, shared, context, &pass)
      visit(rightA, rightA, upperBound(rightA, rightA), point, shared, context, &pass)
      return
    }
    let splitA = rightA != 0 && (leaves(a) >= leaves(b) || rightB == 0)
    let first = splitA ? (a + 1, b) : (a, b + 1)
    let second = splitA ? (rightA, b) : (a, rightB)
    let firstBound = upperBound(first.0, first.1)
    let secondBound = upperBound(second.0, second.1)
    if firstBound >= secondBound {
      visit(first.0, first.1, firstBound, point, shared, context, &pass)
      visit(second.0, second.1, secondBound, point, shared, context, &pass)
    } else {
      visit(second.0, second.1, secondBound, point, shared, context, &pass)
      visit(first.0, first.1, firstBound, point, shared, context, &pass)
    }
  }

  private func scan(_ leafA: Int, _ leafB: Int, _ point: UnsafeMutablePointer<Double>, _ pass: inout FarthestPass) {
    let firstA = leafA * storage.leafSize
    for position in firstA..<min(storage.count, firstA + storage.leafSize) {
      storage.copyPoint(at: position, to: point)
      let row = storage.rows[position]
      for block in leafB * storage.blocksPerLeaf..<(leafB + 1) * storage.blocksPerLeaf {
        note(blockValues(block, UnsafePointer(point)), block, row, &pass.best)
      }
    }
  }

  @inline(__always) private func note(_ totals: Lanes, _ block: Int, _ row: Int32, _ best: inout FarthestPair) {
    for lane in 0..<8 where totals[lane] >= best.value {
      let other = storage.rows[block * 8 + lane]
      // Padding lies at infinity; a row makes no pair with itself.
      if other == KDTreeStorage.padding || other == row { continue }
      let pair = FarthestPair(value: totals[lane], lowRow: min(row, other))
      if pair.precedes(best) { best = pair }
    }
  }

  /// A first bound: from a point to its farthest, from there to its farthest, and so on.
  private func farthestBySweeps(_ context: RunContext) throws -> FarthestPair {
    var best = FarthestPair(value: 0, lowRow: .max)
    try withUnsafeTemporaryAllocation(of: Double.self, capacity: storage.columns) { buffer in
      let point = buffer.baseAddress.unsafelyUnwrapped
      var row: Int32 = 0
      for _ in 0..<6 {
        try context.checkCancellation()
        storage.copyPoint(at: Int(storage.positions[Int(row)]), to: point)
        var farthest: (value: Double, row: Int32) = (-1, 0)
        for block in 0..<storage.leafCount * storage.blocksPerLeaf {
          let totals = blockValues(block, UnsafePointer(point))
          for lane in 0..<8 where totals[lane] > farthest.value {
            let other = storage.rows[block * 8 + lane]
            if other != KDTreeStorage.padding, other != row { farthest = (totals[lane], other) }
          }
        }
        let pair = FarthestPair(value: farthest.value, lowRow: min(row, farthest.row))
        guard pair.precedes(best) else { return }
        best = pair
        row = farthest.row
      }
    }
    return best
  }
}

/// What one task of the farthest-pair search knows.
private struct FarthestPass {
  var best: FarthestPair
  var scanned = 0
  var isStopped = false

  init(best: FarthestPair) { self.best = best }
}
