extension AlgorithmDescription {
  /// Columns up to which a kd-tree mostly spares looking at every pair of rows; measured with 100,000 rows in 2 and 10.
  public static let fewColumns = 8

  /// Whether the time grows with the square of the number of rows, as `cost` has it: a cost begins with the term that
  /// rules; one that names a better way first, or a spanning tree, is as good as that in few columns only.
  public func looksAtAllPairs(columns: Int) -> Bool {
    if cost.hasPrefix("O(n²") { return true }
    return columns > Self.fewColumns && (cost.contains("O(n²") || cost.contains("spanning tree"))
  }
}
