/// Starting centres by greedy k-means++ (Arthur & Vassilvitskii, "k-means++: the advantages of careful seeding",
/// 2007): each next centre is the best of 2 + ⌊ln k⌋ rows drawn with probability proportional to the squared distance
/// from the centres so far. Rows too near their centre for a candidate to matter are passed over by the triangle
/// inequality (Raff, "Exact acceleration of k-means++", 2021), which changes no draw.
///
/// O(n·k·d·log k) time at most, O(n) memory.
struct KMeansStart {
  private static let chunk = 1024

  let points: PointRows
  let k: Int
  private var random: RandomSource
  /// For each row, the squared distance to its nearest centre so far, and which that is.
  private let nearest: Buffer<Double>
  private let owner: Buffer<Int32>
  private let chunkTotals: Buffer<Double>
  private var centers: [Double] = []
  private var chosen = 0

  /// k centres, row by row.
  /// - Precondition: 1 ≤ k ≤ n, d ≥ 1, and no squared distance overflows.
  /// - Throws: `CancellationError`.
  static func centers(of points: PointRows, k: Int, random: RandomSource, context: RunContext) throws -> [Double] {
    var start = KMeansStart(points: points, k: k, random: random)
    try start.choose(context)
    return start.centers
  }

  private init(points: PointRows, k: Int, random: RandomSource) {
    self.points = points
    self.k = k
    self.random = random
    nearest = Buffer(count: points.count, repeating: .infinity)
    owner = Buffer(count: points.count, repeating: 0)
    chunkTotals = Buffer(count: (points.count + Self.chunk - 1) / Self.chunk, repeating: 0)
  }

  private mutating func choose(_ context: RunContext) throws {
    centers.reserveCapacity(k * points.dimension)
    try add(row: random.integer(below: points.count), context)
    let candidateCount = 2 + Int(naturalLogarithm(Double(k)))
    let block = PointBlock(capacity: candidateCount, dimension: points.dimension)
    while chosen < k {
      let candidates = (0..<candidateCount).map { _ in draw() }
      let losses = try losses(of: candidates, block, context)
      var best = 0
      for c in 1..<candidateCount where losses[c] < losses[best] { best = c }
      try add(row: candidates[best], context)
    }
  }

  /// A row with probability proportional to its squared distance; any row when all are on centres.
  private mutating func draw() -> Int {
    let total = (0..<chunkTotals.count).reduce(0) { $0 + chunkTotals[$1] }
    guard total > 0 else { return random.integer(below: points.count) }
    var rest = random.uniform() * total
    for chunk in 0..<chunkTotals.count {
      if rest >= chunkTotals[chunk] {
        rest -= chunkTotals[chunk]
        continue
      }
      for i in (chunk * Self.chunk)..<min(points.count, (chunk + 1) * Self.chunk) {
        rest -= nearest[i]
        if rest < 0 { return i }
      }
    }
    // Rounding led past the end: the last row that is not on a centre.
    return (0..<points.count).last { nearest[$0] > 0 } ?? 0
  }

  /// What each candidate would leave as the sum of squared distances.
  private func losses(of candidates: [Int], _ block: PointBlock, _ context: RunContext) throws -> [Double] {
    let d = points.dimension
    let rows = PointRows(points, selecting: candidates)
    let lanes = candidates.count
    block.assign(rows.pointer, count: lanes)
    let reach = reach(of: rows.pointer, count: lanes)
    let quads = block.quadCount
    let totals = Buffer(count: chunkTotals.count * quads, repeating: SIMD4<Double>.zero)
    let entries = points.entries
    let squares: [SIMD4<Double>] = (0..<quads).map { b in
      var lane = SIMD4<Double>.zero
      for c in 4 * b..<min(lanes, 4 * b + 4) { lane[c % 4] = entries?.squares[candidates[c]] ?? 0 }
      return lane
    }
    try forEachChunk(context) { chunk, range in
      for b in 0..<quads {
        var total = SIMD4<Double>.zero
        for i in range {
          let value = nearest.pointer[i]
          let now = SIMD4(repeating: value)
          if value <= reach[Int(owner.pointer[i])] {
            total += now
          } else if let entries, !Self.mayBeNearer(i, now, entries, block, b, squares[b]) {
            total += now
          } else {
            let distances = block.squaredDistances(from: points.pointer + i * d, toQuad: b)
            total += distances.replacing(with: now, where: distances .> now)
          }
        }
        totals.pointer[chunk * quads + b] = total
      }
    }
    return withExtendedLifetime(rows) {
      (0..<lanes).map { lane in
        (0..<chunkTotals.count).reduce(0) { $0 + totals[$1 * quads + lane / 4][lane % 4] }
      }
    }
  }

  /// Whether a point may be nearer than so far to one of points 4b … 4b+3, by products of what is not zero.
  @inline(__always)
  private static func mayBeNearer(
    _ i: Int, _ now: SIMD4<Double>, _ entries: SparseEntries, _ block: PointBlock, _ b: Int, _ squares: SIMD4<Double>
  ) -> Bool {
    let square = entries.squares.pointer[i]
    let slack = entries.slack(square, squares.max())
    let distances = square + squares - 2 * block.products(of: i, entries, withQuad: b)
    return any(distances .<= now + slack)
  }

  /// Runs `body` on each chunk of the rows, several at a time.
  private func forEachChunk(_ context: RunContext, _ body: @Sendable (_ chunk: Int, _ rows: Range<Int>) -> Void) throws {
    let together = 8
    try context.forEachChunk((chunkTotals.count + together - 1) / together) { group in
      for chunk in (group * together)..<min(chunkTotals.count, (group + 1) * together) {
        try context.checkCancellation()
        body(chunk, (chunk * Self.chunk)..<min(points.count, (chunk + 1) * Self.chunk))
      }
    }
  }

  /// For each centre so far, the squared distance within which its rows cannot be nearer to any of the given points.
  private func reach(of rows: UnsafePointer<Double>, count: Int) -> [Double] {
    let d = points.dimension
    return centers.withUnsafeBufferPointer { centers in
      (0..<chosen).map { c in
        var smallest = Double.infinity
        for r in 0..<count {
          smallest = min(smallest, squaredDistance(rows + r * d, centers.baseAddress! + c * d, d))
        }
        // A quarter of the squared distance between them, less what rounding could have added.
        return smallest / 4 * (1 - 1e-9)
      }
    }
  }

  private mutating func add(row: Int, _ context: RunContext) throws {
    let d = points.dimension
    let index = Int32(chosen)
    let center = points.coordinates(of: row..<row + 1)
    let reach = chosen == 0 ? [-1] : reach(of: points.pointer + row * d, count: 1)
    let (nearest, owner, chunkTotals, points) = (nearest, owner, chunkTotals, points)
    try forEachChunk(context) { chunk, range in
      var total = 0.0
      let center = points.pointer + row * d
      for i in range {
        if nearest.pointer[i] > reach[Int(owner.pointer[i])] {
          if let entries = points.entries {
            let (square, other) = (entries.squares.pointer[i], entries.squares.pointer[row])
            let rough = square + other - 2 * entries.product(i, center)
            if rough > nearest.pointer[i] + entries.slack(square, other) {
              total += nearest.pointer[i]
              continue
            }
          }
          let distance = squaredDistance(points.pointer + i * d, center, d)
          if distance < nearest.pointer[i] {
            nearest.pointer[i] = distance
            owner.pointer[i] = index
          }
        }
        total += nearest.pointer[i]
      }
      chunkTotals.pointer[chunk] = total
    }
    centers.append(contentsOf: center)
    chosen += 1
  }
}
