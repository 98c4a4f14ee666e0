/// Sums kept as pairs of doubles (Knuth's two-sum; Ogita, Rump & Oishi, "Accurate sum and dot product", 2005): terms
/// can be added and taken away again in any order, and the total, rounded, comes out the same.
///
/// Nothing guards against two threads adding to the same sums.
final class CompensatedSums: @unchecked Sendable {
  private let high: Buffer<Double>
  private let low: Buffer<Double>

  init(count: Int) {
    high = Buffer(count: count, repeating: 0)
    low = Buffer(count: count, repeating: 0)
  }

  func total(_ index: Int) -> Double { high.pointer[index] + low.pointer[index] }

  /// Adds `sign` times each of `count` terms to the sums from `start` on.
  func add(_ terms: UnsafePointer<Double>, sign: Double, at start: Int, count: Int) {
    precondition(start >= 0 && start + count <= high.count)
    let (high, low) = (high.pointer + start, low.pointer + start)
    for j in 0..<count {
      let term = sign * terms[j]
      let before = high[j]
      let sum = before + term
      let kept = sum - before
      high[j] = sum
      low[j] += (before - (sum - kept)) + (term - kept)
    }
  }

  /// Adds `sign` times what is not zero of a point to the sums from `start` on: zeros would change nothing.
  func add(_ point: Int, of entries: SparseEntries, sign: Double, at start: Int) {
    for place in entries.places(of: point) {
      let index = start + Int(entries.columns.pointer[place])
      let term = sign * entries.values.pointer[place]
      let before = high.pointer[index]
      let sum = before + term
      let kept = sum - before
      high.pointer[index] = sum
      low.pointer[index] += (before - (sum - kept)) + (term - kept)
    }
  }

  /// Adds one of these sums to another.
  func add(_ index: Int, to sum: inout CompensatedSum) {
    sum.add(high.pointer[index])
    sum.add(low.pointer[index])
  }
}

/// One such sum.
struct CompensatedSum {
  private var high = 0.0
  private var low = 0.0

  var total: Double { high + low }

  mutating func add(_ term: Double) {
    let sum = high + term
    let kept = sum - high
    low += (high - (sum - kept)) + (term - kept)
    high = sum
  }
}
