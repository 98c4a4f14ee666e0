/// Prim's algorithm without a matrix over plain points: as `PrimScan`, but distances, keys and minima are computed in
/// one pass over blocks of eight points, and rows that have joined are taken out, so that n²/2 pairs are computed.
/// The fastest way in high dimension. O(n²·d) time, O(n·d) memory.
struct PrimLanes<Kernel: LaneKernel>: Sendable {
  let points: Matrix
  let kernel: Kernel

  func run(from start: Int, context: RunContext) throws -> (order: [Int], values: [Double], parents: [Int]) {
    let n = points.rows
    guard n > 1 else { return (n == 1 ? [0] : [], [], []) }
    let shared = PrimRecord(count: n, start: start)
    let threads = n * max(1, points.columns) < 8192 ? 1 : min(context.threads, PrimRecord.workers, (n + 63) / 64)
    let rowMajor = points.rowMajorValues()
    WorkerTeam.run(threads: threads) { worker, team in
      rowMajor.withUnsafeBufferPointer { work(shared, $0, worker, team, context) }
    }
    try context.checkCancellation()
    return shared.result()
  }

  private func work(
    _ state: PrimRecord, _ rowMajor: UnsafeBufferPointer<Double>, _ worker: Int, _ team: WorkerTeam,
    _ context: RunContext
  ) {
    let n = state.count
    let columns = points.columns
    let rows = worker * n / team.size..<(worker + 1) * n / team.size
    let part = PrimPart(rows: rows, columns: columns, rowMajor, start: Int(state.order[0]))
    var newest = Int(state.order[0])
    let checkEvery = max(1, 4_000_000 / (n * max(1, columns)))
    for step in 1..<n {
      if worker == 0, step % checkEvery == 0 {
        if context.isCancelled { team.stop() }
        context.report("spanning tree", step, of: n - 1)
      }
      let lowest = update(part, rowMajor.baseAddress.map { $0 + newest * columns }, newest)
      state.offers[(step & 1) * PrimRecord.workers + worker] = part.bestEdge(lowest)
      team.barrier()
      if team.isStopped { return }
      var best = PrimRecord.Offer.none
      for other in 0..<team.size {
        let offer = state.offers[(step & 1) * PrimRecord.workers + other]
        if TreeEdge.precedes(offer.edge, best.edge) { best = offer }
      }
      newest = Int(best.row)
      if rows.contains(newest) { part.remove(newest) }
      if worker == 0 { state.append(best, step) }
    }
  }

  /// Lowers the keys by the edges to the newest row; returns the lowest key.
  private func update(_ part: PrimPart, _ point: UnsafePointer<Double>?, _ newest: Int) -> Double {
    let columns = points.columns
    let parent = Lanes(repeating: Double(newest))
    var overall = Double.infinity
    let group = PrimPart.group
    let keys = UnsafeMutableRawPointer(part.keys)
    let parents = UnsafeMutableRawPointer(part.parents)
    let coordinates = UnsafeRawPointer(part.coordinates)
    let blocks = (part.count + 7) / 8
    var block = 0
    while block < blocks {
      let end = min(blocks, block + group)
      let index = block / group
      var lowest = Lanes(repeating: .infinity)
      while block < end {
        var total = Lanes(repeating: 0)
        for j in 0..<columns {
          let lanes = coordinates.load(fromByteOffset: (block * columns + j) * 64, as: Lanes.self)
          total = kernel.accumulate(total, Lanes(repeating: point.unsafelyUnwrapped[j]), lanes)
        }
        var key = keys.load(fromByteOffset: block * 64, as: Lanes.self)
        let previous = parents.load(fromByteOffset: block * 64, as: Lanes.self)
        let closer = total .< key
        let tie = (total .== key) .& (parent .< previous)
        parents.storeBytes(
          of: previous.replacing(with: parent, where: closer .| tie), toByteOffset: block * 64, as: Lanes.self)
        key.replace(with: total, where: closer)
        keys.storeBytes(of: key, toByteOffset: block * 64, as: Lanes.self)
        lowest.replace(with: key, where: key .< lowest)
        block += 1
      }
      var low = Double.infinity
      for lane in 0..<8 where lowest[lane] < low { low = lowest[lane] }
      part.groupLowest[index] = low
      if low < overall { overall = low }
    }
    return overall
  }
}

/// One worker's share of the rows outside the tree, in blocks of eight; places beyond the last have NaN for a key.
private final class PrimPart {
  /// Blocks that share one minimum.
  static let group = 16

  private(set) var count: Int
  private let columns: Int
  private let first: Int
  let coordinates: UnsafeMutablePointer<Double>
  let keys: UnsafeMutablePointer<Double>
  let parents: UnsafeMutablePointer<Double>
  let groupLowest: UnsafeMutablePointer<Double>
  private let rowAt: UnsafeMutablePointer<Int32>
  private let placeOf: UnsafeMutablePointer<Int32>

  init(rows: Range<Int>, columns: Int, _ rowMajor: UnsafeBufferPointer<Double>, start: Int) {
    self.columns = columns
    first = rows.lowerBound
    let padded = (rows.count + 7) / 8 * 8
    // Blocks of 64 bytes are loaded whole, so they are aligned to as much.
    func aligned(_ count: Int) -> UnsafeMutablePointer<Double> {
      UnsafeMutableRawPointer.allocate(byteCount: max(64, count * 8), alignment: 64).bindMemory(
        to: Double.self, capacity: max(8, count))
    }
    coordinates = aligned(padded * columns)
    coordinates.initialize(repeating: 0, count: padded * columns)
    keys = aligned(padded)
    keys.initialize(repeating: .nan, count: padded)
    parents = aligned(padded)
    parents.initialize(repeating: Double(start), count: padded)
    groupLowest = .allocate(capacity: padded / 8 / Self.group + 1)
    groupLowest.initialize(repeating: .infinity, count: padded / 8 / Self.group + 1)
    rowAt = .allocate(capacity: max(1, rows.count))
    rowAt.initialize(repeating: 0, count: rows.count)
    placeOf = .allocate(capacity: max(1, rows.count))
    placeOf.initialize(repeating: 0, count: rows.count)
    var place = 0
    for row in rows where row != start {
      rowAt[place] = Int32(truncatingIfNeeded: row)
      placeOf[row - first] = Int32(truncatingIfNeeded: place)
      keys[place] = .infinity
      place += 1
    }
    count = place
    for place in 0..<count {
      let row = Int(rowAt[place])
      for j in 0..<columns { coordinate(place, j).pointee = rowMajor[row * columns + j] }
    }
  }

  deinit {
    UnsafeMutableRawPointer(coordinates).deallocate()
    UnsafeMutableRawPointer(keys).deallocate()
    UnsafeMutableRawPointer(parents).deallocate()
    groupLowest.deallocate()
    rowAt.deallocate()
    placeOf.deallocate()
  }

  @inline(__always) private func coordinate(_ place: Int, _ j: Int) -> UnsafeMutablePointer<Double> {
    coordinates + ((place >> 3) * columns + j) * 8 + (place & 7)
  }

  /// Moves the last row into the place of one that has joined.
  func remove(_ row: Int) {
    let place = Int(placeOf[row - first])
    let last = count - 1
    if place != last {
      for j in 0..<columns { coordinate(place, j).pointee = coordinate(last, j).pointee }
      keys[place] = keys[last]
      parents[place] = parents[last]
      rowAt[place] = rowAt[last]
      placeOf[Int(rowAt[last]) - first] = Int32(truncatingIfNeeded: place)
    }
    keys[last] = .nan
    count = last
  }

  /// The first, under the total order, of the edges with the lowest value.
  func bestEdge(_ lowest: Double) -> PrimRecord.Offer {
    var best = PrimRecord.Offer.none
    let size = Self.group * 8
    for group in 0..<(count + size - 1) / size where groupLowest[group] == lowest {
      for place in group * size..<min(count, (group + 1) * size) where keys[place] == lowest {
        let row = rowAt[place]
        let edge = TreeEdge(value: lowest, row, Int32(parents[place]))
        if TreeEdge.precedes(edge, best.edge) { best = PrimRecord.Offer(edge: edge, row: row) }
      }
    }
    return best
  }
}
