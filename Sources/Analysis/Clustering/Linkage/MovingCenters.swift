/// The centres of the clusters that an agglomeration of points has left, in slots by eights: coordinate j of the eight
/// centres of block b at `(b * dimension + j) * 8`. A merged cluster takes the higher of its parts' slots; when many
/// slots have become empty, the others move together in their order.
final class MovingCenters {
  /// How far apart two clusters of a and b rows are, as a multiple of the squared distance of their centres.
  enum Weighting {
    /// 2ab/(a + b): twice the growth of the sum of squares within clusters (Ward).
    case ward
    /// 1.
    case none
  }

  let dimension: Int
  /// Slots, empty ones included.
  private(set) var count: Int
  private(set) var activeCount: Int
  private(set) var rows: [Int32]
  private let weighting: Weighting
  private let coordinates: UnsafeMutablePointer<Double>
  private let sizes: UnsafeMutablePointer<Double>
  /// 0 for a slot in use, infinite for an empty one.
  private let penalties: UnsafeMutablePointer<Double>
  private let point: UnsafeMutablePointer<Double>

  init(_ points: Matrix, weighting: Weighting) {
    let n = points.rows
    dimension = points.columns
    self.weighting = weighting
    count = n
    activeCount = n
    rows = (0..<Int32(truncatingIfNeeded: n)).map { $0 }
    let padded = (n + 7) / 8 * 8
    // Blocks of 64 bytes are loaded whole, so they are aligned to as much.
    func aligned(_ count: Int) -> UnsafeMutablePointer<Double> {
      UnsafeMutableRawPointer.allocate(byteCount: max(64, count * 8), alignment: 64).bindMemory(
        to: Double.self, capacity: max(8, count))
    }
    coordinates = aligned(padded * dimension)
    coordinates.initialize(repeating: 0, count: padded * dimension)
    sizes = aligned(padded)
    sizes.initialize(repeating: 1, count: padded)
    penalties = aligned(padded)
    penalties.initialize(repeating: .infinity, count: padded)
    point = .allocate(capacity: max(1, dimension))
    point.initialize(repeating: 0, count: dimension)
    for i in 0..<n {
      penalties[i] = 0
      for j in 0..<dimension { self[i, j] = points.values[j * n + i] }
    }
  }

  deinit {
    UnsafeMutableRawPointer(coordinates).deallocate()
    UnsafeMutableRawPointer(sizes).deallocate()
    UnsafeMutableRawPointer(penalties).deallocate()
    point.deallocate()
  }

  @inline(__always) private subscript(slot: Int, j: Int) -> Double {
    get { coordinates[((slot >> 3) * dimension + j) * 8 + (slot & 7)] }
    set { coordinates[((slot >> 3) * dimension + j) * 8 + (slot & 7)] = newValue }
  }

  func isActive(_ slot: Int) -> Bool { penalties[slot] == 0 }
  func size(_ slot: Int) -> Double { sizes[slot] }

  /// The value between two slots in use.
  func value(_ a: Int, _ b: Int) -> Double {
    var total = 0.0
    for j in 0..<dimension {
      let difference = self[a, j] - self[b, j]
      total += difference * difference
    }
    return weighting == .ward ? total * (2 * sizes[a] * sizes[b] / (sizes[a] + sizes[b])) : total
  }

  /// The slot in use nearest to another, among those below `end`, and its value; (−1, infinity) where there is none at
  /// a finite value. Ties: the lowest. O(slots · dimension).
  func nearest(to slot: Int, below end: Int) -> (slot: Int, value: Double) {
    for j in 0..<dimension { point[j] = self[slot, j] }
    penalties[slot] = .infinity
    defer { penalties[slot] = 0 }
    let own = sizes[slot]
    var best = Lanes(repeating: .infinity)
    var bestBlock = Lanes(repeating: -1)
    let whole = end >> 3
    for block in 0..<(end + 7) >> 3 {
      var values = self.values(block, from: own)
      if block == whole { for lane in (end & 7)..<8 { values[lane] = .infinity } }
      let closer = values .< best
      best.replace(with: values, where: closer)
      bestBlock.replace(with: Lanes(repeating: Double(block)), where: closer)
    }
    var found = (slot: -1, value: Double.infinity)
    for lane in 0..<8 where best[lane] < .infinity {
      let candidate = Int(bestBlock[lane]) * 8 + lane
      if best[lane] < found.value || (best[lane] == found.value && candidate < found.slot) {
        found = (candidate, best[lane])
      }
    }
    return found
  }

  /// Tells the value between a slot and each slot in use above it. O(slots · dimension).
  @inline(__always) func forEach(above slot: Int, _ visit: (_ slot: Int, _ value: Double) -> Void) {
    for j in 0..<dimension { point[j] = self[slot, j] }
    for block in (slot + 1) >> 3..<max((slot + 1) >> 3, (count + 7) >> 3) {
      let values = self.values(block, from: sizes[slot])
      for lane in 0..<8 where values[lane] < .infinity && block * 8 + lane > slot {
        visit(block * 8 + lane, values[lane])
      }
    }
  }

  /// The values between `point`, a centre of so many rows, and the slots of a block; infinite for those not in use.
  @inline(__always) private func values(_ block: Int, from size: Double) -> Lanes {
    let base = UnsafeRawPointer(coordinates)
    var total = Lanes(repeating: 0)
    for j in 0..<dimension {
      let lanes = base.load(fromByteOffset: (block * dimension + j) * 64, as: Lanes.self)
      let difference = Lanes(repeating: point[j]) - lanes
      total += difference * difference
    }
    if weighting == .ward {
      let other = UnsafeRawPointer(sizes).load(fromByteOffset: block * 64, as: Lanes.self)
      let own = Lanes(repeating: size)
      total *= (own + own) * other / (own + other)
    }
    return total + UnsafeRawPointer(penalties).load(fromByteOffset: block * 64, as: Lanes.self)
  }

  /// Merges slot `low` into slot `high`.
  /// - Parameter midpoint: whether the new centre lies halfway, whatever the sizes.
  func merge(_ low: Int, into high: Int, midpoint: Bool = false) {
    let total = sizes[low] + sizes[high]
    let share = midpoint ? 0.5 : sizes[low] / total
    let rest = midpoint ? 0.5 : sizes[high] / total
    for j in 0..<dimension { self[high, j] = self[low, j] * share + self[high, j] * rest }
    sizes[high] = total
    penalties[low] = .infinity
    activeCount -= 1
  }

  /// Moves the slots in use together once a quarter of them is empty.
  /// - Returns: the new slot of each old one, −1 where it was empty; nil when nothing was moved.
  func compactIfSparse() -> [Int]? {
    guard count > 64, activeCount <= count / 4 * 3 else { return nil }
    var moved = [Int](repeating: -1, count: count)
    var place = 0
    for i in 0..<count where penalties[i] == 0 {
      moved[i] = place
      if place != i {
        for j in 0..<dimension { self[place, j] = self[i, j] }
        sizes[place] = sizes[i]
        rows[place] = rows[i]
      }
      place += 1
    }
    for i in 0..<count { penalties[i] = i < place ? 0 : .infinity }
    count = place
    return moved
  }
}
