/// Neighbours by walks through a kd-tree.
struct TreeRoute: NeighborRoute {
  private static let leavesPerChunk = 32
  private static let rowsPerChunk = 256

  let tree: KDTree

  func search(
    _ k: Int, rows: [Int]?, _ progress: NeighborProgress, _ receive: @escaping NeighborSearch.Receiver
  ) throws {
    if let rows { try one(k, rows, progress, receive) } else { try all(k, progress, receive) }
  }

  /// All points of a leaf in one walk.
  private func all(_ k: Int, _ progress: NeighborProgress, _ receive: @escaping NeighborSearch.Receiver) throws {
    let search = tree.search
    let storage = search.storage
    try progress.forEachRange(of: Self.leavesPerChunk * storage.leafSize) { positions in
      let found = LeafNeighbors(storage, k: k)
      for leaf in positions.lowerBound / storage.leafSize..<(positions.upperBound - 1) / storage.leafSize + 1 {
        try progress.context.checkCancellation()
        search.nearest(
          k, ofLeafNode: Int(storage.leafNode[leaf]), values: found.values, rows: found.rows, points: found.points)
        let first = leaf * storage.leafSize
        for i in 0..<min(storage.leafSize, storage.count - first) {
          receive(Int(storage.rows[first + i]), found.values + i * k, found.rows + i * k)
        }
      }
    }
  }

  /// A walk for each row.
  private func one(
    _ k: Int, _ rows: [Int], _ progress: NeighborProgress, _ receive: @escaping NeighborSearch.Receiver
  ) throws {
    let search = tree.search
    let storage = search.storage
    try progress.forEachRange(of: Self.rowsPerChunk) { places in
      let point = Buffer(count: storage.columns, repeating: 0.0)
      let values = Buffer(count: k, repeating: 0.0)
      let found = Buffer(count: k, repeating: Int32(0))
      for place in places {
        if place & 3 == 0 { try progress.context.checkCancellation() }
        storage.copyPoint(at: Int(storage.positions[rows[place]]), to: point.pointer)
        _ = search.nearest(
          k, to: point.pointer, excluding: Int32(truncatingIfNeeded: rows[place]), values: values.pointer,
          rows: found.pointer)
        receive(place, values.pointer, found.pointer)
      }
    }
  }
}

/// Room for the neighbours of one leaf's points.
final class LeafNeighbors {
  let values: UnsafeMutablePointer<Double>
  let rows: UnsafeMutablePointer<Int32>
  let points: UnsafeMutablePointer<Double>

  init(_ storage: KDTreeStorage, k: Int) {
    values = .allocate(capacity: max(1, storage.leafSize * k))
    values.initialize(repeating: .infinity, count: storage.leafSize * k)
    rows = .allocate(capacity: max(1, storage.leafSize * k))
    rows.initialize(repeating: KDTreeStorage.padding, count: storage.leafSize * k)
    points = .allocate(capacity: max(1, storage.leafSize * storage.columns))
    points.initialize(repeating: 0, count: storage.leafSize * storage.columns)
  }

  deinit {
    values.deallocate()
    rows.deallocate()
    points.deallocate()
  }
}
