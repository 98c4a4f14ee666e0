/// One coordinate's part in a dissimilarity that accumulates over coordinates.
protocol CoordinateKernel: Sendable {
  func accumulate(_ total: Double, _ x: Double, _ y: Double) -> Double
}

struct SquaredDifference: CoordinateKernel {
  @inline(__always) func accumulate(_ total: Double, _ x: Double, _ y: Double) -> Double {
    let difference = x - y
    return total + difference * difference
  }
}

struct AbsoluteDifference: CoordinateKernel {
  @inline(__always) func accumulate(_ total: Double, _ x: Double, _ y: Double) -> Double { total + abs(x - y) }
}

struct LargestDifference: CoordinateKernel {
  @inline(__always) func accumulate(_ total: Double, _ x: Double, _ y: Double) -> Double {
    let difference = abs(x - y)
    return difference > total ? difference : total
  }
}

struct PowerDifference: CoordinateKernel {
  let exponent: Double
  @inline(__always) func accumulate(_ total: Double, _ x: Double, _ y: Double) -> Double {
    total + power(abs(x - y), exponent)
  }
}

struct CanberraTerm: CoordinateKernel {
  @inline(__always) func accumulate(_ total: Double, _ x: Double, _ y: Double) -> Double {
    let size = abs(x) + abs(y)
    return size == 0 ? total : total + abs(x - y) / size
  }
}

struct Mismatch: CoordinateKernel {
  @inline(__always) func accumulate(_ total: Double, _ x: Double, _ y: Double) -> Double { total + (x == y ? 0 : 1) }
}

/// Dissimilarities that are a function of one sum (or maximum) over coordinates, taken in column order: the shape of
/// most metrics. Generic over the kernel so that the inner loop is plain arithmetic.
struct CoordinateSum<Kernel: CoordinateKernel>: Dissimilarities {
  let points: Matrix
  let kernel: Kernel
  /// The dissimilarity of a sum, and back.
  let outer: @Sendable (Double) -> Double
  let inverse: @Sendable (Double) -> Double
  /// `outer` of many values in place, where a loop of its own is much faster than calling it for each.
  let outerOfMany: (@Sendable (UnsafeMutablePointer<Double>, Int) -> Void)?
  let geometry: Geometry?

  init(
    _ points: Matrix, kernel: Kernel, geometry: Geometry.Kernel? = nil,
    outer: @escaping @Sendable (Double) -> Double = { $0 }, inverse: @escaping @Sendable (Double) -> Double = { $0 },
    outerOfMany: (@Sendable (UnsafeMutablePointer<Double>, Int) -> Void)? = nil
  ) {
    self.points = points
    self.kernel = kernel
    self.outer = outer
    self.inverse = inverse
    self.outerOfMany = outerOfMany
    self.geometry = geometry.map { Geometry(points: points, kernel: $0) }
  }

  var count: Int { points.rows }
  func dissimilarity(ofComparisonValue value: Double) -> Double { outer(value) }
  func comparisonValue(ofDissimilarity value: Double) -> Double { inverse(value) }

  func convertToDissimilarities(_ values: UnsafeMutablePointer<Double>, count: Int) {
    if let outerOfMany {
      outerOfMany(values, count)
    } else {
      for k in 0..<count { values[k] = outer(values[k]) }
    }
  }

  func copied(rows: [Int]) -> (any Dissimilarities)? {
    CoordinateSum(
      points.selecting(rows: rows), kernel: kernel, geometry: geometry?.kernel, outer: outer, inverse: inverse,
      outerOfMany: outerOfMany)
  }

  // Called through `any Dissimilarities`, a generic method would look up its kernel at every coordinate.
  @specialized(where Kernel == SquaredDifference)
  @specialized(where Kernel == AbsoluteDifference)
  @specialized(where Kernel == LargestDifference)
  @specialized(where Kernel == PowerDifference)
  @specialized(where Kernel == CanberraTerm)
  @specialized(where Kernel == Mismatch)
  func comparisonValue(_ i: Int, _ j: Int) -> Double {
    points.values.withUnsafeBufferPointer { values in
      var total = 0.0
      var offset = 0
      for _ in 0..<points.columns {
        total = kernel.accumulate(total, values[offset + i], values[offset + j])
        offset += points.rows
      }
      return total
    }
  }

  @specialized(where Kernel == SquaredDifference)
  @specialized(where Kernel == AbsoluteDifference)
  @specialized(where Kernel == LargestDifference)
  @specialized(where Kernel == PowerDifference)
  @specialized(where Kernel == CanberraTerm)
  @specialized(where Kernel == Mismatch)
  func comparisonValues(from i: Int, to range: Range<Int>, into target: UnsafeMutablePointer<Double>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count && i >= 0 && i < count)
    let length = range.count
    points.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else {
        target.update(repeating: 0, count: length)
        return
      }
      target.update(repeating: 0, count: length)
      // Two columns a pass halve the traffic; the order of the sum stays that of the columns.
      var j = 0
      while j + 1 < points.columns {
        let first = base + (j * points.rows + range.lowerBound)
        let second = base + ((j + 1) * points.rows + range.lowerBound)
        let x0 = base[j * points.rows + i]
        let x1 = base[(j + 1) * points.rows + i]
        for k in 0..<length {
          target[k] = kernel.accumulate(kernel.accumulate(target[k], x0, first[k]), x1, second[k])
        }
        j += 2
      }
      if j < points.columns {
        let first = base + (j * points.rows + range.lowerBound)
        let x0 = base[j * points.rows + i]
        for k in 0..<length { target[k] = kernel.accumulate(target[k], x0, first[k]) }
      }
    }
  }
}
