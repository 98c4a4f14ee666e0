/// What can be wrong with a file of data. Every description says where, what, and what to do. Lines and columns
/// count from 1; a line is a line of the file, also inside quotes.
public enum TableError: Error, Equatable, Sendable, CustomStringConvertible {
  case notFound(path: String)
  case unreadable(path: String, reason: String)
  case isDirectory(path: String)
  case empty(file: String)
  /// A row whose number of fields differs from the header's or, without one, from the first row's.
  case raggedRow(file: String, line: Int, fields: Int, expected: Int, hasHeader: Bool)
  /// `line` and `column` of the opening quote.
  case unclosedQuote(file: String, line: Int, column: Int)
  case textAfterQuote(file: String, line: Int, column: Int)
  case nulByte(file: String, line: Int)
  /// A file in another encoding or format; `kind` names it with its article.
  case notText(file: String, kind: String, advice: String)
  case rowTooLong(file: String, line: Int, limit: Int)
  case tooManyColumns(file: String, line: Int, limit: Int)
  case changedWhileReading(file: String)
  /// A file whose table would not fit in memory; nothing of it has been kept.
  case tooLarge(file: String, neededBytes: Int, freeBytes: Int)
  case badOption(String)

  /// Whether there was nothing to read (exit code 66), as opposed to bad data (65).
  public var isNoInput: Bool {
    switch self {
    case .notFound, .unreadable, .isDirectory: true
    default: false
    }
  }

  public var description: String {
    switch self {
    case .notFound(let path):
      return "\(path): there is no such file; check the name, or give - to read from standard input."
    case .unreadable(let path, let reason):
      return "\(path): cannot be read: \(reason)."
    case .isDirectory(let path):
      return "\(path): is a folder; name a file in it."
    case .empty(let file):
      return "\(file): is empty; a table needs at least one line."
    case .raggedRow(let file, let line, let fields, let expected, let hasHeader):
      let advice =
        fields < expected
        ? "complete the row (a missing value may be left empty between its delimiters), or name the right delimiter"
        : "put quotes around a field that contains the delimiter, or name the right delimiter"
      return "\(file): line \(line): \(fields) field\(fields == 1 ? "" : "s") where the "
        + "\(hasHeader ? "header" : "first row") has \(expected); \(advice)."
    case .unclosedQuote(let file, let line, let column):
      return "\(file): line \(line), column \(column): the quote that opens here is never closed; close it, "
        + "or write \"\" for a quote inside a quoted field."
    case .textAfterQuote(let file, let line, let column):
      return "\(file): line \(line), column \(column): there is text after the closing quote; write \"\" for a quote "
        + "inside a quoted field."
    case .nulByte(let file, let line):
      return "\(file): line \(line): there is a NUL byte, so this is UTF-16 or no text at all; save it as CSV in UTF-8."
    case .notText(let file, let kind, let advice):
      return "\(file): this is \(kind), not a delimited text file; \(advice)."
    case .rowTooLong(let file, let line, let limit):
      return "\(file): line \(line): the row that begins here is longer than \(limit) bytes; "
        + "check it for a quote that is not closed."
    case .tooManyColumns(let file, let line, let limit):
      return "\(file): line \(line): more than \(limit) fields; if rows and columns are swapped, transpose the table."
    case .changedWhileReading(let file):
      return "\(file): changed while it was being read; read it again."
    case .tooLarge(let file, let needed, let free):
      return "\(file): reading and analysing it would take about \(FreeMemory.text(of: needed)) of memory and "
        + "\(FreeMemory.text(of: free)) are free; give fewer rows or columns of it."
    case .badOption(let reason):
      return "\(reason)."
    }
  }
}
