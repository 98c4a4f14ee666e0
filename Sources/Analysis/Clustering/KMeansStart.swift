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
  private var nearest: [Double]
  private var owner: [Int32]
  private var chunkTotals: [Double]
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
    nearest = Array(repeating: .infinity, count: points.count)
    owner = Array(repeating: 0, count: points.count)
    chunkTotals = Array(repeating: 0, count: (points.count + Self.chunk - 1) / Self.chunk)
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
    let total = chunkTotals.reduce(0, +)
    guard total > 0 else { return random.integer(below: points.count) }
    var rest = random.uniform() * total
    for (chunk, chunkTotal) in chunkTotals.enumerated() {
      if rest >= chunkTotal {
        rest -= chunkTotal
        continue
      }
      for i in (chunk * Self.chunk)..<min(points.count, (chunk + 1) * Self.chunk) {
        rest -= nearest[i]
        if rest < 0 { return i }
      }
    }
    // Rounding led past the end: the last row that is not on a centre.
    return nearest.lastIndex { $0 > 0 } ?? 0
  }

  /// What each candidate would leave as the sum of squared distances.
  private func losses(of candidates: [Int], _ block: PointBlock, _ context: RunContext) throws -> [Double] {
    let d = points.dimension
    let candidateRows = PointRows(points, selecting: candidates)
    let lanes = candidates.count
    return try points.values.withUnsafeBufferPointer { values in
      try candidateRows.values.withUnsafeBufferPointer { rows in
        guard let base = values.baseAddress, let rowBase = rows.baseAddress else {
          return Array(repeating: 0, count: lanes)
        }
        block.assign(rowBase, count: lanes)
        let reach = reach(of: rowBase, count: lanes)
        var totals = Array(repeating: SIMD4<Double>.zero, count: block.quadCount)
        for start in stride(from: 0, to: points.count, by: Self.chunk) {
          try context.checkCancellation()
          let end = min(points.count, start + Self.chunk)
          nearest.withUnsafeBufferPointer { nearest in
            owner.withUnsafeBufferPointer { owner in
              for b in totals.indices {
                var total = SIMD4<Double>.zero
                for i in start..<end {
                  let now = SIMD4(repeating: nearest[i])
                  if nearest[i] <= reach[Int(owner[i])] {
                    total += now
                  } else {
                    let distances = block.squaredDistances(from: base + i * d, toQuad: b)
                    total += distances.replacing(with: now, where: distances .> now)
                  }
                }
                totals[b] += total
              }
            }
          }
        }
        return (0..<lanes).map { totals[$0 / 4][$0 % 4] }
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
    let (n, index) = (points.count, Int32(chosen))
    try points.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      let center = base + row * d
      let reach = chosen == 0 ? [-1] : reach(of: center, count: 1)
      for (chunk, start) in stride(from: 0, to: n, by: Self.chunk).enumerated() {
        try context.checkCancellation()
        var total = 0.0
        nearest.withUnsafeMutableBufferPointer { nearest in
          owner.withUnsafeMutableBufferPointer { owner in
            for i in start..<min(n, start + Self.chunk) {
              if nearest[i] > reach[Int(owner[i])] {
                let distance = squaredDistance(base + i * d, center, d)
                if distance < nearest[i] {
                  nearest[i] = distance
                  owner[i] = index
                }
              }
              total += nearest[i]
            }
          }
        }
        chunkTotals[chunk] = total
      }
    }
    centers.append(contentsOf: points.values[(row * d)..<((row + 1) * d)])
    chosen += 1
  }
}
