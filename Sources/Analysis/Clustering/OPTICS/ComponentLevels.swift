/// Which rows hang together by mutual reachability below each value.
final class ComponentLevels: Sendable {
  /// The place of each position of the kd-tree in a line in which every component of the rows that are mutually
  /// reachable below any value lies together, and the position at each place.
  let places: Buffer<Int32>
  let positions: Buffer<Int32>
  /// The values between neighbours in the line.
  let gaps: [Double]
  /// The first and last place of the points of each node.
  let nodeFirst: Buffer<Int32>
  let nodeLast: Buffer<Int32>

  /// O(n log n) time in low dimension, O(n) memory.
  /// - Parameter cores: comparison values of the core distances, by row.
  /// - Throws: `CancellationError`.
  init(_ tree: KDTree, cores: [Double], context: RunContext) throws {
    let storage = tree.search.storage
    let n = storage.count
    let chain = try tree.spanningTree(coreValues: cores, context: context).chain(
      idOfRow: UnsafeBufferPointer(start: storage.positions, count: n),
      rowOfId: UnsafeBufferPointer(start: storage.rows, count: n), context: context)
    (positions, places, gaps) = chain.levels
    nodeFirst = Buffer(count: storage.nodeCount, repeating: .max)
    nodeLast = Buffer(count: storage.nodeCount, repeating: -1)
    for node in stride(from: storage.nodeCount - 1, through: 0, by: -1) {
      let right = Int(storage.right[node])
      if right > 0 {
        nodeFirst.pointer[node] = min(nodeFirst.pointer[node + 1], nodeFirst.pointer[right])
        nodeLast.pointer[node] = max(nodeLast.pointer[node + 1], nodeLast.pointer[right])
        continue
      }
      let first = Int(storage.firstLeaf[node]) * storage.leafSize
      for position in first..<min(n, first + storage.leafSize) {
        nodeFirst.pointer[node] = min(nodeFirst.pointer[node], places.pointer[position])
        nodeLast.pointer[node] = max(nodeLast.pointer[node], places.pointer[position])
      }
    }
  }

  /// The places of a component of what hangs together below a value, one of those that are joined at it.
  struct Component: BitwiseCopyable {
    let value: Double
    let first: Int32
    let last: Int32
    var count: Int { Int(last - first) + 1 }
  }

  /// For each value at which components are joined, those components but the largest (ties: the first). A row is in a
  /// binary logarithm of n of them at most. O(n) time beyond the answer.
  func smallerComponents() -> [Component] {
    let n = gaps.count
    // The nearest gap to either side that is no lower; −1 and n beyond the ends.
    var before = Array(repeating: -1, count: n)
    var after = Array(repeating: n, count: n)
    var open: [Int] = []
    for i in 0..<n {
      while let top = open.last, gaps[top] < gaps[i] { open.removeLast() }
      before[i] = open.last ?? -1
      open.append(i)
    }
    open.removeAll()
    for i in stride(from: n - 1, through: 0, by: -1) {
      while let top = open.last, gaps[top] < gaps[i] { open.removeLast() }
      after[i] = open.last ?? n
      open.append(i)
    }
    var result: [Component] = []
    for leader in 0..<n where before[leader] < 0 || gaps[before[leader]] > gaps[leader] {
      let value = gaps[leader]
      let firstOfGroup = result.count
      var largest = firstOfGroup
      var start = before[leader] + 1
      var gap = leader
      while true {
        // Between the gaps i − 1 and i lies the place i.
        result.append(Component(value: value, first: Int32(start), last: Int32(min(gap, n))))
        if result[result.count - 1].count > result[largest].count { largest = result.count - 1 }
        guard gap < n, gaps[gap] == value else { break }
        start = gap + 1
        gap = after[gap]
      }
      result.remove(at: largest)
    }
    return result
  }
}
