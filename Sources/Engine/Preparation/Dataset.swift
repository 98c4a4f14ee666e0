import Analysis
import Tabular

/// The data as analysed: numbers without gaps, and an account of everything that was left out or changed on the way.
public struct Dataset: Sendable {
  public let name: String
  /// n×d, finite, scaled; for a dissimilarity matrix n×n as given.
  public let features: Matrix
  public let featureNames: [String]
  /// The features before scaling and after filling gaps, to show to people.
  public let unscaled: Matrix
  public let labels: Labels?
  /// One a row: from the id column, else nil.
  public let rowNames: [String]?
  /// The 0-based row of the table that each row was.
  public let rowNumbers: [Int]
  public let tableRowCount: Int
  public let droppedRows: Int
  public let imputedValues: Int
  /// Whether rows were drawn from those that could be used.
  public let isSampled: Bool
  /// Whether only some rows of the table are looked at.
  public let isPart: Bool
  public let constantColumns: [String]
  public let ignoredTextColumns: [String]
  /// What the user should know: whole sentences.
  public let warnings: [String]

  /// Reference classes.
  public struct Labels: Sendable, Equatable {
    public let column: String
    /// One a row: an index of `names`, in order of first appearance; −1 where the table has none.
    public let codes: [Int]
    public let names: [String]

    public init(column: String, codes: [Int], names: [String]) {
      self.column = column
      self.codes = codes
      self.names = names
    }
  }

  public var rowCount: Int { features.rows }
  public var rowsAreAsInTable: Bool { droppedRows == 0 && !isSampled && !isPart }

  /// Where a row of the table is among the rows as analysed; nil where it was left out. O(log n).
  public func position(ofTableRow row: Int) -> Int? {
    if rowsAreAsInTable { return rowNumbers.indices.contains(row) ? row : nil }
    var (low, high) = (0, rowNumbers.count)
    while low < high {
      let middle = (low + high) / 2
      if rowNumbers[middle] < row { low = middle + 1 } else { high = middle }
    }
    return low < rowNumbers.count && rowNumbers[low] == row ? low : nil
  }

  /// How a row is called on the screen: its name, or its number in the table, counted from 0.
  public func rowName(_ row: Int) -> String { rowNames?[row] ?? "row \(rowNumbers[row])" }
}
