/// For points: they are laid out cluster by cluster, eight side by side, so that distances are computed and added
/// up eight at a time and from two rows at once.
struct BlockedClusterSums<Kernel: LaneKernel>: ClusterSums {
  /// Blocks whose values are computed before they are turned into dissimilarities: small enough for the first cache.
  private static var blocksAtOnce: Int { 128 }

  private let groups: LabelGroups
  private let dissimilarities: any Dissimilarities
  private let kernel: Kernel
  private let columns: Int
  /// Coordinate j of the eight points of block b at `b * columns + j`. Of the last block of a cluster the lanes
  /// without a point repeat the first point and are left out of sums.
  private let blocks: Buffer<Lanes>
  /// The blocks of cluster c are `firstBlock[c]..<firstBlock[c + 1]`.
  private let firstBlock: [Int]
  private let points: Matrix

  init(_ groups: LabelGroups, _ dissimilarities: any Dissimilarities, _ points: Matrix, _ kernel: Kernel) {
    self.groups = groups
    self.dissimilarities = dissimilarities
    self.kernel = kernel
    self.points = points
    columns = points.columns
    var firstBlock = [0]
    for c in 0..<groups.count { firstBlock.append(firstBlock[c] + (groups.size(c) + 7) / 8) }
    self.firstBlock = firstBlock
    blocks = Buffer(count: firstBlock[groups.count] * columns, repeating: Lanes.zero)
    for c in 0..<groups.count {
      for place in 0..<((firstBlock[c + 1] - firstBlock[c]) * 8) {
        let row = Int(groups.rows[groups.starts[c] + (place < groups.size(c) ? place : 0)])
        for j in 0..<columns { blocks[(firstBlock[c] + place / 8) * columns + j][place % 8] = points[row, j] }
      }
    }
  }

  // Called through the protocol, a generic method is compiled once for all kernels, unless told otherwise.
  @specialized(where Kernel == SquaredDifference)
  @specialized(where Kernel == AbsoluteDifference)
  @specialized(where Kernel == LargestDifference)
  func sums(from rows: ArraySlice<Int32>, _ context: RunContext) throws -> [Double] {
    let k = groups.count
    let result = Buffer(count: rows.count * k, repeating: 0.0)
    let coordinates = Buffer(count: 2 * columns, repeating: 0.0)
    let values = Buffer(count: 2 * Self.blocksAtOnce, repeating: Lanes.zero)
    var first = rows.startIndex
    while first < rows.endIndex {
      // The last of an odd number is done twice.
      let pair = (Int(rows[first]), Int(rows[min(first + 1, rows.endIndex - 1)]))
      for j in 0..<columns {
        coordinates[j] = points[pair.0, j]
        coordinates[columns + j] = points[pair.1, j]
      }
      let target = first - rows.startIndex
      var checked = 0
      for c in 0..<k {
        if firstBlock[c] >= checked {
          try context.checkCancellation()
          checked = firstBlock[c] + 4096
        }
        let sums = try sums(ofCluster: c, coordinates.pointer, values.pointer, context)
        result[target * k + c] = sums.0
        if target + 1 < rows.count { result[(target + 1) * k + c] = sums.1 }
      }
      first += 2
    }
    return result.array
  }

  private func sums(
    ofCluster c: Int, _ x: UnsafePointer<Double>, _ values: UnsafeMutablePointer<Lanes>, _ context: RunContext
  ) throws -> (Double, Double) {
    var total = (Lanes.zero, Lanes.zero)
    let end = firstBlock[c + 1]
    let used = groups.size(c) - (end - firstBlock[c] - 1) * 8
    var start = firstBlock[c]
    while start < end {
      if (start - firstBlock[c]) & 0xFFF == 0xF80 { try context.checkCancellation() }
      let count = min(Self.blocksAtOnce, end - start)
      for b in 0..<count {
        let block = blocks.pointer + (start + b) * columns
        var first = Lanes.zero
        var second = Lanes.zero
        for j in 0..<columns {
          first = kernel.accumulate(first, Lanes(repeating: x[j]), block[j])
          second = kernel.accumulate(second, Lanes(repeating: x[columns + j]), block[j])
        }
        values[b] = first
        values[count + b] = second
      }
      values.withMemoryRebound(to: Double.self, capacity: 16 * count) {
        dissimilarities.convertToDissimilarities($0, count: 16 * count)
      }
      if start + count == end {
        for lane in used..<8 {
          values[count - 1][lane] = 0
          values[2 * count - 1][lane] = 0
        }
      }
      for b in 0..<count {
        total.0 += values[b]
        total.1 += values[count + b]
      }
      start += count
    }
    return (total.0.sum(), total.1.sum())
  }
}
