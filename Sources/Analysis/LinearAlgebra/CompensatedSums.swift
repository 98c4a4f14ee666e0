/// Sums kept as pairs of doubles (Knuth's two-sum; Ogita, Rump & Oishi, "Accurate sum and dot product", 2005): terms
/// can be added and taken away again in any order, and the total, rounded, comes out the same.
struct CompensatedSums {
  private var high: [Double]
  private var low: [Double]

  init(count: Int) {
    high = Array(repeating: 0, count: count)
    low = high
  }

  func total(_ index: Int) -> Double { high[index] + low[index] }

  /// Adds `sign` times each of `count` terms to the sums from `start` on.
  mutating func add(_ terms: UnsafePointer<Double>, sign: Double, at start: Int, count: Int) {
    precondition(start >= 0 && start + count <= high.count)
    high.withUnsafeMutableBufferPointer { high in
      low.withUnsafeMutableBufferPointer { low in
        for j in 0..<count {
          let term = sign * terms[j]
          let before = high[start + j]
          let sum = before + term
          let kept = sum - before
          high[start + j] = sum
          low[start + j] += (before - (sum - kept)) + (term - kept)
        }
      }
    }
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
