import Analysis
import Tabular

/// Pairs of rows that belong together or apart, as a table names them: two columns of rows and one that says
/// `must` or `cannot`.
public struct ConstraintList: Sendable, Hashable {
  struct Entry: Sendable, Hashable {
    /// Rows as named: by the id column's value, or by their 0-based number in the table.
    let first: String
    let second: String
    let isMust: Bool
    /// In the list, from 1.
    let line: Int
  }

  let entries: [Entry]
  /// The file's name, for errors.
  let name: String

  private static let words: [String: Bool] = [
    "must": true, "must-link": true, "together": true, "1": true,
    "cannot": false, "cannot-link": false, "apart": false, "-1": false,
  ]

  /// - Parameter table: three columns: row, row, must or cannot.
  /// - Throws: `AnalysisError.notApplicable` naming the line at fault.
  public init(_ table: Table) throws {
    name = table.name
    guard table.columns.count == 3 else {
      throw AnalysisError.notApplicable(
        "the constraints in \(table.name) have \(table.columns.count) columns",
        advice: "give three: a row, another row, and must or cannot")
    }
    let cells = table.columns.map(Self.texts)
    entries = try (0..<table.rowCount).map { row in
      let (first, second, word) = (cells[0][row], cells[1][row], cells[2][row])
      guard let isMust = Self.words[word.lowercased()] else {
        throw AnalysisError.notApplicable(
          "constraint \(row + 1) of \(table.name) says \"\(word)\"", advice: "the third column is must or cannot")
      }
      return Entry(first: first, second: second, isMust: isMust, line: row + 1)
    }
  }

  private static func texts(_ column: Column) -> [String] {
    switch column.values {
    case .text(let codes, let levels): codes.map { $0 < 0 ? "" : levels[Int($0)] }
    case .numeric(let numbers): numbers.map { Int(exactly: $0).map(String.init) ?? "\($0)" }
    }
  }

  /// The constraints between the rows as analysed.
  /// - Returns: also how many name a row that was left out or not sampled.
  /// - Throws: `AnalysisError.notApplicable` for a row that the table does not have, a name that several rows have, or
  ///   pairs that contradict each other.
  func resolved(for dataset: Dataset) throws -> (constraints: PairConstraints, ignored: Int) {
    var rows: [String: Int] = [:]
    var repeated: Set<String> = []
    for row in 0..<dataset.rowCount {
      let key = dataset.rowNames.map { $0[row] } ?? "\(dataset.rowNumbers[row])"
      if rows.updateValue(row, forKey: key) != nil { repeated.insert(key) }
    }
    var must: [(Int, Int)] = []
    var cannot: [(Int, Int)] = []
    var ignored = 0
    for entry in entries {
      var pair: [Int] = []
      for key in [entry.first, entry.second] {
        guard !repeated.contains(key) else {
          throw AnalysisError.notApplicable(
            "constraint \(entry.line) of \(name) names \"\(key)\", and several rows are called that",
            advice: "leave out --id to name rows by their numbers, from 0")
        }
        if let row = rows[key] {
          pair.append(row)
        } else if dataset.rowsAreAsInTable || Int(key).map({ !(0..<dataset.tableRowCount).contains($0) }) ?? true,
          dataset.rowNames == nil || dataset.rowsAreAsInTable
        {
          throw AnalysisError.notApplicable(
            "constraint \(entry.line) of \(name) names \"\(key)\", which is no row of \(dataset.name)",
            advice: dataset.rowNames == nil
              ? "name rows by their numbers, 0 to \(dataset.tableRowCount - 1), or use --id" : "name rows as --id does")
        }
      }
      guard pair.count == 2 else {
        ignored += 1
        continue
      }
      if entry.isMust { must.append((pair[0], pair[1])) } else { cannot.append((pair[0], pair[1])) }
    }
    return (try PairConstraints(mustLink: must, cannotLink: cannot, count: dataset.rowCount), ignored)
  }
}
