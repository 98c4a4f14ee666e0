/// Euclidean distances between points, times a factor that gives them a wanted mean.
///
/// With up to four times as many points as coordinates, the squared distances are kept, in at most four times the room
/// that the points take; more points are compared anew each time.
struct ScaledDistances: Dissimilarities {
  /// Between points that a power of two has brought to about 1, so that no square overflows.
  private let points: CoordinateSum<SquaredDifference>
  private let table: SquaredDistanceTable?
  /// Undoes that power.
  private let unit: Double
  /// The factor proper.
  let scale: Double

  /// O(n²·d) time for n points.
  /// - Parameters:
  ///   - points: the given ones, divided by `unit`.
  ///   - mean: what the mean distance between different points shall be, divided by `unit`.
  /// - Throws: `CancellationError`.
  init(_ points: Matrix, unit: Double, mean: Double, phase: String, context: RunContext) throws {
    self.points = CoordinateSum(points, kernel: SquaredDifference(), geometry: .squaredEuclidean)
    self.unit = unit
    let isKept = points.rows / 4 <= points.columns
    table = isKept ? try SquaredDistanceTable(points, phase: phase, context: context) : nil
    let found = try Self.meanDistance(self.points, table, phase, context)
    scale = found > 0 ? mean / found : 1
  }

  var count: Int { points.count }
  /// None where the distances are kept: no tree could be faster.
  var geometry: Geometry? { table == nil ? points.geometry : nil }

  func comparisonValue(_ i: Int, _ j: Int) -> Double { table?[i, j] ?? points.comparisonValue(i, j) }

  func comparisonValues(from i: Int, to range: Range<Int>, into target: UnsafeMutablePointer<Double>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count && i >= 0 && i < count)
    if let table {
      target.update(from: table.row(i) + range.lowerBound, count: range.count)
    } else {
      points.comparisonValues(from: i, to: range, into: target)
    }
  }

  func dissimilarity(ofComparisonValue value: Double) -> Double { value.squareRoot() * scale * unit }
  func convertToDissimilarities(_ values: UnsafeMutablePointer<Double>, count: Int) {
    for k in 0..<count { values[k] = values[k].squareRoot() * scale * unit }
  }
  func comparisonValue(ofDissimilarity value: Double) -> Double {
    let distance = value / unit / scale
    return distance * distance
  }

  /// The mean distance between different points; 0 where there are no two. Each point's sum is taken by itself and the
  /// sums in order, so that it does not depend on the threads.
  private static func meanDistance(
    _ points: CoordinateSum<SquaredDifference>, _ table: SquaredDistanceTable?, _ phase: String,
    _ context: RunContext
  ) throws -> Double {
    let n = points.count
    guard n > 1 else { return 0 }
    let sums = Buffer(count: n, repeating: 0.0)
    let rowsPerChunk = max(1, min(64, 1_000_000 / n))
    let chunks = (n + rowsPerChunk - 1) / rowsPerChunk
    let done = ChunkCounter()
    try context.forEachChunk(chunks) { chunk in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 1024) { buffer in
        let values = buffer.baseAddress.unsafelyUnwrapped
        for row in chunk * rowsPerChunk..<min(n, (chunk + 1) * rowsPerChunk) {
          var first = row + 1
          var sum = 0.0
          while first < n {
            if context.isCancelled { return }
            let range = first..<min(n, first + 1024)
            if let table {
              values.update(from: table.row(row) + first, count: range.count)
            } else {
              points.comparisonValues(from: row, to: range, into: values)
            }
            for k in 0..<range.count { sum += values[k].squareRoot() }
            first = range.upperBound
          }
          sums[row] = sum
        }
      }
      if table == nil { context.report(phase, done.take() + 1, of: chunks) }
    }
    return sums.array.reduce(0, +) / (Double(n) * Double(n - 1) / 2)
  }
}
