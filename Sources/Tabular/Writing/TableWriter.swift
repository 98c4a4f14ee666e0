/// Writes a table as delimited text.
public enum TableWriter {
  /// The bytes of a file: a line of names and one a row. Reading them gives the same table, but for two things that
  /// such a file cannot say: a text that is a missing-value token is read as missing, and a column of texts that are
  /// all numbers is read as numbers. A table without columns gives no bytes.
  public static func delimited(
    _ table: Table, delimiter: UInt8 = UInt8(ascii: ","), missing: String = "NA"
  ) -> [UInt8] {
    guard !table.columns.isEmpty else { return [] }
    var writer = DelimitedWriter(delimiter: delimiter, missing: missing)
    for column in table.columns { writer.field(column.name) }
    writer.endRow()
    for row in 0..<table.rowCount {
      for column in table.columns {
        switch column.values {
        case .numeric(let numbers): writer.field(numbers[row])
        case .text(let codes, let levels): writer.field(codes[row] < 0 ? nil : levels[Int(codes[row])])
        }
      }
      writer.endRow()
    }
    return writer.takeBytes()
  }
}
