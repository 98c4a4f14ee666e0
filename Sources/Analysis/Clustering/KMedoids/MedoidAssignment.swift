/// The nearest medoid of each row.
struct MedoidAssignment {
  private static let chunk = 1024

  /// One position in the medoids a row. Ties go to the first medoid, but a medoid belongs to itself.
  let labels: [Int]
  /// Σ of the dissimilarities of the rows to their medoids.
  let totalDeviation: Double

  /// O(n·k) dissimilarities, O(n) memory.
  /// - Parameters:
  ///   - medoids: distinct rows, at least one.
  ///   - points: those whose squared distances the comparison values are, where they are: then products of matrices
  ///     find the nearest. The answers are the same.
  /// - Throws: `CancellationError`.
  init(
    _ dissimilarities: any Dissimilarities, medoids: [Int], points: PointRows?, context: RunContext
  ) throws {
    let n = dissimilarities.count
    let labels = Buffer(count: n, repeating: Int32(0))
    let nearest = Buffer(count: n, repeating: Double.infinity)
    let search = points.map { MedoidProducts($0, medoids) }
    let chunks = (n + Self.chunk - 1) / Self.chunk
    try context.forEachChunk(chunks) { chunk in
      let rows = chunk * Self.chunk..<min(n, (chunk + 1) * Self.chunk)
      if let search {
        try search.find(rows, labels.pointer, nearest.pointer, context)
      } else {
        try Self.scan(dissimilarities, medoids, rows, labels.pointer, nearest.pointer, context)
      }
    }
    for (slot, row) in medoids.enumerated() {
      labels[row] = Int32(truncatingIfNeeded: slot)
      nearest[row] = 0
    }
    dissimilarities.convertToDissimilarities(nearest.pointer, count: n)
    var total = CompensatedSum()
    for i in 0..<n { total.add(nearest.pointer[i]) }
    self.labels = (0..<n).map { Int(labels.pointer[$0]) }
    totalDeviation = total.total
  }

  private static func scan(
    _ dissimilarities: any Dissimilarities, _ medoids: [Int], _ rows: Range<Int>,
    _ labels: UnsafeMutablePointer<Int32>, _ nearest: UnsafeMutablePointer<Double>, _ context: RunContext
  ) throws {
    try withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.count) { values in
      let values = values.baseAddress.unsafelyUnwrapped
      let (labels, nearest) = (labels + rows.lowerBound, nearest + rows.lowerBound)
      for (slot, medoid) in medoids.enumerated() {
        if slot & 15 == 0 { try context.checkCancellation() }
        dissimilarities.comparisonValues(from: medoid, to: rows, into: values)
        for t in 0..<rows.count where values[t] < nearest[t] {
          nearest[t] = values[t]
          labels[t] = Int32(truncatingIfNeeded: slot)
        }
      }
    }
  }
}

/// Finds the nearest of some points by products of matrices, and by differences where those leave it open.
private final class MedoidProducts: Sendable {
  private let points: PointRows
  private let medoids: [Int]
  private let products: CenterProducts

  init(_ points: PointRows, _ medoids: [Int]) {
    self.points = points
    self.medoids = medoids
    let centers = medoids.flatMap { points.coordinates(of: $0..<$0 + 1) }
    products = CenterProducts(points, count: medoids.count, centers: centers)
    products.update(centers)
  }

  func find(
    _ rows: Range<Int>, _ labels: UnsafeMutablePointer<Int32>, _ nearest: UnsafeMutablePointer<Double>,
    _ context: RunContext
  ) throws {
    let query = CenterProducts.Query(products)
    for i in rows {
      query.add(i, points.pointer + i * points.dimension, products.origin.pointer)
      if query.isFull {
        try context.checkCancellation()
        settle(query, labels, nearest)
      }
    }
    settle(query, labels, nearest)
  }

  private func settle(
    _ query: CenterProducts.Query, _ labels: UnsafeMutablePointer<Int32>, _ nearest: UnsafeMutablePointer<Double>
  ) {
    let d = points.dimension
    products.answer(query) { i, found in
      let slots = found.index >= 0 ? found.index..<found.index + 1 : 0..<medoids.count
      for slot in slots {
        let value = squaredDistance(points.pointer + medoids[slot] * d, points.pointer + i * d, d)
        if value < nearest[i] {
          nearest[i] = value
          labels[i] = Int32(truncatingIfNeeded: slot)
        }
      }
    }
  }
}
