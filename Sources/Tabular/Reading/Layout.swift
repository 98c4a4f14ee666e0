/// How the rows of a file become columns: whether the first row names them, and what is done about a first row that
/// is one field shorter or longer than the others.
struct Layout {
  /// In words fit for a note.
  enum Peculiarity: Equatable {
    case none
    /// The header names all columns but the first, as R writes row names.
    case rowNames
    /// Every row ends with a delimiter, the header does not.
    case delimiterAfterRows
    /// The header ends with a delimiter, the rows do not.
    case delimiterAfterHeader
  }

  var hasHeader: Bool
  /// Whether a first row with numbers in it made it a row of data.
  var firstRowHoldsNumbers = false
  var peculiarity = Peculiarity.none
  /// Fields of the first row.
  var firstRowFields: Int
  /// Columns of the table.
  var columns: Int

  /// - Precondition: at least one row.
  init(_ rows: [[Sample.Cell]], decimalMark: UInt8, options: DelimitedOptions) {
    let first = rows[0]
    firstRowFields = first.count
    columns = first.count
    if let given = options.hasHeader {
      hasHeader = given
    } else {
      firstRowHoldsNumbers = first.contains { $0.isNumber(decimalMark) }
      hasHeader = Layout.isHeader(first, over: rows.dropFirst(), decimalMark)
    }
    guard hasHeader, rows.count > 1 else { return }
    let others = rows.dropFirst()
    if others.allSatisfy({ $0.count == first.count + 1 }) {
      if others.allSatisfy({ $0.last == .empty }) {
        peculiarity = .delimiterAfterRows
      } else {
        peculiarity = .rowNames
        columns += 1
      }
    } else if first.count > 1, first.last == .empty, others.allSatisfy({ $0.count == first.count - 1 }) {
      peculiarity = .delimiterAfterHeader
      columns -= 1
    }
  }

  /// A first row is a header when it holds text and no number; with numbers, when at least as many of its cells are
  /// names (text, or a quoted number, above nothing but numbers) as are numbers.
  private static func isHeader(_ first: [Sample.Cell], over rows: ArraySlice<[Sample.Cell]>, _ mark: UInt8) -> Bool {
    var numbers = first.count { $0.isNumber(mark) }
    if numbers == 0 { return first.contains { !$0.isNumber(mark) && $0 != .empty && $0 != .missing } }
    var names = 0
    for (column, cell) in first.enumerated() {
      let below = rows.compactMap { column < $0.count ? $0[column] : nil }.filter { $0 != .empty && $0 != .missing }
      guard let next = below.first, below.allSatisfy({ $0.isNumber(mark) }) else { continue }
      if cell == .text {
        names += 1
      } else if cell.isQuotedNumber, next.isUnquotedNumber {
        names += 1
        numbers -= 1
      }
    }
    return names > 0 && names >= numbers
  }
}
