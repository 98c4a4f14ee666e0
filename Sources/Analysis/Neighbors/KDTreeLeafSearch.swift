extension KDTreeSearch {
  /// A lower bound on the comparison value between anything in one node and anything in another.
  @inline(__always) func lowerBound(between a: Int, and b: Int) -> Double {
    let columns = storage.columns
    let boxA = storage.boxes + a * 2 * columns
    let boxB = storage.boxes + b * 2 * columns
    var total = 0.0
    for j in 0..<columns {
      let below = boxA[j] - boxB[columns + j]
      let above = boxB[j] - boxA[columns + j]
      var gap = below > above ? below : above
      gap = gap > 0 ? gap : 0
      total = kernel.accumulate(total, gap, 0)
    }
    return total * kernel.lowerSlack
  }

  /// The `k` nearest neighbours of every point of a leaf, in one walk through the tree: neighbours share most of the
  /// way. Answers as `nearest` does for each row, itself left out.
  /// - Parameters:
  ///   - values, rows: for the i-th point of the leaf, `k` places from `i * k` on; k is less than the number of rows.
  ///   - points: room for a leaf's points, `leafSize * columns` numbers.
  @specialized(where Kernel == SquaredDifference)
  @specialized(where Kernel == AbsoluteDifference)
  @specialized(where Kernel == LargestDifference)
  func nearest(
    _ k: Int, ofLeafNode leafNode: Int, values: UnsafeMutablePointer<Double>, rows: UnsafeMutablePointer<Int32>,
    points: UnsafeMutablePointer<Double>
  ) {
    let leaf = Int(storage.firstLeaf[leafNode])
    let first = leaf * storage.leafSize
    let count = min(storage.count - first, storage.leafSize)
    guard k > 0, count > 0 else { return }
    for i in 0..<count { storage.copyPoint(at: first + i, to: points + i * storage.columns) }
    for i in 0..<count * k {
      values[i] = .infinity
      rows[i] = KDTreeStorage.padding
    }
    var query = LeafQuery(
      k: k, count: count, leafNode: leafNode, points: UnsafePointer(points), own: storage.rows + first, values: values,
      rows: rows)
    scan(leaf: leaf, &query)
    query.tighten()
    descend(0, 0, &query)
  }

  private func descend(_ start: Int, _ startBound: Double, _ query: inout LeafQuery) {
    var node = start
    var bound = startBound
    while true {
      if bound > query.farthest || (bound == query.farthest && storage.lowestRow[node] > query.farthestRow) { return }
      let right = Int(storage.right[node])
      if right == 0 {
        if node == query.leafNode { return }
        scan(leafNode: node, &query)
        query.tighten()
        return
      }
      let leftBound = lowerBound(between: node + 1, and: query.leafNode)
      let rightBound = lowerBound(between: right, and: query.leafNode)
      let leftFirst =
        leftBound < rightBound
        || (leftBound == rightBound && storage.lowestRow[node + 1] < storage.lowestRow[right])
      descend(leftFirst ? node + 1 : right, leftFirst ? leftBound : rightBound, &query)
      node = leftFirst ? right : node + 1
      bound = leftFirst ? rightBound : leftBound
    }
  }

  /// Another leaf: only the points of the query that are near enough to its box look at it.
  @inline(__always) private func scan(leafNode: Int, _ query: inout LeafQuery) {
    let leaf = Int(storage.firstLeaf[leafNode])
    for i in 0..<query.count {
      let point = query.points + i * storage.columns
      if lowerBound(leafNode, point) <= query.values[i * query.k + query.k - 1] { scan(leaf: leaf, point: i, &query) }
    }
  }

  @inline(__always) private func scan(leaf: Int, _ query: inout LeafQuery) {
    for i in 0..<query.count { scan(leaf: leaf, point: i, &query) }
  }

  @inline(__always) private func scan(leaf: Int, point i: Int, _ query: inout LeafQuery) {
    let list = NeighborList(k: query.k, values: query.values + i * query.k, rows: query.rows + i * query.k)
    let own = query.own[i]
    for block in leaf * storage.blocksPerLeaf..<(leaf + 1) * storage.blocksPerLeaf {
      let totals = blockValues(block, query.points + i * storage.columns)
      let rows = storage.rows + block * 8
      totals.forEach(atMost: list.values[list.k - 1]) { lane, value in
        if rows[lane] != own { list.offer(value, rows[lane]) }
      }
    }
  }
}

/// The points of a leaf and what they have found.
private struct LeafQuery {
  let k: Int
  let count: Int
  let leafNode: Int
  let points: UnsafePointer<Double>
  let own: UnsafeMutablePointer<Int32>
  let values: UnsafeMutablePointer<Double>
  let rows: UnsafeMutablePointer<Int32>
  /// The largest of the points' last values, and the largest row that has it: what is beyond concerns no point.
  var farthest = Double.infinity
  var farthestRow = KDTreeStorage.padding

  init(
    k: Int, count: Int, leafNode: Int, points: UnsafePointer<Double>, own: UnsafeMutablePointer<Int32>,
    values: UnsafeMutablePointer<Double>, rows: UnsafeMutablePointer<Int32>
  ) {
    self.k = k
    self.count = count
    self.leafNode = leafNode
    self.points = points
    self.own = own
    self.values = values
    self.rows = rows
  }

  @inline(__always) mutating func tighten() {
    farthest = -1
    farthestRow = -1
    for i in 0..<count {
      let value = values[i * k + k - 1]
      let row = rows[i * k + k - 1]
      if value > farthest || (value == farthest && row > farthestRow) {
        farthest = value
        farthestRow = row
      }
    }
  }
}

/// The best neighbours found so far, in ascending order of (value, row).
struct NeighborList {
  let k: Int
  let values: UnsafeMutablePointer<Double>
  let rows: UnsafeMutablePointer<Int32>

  /// Takes a neighbour in if it comes before the last.
  @inline(__always) func offer(_ value: Double, _ row: Int32) {
    var place = k - 1
    guard value < values[place] || (value == values[place] && row < rows[place]) else { return }
    while place > 0, value < values[place - 1] || (value == values[place - 1] && row < rows[place - 1]) {
      values[place] = values[place - 1]
      rows[place] = rows[place - 1]
      place -= 1
    }
    values[place] = value
    rows[place] = row
  }
}
