/// Points column by column, with the rows that they are, while a kd-tree is built.
///
/// `@unchecked Sendable`: threads write to places of their own.
final class KDTreeColumns: @unchecked Sendable {
  private let count: Int
  private let columns: Int
  private let values: UnsafeMutablePointer<Double>
  let rows: UnsafeMutablePointer<Int32>

  init(count: Int, columns: Int) {
    self.count = count
    self.columns = columns
    values = .allocate(capacity: max(1, count * columns))
    rows = .allocate(capacity: max(1, count))
  }

  convenience init(_ points: Matrix) {
    self.init(count: points.rows, columns: points.columns)
    points.values.withUnsafeBufferPointer {
      if let base = $0.baseAddress { values.update(from: base, count: $0.count) }
    }
    for i in 0..<count { rows[i] = Int32(truncatingIfNeeded: i) }
  }

  deinit {
    values.deallocate()
    rows.deallocate()
  }

  @inline(__always) func column(_ j: Int) -> UnsafeMutablePointer<Double> { values + j * count }

  /// The smallest and the largest coordinate in a column of some places, at least one.
  func extent(_ j: Int, _ places: Range<Int>) -> (low: Double, high: Double) {
    let values = column(j) + places.lowerBound
    let count = places.count
    var low = values[0]
    var high = values[0]
    var i = 0
    if count >= 16 {
      let raw = UnsafeRawPointer(values)
      var lows = raw.loadUnaligned(as: Lanes.self)
      var highs = lows
      while i + 8 <= count {
        let x = raw.loadUnaligned(fromByteOffset: i * 8, as: Lanes.self)
        lows.replace(with: x, where: x .< lows)
        highs.replace(with: x, where: x .> highs)
        i += 8
      }
      for lane in 0..<8 {
        low = lows[lane] < low ? lows[lane] : low
        high = highs[lane] > high ? highs[lane] : high
      }
    }
    while i < count {
      low = values[i] < low ? values[i] : low
      high = values[i] > high ? values[i] : high
      i += 1
    }
    return (low, high)
  }

  func swapAt(_ a: Int, _ b: Int) {
    for j in 0..<columns { swap(column(j), a, b) }
    swap(rows, a, b)
  }

  @inline(__always) private func swap<Element>(_ values: UnsafeMutablePointer<Element>, _ a: Int, _ b: Int) {
    let kept = values[a]
    values[a] = values[b]
    values[b] = kept
  }
}
