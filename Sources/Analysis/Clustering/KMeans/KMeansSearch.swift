import Synchronization

/// Looks for the best k-means partition: several starts, then swaps from the best.
///
/// A swap takes one centre away, places it on a row drawn with probability proportional to the squared distance from
/// its centre, and lets Lloyd's algorithm converge; it is kept if the inertia falls (after Fränti, "Efficiency of
/// random swap clustering", 2018, and Lattanzi & Sohler, "A better k-means++ algorithm via local search", 2019). On
/// large data a swap that gets nowhere is given up early.
struct KMeansSearch {
  /// Swaps tried from the same partition, of which the best counts: fixed, so that the number of threads is no matter.
  private static let batch = 4

  /// Distances of one full assignment, times columns, up to which every swap is followed to its end.
  private static let smallWork = 500_000

  let points: PointRows
  let k: Int
  let restarts: Int
  let swaps: Int
  let maximumIterations: Int
  let seed: UInt64
  /// Whether centres are brought to length 1.
  var normalizes = false

  /// - Throws: `CancellationError`.
  func best(_ context: RunContext) throws -> LloydIteration.Outcome {
    let iteration = LloydIteration(
      points: points, maximumIterations: maximumIterations, normalizes: normalizes)
    let trivial = k == 1 || k >= points.count
    let starts = trivial ? 1 : restarts
    let total = starts + (trivial ? 0 : swaps)
    var best = try winner(of: starts, phase: 0, total: total, context) { index, context in
      let centers =
        k >= points.count
        ? points.values
        : try KMeansStart.centers(
          of: points, k: k, random: RandomSource(seed: seed, stream: index), context: context)
      return try iteration.run(from: centers, context: context)
    }!
    if trivial { return best }
    let isSmall = points.count * points.dimension <= Self.smallWork / k
    var tried = 0
    while tried < swaps {
      let current = best
      let count = min(Self.batch, swaps - tried)
      let proposal = try SwapProposal(points: points, outcome: current, k: k, context: context)
      // All rows are on centres: nothing to gain.
      guard proposal.total > 0 else { break }
      let first = restarts + tried
      let challenger = try winner(of: count, phase: starts + tried, total: total, context) { index, context in
        var random = RandomSource(seed: seed, stream: first + index)
        return try iteration.run(
          from: proposal.centers(&random), hopingFor: isSmall ? nil : current.inertia, context: context)
      }
      tried += count
      // Less by more than rounding, so that equal partitions do not change places.
      if let challenger, challenger.inertia < best.inertia * (1 - 1e-12) { best = challenger }
    }
    context.report("k-means", total, of: total)
    return best
  }

  /// The outcome with the least inertia (ties: the first); nil when all were given up.
  private func winner(
    of count: Int, phase: Int, total: Int, _ context: RunContext,
    _ run: @Sendable (Int, RunContext) throws -> LloydIteration.Outcome?
  ) throws -> LloydIteration.Outcome? {
    let outcomes = Mutex<(index: Int, outcome: LloydIteration.Outcome)?>(nil)
    let finished = ChunkCounter()
    // Either the starts share the threads, or the points of each do.
    let inParallel = count >= context.threads
    var outer = context
    var inner = context
    if inParallel { inner.threads = 1 } else { outer.threads = 1 }
    let innerContext = inner
    try outer.forEachChunk(count) { index in
      let outcome = try run(index, innerContext)
      outcomes.withLock { best in
        guard let outcome else { return }
        guard let held = best else {
          best = (index, outcome)
          return
        }
        let (a, b) = (outcome.inertia, held.outcome.inertia)
        if a < b || (a == b && index < held.index) { best = (index, outcome) }
      }
      context.report("k-means", phase + finished.take() + 1, of: total)
    }
    return outcomes.withLock { $0?.outcome }
  }
}

/// Where a centre could be taken away and where it could be put.
private struct SwapProposal: Sendable {
  let points: PointRows
  let current: LloydIteration.Outcome
  let k: Int
  let distances: [Double]
  /// How much the inertia rises when a centre is taken away and its points go to their next centre.
  let removalLosses: [Double]
  let total: Double

  init(points: PointRows, outcome: LloydIteration.Outcome, k: Int, context: RunContext) throws {
    self.points = points
    self.k = k
    current = outcome
    let n = points.count
    let d = points.dimension
    let chunk = 1024
    let chunks = (n + chunk - 1) / chunk
    let nearest = Buffer(count: n, repeating: 0.0)
    let rise = Buffer(count: n, repeating: 0.0)
    let products = CenterProducts(points, count: k, centers: outcome.centers)
    products.update(outcome.centers)
    let block = PointBlock(capacity: k, dimension: d)
    outcome.centers.withUnsafeBufferPointer { block.assign($0.baseAddress!, count: k) }
    let centers = Buffer(outcome.centers, padding: 0)
    try context.forEachChunk(chunks) { c in
      let query = CenterProducts.Query(products)
      let rows = (c * chunk)..<min(n, (c + 1) * chunk)
      for i in rows {
        query.add(i, points.pointer + i * d, products.origin.pointer)
        guard query.isFull || i == rows.upperBound - 1 else { continue }
        try context.checkCancellation()
        products.answerWithTwo(query) { i, two in
          let x = points.pointer + i * d
          var values = (0.0, 0.0)
          if let two {
            let (a, b) = (
              squaredDistance(x, centers.pointer + two.0 * d, d), squaredDistance(x, centers.pointer + two.1 * d, d)
            )
            values = (min(a, b), max(a, b))
          } else {
            let found = block.nearestTwo(to: x)
            values = (found.nearest, found.second)
          }
          nearest.pointer[i] = values.0
          rise.pointer[i] = values.1 - values.0
        }
      }
    }
    distances = nearest.array
    var losses = Array(repeating: 0.0, count: k)
    for i in 0..<n { losses[Int(outcome.labels[i])] += rise[i] }
    removalLosses = losses
    total = distances.reduce(0, +)
  }

  /// The centres after one random swap: a centre that costs little to take away goes to a row with much error.
  func centers(_ random: inout RandomSource) -> [Double] {
    var rest = random.uniform() * total
    var row = distances.lastIndex { $0 > 0 } ?? 0
    for (i, distance) in distances.enumerated() {
      rest -= distance
      if rest < 0 {
        row = i
        break
      }
    }
    // Half of the time the cheapest of two drawn at random, else any.
    let first = random.integer(below: k)
    let second = random.integer(below: k)
    let removed = removalLosses[second] < removalLosses[first] ? second : first
    var centers = current.centers
    let d = points.dimension
    for j in 0..<d { centers[removed * d + j] = points.pointer[row * d + j] }
    return centers
  }
}
