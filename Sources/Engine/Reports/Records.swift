/// A result as rows of text under a header: what `--format csv` prints.
public struct Records: Sendable, Equatable {
  public let header: [String]
  public let rows: [[String]]

  public init(header: [String], rows: [[String]]) {
    self.header = header
    self.rows = rows
  }

  /// Comma-separated values after RFC 4180, with plain line feeds.
  public var csv: String {
    var text = Self.line(header)
    for row in rows { text += Self.line(row) }
    return text
  }

  /// A number as a cell: the shortest form that reads back as the same double; empty when there is none.
  public static func cell(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "" }
    return value.description
  }

  private static func line(_ cells: [String]) -> String { cells.map(quoted).joined(separator: ",") + "\n" }

  private static func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: { [0x2C, 0x22, 0x0A, 0x0D].contains($0) }) else { return cell }
    var text = "\""
    for character in cell.unicodeScalars {
      if character == "\"" { text.unicodeScalars.append(character) }
      text.unicodeScalars.append(character)
    }
    return text + "\""
  }
}
