/// The largest of any stretch of an array in O(log n), from a tree of pairwise maxima in O(n) memory.
struct RangeMaximum: Sendable {
  let values: [Double]
  /// The tree's inner nodes in heap order: node v is the larger of nodes 2v and 2v + 1; node n + i is value i.
  private let inner: [Double]
  /// The largest of each 64 values: stretches are passed over by them.
  private let blocks: [Double]
  private static let blockSize = 64

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
    blocks = stride(from: 0, to: n, by: Self.blockSize).map { first in
      var largest = -Double.infinity
      for i in first..<min(n, first + Self.blockSize) { largest = values[i] > largest ? values[i] : largest }
      return largest
    }
  }

  /// Calls `body` with each index of a range whose value is above 0 and above all before it, from the front.
  /// O(range.count / 64 + 64 · calls).
  func forEachRecord(_ range: Range<Int>, _ body: (Int, Double) -> Void) {
    values.withUnsafeBufferPointer { values in
      var highest = 0.0
      var i = range.lowerBound
      while i < range.upperBound {
        let end = min(range.upperBound, (i / Self.blockSize + 1) * Self.blockSize)
        if blocks[i / Self.blockSize] > highest {
          for k in i..<end where values[k] > highest {
            highest = values[k]
            body(k, highest)
          }
        }
        i = end
      }
    }
  }

  /// As `forEachRecord`, from the back.
  func forEachRecordBackwards(_ range: Range<Int>, _ body: (Int, Double) -> Void) {
    values.withUnsafeBufferPointer { values in
      var highest = 0.0
      var i = range.upperBound
      while i > range.lowerBound {
        let first = max(range.lowerBound, (i - 1) / Self.blockSize * Self.blockSize)
        if blocks[first / Self.blockSize] > highest {
          var k = i - 1
          while k >= first {
            if values[k] > highest {
              highest = values[k]
              body(k, highest)
            }
            k -= 1
          }
        }
        i = first
      }
    }
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
