/// The k nearest neighbours of every row.
public struct NearestNeighbors: Sendable, Equatable {
  /// Rows of the data.
  public let count: Int
  /// Neighbours of each row: what was asked for, or n − 1 if that is less.
  public let k: Int
  /// n·k rows: those of row i at `i * k ..< (i + 1) * k`, nearest first, ties to the lower row; a row is not its own
  /// neighbour.
  public let rows: [Int32]
  /// n·k comparison values, as `rows`.
  public let comparisonValues: [Double]

  public init(count: Int, k: Int, rows: [Int32], comparisonValues: [Double]) {
    precondition(rows.count == count * k && comparisonValues.count == count * k)
    self.count = count
    self.k = k
    self.rows = rows
    self.comparisonValues = comparisonValues
  }

  /// The exact neighbours among any dissimilarities, by the cheapest route that these admit: a kd-tree for points in
  /// few dimensions, products of matrices for Euclidean ones in many, else all pairs. Every route gives the same bits.
  ///
  /// About O(n log n) time with the tree, else O(n²) dissimilarities; O(n·k) memory beyond the data.
  /// - Parameter k: 0 or more; more than n − 1 gives n − 1.
  /// - Throws: `CancellationError`.
  public init(of dissimilarities: any Dissimilarities, k: Int, context: RunContext) throws {
    try self.init(NeighborSearch(dissimilarities, k: k, context: context), k: k, context)
  }

  /// By a given route; nil where it cannot be taken.
  /// - Throws: `CancellationError`.
  package init?(
    of dissimilarities: any Dissimilarities, k: Int, by route: NeighborSearch.Route, context: RunContext
  ) throws {
    guard let search = try NeighborSearch(dissimilarities, k: k, by: route, context: context) else { return nil }
    try self.init(search, k: k, context)
  }

  /// The first `k` neighbours of each row alone. O(n·k).
  /// - Precondition: there are as many.
  public func first(_ k: Int) -> NearestNeighbors {
    precondition(k >= 0 && k <= self.k, "\(k) of \(self.k) neighbours")
    if k == self.k { return self }
    return NearestNeighbors(
      count: count, k: k, rows: (0..<count).flatMap { rows[($0 * self.k)..<($0 * self.k + k)] },
      comparisonValues: (0..<count).flatMap { comparisonValues[($0 * self.k)..<($0 * self.k + k)] })
  }

  public func neighbors(of i: Int) -> ArraySlice<Int32> { rows[(i * k)..<((i + 1) * k)] }
  public func comparisonValues(of i: Int) -> ArraySlice<Double> { comparisonValues[(i * k)..<((i + 1) * k)] }

  init(_ search: NeighborSearch, k: Int, _ context: RunContext) throws {
    let k = max(0, min(k, search.count - 1))
    let total = search.count * k
    var found: [Int32] = []
    let values = try [Double](unsafeUninitializedCapacity: total) { values, valueCount in
      found = try [Int32](unsafeUninitializedCapacity: total) { rows, rowCount in
        rowCount = 0
        if let values = values.baseAddress, let rows = rows.baseAddress, total > 0 {
          // Each row has places of its own.
          nonisolated(unsafe) let values = values
          nonisolated(unsafe) let rows = rows
          try search.forEachRow(k, context) { row, nearest, neighbors in
            (values + row * k).initialize(from: nearest, count: k)
            (rows + row * k).initialize(from: neighbors, count: k)
          }
        }
        rowCount = total
      }
      valueCount = total
    }
    self.init(count: search.count, k: k, rows: found, comparisonValues: values)
  }
}

extension KDTree {
  /// The `k` nearest neighbours of every row, in parallel. O(n·k) memory.
  /// - Throws: `CancellationError`.
  public func nearestNeighbors(_ k: Int, context: RunContext) throws -> NearestNeighbors {
    try NearestNeighbors(NeighborSearch(self), k: k, context)
  }
}
