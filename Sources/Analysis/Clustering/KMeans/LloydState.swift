/// What Lloyd's iteration keeps between steps. Several threads assign points, part by part; each touches the entries of
/// its own part only.
final class LloydState: @unchecked Sendable {
  private static let chunk = 1024
  /// So many parts at most add up points by themselves: a fixed number, so that the number of threads is no matter.
  private static let mostParts = 32
  /// With so many centres a point is compared with the neighbours of its own centre only; with more, the lists of
  /// neighbours would take too much memory.
  private static let manyCenters = 24...2000
  /// Distances below this may have lost digits to underflow and decide nothing.
  private static let smallest = 1e-140

  private let points: PointRows
  private let n: Int
  private let d: Int
  private let k: Int
  /// Whether centres are brought to length 1, as on the sphere.
  private let normalizes: Bool
  private(set) var centers: [Double]
  private let owner: Buffer<Int32>
  /// Bounds on the distance to the own centre, and to the nearest of the others.
  private let upper: Buffer<Double>
  private let lower: Buffer<Double>
  private let parts: [LloydPart]
  private let rowsPerPart: Int
  /// How far each centre went in the last update, and the farthest that any other went: upper bounds.
  private let drift: Buffer<Double>
  private let driftOfOthers: Buffer<Double>
  private let block: PointBlock
  private let products: CenterProducts
  private let neighbors: CenterNeighbors
  /// Factors by which computed distances are widened or narrowed to make up for rounding.
  private let wider: Double
  private let narrower: Double

  init(points: PointRows, centers: [Double], normalizes: Bool = false) {
    self.points = points
    self.normalizes = normalizes
    self.centers = centers
    n = points.count
    d = points.dimension
    let (k, d) = (centers.count / points.dimension, points.dimension)
    self.k = k
    owner = Buffer(count: n, repeating: -1)
    upper = Buffer(count: n, repeating: .infinity)
    lower = Buffer(count: n, repeating: 0)
    drift = Buffer(count: k, repeating: 0)
    driftOfOthers = Buffer(count: k, repeating: 0)
    block = PointBlock(capacity: k, dimension: d)
    products = CenterProducts(points, count: k, centers: centers)
    // All parts' sums together take no more than some 64 MB.
    let partCount = max(1, min(Self.mostParts, 4_000_000 / (k * d), (n + Self.chunk - 1) / Self.chunk))
    rowsPerPart = ((n + partCount - 1) / partCount + Self.chunk - 1) / Self.chunk * Self.chunk
    let products = products
    parts = (0..<(n + rowsPerPart - 1) / rowsPerPart).map { _ in LloydPart(products, points, count: k) }
    // A sum of d squares is off by at most about (d + 2)/2 units in the last place.
    wider = 1 + Double(d + 16) * 0x1p-51
    narrower = 1 - Double(d + 16) * 0x1p-51
    neighbors = CenterNeighbors(count: k, dimension: d, sorted: Self.manyCenters.contains(k), narrower: narrower)
  }

  var labels: [Int32] { owner.array }
  private func size(of c: Int) -> Int { parts.reduce(0) { $0 + $1.counts[c] } }

  // MARK: - Assigning points

  /// Gives every point its nearest centre.
  /// - Returns: how many points changed.
  func assign(_ context: RunContext) throws -> Int {
    centers.withUnsafeBufferPointer { block.assign($0.baseAddress!, count: k) }
    products.update(centers)
    try neighbors.update(centers, context)
    let centerBuffer = Buffer(centers, padding: 0)
    // Cancelling should be noticed within milliseconds.
    let pointsAtOnce = max(1, min(Self.chunk, 4_000_000 / (k * d)))
    try context.forEachChunk(parts.count) { index in
      let part = parts[index]
      part.moved = 0
      let end = min(n, (index + 1) * rowsPerPart)
      for start in stride(from: index * rowsPerPart, to: end, by: pointsAtOnce) {
        try context.checkCancellation()
        assign(start..<min(end, start + pointsAtOnce), part, centerBuffer.pointer)
      }
    }
    return parts.reduce(0) { $0 + $1.moved }
  }

  private func assign(_ rows: Range<Int>, _ part: LloydPart, _ centers: UnsafePointer<Double>) {
    for i in rows {
      let own = Int(owner.pointer[i])
      let x = points.pointer + i * d
      if own >= 0 {
        var u = (upper.pointer[i] + drift.pointer[own]) * (1 + 0x1p-51)
        let before = lower.pointer[i]
        let others = driftOfOthers.pointer[own]
        // What the subtraction may have rounded is made up for relative to what was subtracted from.
        let kept = (before - others) - (before + others) * 0x1p-51
        let bound = max(kept, neighbors.halfGap.pointer[own]) - Self.smallest
        lower.pointer[i] = kept
        if u < bound {
          upper.pointer[i] = u
          continue
        }
        u = largestDistance(i, x, own, centers)
        upper.pointer[i] = u
        if u < bound { continue }
        if points.entries == nil, let found = neighbors.nearestTwo(to: x, from: own, within: u, centers) {
          settle(i, found.index, found.nearest, found.second, part)
          continue
        }
      }
      part.query.add(i, x, products.origin.pointer)
      if part.query.isFull { answer(part) }
    }
    answer(part)
  }

  /// A bound on the distance of a point to its centre.
  @inline(__always)
  private func largestDistance(
    _ i: Int, _ x: UnsafePointer<Double>, _ own: Int, _ centers: UnsafePointer<Double>
  ) -> Double {
    guard let entries = points.entries else {
      return roughSquaredDistance(x, centers + own * d, d).squareRoot() * wider
    }
    let (square, other) = (entries.squares.pointer[i], products.norms.pointer[own])
    let value = square + other - 2 * entries.product(i, centers + own * d)
    return (max(0, value) + entries.slack(square, other)).squareRoot() * wider
  }

  /// The points that are to be compared with all centres.
  private func answer(_ part: LloydPart) {
    products.answer(part.query) { i, nearest in
      if nearest.index >= 0 {
        settle(i, nearest.index, nearest.upper, nearest.lower, part)
      } else {
        let found = block.nearestTwo(to: points.pointer + i * d)
        settle(i, found.index, found.nearest, found.second, part)
      }
    }
  }

  /// Notes a point's nearest centre, and bounds on the squared distances to it and to the next.
  @inline(__always)
  private func settle(_ i: Int, _ index: Int, _ nearest: Double, _ second: Double, _ part: LloydPart) {
    upper.pointer[i] = nearest.squareRoot() * wider
    // With a single centre there is no second; the bound stays finite so that it can be reckoned with.
    lower.pointer[i] = min(second, 1e300).squareRoot() * narrower
    let own = Int(owner.pointer[i])
    guard index != own else { return }
    owner.pointer[i] = Int32(truncatingIfNeeded: index)
    part.moved += 1
    if own >= 0 { part.transfer(i, sign: -1, to: own) }
    part.transfer(i, sign: 1, to: index)
  }

  /// Gives each emptied cluster the point farthest from its centre (ties: the first), unless all are on theirs.
  /// - Returns: whether a point was moved.
  func repairEmptyClusters(_ context: RunContext) throws -> Bool {
    var sizes = (0..<k).map { size(of: $0) }
    let empty = sizes.indices.filter { sizes[$0] == 0 }
    guard !empty.isEmpty else { return false }
    var distances = try ownDistances(context)
    // A centre brought to length 1 is off by rounding even from rows that are all equal.
    let onCenter = normalizes ? 1e-28 : 0
    var repaired = false
    for cluster in empty {
      var farthest = -1
      for i in 0..<n where distances[i] > onCenter && sizes[Int(owner[i])] > 1 {
        if farthest < 0 || distances[i] > distances[farthest] { farthest = i }
      }
      guard farthest >= 0 else { break }
      let part = parts[farthest / rowsPerPart]
      let own = Int(owner[farthest])
      part.transfer(farthest, sign: -1, to: own)
      part.transfer(farthest, sign: 1, to: cluster)
      sizes[own] -= 1
      sizes[cluster] += 1
      owner[farthest] = Int32(cluster)
      distances[farthest] = 0
      upper[farthest] = .infinity
      lower[farthest] = 0
      repaired = true
    }
    return repaired
  }

  // MARK: - Moving centres

  /// Moves each centre whose points changed to their mean, on the sphere to the direction of their sum.
  func updateCenters() {
    var largest = (index: 0, value: 0.0, next: 0.0)
    var total = Array(repeating: 0.0, count: d)
    for c in 0..<k {
      var squared = 0.0
      if parts.contains(where: { $0.changed[c] }), case let count = size(of: c), count > 0 {
        for j in 0..<d {
          var sum = CompensatedSum()
          for part in parts { part.sums.add(c * d + j, to: &sum) }
          total[j] = sum.total
        }
        if let divisor = divisor(of: total, count) {
          for j in 0..<d {
            let mean = total[j] / divisor
            let difference = mean - centers[c * d + j]
            squared += difference * difference
            centers[c * d + j] = mean
          }
        }
      }
      drift[c] = squared == 0 ? 0 : squared.squareRoot() * wider + Self.smallest
      if drift[c] > largest.value {
        largest = (c, drift[c], largest.value)
      } else if drift[c] > largest.next {
        largest.next = drift[c]
      }
    }
    for part in parts { part.changed.pointer.update(repeating: false, count: k) }
    for c in 0..<k { driftOfOthers[c] = c == largest.index ? largest.next : largest.value }
  }

  /// What the sum of a cluster's points is divided by: their number, or on the sphere its length. Nil where the points
  /// cancel out, and the centre stays.
  private func divisor(of total: [Double], _ count: Int) -> Double? {
    guard normalizes else { return Double(count) }
    let length = total.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 1e-12 * Double(count) ? length : nil
  }

  /// The squared distance of each point to its centre.
  func ownDistances(_ context: RunContext) throws -> [Double] {
    let result = Buffer(count: n, repeating: 0.0)
    let centerBuffer = Buffer(centers, padding: 0)
    try context.forEachChunk((n + Self.chunk - 1) / Self.chunk) { chunk in
      for i in (chunk * Self.chunk)..<min(n, (chunk + 1) * Self.chunk) {
        result.pointer[i] = squaredDistance(
          points.pointer + i * d, centerBuffer.pointer + Int(owner.pointer[i]) * d, d)
      }
    }
    return result.array
  }
}

/// A part of the points: what it adds up for each centre, and room to compare a few with all centres.
///
/// `@unchecked Sendable`: one thread at a time works on it.
final class LloydPart: @unchecked Sendable {
  let sums: CompensatedSums
  let counts: Buffer<Int>
  /// Centres whose points have changed.
  let changed: Buffer<Bool>
  let query: CenterProducts.Query
  /// Points that changed centres in the last assignment.
  var moved = 0
  private let points: PointRows

  init(_ products: CenterProducts, _ points: PointRows, count: Int) {
    self.points = points
    sums = CompensatedSums(count: count * points.dimension)
    counts = Buffer(count: count, repeating: 0)
    changed = Buffer(count: count, repeating: false)
    query = CenterProducts.Query(products)
  }

  @inline(__always) func transfer(_ i: Int, sign: Int, to center: Int) {
    let d = points.dimension
    if let entries = points.entries {
      sums.add(i, of: entries, sign: Double(sign), at: center * d)
    } else {
      sums.add(points.pointer + i * d, sign: Double(sign), at: center * d, count: d)
    }
    counts.pointer[center] += sign
    changed.pointer[center] = true
  }
}
