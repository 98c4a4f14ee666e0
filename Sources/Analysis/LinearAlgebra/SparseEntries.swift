/// The coordinates of points that are not zero, beside all of them: inner products take time for these alone. What is
/// decided by them has to leave room for rounding; `slack` says how much.
final class SparseEntries: Sendable {
  /// Part of the coordinates up to which it pays to leave out the zeros, and columns from which on.
  private static let mostShare = 0.125
  private static let fewestColumns = 32

  /// Point i has the places `starts[i]..<starts[i + 1]` of `columns`, ascending, and `values`.
  let starts: Buffer<Int>
  let columns: Buffer<Int32>
  let values: Buffer<Double>
  /// Σ x² of each point.
  let squares: Buffer<Double>
  private let rounding: Double

  /// O(n·d).
  /// - Returns: nil where too few coordinates are zero for it to pay, unless it is `forced`.
  init?(_ points: PointRows, forced: Bool) {
    let (n, d) = (points.count, points.dimension)
    var starts = Array(repeating: 0, count: n + 1)
    for i in 0..<n {
      let x = points.pointer + i * d
      starts[i + 1] = starts[i] + (0..<d).reduce(0) { $0 + (x[$1] != 0 ? 1 : 0) }
    }
    let isSparse = d >= Self.fewestColumns && Double(starts[n]) <= Self.mostShare * Double(n) * Double(d)
    guard forced || isSparse, d <= Int32.max else { return nil }
    columns = Buffer(count: starts[n], repeating: 0)
    values = Buffer(count: starts[n], repeating: 0)
    squares = Buffer(count: n, repeating: 0)
    var place = 0
    for i in 0..<n {
      let x = points.pointer + i * d
      for j in 0..<d where x[j] != 0 {
        columns.pointer[place] = Int32(truncatingIfNeeded: j)
        values.pointer[place] = x[j]
        squares.pointer[i] += x[j] * x[j]
        place += 1
      }
    }
    self.starts = Buffer(starts, padding: 0)
    rounding = Double(d + 16) * 0x1p-51
  }

  @inline(__always) func places(of i: Int) -> Range<Int> { starts.pointer[i]..<starts.pointer[i + 1] }

  /// Point i times another, given by all its coordinates.
  @inline(__always) func product(_ i: Int, _ other: UnsafePointer<Double>) -> Double {
    var total = 0.0
    for place in places(of: i) { total += values.pointer[place] * other[Int(columns.pointer[place])] }
    return total
  }

  /// By how much ‖x‖² − 2x·c + ‖c‖² and the sum of squared differences may differ from one another.
  @inline(__always) func slack(_ first: Double, _ second: Double) -> Double { rounding * (first + second) + 1e-290 }
}
