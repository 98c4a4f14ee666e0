import Analysis

/// How some rows differ from the others: the features in which they do so most.
public struct SelectionSummaryQuantity: Quantity {
  public struct Difference: Sendable, Equatable {
    public let feature: String
    /// In the feature's own units.
    public let meanInside: Double
    public let meanOutside: Double
    /// The difference of the means over the standard deviation of all rows; 0 for a constant feature.
    public let effect: Double
  }

  public let preparation: Preparation
  /// Rows of the table.
  public let rows: RowSet
  public init(_ preparation: Preparation, rows: RowSet) {
    self.preparation = preparation
    self.rows = rows
  }

  public var title: String { "selection" }

  /// The largest effects first, ties in the order of the features; none where no row or every row is selected.
  /// O(n·d).
  public func compute(in study: Study, context: RunContext) throws -> [Difference] {
    let dataset = try study.value(DatasetQuantity(preparation), context: context)
    let isInside = dataset.rowNumbers.map(rows.contains)
    let inside = isInside.count { $0 }
    let n = dataset.rowCount
    guard inside > 0, inside < n, !preparation.isDissimilarityMatrix else { return [] }
    var differences: [Difference] = []
    for (index, name) in dataset.featureNames.enumerated() {
      try context.checkCancellation()
      let column = dataset.unscaled.column(index)
      var (sumInside, sum) = (0.0, 0.0)
      for (row, value) in column.enumerated() {
        sum += value
        if isInside[row] { sumInside += value }
      }
      let mean = sum / Double(n)
      var squares = 0.0
      for value in column { squares += (value - mean) * (value - mean) }
      let deviation = (squares / Double(n)).squareRoot()
      let (meanInside, meanOutside) = (sumInside / Double(inside), (sum - sumInside) / Double(n - inside))
      differences.append(
        Difference(
          feature: name, meanInside: meanInside, meanOutside: meanOutside,
          effect: deviation > 0 ? (meanInside - meanOutside) / deviation : 0))
    }
    return differences.enumerated().sorted {
      (abs($1.element.effect), $0.offset) < (abs($0.element.effect), $1.offset)
    }.map(\.element)
  }
}
