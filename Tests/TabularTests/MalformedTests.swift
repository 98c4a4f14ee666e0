import Tabular
import Testing

/// Texts that are no tables, and what is said about them.
@Suite struct MalformedTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let error: TableError
    var testDescription: String { text.debugDescription }

    init(_ text: String, _ error: TableError) {
      self.text = text
      self.error = error
    }
  }

  private static func ragged(_ line: Int, _ fields: Int, of expected: Int, header: Bool = true) -> TableError {
    .raggedRow(file: "t.csv", line: line, fields: fields, expected: expected, hasHeader: header)
  }

  static let cases: [Case] = [
    Case("", .empty(file: "t.csv")),
    Case("\n\n  \r\n", .empty(file: "t.csv")),
    Case("\u{FEFF}", .empty(file: "t.csv")),
    Case("a,b\n1,2\n3\n", ragged(3, 1, of: 2)),
    Case("a,b\n1,2\n3", ragged(3, 1, of: 2)),
    Case("a,b\n1,2\n3,4,5\n", ragged(3, 3, of: 2)),
    Case("a,b\n1,2\n3,4,\n", ragged(3, 3, of: 2)),
    Case("a,b,c\n1,2\n3,4\n5,6\n", ragged(2, 2, of: 3)),
    Case("a,b\n1,2,3,4\n1,2,3,4\n", ragged(2, 4, of: 2)),
    Case("1,2\n3\n", ragged(2, 1, of: 2, header: false)),
    Case("1,2\r\n3,4,5\r\n", ragged(2, 3, of: 2, header: false)),
    Case("\n\na,b\n\n1,2\n\n3\n", ragged(7, 1, of: 2)),
    Case("a,b\n\"x\ny\nz\",2\n3\n", ragged(5, 1, of: 2)),
    Case("a,b\r\n\"x\r\ny\",2\r\n3\r\n", ragged(4, 1, of: 2)),
    Case("a,b\r\"x\ry\",2\r3\r", ragged(4, 1, of: 2)),
    Case("a,b\n1,2\nr,3,4\n", ragged(3, 3, of: 2)),
    Case("a;b\n1;2\n3,4\n", ragged(3, 1, of: 2)),
    Case("a,b\n1,\"2\n3,4\n", .unclosedQuote(file: "t.csv", line: 2, column: 2)),
    Case("a,b\n1,2\n3,\"x\"\"", .unclosedQuote(file: "t.csv", line: 3, column: 2)),
    Case("a,b\n\"x\ny\",\"z\n\n", .unclosedQuote(file: "t.csv", line: 3, column: 2)),
    Case("\"a,b\n1,2\n", .unclosedQuote(file: "t.csv", line: 1, column: 1)),
    Case("a,\"", .unclosedQuote(file: "t.csv", line: 1, column: 2)),
    Case("a,b\n\"x\"y,2\n", .textAfterQuote(file: "t.csv", line: 2, column: 1)),
    Case("a,b\n1,\"x\" \"y\"\n", .textAfterQuote(file: "t.csv", line: 2, column: 2)),
    Case("\"a\"b,c\n1,2\n", .textAfterQuote(file: "t.csv", line: 1, column: 1)),
    Case("a,b\n\"x\ny\"z,2\n", .textAfterQuote(file: "t.csv", line: 2, column: 1)),
    Case("a,b\n1,2\n3,\0\n", .nulByte(file: "t.csv", line: 3)),
    Case("\0", .nulByte(file: "t.csv", line: 1)),
    Case("a,b\n\"x\n\0\",2\n", .nulByte(file: "t.csv", line: 3)),
    Case("a\0,\0b\0\n\01\0,\02\0\n\0", .nulByte(file: "t.csv", line: 1)),
    Case("a,b\n1\n\0", ragged(2, 1, of: 2)),
  ]

  @Test(arguments: cases)
  func isRefused(_ test: Case) {
    #expect(failure(Array(test.text.utf8)) == test.error)
    #expect(test.error.description.hasPrefix("t.csv: ") && !test.error.isNoInput)
  }

  @Test(arguments: cases)
  func isRefusedInPieces(_ test: Case) {
    for chunk in [1, 2, 3, 5, 7] {
      var options = DelimitedOptions()
      options.chunkSize = chunk
      // As many rows are looked at first, whatever the chunks.
      #expect(failure(Array(test.text.utf8), options) == test.error, "chunks of \(chunk)")
    }
  }

  @Test(arguments: [
    ([0xFF, 0xFE, 0x61, 0x00], "UTF-16"), ([0xFE, 0xFF, 0x00, 0x61], "UTF-16"), ([0x1F, 0x8B, 0x08, 0x00], "gzip"),
    ([0x50, 0x4B, 0x03, 0x04, 0x14], "spreadsheet"), (Array("PAR1\u{15}xxx".utf8), "Parquet"),
    (Array("%PDF-1.4\n".utf8), "PDF"), (Array("BZh91AY".utf8), "bzip2"),
  ] as [([UInt8], String)])
  func otherKindsOfFileAreNamed(bytes: [UInt8], kind: String) throws {
    let error = try #require(failure(bytes))
    #expect(error.description.contains(kind))
  }

  @Test func limits() {
    var options = DelimitedOptions()
    options.maximumColumns = 3
    options.maximumRowBytes = 64
    options.chunkSize = 16
    options.sampleSize = 16
    #expect(failure(Array("a,b,c\n1,2,3\n".utf8), options) == nil)
    #expect(failure(Array("a,b,c,d\n1,2,3,4\n".utf8), options) == .tooManyColumns(file: "t.csv", line: 1, limit: 3))
    let long = String(repeating: "x", count: 200)
    #expect(failure(Array("a\n1\n2\n3\n\"\(long)".utf8), options) == .rowTooLong(file: "t.csv", line: 5, limit: 64))
    #expect(failure(Array(long.utf8), options) == .rowTooLong(file: "t.csv", line: 1, limit: 64))
  }

  @Test func errorsSayWhereAndWhatToDo() {
    let error = failure(Array("a,b\n1,2\n3\n".utf8))
    #expect(error?.description.hasPrefix("t.csv: line 3: 1 field where the header has 2; complete the row") == true)
    let other = failure(Array("1,2\n3,4,5\n".utf8))
    #expect(other?.description.hasPrefix("t.csv: line 2: 3 fields where the first row has 2; put quotes") == true)
  }
}
