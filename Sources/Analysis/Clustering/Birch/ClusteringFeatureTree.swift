/// A tree of clustering features, built row by row in one pass: each leaf entry sums up rows within a radius (Zhang,
/// Ramakrishnan & Livny, "BIRCH: an efficient data clustering method for very large databases", 1996).
struct ClusteringFeatureTree {
  /// Sums of some rows: all that is kept of them.
  struct Entry {
    var count: Double
    /// Σ x, from the first row on.
    var sum: [Double]
    /// Σ ‖x‖².
    var squares: Double
    var child: Int

    var center: [Double] { sum.map { $0 / count } }
  }

  private struct Node {
    var entries: [Entry] = []
    /// The entries' centres, row by row.
    var centers: [Double] = []
    var isLeaf: Bool
  }

  private let dimension: Int
  private let squaredThreshold: Double
  private let branching: Int
  private var nodes: [Node]
  private var root = 0
  private(set) var leafEntryCount = 0

  init(dimension: Int, threshold: Double, branching: Int) {
    self.dimension = dimension
    squaredThreshold = threshold * threshold
    self.branching = branching
    nodes = [Node(isLeaf: true)]
  }

  /// The entries of all leaves, from left to right.
  var leafEntries: [Entry] {
    var result: [Entry] = []
    var waiting = [root]
    while let node = waiting.popLast() {
      if nodes[node].isLeaf {
        result += nodes[node].entries
      } else {
        waiting += nodes[node].entries.reversed().map(\.child)
      }
    }
    return result
  }

  /// Half the distance between the two nearest entries of a leaf, in the median of the leaves: a radius at which many
  /// entries would become one. 0 where no leaf has two.
  var mergingRadius: Double {
    let d = dimension
    var found: [Double] = []
    for node in nodes where node.isLeaf && node.entries.count > 1 {
      var nearest = Double.infinity
      node.centers.withUnsafeBufferPointer { centers in
        let base = centers.baseAddress!
        for a in 1..<node.entries.count {
          for b in 0..<a { nearest = min(nearest, squaredDistance(base + a * d, base + b * d, d)) }
        }
      }
      found.append(nearest.squareRoot() / 2)
    }
    found.sort()
    return found.isEmpty ? 0 : found[found.count / 2]
  }

  /// O(branching·d·depth).
  mutating func insert(_ entry: Entry) {
    guard insert(entry, into: root) else { return }
    let halves = split(root)
    root = nodes.count
    var node = Node(isLeaf: false)
    for half in halves { append(half, to: &node) }
    nodes.append(node)
  }

  /// - Returns: whether the node has become too large.
  private mutating func insert(_ entry: Entry, into index: Int) -> Bool {
    guard let place = nearest(to: entry, in: index) else {
      append(entry, to: &nodes[index])
      leafEntryCount += 1
      return false
    }
    if nodes[index].isLeaf {
      let merged = joined(nodes[index].entries[place], entry)
      if squaredRadius(merged) <= squaredThreshold {
        replace(place, with: merged, in: &nodes[index])
        return false
      }
      append(entry, to: &nodes[index])
      leafEntryCount += 1
      return nodes[index].entries.count > branching
    }
    let child = nodes[index].entries[place].child
    if !insert(entry, into: child) {
      var merged = joined(nodes[index].entries[place], entry)
      merged.child = child
      replace(place, with: merged, in: &nodes[index])
      return false
    }
    let halves = split(child)
    replace(place, with: halves[0], in: &nodes[index])
    append(halves[1], to: &nodes[index])
    return nodes[index].entries.count > branching
  }

  /// The entry with the nearest centre (ties: the first).
  private func nearest(to entry: Entry, in index: Int) -> Int? {
    let count = nodes[index].entries.count
    guard count > 0 else { return nil }
    let d = dimension
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, d)) { point in
      for j in 0..<d { point[j] = entry.sum[j] / entry.count }
      return nodes[index].centers.withUnsafeBufferPointer { centers in
        var best = (place: 0, value: Double.infinity)
        for e in 0..<count {
          let value = squaredDistance(centers.baseAddress! + e * d, point.baseAddress!, d)
          if value < best.value { best = (e, value) }
        }
        return best.place
      }
    }
  }

  private func joined(_ a: Entry, _ b: Entry) -> Entry {
    var sum = a.sum
    for j in sum.indices { sum[j] += b.sum[j] }
    return Entry(count: a.count + b.count, sum: sum, squares: a.squares + b.squares, child: -1)
  }

  private func squaredRadius(_ entry: Entry) -> Double {
    let squaredCenter = entry.sum.reduce(0) { $0 + ($1 / entry.count) * ($1 / entry.count) }
    return max(0, entry.squares / entry.count - squaredCenter)
  }

  private func append(_ entry: Entry, to node: inout Node) {
    node.entries.append(entry)
    for value in entry.sum { node.centers.append(value / entry.count) }
  }

  private func replace(_ place: Int, with entry: Entry, in node: inout Node) {
    node.entries[place] = entry
    for j in 0..<dimension { node.centers[place * dimension + j] = entry.sum[j] / entry.count }
  }

  /// Shares a node's entries out between it and a new one: each goes with the nearer of the two farthest apart.
  private mutating func split(_ index: Int) -> [Entry] {
    let entries = nodes[index].entries
    let centers = nodes[index].centers
    let isLeaf = nodes[index].isLeaf
    let d = dimension
    let count = entries.count
    var distances = Array(repeating: 0.0, count: count * count)
    var ends = (first: 0, second: 0, value: -1.0)
    centers.withUnsafeBufferPointer { centers in
      for a in 0..<count {
        for b in 0..<count where a != b {
          let value = squaredDistance(centers.baseAddress! + a * d, centers.baseAddress! + b * d, d)
          distances[a * count + b] = value
          if value > ends.value { ends = (a, b, value) }
        }
      }
    }
    var halves = [Node(isLeaf: isLeaf), Node(isLeaf: isLeaf)]
    for (e, entry) in entries.enumerated() {
      let isFirst = e == ends.first || distances[ends.first * count + e] < distances[ends.second * count + e]
      append(entry, to: &halves[isFirst ? 0 : 1])
    }
    nodes[index] = halves[0]
    nodes.append(halves[1])
    return zip(halves, [index, nodes.count - 1]).map { half, place in
      var whole = half.entries[0]
      for entry in half.entries.dropFirst() { whole = joined(whole, entry) }
      whole.child = place
      return whole
    }
  }
}
