/// Cluster tendency from the dissimilarities between two kinds of objects: m row objects and n column objects, of which
/// only pairs of different kind have been compared.
///
/// Of coVAT (Bezdek, Hathaway & Huband, "Visual assessment of clustering tendency for rectangular dissimilarity
/// matrices", 2007): the dissimilarity of two row objects is estimated by the Euclidean distance between their rows of
/// the matrix, of two column objects by that between their columns, each scaled so that the mean over different pairs
/// is the mean of the matrix. Of these and the matrix itself a square one over all m + n objects is made up, the union.
/// VAT of the three answers how many clusters the rows have, the columns, and both together.
///
/// For the picture of the matrix, coVAT takes rows and columns as they come in the order of the union. Havens, Bezdek
/// & Keller ("A new implementation of the co-VAT algorithm for visual assessment of clusters in rectangular relational
/// data", 2010; coVAT2) show where this fails, and take the rows' and the columns' own orders: the better choice as a
/// rule, and the standard here. Both are at hand.
///
/// O(m²n + n²m) time, O(m·n) memory: a square matrix of one kind's distances is kept only where it takes at most four
/// times the room of the given one.
public struct RectangularVAT: Sendable {
  /// Where the rows and columns of the picture have their order from.
  public enum Arrangement: String, Sendable, CaseIterable {
    /// Rows and columns each by their own VAT order (coVAT2).
    case separate
    /// Both by the VAT order of the union (coVAT).
    case union
  }

  /// m×n, as given.
  public let matrix: Matrix
  /// The VAT order of the m row objects.
  public let rows: VATOrder
  /// The VAT order of the n column objects.
  public let columns: VATOrder
  /// The VAT order of all objects: i < m is row object i, m + j is column object j.
  public let union: VATOrder
  /// What the distances between rows, and between columns, are multiplied by; 1 where all are 0.
  public let rowScale: Double
  public let columnScale: Double
  private let parts: UnionDissimilarities

  /// - Parameter matrix: m×n dissimilarities, finite and not negative; any m and n.
  /// - Throws: `AnalysisError.badDissimilarity` with the first offending cell, row by row; `CancellationError`.
  public init(_ matrix: Matrix, context: RunContext = RunContext()) throws {
    try Self.validate(matrix)
    self.matrix = matrix
    parts = try UnionDissimilarities(matrix, context: context)
    rowScale = parts.rows.scale
    columnScale = parts.columns.scale
    rows = try VATOrder(of: parts.rows, context: context)
    columns = try VATOrder(of: parts.columns, context: context)
    union = try VATOrder(of: parts, context: context)
  }

  /// The dissimilarities between the row objects, between the column objects, and between all: with the orders above,
  /// what images are made from.
  public var rowDissimilarities: any Dissimilarities { parts.rows }
  public var columnDissimilarities: any Dissimilarities { parts.columns }
  public var unionDissimilarities: any Dissimilarities { parts }

  /// The row objects in the order of the picture: a permutation of 0..<m.
  public func rowOrder(_ arrangement: Arrangement = .separate) -> [Int] {
    switch arrangement {
    case .separate: rows.order
    case .union: union.order.filter { $0 < matrix.rows }
    }
  }

  /// The column objects in the order of the picture: a permutation of 0..<n.
  public func columnOrder(_ arrangement: Arrangement = .separate) -> [Int] {
    switch arrangement {
    case .separate: columns.order
    case .union: union.order.compactMap { $0 < matrix.rows ? nil : $0 - matrix.rows }
    }
  }

  /// The picture of the matrix, rows and columns in order.
  public func image(_ arrangement: Arrangement = .separate) -> RectangularImage {
    RectangularImage(matrix, rowOrder: rowOrder(arrangement), columnOrder: columnOrder(arrangement))
  }

  private static func validate(_ matrix: Matrix) throws {
    for i in 0..<matrix.rows {
      for j in 0..<matrix.columns {
        let value = matrix[i, j]
        guard value.isFinite else {
          throw AnalysisError.badDissimilarity(row: i, column: j, reason: "is not a finite number")
        }
        guard value >= 0 else {
          throw AnalysisError.badDissimilarity(row: i, column: j, reason: "is negative (\(value))")
        }
      }
    }
  }
}
