/// A kd-tree whose nodes know how many points they hold and their sum, so that the mean of all points within a distance
/// is found without visiting those well inside.
struct BallSums: Sendable {
  private static let leafSize = 16

  private struct Node {
    var first: Int32
    var end: Int32
    /// The second child; the first follows its parent. 0 for a leaf.
    var right: Int32
  }

  let dimension: Int
  /// Points row by row, in the order of the leaves.
  private var values: [Double]
  private var nodes: [Node] = []
  /// d lower and d upper bounds, and d sums, of each node.
  private var boxes: [Double] = []
  private var sums: [Double] = []

  /// O(n·log²n) time.
  init(_ points: PointRows) {
    dimension = points.dimension
    var order = Array(0..<points.count)
    values = []
    values.reserveCapacity(points.count * points.dimension)
    if points.count > 0 { build(points, &order, 0..<points.count) }
    for i in order { values.append(contentsOf: points.coordinates(of: i..<i + 1)) }
  }

  private mutating func build(_ points: PointRows, _ order: inout [Int], _ range: Range<Int>) {
    let d = dimension
    let node = nodes.count
    nodes.append(Node(first: Int32(range.lowerBound), end: Int32(range.upperBound), right: 0))
    var lower = Array(repeating: Double.infinity, count: d)
    var upper = Array(repeating: -Double.infinity, count: d)
    var sum = Array(repeating: 0.0, count: d)
    for i in order[range] {
      for j in 0..<d {
        let value = points.pointer[i * d + j]
        lower[j] = min(lower[j], value)
        upper[j] = max(upper[j], value)
        sum[j] += value
      }
    }
    boxes += lower + upper
    sums += sum
    var widest = 0
    for j in 0..<d where upper[j] - lower[j] > upper[widest] - lower[widest] { widest = j }
    guard range.count > Self.leafSize, upper[widest] > lower[widest] else { return }
    order[range].sort { a, b in
      let (x, y) = (points.pointer[a * d + widest], points.pointer[b * d + widest])
      return x < y || (x == y && a < b)
    }
    let middle = range.lowerBound + range.count / 2
    build(points, &order, range.lowerBound..<middle)
    nodes[node].right = Int32(nodes.count)
    build(points, &order, middle..<range.upperBound)
  }

  /// Adds up the points within √squaredRadius of a point, that distance included.
  /// - Returns: how many there are.
  func sum(within squaredRadius: Double, of point: UnsafePointer<Double>, into total: UnsafeMutablePointer<Double>)
    -> Int
  {
    total.update(repeating: 0, count: dimension)
    guard !nodes.isEmpty else { return 0 }
    let d = dimension
    return nodes.withUnsafeBufferPointer { nodes in
      boxes.withUnsafeBufferPointer { boxes in
        sums.withUnsafeBufferPointer { sums in
          values.withUnsafeBufferPointer { values in
            var count = 0
            // Depth is at most the binary logarithm of the count.
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: 128) { stack in
              var depth = 1
              stack[0] = 0
              while depth > 0 {
                depth -= 1
                let index = Int(stack[depth])
                let node = nodes[index]
                let box = boxes.baseAddress! + index * 2 * d
                var nearest = 0.0
                var farthest = 0.0
                for j in 0..<d {
                  let below = box[j] - point[j]
                  let above = point[j] - box[d + j]
                  let outside = max(0, max(below, above))
                  nearest += outside * outside
                  let reach = max(-below, -above)
                  farthest += reach * reach
                }
                if nearest > squaredRadius { continue }
                if farthest <= squaredRadius {
                  for j in 0..<d { total[j] += sums[index * d + j] }
                  count += Int(node.end - node.first)
                } else if node.right == 0 {
                  for i in Int(node.first)..<Int(node.end) {
                    let x = values.baseAddress! + i * d
                    if squaredDistance(x, point, d) <= squaredRadius {
                      for j in 0..<d { total[j] += x[j] }
                      count += 1
                    }
                  }
                } else {
                  stack[depth] = node.right
                  stack[depth + 1] = Int32(index + 1)
                  depth += 2
                }
              }
            }
            return count
          }
        }
      }
    }
  }
}
