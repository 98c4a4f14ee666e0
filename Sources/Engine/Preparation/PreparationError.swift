import Analysis

/// What can be wrong between a table and its features.
public enum PreparationError: Error, Equatable, CustomStringConvertible {
  case unknownColumn(String, option: String, known: [String])
  case textFeature(String)
  case usedTwice(String, as: String, and: String)
  case noFeatures(table: String, textColumns: [String])
  case missingValue(column: String, row: Int, isInfinite: Bool)
  case allRowsDropped(table: String, column: String)
  case badSample(Int)
  case unknownRow(Int, table: String, rows: Int)

  /// Whether the request is at fault rather than the data.
  public var isUsage: Bool {
    switch self {
    case .unknownColumn, .textFeature, .usedTwice, .badSample, .unknownRow: true
    case .noFeatures, .missingValue, .allRowsDropped: false
    }
  }

  public var description: String {
    switch self {
    case .unknownColumn(let name, let option, let known):
      let near = nearest(to: name, in: known).map { " Did you mean \"\($0)\"?" } ?? ""
      return "\(option): there is no column \"\(name)\".\(near) The columns are \(Self.list(known))."
    case .textFeature(let name):
      return "column \"\(name)\" holds text and cannot be a feature; leave it out, or use it with --labels or --id."
    case .usedTwice(let name, let first, let second):
      return "column \"\(name)\" is named by both \(first) and \(second); it can only be one of them."
    case .noFeatures(let table, let textColumns):
      let reason =
        textColumns.isEmpty
        ? "no column is left" : "the columns left hold text (\(Self.list(textColumns)))"
      return "\(table) has no numeric feature to analyse: \(reason)."
    case .missingValue(let column, let row, let isInfinite):
      return
        "data row \(row + 1), column \"\(column)\": the value is \(isInfinite ? "infinite" : "missing"); "
        + "use --missing drop, mean or median."
    case .allRowsDropped(let table, let column):
      return
        "every row of \(table) misses a value in some feature (most in \"\(column)\"); "
        + "use --missing mean or median, or leave that column out with --exclude."
    case .badSample(let count):
      return "--sample \(count): the number of rows to draw must be at least 1."
    case .unknownRow(let row, let table, let count):
      let rows = count == 1 ? "1 row: row 0" : "\(count) rows" + (count > 0 ? ", from 0 to \(count - 1)" : "")
      return "--rows: there is no row \(row): \(table) has \(rows)."
    }
  }

  static func list(_ names: [String]) -> String {
    let shown = names.prefix(12).joined(separator: ", ")
    return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
  }
}
