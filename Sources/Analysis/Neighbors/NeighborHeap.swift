/// The k first of many pairs of a comparison value and a row, in the order of value and then row: a heap with the last
/// of them on top. O(log k) time to take one in. Until there are k, placeholders that come after everything.
final class NeighborHeap {
  let k: Int
  let values: UnsafeMutablePointer<Double>
  let rows: UnsafeMutablePointer<Int32>

  /// - Parameter k: above 0.
  init(_ k: Int) {
    self.k = k
    values = .allocate(capacity: k)
    rows = .allocate(capacity: k)
    values.initialize(repeating: .infinity, count: k)
    rows.initialize(repeating: .max, count: k)
  }

  deinit {
    values.deallocate()
    rows.deallocate()
  }

  /// The largest value held; infinite until k pairs were taken in.
  var last: Double { values[0] }

  /// Takes a pair in, if it comes before the last one held.
  @inline(__always) func offer(_ value: Double, _ row: Int32) {
    guard value < values[0] || (value == values[0] && row < rows[0]) else { return }
    sink(value, row, count: k)
  }

  /// Puts the pairs in ascending order. What is held is no heap afterwards.
  func sort() {
    for count in stride(from: k - 1, to: 0, by: -1) {
      let (value, row) = (values[count], rows[count])
      values[count] = values[0]
      rows[count] = rows[0]
      sink(value, row, count: count)
    }
  }

  /// Lets a pair sink from the top, in place of what is there.
  private func sink(_ value: Double, _ row: Int32, count: Int) {
    var hole = 0
    while true {
      var child = 2 * hole + 1
      if child >= count { break }
      if child + 1 < count, precedes(child, values[child + 1], rows[child + 1]) { child += 1 }
      if !(value < values[child] || (value == values[child] && row < rows[child])) { break }
      values[hole] = values[child]
      rows[hole] = rows[child]
      hole = child
    }
    values[hole] = value
    rows[hole] = row
  }

  @inline(__always) private func precedes(_ place: Int, _ value: Double, _ row: Int32) -> Bool {
    values[place] < value || (values[place] == value && rows[place] < row)
  }
}
