import COpenBLAS

/// Neighbours by Euclidean distance through products of matrices: ‖x − y‖² = ‖x‖² + ‖y‖² − 2x·y, with a bound on all
/// rounding, tells for most pairs that they are too far apart; the rest are compared by the distances themselves, so
/// that neighbours, ties and order are exact.
///
/// O(n²·d) time at the speed of BLAS in single precision; O(n·d) memory for copies of the points.
struct ProductRoute: NeighborRoute {
  private static let rowsPerChunk = 256
  private static let tile = 512
  private static let samples = 16

  private let points: CentredPoints
  private let slack: Double
  /// Of each point its centred coordinates and, lowered by the slack, its squared length.
  private let references: Buffer<Float>

  /// - Returns: nil unless the dissimilarities are Euclidean distances of points whose squares are safe from overflow
  ///   and underflow, and single precision tells nearly all rows that are no neighbours from those that are.
  init?(_ dissimilarities: any Dissimilarities, k: Int) {
    guard let geometry = dissimilarities.geometry, geometry.kernel == .squaredEuclidean,
      geometry.points.rows > 1, geometry.points.columns > 0, let points = CentredPoints(geometry.points)
    else { return nil }
    self.points = points
    slack = points.slack(unit: Double(Float.ulpOfOne) / 2)
    guard Self.isSharp(points, slack, k: k) else { return nil }
    let d = points.dimension
    references = Buffer(count: points.count * (d + 1), repeating: Float.zero)
    for i in 0..<points.count {
      let target = references.pointer + i * (d + 1)
      for j in 0..<d { target[j] = Float(points.centred(i, j)) }
      target[d] = Float((1 - slack) * points.norms[i])
    }
  }

  func search(
    _ k: Int, rows: [Int]?, _ progress: NeighborProgress, _ receive: @escaping NeighborSearch.Receiver
  ) throws {
    BLASThreads.useOne()
    try progress.forEachRange(of: Self.rowsPerChunk) { places in
      let queries = places.map { rows?[$0] ?? $0 }
      try chunk(queries, k: k, progress.context) { place, heap in
        receive(places.lowerBound + place, heap.values, heap.rows)
      }
    }
  }

  /// On a few rows: how many others cannot be told from neighbours.
  private static func isSharp(_ points: CentredPoints, _ slack: Double, k: Int) -> Bool {
    let n = points.count
    let wanted = min(k, n - 1)
    guard wanted > 0 else { return true }
    var undecided = 0
    let values = Buffer(count: n, repeating: 0.0)
    let sorted = Buffer(count: n, repeating: 0.0)
    for sample in 0..<samples {
      let row = sample * n / samples
      points.distances(from: row, into: values.pointer)
      sorted.pointer.update(from: values.pointer, count: n)
      // The row itself comes first.
      let reach = smallest(wanted, of: sorted.pointer, count: n) * points.factor
      for other in 0..<n
      where values[other] * points.factor <= reach + 2 * slack * (points.norms[row] + points.norms[other]) {
        undecided += 1
      }
    }
    return undecided <= samples * (2 * wanted + 64)
  }

  private func chunk(
    _ queries: [Int], k: Int, _ context: RunContext, _ receive: (Int, NeighborHeap) -> Void
  ) throws {
    let (n, depth, tile) = (points.count, points.dimension + 1, Self.tile)
    let factors = Buffer(count: queries.count * depth, repeating: Float.zero)
    for (q, row) in queries.enumerated() {
      for j in 0..<depth - 1 { factors[q * depth + j] = -2 * Float(points.centred(row, j)) }
      factors[q * depth + depth - 1] = 1
    }
    let products = Buffer(count: tile * queries.count, repeating: Float.zero)
    let candidates = queries.map { CandidateList(points, row: $0, k: k, slack: slack, tile: tile) }
    let scratch = CandidateScratch(count: candidates[0].capacity)
    let tiles = (n + tile - 1) / tile
    // From the rows' own tile on: what is stored together is often near.
    let own = queries[0] / tile
    for step in 0..<tiles {
      try context.checkCancellation()
      let first = (own + step) % tiles * tile
      let count = min(tile, n - first)
      cblas_sgemm(
        CblasColMajor, CblasTrans, CblasNoTrans, Int32(count), Int32(queries.count), Int32(depth), 1,
        references.pointer + first * depth, Int32(depth), factors.pointer, Int32(depth), 0, products.pointer,
        Int32(count))
      for q in queries.indices {
        candidates[q].take(products.pointer + q * count, count: count, from: first, scratch)
      }
    }
    for q in queries.indices {
      candidates[q].settle(scratch)
      candidates[q].heap.sort()
      receive(q, candidates[q].heap)
    }
  }
}

/// Room for what is computed of one list of candidates at a time.
private final class CandidateScratch {
  let values: Buffer<Double>
  let rows: Buffer<Int32>

  init(count: Int) {
    values = Buffer(count: count, repeating: 0.0)
    rows = Buffer(count: count, repeating: Int32(0))
  }
}

/// The rows that may be among the neighbours of one row, and those of them that are known to be.
private final class CandidateList {
  /// What a bound on squared distances may be off by where the squared lengths are next to nothing, those of the points
  /// being near 1.
  private static let least = 1e-30

  let capacity: Int
  let heap: NeighborHeap
  private let points: CentredPoints
  private let row: Int
  private let slack: Double
  /// What is added to a product to make it a lower bound on the squared distance.
  private let base: Double
  /// No neighbour is farther: an upper bound on the squared distance, scaled as the points are.
  private var reach = Double.infinity
  /// The largest product that may belong to a neighbour.
  private var limit = Float.infinity
  private var count = 0
  private let full: Int
  private let products: Buffer<Float>
  private let rows: Buffer<Int32>

  init(_ points: CentredPoints, row: Int, k: Int, slack: Double, tile: Int) {
    self.points = points
    self.row = row
    self.slack = slack
    base = (1 - slack) * points.norms[row]
    heap = NeighborHeap(k)
    full = max(192, 2 * k)
    capacity = full + tile
    products = Buffer(count: capacity + 1, repeating: Float.zero)
    rows = Buffer(count: capacity + 1, repeating: Int32(0))
  }

  /// Takes in what is near enough of a tile's rows.
  @inline(__always)
  func take(_ tile: UnsafePointer<Float>, count length: Int, from first: Int, _ scratch: CandidateScratch) {
    let limit = limit
    let limits = SIMD4<Float>(repeating: limit)
    let raw = UnsafeRawPointer(tile)
    var end = count
    let products = products.pointer
    let rows = rows.pointer
    var i = 0
    while i < length {
      let next = min(length, i + 16)
      if next == i + 16 {
        // Sixteen at once: nearly always all are too far.
        let near =
          (raw.loadUnaligned(fromByteOffset: i * 4, as: SIMD4<Float>.self) .<= limits)
          .| (raw.loadUnaligned(fromByteOffset: i * 4 + 16, as: SIMD4<Float>.self) .<= limits)
          .| (raw.loadUnaligned(fromByteOffset: i * 4 + 32, as: SIMD4<Float>.self) .<= limits)
          .| (raw.loadUnaligned(fromByteOffset: i * 4 + 48, as: SIMD4<Float>.self) .<= limits)
        let bits = unsafeBitCast(near, to: SIMD2<UInt64>.self)
        if bits.x | bits.y == 0 {
          i = next
          continue
        }
      }
      // Without branches, which would go either way while few have been seen.
      while i < next {
        products[end] = tile[i]
        rows[end] = Int32(truncatingIfNeeded: first &+ i)
        end &+= tile[i] <= limit ? 1 : 0
        i &+= 1
      }
    }
    count = end
    if end >= full { settle(scratch) }
  }

  /// Decides about all candidates, by their distances where the products leave a doubt.
  func settle(_ scratch: CandidateScratch) {
    if let itself = (0..<count).first(where: { rows[$0] == Int32(truncatingIfNeeded: row) }) {
      count -= 1
      products[itself] = products[count]
      rows[itself] = rows[count]
    }
    if count > heap.k {
      for c in 0..<count {
        let spread = 2 * slack * (points.norms[row] + points.norms[Int(rows[c])]) + 2 * Self.least
        scratch.values[c] = Double(products[c]) + base + spread
      }
      reach = min(reach, smallest(heap.k - 1, of: scratch.values.pointer, count: count))
      limit = roundedUp(reach - base + Self.least)
    }
    var kept = 0
    for c in 0..<count where products[c] <= limit {
      scratch.rows[kept] = rows[c]
      kept += 1
    }
    offer(scratch.rows.pointer, count: kept)
    count = 0
    reach = min(reach, heap.last * points.factor)
    limit = roundedUp(reach - base + Self.least)
  }

  /// Four distances at a time, which do not wait for one another.
  private func offer(_ rows: UnsafePointer<Int32>, count: Int) {
    let d = points.dimension
    let x = points.exact.pointer + row * d
    var c = 0
    while c + 4 <= count {
      let y0 = points.exact.pointer + Int(rows[c]) * d
      let y1 = points.exact.pointer + Int(rows[c + 1]) * d
      let y2 = points.exact.pointer + Int(rows[c + 2]) * d
      let y3 = points.exact.pointer + Int(rows[c + 3]) * d
      var total = SIMD4<Double>.zero
      for j in 0..<d {
        let difference = SIMD4(repeating: x[j]) - SIMD4(y0[j], y1[j], y2[j], y3[j])
        total += difference * difference
      }
      for lane in 0..<4 { heap.offer(total[lane], rows[c + lane]) }
      c += 4
    }
    while c < count {
      heap.offer(squaredDistance(x, points.exact.pointer + Int(rows[c]) * d, d), rows[c])
      c += 1
    }
  }

  private func roundedUp(_ value: Double) -> Float {
    let rounded = Float(value)
    return Double(rounded) < value ? rounded.nextUp : rounded
  }
}
