/// What a kd-tree can be asked, whatever its coordinate kernel.
protocol KDTreeSearching: Sendable {
  var storage: KDTreeStorage { get }

  /// The `k` nearest to `point` by (comparison value, row), apart from row `excluded`, into `values` and `rows`, in
  /// ascending order. Returns how many there were.
  func nearest(
    _ k: Int, to point: UnsafePointer<Double>, excluding excluded: Int32,
    values: UnsafeMutablePointer<Double>, rows: UnsafeMutablePointer<Int32>
  ) -> Int

  /// As `nearest`, for every point of a leaf at once.
  func nearest(
    _ k: Int, ofLeafNode leafNode: Int, values: UnsafeMutablePointer<Double>, rows: UnsafeMutablePointer<Int32>,
    points: UnsafeMutablePointer<Double>
  )

  /// The mean share of all leaves that a search for the nearest neighbours looks at: near 0 where the tree helps, 1
  /// where it does not. Over evenly spread points.
  func shareOfLeaves(sampling samples: Int, neighbors k: Int) -> Double

  /// Calls `visit` with the row and comparison value of every point at most `limit` away, in no particular order.
  func forEach(within limit: Double, of point: UnsafePointer<Double>, _ visit: (Int32, Double) -> Void)

  /// The minimum spanning tree; see `KDTree.spanningTree`.
  func spanningTree(coreValues: [Double]?, context: RunContext) throws -> SpanningTree

  /// The largest comparison value and the lowest row that has it; nil for fewer than two rows.
  func farthestPair(context: RunContext) throws -> FarthestPair?

  /// Whether no comparison value between these points can overflow.
  var isFinite: Bool { get }

  /// Prim's algorithm over all pairs of the points, in their own order.
  func primOrder(of points: Matrix, from start: Int, context: RunContext) throws
    -> (order: [Int], values: [Double], parents: [Int])
}

/// Its methods are called through `any KDTreeSearching`; without a version for each kernel they would look the kernel
/// up at every coordinate.
struct KDTreeSearch<Kernel: LaneKernel>: KDTreeSearching {
  let storage: KDTreeStorage
  let kernel: Kernel

  /// A lower bound on the comparison value from a point to anything in a node.
  @inline(__always) func lowerBound(_ node: Int, _ point: UnsafePointer<Double>) -> Double {
    let columns = storage.columns
    let low = storage.boxes + node * 2 * columns
    let high = low + columns
    var total = 0.0
    for j in 0..<columns {
      let below = low[j] - point[j]
      let above = point[j] - high[j]
      var gap = below > above ? below : above
      gap = gap > 0 ? gap : 0
      total = kernel.accumulate(total, gap, 0)
    }
    return total * kernel.lowerSlack
  }

  /// The comparison values from a point to the eight points of a block.
  @inline(__always) func blockValues(_ block: Int, _ point: UnsafePointer<Double>) -> Lanes {
    let columns = storage.columns
    let base = UnsafeRawPointer(storage.coordinates + block * columns * 8)
    var total = Lanes(repeating: 0)
    for j in 0..<columns {
      let lanes = base.load(fromByteOffset: j * 64, as: Lanes.self)
      total = kernel.accumulate(total, Lanes(repeating: point[j]), lanes)
    }
    return total
  }

  @specialized(where Kernel == SquaredDifference)
  @specialized(where Kernel == AbsoluteDifference)
  @specialized(where Kernel == LargestDifference)
  func nearest(
    _ k: Int, to point: UnsafePointer<Double>, excluding excluded: Int32,
    values: UnsafeMutablePointer<Double>, rows: UnsafeMutablePointer<Int32>
  ) -> Int {
    guard k > 0, storage.count > 0 else { return 0 }
    _ = search(point, excluding: excluded, into: NeighborList(k: k, values: values, rows: rows))
    var found = k
    while found > 0, rows[found - 1] == KDTreeStorage.padding { found -= 1 }
    return found
  }

  @specialized(where Kernel == SquaredDifference)
  @specialized(where Kernel == AbsoluteDifference)
  @specialized(where Kernel == LargestDifference)
  func shareOfLeaves(sampling samples: Int, neighbors k: Int) -> Double {
    guard storage.count > 1, k > 0 else { return 0 }
    let point = Buffer(count: storage.columns, repeating: 0.0)
    let values = Buffer(count: k, repeating: 0.0)
    let rows = Buffer(count: k, repeating: Int32(0))
    var leaves = 0
    for sample in 0..<samples {
      let position = sample * storage.count / samples
      storage.copyPoint(at: position, to: point.pointer)
      leaves += search(
        point.pointer, excluding: storage.rows[position],
        into: NeighborList(k: k, values: values.pointer, rows: rows.pointer))
    }
    return Double(leaves) / Double(samples) / Double(storage.leafCount)
  }

  /// Fills a list with what is nearest; returns how many leaves were looked at.
  @inline(__always)
  private func search(_ point: UnsafePointer<Double>, excluding excluded: Int32, into list: NeighborList) -> Int {
    list.values.update(repeating: .infinity, count: list.k)
    list.rows.update(repeating: KDTreeStorage.padding, count: list.k)
    var query = NearestQuery(point: point, excluded: excluded, list: list)
    descend(0, bound: lowerBound(0, point), &query)
    return query.leaves
  }

  private func descend(_ start: Int, bound startBound: Double, _ query: inout NearestQuery) {
    var node = start
    var bound = startBound
    while true {
      let list = query.list
      let last = list.k - 1
      if bound > list.values[last] { return }
      if bound == list.values[last], storage.lowestRow[node] > list.rows[last] { return }
      let right = Int(storage.right[node])
      if right == 0 {
        scan(leaf: Int(storage.firstLeaf[node]), &query)
        return
      }
      let leftBound = lowerBound(node + 1, query.point)
      let rightBound = lowerBound(right, query.point)
      let leftFirst =
        leftBound < rightBound
        || (leftBound == rightBound && storage.lowestRow[node + 1] < storage.lowestRow[right])
      descend(leftFirst ? node + 1 : right, bound: leftFirst ? leftBound : rightBound, &query)
      node = leftFirst ? right : node + 1
      bound = leftFirst ? rightBound : leftBound
    }
  }

  @inline(__always) private func scan(leaf: Int, _ query: inout NearestQuery) {
    let list = query.list
    for block in leaf * storage.blocksPerLeaf..<(leaf + 1) * storage.blocksPerLeaf {
      let totals = blockValues(block, query.point)
      let rows = storage.rows + block * 8
      totals.forEach(atMost: list.values[list.k - 1]) { lane, value in
        if rows[lane] != query.excluded { list.offer(value, rows[lane]) }
      }
    }
    query.leaves += 1
  }

  @specialized(where Kernel == SquaredDifference)
  @specialized(where Kernel == AbsoluteDifference)
  @specialized(where Kernel == LargestDifference)
  func forEach(within limit: Double, of point: UnsafePointer<Double>, _ visit: (Int32, Double) -> Void) {
    guard storage.count > 0 else { return }
    collect(0, limit, point, visit)
  }

  private func collect(_ node: Int, _ limit: Double, _ point: UnsafePointer<Double>, _ visit: (Int32, Double) -> Void) {
    guard lowerBound(node, point) <= limit else { return }
    let right = Int(storage.right[node])
    if right != 0 {
      collect(node + 1, limit, point, visit)
      collect(right, limit, point, visit)
      return
    }
    let leaf = Int(storage.firstLeaf[node])
    for block in leaf * storage.blocksPerLeaf..<(leaf + 1) * storage.blocksPerLeaf {
      let totals = blockValues(block, point)
      totals.forEach(atMost: limit) { lane, value in
        let row = storage.rows[block * 8 + lane]
        if row != KDTreeStorage.padding { visit(row, value) }
      }
    }
  }
}

private struct NearestQuery {
  let point: UnsafePointer<Double>
  let excluded: Int32
  let list: NeighborList
  /// Leaves looked at.
  var leaves = 0
}
