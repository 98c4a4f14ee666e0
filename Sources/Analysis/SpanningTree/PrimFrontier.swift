/// The rows outside the tree, and some that have joined lately, each with its lowest edge into the tree.
///
/// `@unchecked Sendable`: each worker writes to the places of its own blocks.
final class PrimFrontier: @unchecked Sendable {
  /// Places that are updated together.
  static let block = 1024
  /// Below this, taking rows out costs more than it saves.
  private static let smallest = 1024

  private let dissimilarities: any Dissimilarities
  private let count: Int
  private let rows: Buffer<Int32>
  let keys: UnsafeMutablePointer<Double>
  /// Rows as doubles, so that both arrays of a place are as wide and move through the same registers.
  private let parents: UnsafeMutablePointer<Double>
  private let buffers: (Buffer<Double>, Buffer<Double>)
  private let blockLowest: Buffer<Double>
  private let canCompact: Bool

  /// All rows, of which `start` has joined.
  convenience init(_ dissimilarities: any Dissimilarities, start: Int) {
    self.init(
      dissimilarities, Buffer((0..<Int32(dissimilarities.count)).map { $0 }, padding: 0), canCompact: true)
    for place in 0..<count { parents[place] = Double(start) }
    keys[start] = .nan
  }

  private init(_ dissimilarities: any Dissimilarities, _ rows: Buffer<Int32>, canCompact: Bool) {
    self.dissimilarities = dissimilarities
    self.rows = rows
    self.canCompact = canCompact
    count = rows.count
    buffers = (Buffer(count: count, repeating: .infinity), Buffer(count: count, repeating: 0))
    keys = buffers.0.pointer
    parents = buffers.1.pointer
    blockLowest = Buffer(count: (count + Self.block - 1) / Self.block, repeating: .infinity)
  }

  var lastPlace: Int { count - 1 }

  func blocks(of worker: Int, among workers: Int) -> Range<Int> {
    worker * blockLowest.count / workers..<(worker + 1) * blockLowest.count / workers
  }

  /// Whether so many places are taken up by rows that have joined that it pays to take them out.
  func isWorthCompacting(left: Int) -> Bool { canCompact && count > Self.smallest && left < count / 8 * 7 }

  /// The rows that are left, followed by the one at `newest`. Where there is no cheap way, the same rows, never to be
  /// asked again.
  func compacted(keeping newest: Int) -> PrimFrontier {
    var places = (0..<count).filter { !keys[$0].isNaN && $0 != newest }
    places.append(newest)
    let chosen = Buffer(places.map { rows[$0] }, padding: 0)
    let smaller = dissimilarities.copied(rows: places)
    let result = PrimFrontier(
      smaller ?? dissimilarities, smaller == nil ? rows : chosen, canCompact: smaller != nil)
    for place in 0..<result.count {
      let old = smaller == nil ? place : places[place]
      result.keys[place] = keys[old]
      result.parents[place] = parents[old]
    }
    return result
  }

  /// Lowers the keys of a block by the edges to the newest row; returns the lowest key.
  @inline(__always) func update(_ block: Int, newest: Int, _ target: UnsafeMutablePointer<Double>) -> Double {
    let range = block * Self.block..<min(count, (block + 1) * Self.block)
    dissimilarities.comparisonValues(from: newest, to: range, into: target)
    let keys = keys + range.lowerBound
    let parents = parents + range.lowerBound
    let parent = Double(rows.pointer[newest])
    for k in 0..<range.count {
      let value = target[k]
      let old = keys[k]
      let tie = value == old && parent < parents[k]
      parents[k] = value < old || tie ? parent : parents[k]
      keys[k] = value < old ? value : old
    }
    var lanes = Lanes(repeating: .infinity)
    let raw = UnsafeRawPointer(keys)
    var k = 0
    while k + 8 <= range.count {
      let x = raw.loadUnaligned(fromByteOffset: k * 8, as: Lanes.self)
      lanes.replace(with: x, where: x .< lanes)
      k += 8
    }
    var lowest = Double.infinity
    for lane in 0..<8 where lanes[lane] < lowest { lowest = lanes[lane] }
    while k < range.count {
      if keys[k] < lowest { lowest = keys[k] }
      k += 1
    }
    blockLowest.pointer[block] = lowest
    return lowest
  }

  /// The first, under the total order, of the edges with the lowest value.
  func bestEdge(_ blocks: Range<Int>, _ lowest: Double) -> PrimRecord.Offer {
    var best = PrimRecord.Offer.none
    for block in blocks where blockLowest.pointer[block] == lowest {
      for place in block * Self.block..<min(count, (block + 1) * Self.block) where keys[place] == lowest {
        let row = rows.pointer[place]
        let edge = TreeEdge(value: lowest, row, Int32(parents[place]))
        if TreeEdge.precedes(edge, best.edge) {
          best = PrimRecord.Offer(edge: edge, row: row, place: Int32(truncatingIfNeeded: place))
        }
      }
    }
    return best
  }
}
