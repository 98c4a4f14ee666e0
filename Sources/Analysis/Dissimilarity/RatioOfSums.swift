/// One coordinate's part in a dissimilarity that is a ratio of two sums over coordinates.
protocol RatioKernel: Sendable {
  func numerator(_ x: Double, _ y: Double) -> Double
  func denominator(_ x: Double, _ y: Double) -> Double
  /// The dissimilarity from the two sums.
  func ratio(_ numerator: Double, _ denominator: Double) -> Double
}

/// Dissimilarities of the form Σ numerator / Σ denominator, with 0/0 = 0.
struct RatioOfSums<Kernel: RatioKernel>: Dissimilarities {
  let points: Matrix
  let kernel: Kernel

  var count: Int { points.rows }

  func copied(rows: [Int]) -> (any Dissimilarities)? {
    RatioOfSums(points: points.selecting(rows: rows), kernel: kernel)
  }

  // As in `CoordinateSum`.
  @specialized(where Kernel == BrayCurtisKernel)
  @specialized(where Kernel == JaccardKernel)
  func comparisonValue(_ i: Int, _ j: Int) -> Double {
    var numerator = 0.0
    var denominator = 0.0
    points.values.withUnsafeBufferPointer { values in
      var offset = 0
      for _ in 0..<points.columns {
        numerator += kernel.numerator(values[offset + i], values[offset + j])
        denominator += kernel.denominator(values[offset + i], values[offset + j])
        offset += points.rows
      }
    }
    return kernel.ratio(numerator, denominator)
  }

  @specialized(where Kernel == BrayCurtisKernel)
  @specialized(where Kernel == JaccardKernel)
  func comparisonValues(from i: Int, to range: Range<Int>, into target: UnsafeMutablePointer<Double>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count && i >= 0 && i < count)
    let block = 256
    withUnsafeTemporaryAllocation(of: Double.self, capacity: block) { denominators in
      points.values.withUnsafeBufferPointer { values in
        var start = range.lowerBound
        while start < range.upperBound {
          let length = min(block, range.upperBound - start)
          let numerators = target + (start - range.lowerBound)
          for k in 0..<length {
            numerators[k] = 0
            denominators[k] = 0
          }
          for j in 0..<points.columns {
            let offset = j * points.rows
            let x = values[offset + i]
            for k in 0..<length {
              let y = values[offset + start + k]
              numerators[k] += kernel.numerator(x, y)
              denominators[k] += kernel.denominator(x, y)
            }
          }
          for k in 0..<length { numerators[k] = kernel.ratio(numerators[k], denominators[k]) }
          start += length
        }
      }
    }
  }
}
