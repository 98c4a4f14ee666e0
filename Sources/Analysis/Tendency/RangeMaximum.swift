/// The largest of any stretch of an array in O(log n), from a tree of pairwise maxima in O(n) memory.
struct RangeMaximum: Sendable {
  let values: [Double]
  /// The tree's inner nodes in heap order: node v is the larger of nodes 2v and 2v + 1; node n + i is value i.
  private let inner: [Double]

  init(_ values: [Double]) {
    self.values = values
    let n = values.count
    var inner = [Double](repeating: 0, count: n)
    for v in stride(from: n - 1, to: 0, by: -1) {
      let left = 2 * v < n ? inner[2 * v] : values[2 * v - n]
      let right = 2 * v + 1 < n ? inner[2 * v + 1] : values[2 * v + 1 - n]
      inner[v] = left > right ? left : right
    }
    self.inner = inner
  }

  /// 0 for an empty range.
  func maximum(_ range: Range<Int>) -> Double {
    let n = values.count
    var low = range.lowerBound + n
    var high = range.upperBound + n
    var largest = 0.0
    while low < high {
      if low & 1 == 1 {
        let value = low < n ? inner[low] : values[low - n]
        largest = value > largest ? value : largest
        low += 1
      }
      if high & 1 == 1 {
        high -= 1
        let value = high < n ? inner[high] : values[high - n]
        largest = value > largest ? value : largest
      }
      low >>= 1
      high >>= 1
    }
    return largest
  }
}
