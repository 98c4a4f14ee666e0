extension VATOrder {
  /// About how many bytes are held at the peak of computing the order of rows of features, the features themselves
  /// included: within a factor of 2 from 10,000 rows on, for any number of columns. Saturates instead of overflowing.
  ///
  /// With a geometry, 34 bytes a value (the features, a copy row by row, the kd-tree and a working copy) and 110 bytes
  /// a row (neighbour lists, edges and the order); without, 8 bytes a value and 140 bytes a row. O(n·d), never O(n²).
  /// - Parameters:
  ///   - rows, columns: of the features; negative ones count as 0.
  ///   - hasGeometry: whether the dissimilarities have one (`Dissimilarities.geometry`).
  public static func memoryEstimate(rows: Int, columns: Int, hasGeometry: Bool) -> Int {
    let perRow = Double(max(0, columns)) * (hasGeometry ? 34 : 8) + (hasGeometry ? 110 : 140)
    return bytes(Double(max(0, rows)) * perRow)
  }

  /// About how many bytes are held at the peak of computing the order from a given n×n matrix: the matrix twice, as
  /// given and evened out, and 140 bytes a row. An exactly symmetric matrix is not copied and takes half.
  public static func memoryEstimate(precomputedRows rows: Int) -> Int {
    let n = Double(max(0, rows))
    return bytes(n * n * 16 + n * 140)
  }

  private static func bytes(_ count: Double) -> Int { Int(exactly: count.rounded()) ?? .max }
}
