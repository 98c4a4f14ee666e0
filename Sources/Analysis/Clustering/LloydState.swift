/// What Lloyd's iteration keeps between steps. Several threads assign points, chunk by chunk; each touches the
/// entries of its own chunk only.
final class LloydState: @unchecked Sendable {
  private static let chunk = 1024
  /// With so many centres a point is compared with the neighbours of its own centre only; with more, the lists of
  /// neighbours would take too much memory.
  private static let manyCenters = 24...2000
  /// Distances below this may have lost digits to underflow and decide nothing.
  private static let smallest = 1e-140

  private let values: Buffer<Double>
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
  private var sums: CompensatedSums
  private var counts: [Int]
  /// Points that changed centres in the last assignment, at the front of their chunk, and where from.
  private let moved: Buffer<Int32>
  private let movedFrom: Buffer<Int32>
  private let movedCount: Buffer<Int>
  private var changed: [Bool]
  /// How far each centre went in the last update, and the farthest that any other went: upper bounds.
  private let drift: Buffer<Double>
  private let driftOfOthers: Buffer<Double>
  private let block: PointBlock
  private let neighbors: CenterNeighbors
  /// Factors by which computed distances are widened or narrowed to make up for rounding.
  private let wider: Double
  private let narrower: Double

  init(values: Buffer<Double>, count: Int, dimension: Int, centers: [Double], normalizes: Bool = false) {
    self.values = values
    self.normalizes = normalizes
    self.centers = centers
    n = count
    d = dimension
    k = centers.count / dimension
    owner = Buffer(count: n, repeating: -1)
    upper = Buffer(count: n, repeating: .infinity)
    lower = Buffer(count: n, repeating: 0)
    sums = CompensatedSums(count: k * d)
    counts = Array(repeating: 0, count: k)
    moved = Buffer(count: n, repeating: 0)
    movedFrom = Buffer(count: n, repeating: 0)
    movedCount = Buffer(count: (n + Self.chunk - 1) / Self.chunk, repeating: 0)
    changed = Array(repeating: false, count: k)
    drift = Buffer(count: k, repeating: 0)
    driftOfOthers = Buffer(count: k, repeating: 0)
    block = PointBlock(capacity: k, dimension: d)
    // A sum of d squares is off by at most about (d + 2)/2 units in the last place.
    wider = 1 + Double(d + 16) * 0x1p-51
    narrower = 1 - Double(d + 16) * 0x1p-51
    neighbors = CenterNeighbors(count: k, dimension: d, sorted: Self.manyCenters.contains(k), narrower: narrower)
  }

  var labels: [Int32] { owner.array }
  var sizes: [Int] { counts }

  /// Gives every point its nearest centre.
  /// - Returns: how many points changed.
  func assign(_ context: RunContext) throws -> Int {
    centers.withUnsafeBufferPointer { block.assign($0.baseAddress!, count: k) }
    try neighbors.update(centers, context)
    let centerBuffer = Buffer(centers, padding: 0)
    // Cancelling should be noticed within milliseconds.
    let pointsAtOnce = max(1, min(Self.chunk, 4_000_000 / (k * d)))
    try context.forEachChunk(movedCount.count) { chunk in
      var start = chunk * Self.chunk
      movedCount[chunk] = 0
      while start < min(n, (chunk + 1) * Self.chunk) {
        try context.checkCancellation()
        let end = min(n, (chunk + 1) * Self.chunk, start + pointsAtOnce)
        assign(from: start, to: end, chunk: chunk, centerBuffer.pointer)
        start = end
      }
    }
    var total = 0
    for chunk in 0..<movedCount.count {
      total += movedCount[chunk]
      for m in 0..<movedCount[chunk] {
        let i = Int(moved[chunk * Self.chunk + m])
        let from = Int(movedFrom[chunk * Self.chunk + m])
        if from >= 0 { transfer(i, sign: -1, to: from) }
        transfer(i, sign: 1, to: Int(owner[i]))
      }
    }
    return total
  }

  private func transfer(_ i: Int, sign: Int, to center: Int) {
    sums.add(values.pointer + i * d, sign: Double(sign), at: center * d, count: d)
    counts[center] += sign
    changed[center] = true
  }

  private func assign(from start: Int, to end: Int, chunk: Int, _ centers: UnsafePointer<Double>) {
    let firstMoved = chunk * Self.chunk
    var movedHere = movedCount[chunk]
    for i in start..<end {
      let own = Int(owner[i])
      let x = UnsafePointer(values.pointer + i * d)
      var nearest = (index: 0, nearest: 0.0, second: 0.0)
      if own >= 0 {
        var u = (upper[i] + drift[own]) * (1 + 0x1p-51)
        let l = lower[i] - driftOfOthers[own]
        // What the subtraction may have rounded is made up for relative to what was subtracted from.
        let kept = l - (lower[i] + driftOfOthers[own]) * 0x1p-51
        let bound = max(kept, neighbors.halfGap[own]) - Self.smallest
        lower[i] = kept
        if u < bound {
          upper[i] = u
          continue
        }
        let distance = squaredDistance(x, centers + own * d, d)
        u = distance.squareRoot() * wider
        upper[i] = u
        if u < bound { continue }
        nearest =
          neighbors.nearestTwo(to: x, from: own, within: u, at: distance, centers)
          ?? block.nearestTwo(to: x)
      } else {
        nearest = block.nearestTwo(to: x)
      }
      upper[i] = nearest.nearest.squareRoot() * wider
      // With a single centre there is no second; the bound stays finite so that it can be reckoned with.
      lower[i] = min(nearest.second, 1e300).squareRoot() * narrower
      if nearest.index != own {
        owner[i] = Int32(nearest.index)
        moved[firstMoved + movedHere] = Int32(i)
        movedFrom[firstMoved + movedHere] = Int32(own)
        movedHere += 1
      }
    }
    movedCount[chunk] = movedHere
  }

  /// Gives each emptied cluster the point farthest from its centre (ties: the first), unless all are on theirs.
  /// - Returns: whether a point was moved.
  func repairEmptyClusters(_ context: RunContext) throws -> Bool {
    let empty = counts.indices.filter { counts[$0] == 0 }
    guard !empty.isEmpty else { return false }
    var distances = try ownDistances(context)
    // A centre brought to length 1 is off by rounding even from rows that are all equal.
    let onCenter = normalizes ? 1e-28 : 0
    var repaired = false
    for cluster in empty {
      var farthest = -1
      for i in 0..<n where distances[i] > onCenter && counts[Int(owner[i])] > 1 {
        if farthest < 0 || distances[i] > distances[farthest] { farthest = i }
      }
      guard farthest >= 0 else { break }
      transfer(farthest, sign: -1, to: Int(owner[farthest]))
      owner[farthest] = Int32(cluster)
      transfer(farthest, sign: 1, to: cluster)
      distances[farthest] = 0
      upper[farthest] = .infinity
      lower[farthest] = 0
      repaired = true
    }
    return repaired
  }

  /// What the sum of a cluster's points is divided by: their number, or on the sphere its length. Nil where the points
  /// cancel out, and the centre stays.
  private func divisor(of c: Int) -> Double? {
    guard normalizes else { return Double(counts[c]) }
    var squared = 0.0
    for j in 0..<d { squared += sums.total(c * d + j) * sums.total(c * d + j) }
    let length = squared.squareRoot()
    return length > 1e-12 * Double(counts[c]) ? length : nil
  }

  /// Moves each centre whose points changed to their mean, on the sphere to the direction of their sum.
  func updateCenters() {
    var largest = (index: 0, value: 0.0, next: 0.0)
    for c in 0..<k {
      var squared = 0.0
      if changed[c], counts[c] > 0, let size = divisor(of: c) {
        for j in 0..<d {
          let mean = sums.total(c * d + j) / size
          let difference = mean - centers[c * d + j]
          squared += difference * difference
          centers[c * d + j] = mean
        }
      }
      changed[c] = false
      drift[c] = squared == 0 ? 0 : squared.squareRoot() * wider + Self.smallest
      if drift[c] > largest.value {
        largest = (c, drift[c], largest.value)
      } else if drift[c] > largest.next {
        largest.next = drift[c]
      }
    }
    for c in 0..<k { driftOfOthers[c] = c == largest.index ? largest.next : largest.value }
  }

  /// The squared distance of each point to its centre.
  func ownDistances(_ context: RunContext) throws -> [Double] {
    let result = Buffer(count: n, repeating: 0.0)
    let centerBuffer = Buffer(centers, padding: 0)
    try context.forEachChunk(movedCount.count) { chunk in
      for i in (chunk * Self.chunk)..<min(n, (chunk + 1) * Self.chunk) {
        result.pointer[i] = squaredDistance(values.pointer + i * d, centerBuffer.pointer + Int(owner[i]) * d, d)
      }
    }
    return result.array
  }
}
