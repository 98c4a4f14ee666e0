/// The dissimilarities between the clusters that an agglomeration has left, each pair once: row i holds those to slots
/// 0..<i. A merged cluster takes the higher of its parts' slots; when many slots have become empty, the others move
/// together in their order.
///
/// `@unchecked Sendable`: filled by several threads, each its own rows, and used by one.
final class CondensedDissimilarities: @unchecked Sendable {
  /// What the matrix may take: 4 GB.
  static let limitBytes = 4_000_000_000

  /// Slots, empty ones included.
  private(set) var count: Int
  private(set) var activeCount: Int
  private let values: UnsafeMutablePointer<Double>
  /// Of each slot: a row of its cluster, how many it has; 0 marks an empty slot.
  private(set) var rows: [Int32]
  let sizes: Buffer<Double>
  /// 0 for a slot in use, infinite for an empty one.
  let penalties: Buffer<Double>

  /// O(n²) time and memory.
  /// - Parameter squared: whether to hold the squares.
  /// - Throws: `AnalysisError.tooLarge` above the limit, `CancellationError`.
  init(_ dissimilarities: any Dissimilarities, squared: Bool, method: String, context: RunContext) throws {
    let n = dissimilarities.count
    let (pairs, overflow) = n.multipliedReportingOverflow(by: max(0, n - 1))
    let bytes = overflow ? Int.max : pairs / 2 > Int.max / 8 ? Int.max : pairs / 2 * 8
    guard bytes <= Self.limitBytes else {
      throw AnalysisError.tooLarge(
        "\(method) linkage of \(n) rows keeps all their dissimilarities, which", neededBytes: bytes,
        freeBytes: Self.limitBytes,
        advice: "analyse a sample of at most \(Self.mostRows) rows, or use linkage=single, or features and linkage=ward"
      )
    }
    count = n
    activeCount = n
    values = LargeMemory.allocate(pairs / 2)
    rows = (0..<Int32(truncatingIfNeeded: n)).map { $0 }
    sizes = Buffer(count: n, repeating: 1)
    penalties = Buffer(count: n, repeating: 0)
    // The rows of a chunk have about as many values together as those of any other.
    let perChunk = max(1, min(128, n / 16))
    let chunks = (n + perChunk - 1) / perChunk
    let finished = ChunkCounter()
    try context.forEachChunk(chunks) { chunk in
      for i in chunk * perChunk..<min(n, (chunk + 1) * perChunk) {
        if i & 7 == 0 { try context.checkCancellation() }
        let target = row(i)
        dissimilarities.comparisonValues(from: i, to: 0..<i, into: target)
        dissimilarities.convertToDissimilarities(target, count: i)
        if squared { for j in 0..<i { target[j] *= target[j] } }
      }
      context.report("dissimilarities", finished.take() + 1, of: chunks)
    }
  }

  deinit { LargeMemory.deallocate(values) }

  /// The most rows whose matrix stays within the limit.
  static let mostRows = Int((Double(limitBytes) / 4).squareRoot())

  /// The values between slot i and slots 0..<i.
  @inline(__always) func row(_ i: Int) -> UnsafeMutablePointer<Double> { values + i * (i - 1) / 2 }

  /// Between slots; `high` above `low`.
  @inline(__always) func value(_ high: Int, _ low: Int) -> Double { row(high)[low] }

  /// The nearest slot in use below a slot; (−1, infinity) where there is none at a finite distance. Ties: the lowest.
  func nearestBelow(_ i: Int) -> (slot: Int, value: Double) {
    let row = row(i)
    let lowest = Self.minimum(row, penalties.pointer, i)
    guard lowest < .infinity else { return (-1, .infinity) }
    var j = 0
    while !(row[j] == lowest && penalties.pointer[j] == 0) { j += 1 }
    return (j, lowest)
  }

  /// The nearest slot in use above a slot, likewise.
  func nearestAbove(_ i: Int) -> (slot: Int, value: Double) {
    var best = Double.infinity
    var slot = -1
    var entry = row(i + 1) + i
    for j in i + 1..<max(i + 1, count) {
      let value = entry.pointee
      if value < best, penalties.pointer[j] == 0 {
        best = value
        slot = j
      }
      entry += j
    }
    return (slot, best)
  }

  /// The smallest of `values` whose penalty is 0; not a number is passed over.
  @inline(__always) private static func minimum(
    _ values: UnsafePointer<Double>, _ penalties: UnsafePointer<Double>, _ count: Int
  ) -> Double {
    let raw = UnsafeRawPointer(values)
    let rawPenalties = UnsafeRawPointer(penalties)
    var lanes = Lanes(repeating: .infinity)
    var k = 0
    while k + 8 <= count {
      let x =
        raw.loadUnaligned(fromByteOffset: k * 8, as: Lanes.self)
        + rawPenalties.loadUnaligned(fromByteOffset: k * 8, as: Lanes.self)
      lanes.replace(with: x, where: x .< lanes)
      k += 8
    }
    var lowest = Double.infinity
    for lane in 0..<8 where lanes[lane] < lowest { lowest = lanes[lane] }
    while k < count {
      let value = values[k] + penalties[k]
      if value < lowest { lowest = value }
      k += 1
    }
    return lowest
  }

  /// Merges slot `low` into slot `high`, their value being `between`, and tells each new value.
  @inline(__always) func merge<Update: LanceWilliamsUpdate>(
    _ low: Int, into high: Int, between: Double, by update: Update.Type,
    _ changed: (_ slot: Int, _ value: Double) -> Void
  ) {
    let (sizeX, sizeY) = (sizes[low], sizes[high])
    @inline(__always) func combine(_ x: Double, _ y: Double, _ i: Int) -> Double {
      Update.combined(x, y, between: between, sizeX: sizeX, sizeY: sizeY, size: sizes.pointer[i])
    }
    penalties[low] = .infinity
    let rowLow = row(low)
    let rowHigh = row(high)
    // Slots not in use are updated as well: what stands there is never looked at.
    for i in 0..<low { rowHigh[i] = combine(rowLow[i], rowHigh[i], i) }
    for i in 0..<low where penalties.pointer[i] == 0 { changed(i, rowHigh[i]) }
    for i in low + 1..<max(low + 1, high) where penalties.pointer[i] == 0 {
      rowHigh[i] = combine(row(i)[low], rowHigh[i], i)
      changed(i, rowHigh[i])
    }
    for i in high + 1..<max(high + 1, count) where penalties.pointer[i] == 0 {
      let row = row(i)
      row[high] = combine(row[low], row[high], i)
      changed(i, row[high])
    }
    sizes[high] = sizeX + sizeY
    sizes[low] = 0
    activeCount -= 1
  }

  /// Moves the slots in use together once a quarter of them is empty.
  /// - Returns: the new slot of each old one, −1 where it was empty; nil when nothing was moved.
  func compactIfSparse() -> [Int]? {
    guard count > 64, activeCount <= count / 4 * 3 else { return nil }
    var kept: [Int] = []
    kept.reserveCapacity(activeCount)
    var moved = [Int](repeating: -1, count: count)
    for i in 0..<count where penalties[i] == 0 {
      moved[i] = kept.count
      kept.append(i)
    }
    kept.withUnsafeBufferPointer { kept in
      for (place, i) in kept.enumerated() {
        // Never overtakes what has still to be read: a target lies at or before its source.
        let source = row(i)
        let target = row(place)
        for other in 0..<place { target[other] = source[kept[other]] }
      }
    }
    for (place, i) in kept.enumerated() {
      rows[place] = rows[i]
      sizes[place] = sizes[i]
      penalties[place] = 0
    }
    count = kept.count
    return moved
  }
}
