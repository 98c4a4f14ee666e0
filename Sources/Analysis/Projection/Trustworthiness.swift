/// Trustworthiness of a picture: are rows that look near each other really near?
///
/// With U(i) the k rows that look nearest to row i, and r(i, j) the place of row j among the rows by their dissimilarity
/// to i, it is 1 − 2 / (nk(2n − 3k − 1)) · Σᵢ Σ_{j ∈ U(i)} max(0, r(i, j) − k) (Venna & Kaski, "Neighborhood
/// preservation in nonlinear projection methods", 2001). Ties go to the lower row.
public struct Trustworthiness: Sendable, Equatable {
  /// From about 0 (rows that look near are far) to 1 (rows that look near are the nearest).
  public let value: Double
  public let neighbors: Int
  /// Rows whose neighbours were looked at, each among all rows.
  public let sampleSize: Int
  public let isSampled: Bool

  public static let standardNeighbors = 10
  /// Of more rows, the neighbours of `sampledRows` are looked at.
  public static let mostRows = 10_000
  public static let sampledRows = 1000

  /// O(n·k·sampleSize + n·sampleSize·d) time, O(n) memory for each thread.
  /// - Parameters:
  ///   - picture: n×m, finite.
  ///   - dissimilarities: between the same rows.
  ///   - neighbors: k; where n is small, less than n/2.
  /// - Throws: `AnalysisError.tooFewRows` where 2k ≥ n leaves nothing to tell, `CancellationError`.
  public init(
    of picture: Matrix, dissimilarities: any Dissimilarities, neighbors: Int = standardNeighbors, seed: UInt64 = 42,
    context: RunContext
  ) throws {
    precondition(picture.rows == dissimilarities.count, "the same rows")
    let (n, k) = (picture.rows, neighbors)
    guard k >= 1, 2 * k < n else {
      throw AnalysisError.tooFewRows(needed: 2 * k + 1, given: n, for: "trustworthiness with \(k) neighbours")
    }
    let chosen =
      n > Self.mostRows ? StatisticRows.chosen(of: n, limit: Self.sampledRows, seed: seed) : nil
    let rows = chosen ?? Array(0..<n)
    let near = try NearestNeighbors(of: EuclideanMetric().dissimilarities(of: picture), k: k, context: context)
    let excess = Buffer(count: rows.count, repeating: 0.0)
    let perChunk = 16
    let chunks = (rows.count + perChunk - 1) / perChunk
    let done = ChunkCounter()
    try context.forEachChunk(chunks) { chunk in
      let values = Buffer(count: n, repeating: 0.0)
      for place in (chunk * perChunk)..<min(rows.count, (chunk + 1) * perChunk) {
        try context.checkCancellation()
        let row = rows[place]
        dissimilarities.comparisonValues(from: row, to: 0..<n, into: values.pointer)
        values[row] = .infinity
        for j in near.neighbors(of: row) {
          excess[place] += Double(max(0, Self.rank(of: Int(j), values, n) - k))
        }
      }
      context.report("trustworthiness", done.take() + 1, of: chunks)
    }
    let worst = Double(rows.count * k) * Double(2 * n - 3 * k - 1) / 2
    value = 1 - excess.array.reduce(0, +) / worst
    self.neighbors = k
    sampleSize = rows.count
    isSampled = chosen != nil
  }

  /// 1 for the nearest.
  private static func rank(of j: Int, _ values: Buffer<Double>, _ n: Int) -> Int {
    let value = values[j]
    var rank = 1
    for i in 0..<j where values[i] <= value { rank += 1 }
    for i in j + 1..<max(n, j + 1) where values[i] < value { rank += 1 }
    return rank
  }
}
