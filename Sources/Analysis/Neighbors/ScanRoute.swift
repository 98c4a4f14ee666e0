/// Neighbours by looking at all pairs: any dissimilarities. A few rows look at one block of the others after another,
/// so that a block is still in the cache for the next row. O(k) memory a row in work.
struct ScanRoute: NeighborRoute {
  private static let rowsPerChunk = 16
  private static let block = 1024

  let dissimilarities: any Dissimilarities

  func search(
    _ k: Int, rows: [Int]?, _ progress: NeighborProgress, _ receive: @escaping NeighborSearch.Receiver
  ) throws {
    let n = dissimilarities.count
    let blocks = (n + Self.block - 1) / Self.block
    try progress.forEachRange(of: Self.rowsPerChunk) { places in
      let values = Buffer(count: Self.block, repeating: 0.0)
      let near = Buffer(count: Self.block + 1, repeating: Int32(0))
      let heaps = places.map { _ in NeighborHeap(k) }
      // From the rows' own block on: what is stored together is often near.
      let own = (rows?[places.lowerBound] ?? places.lowerBound) / Self.block
      for step in 0..<blocks {
        let first = (own + step) % blocks * Self.block
        let range = first..<min(n, first + Self.block)
        for place in places {
          try progress.context.checkCancellation()
          let row = rows?[place] ?? place
          let heap = heaps[place - places.lowerBound]
          dissimilarities.comparisonValues(from: row, to: range, into: values.pointer)
          if range.contains(row) { values[row - first] = .infinity }
          // Without branches, which would go either way at first.
          let limit = heap.last
          var count = 0
          for i in 0..<range.count {
            near.pointer[count] = Int32(truncatingIfNeeded: i)
            count &+= values.pointer[i] > limit ? 0 : 1
          }
          for c in 0..<count {
            let i = Int(near.pointer[c])
            let value = values.pointer[i]
            // Not a number, out of what overflowed, counts as infinity.
            if first + i != row { heap.offer(value.isNaN ? .infinity : value, Int32(truncatingIfNeeded: first + i)) }
          }
        }
      }
      for place in places {
        let heap = heaps[place - places.lowerBound]
        heap.sort()
        receive(place, heap.values, heap.rows)
      }
    }
  }
}
