import Tabular
import Testing

/// Long tables take a fast way through rows of plain numbers, two threads at once; small chunks never do. Both must
/// read the same.
@Suite struct PlainRowsTests {
  static func table(rows: Int, odd: [Int: String] = [:], lineBreak: String = "\n") -> [UInt8] {
    var text = "a,b,c,d" + lineBreak
    var state: UInt64 = 9
    for row in 0..<rows {
      if let line = odd[row] {
        text += line + lineBreak
        continue
      }
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(Int64(bitPattern: state) >> 20) / 65536
      text += "\(row),\(value),-0.25,\(value * 1e-7)" + lineBreak
    }
    return Array(text.utf8)
  }

  static func read(_ bytes: [UInt8], chunkSize: Int) throws -> Table {
    var options = DelimitedOptions()
    options.chunkSize = chunkSize
    return try TableReader.read(bytes: bytes, name: "t", options: options)
  }

  static func expectSame(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let fast = try read(bytes, chunkSize: 1 << 20)
    let slow = try read(bytes, chunkSize: 4099)
    #expect(fast.rowCount == slow.rowCount, sourceLocation: sourceLocation)
    #expect(fast.notes == slow.notes, sourceLocation: sourceLocation)
    for (first, second) in zip(fast.columns, slow.columns) {
      switch (first.values, second.values) {
      case (.numeric(let a), .numeric(let b)):
        #expect(a.map(\.bitPattern) == b.map(\.bitPattern), sourceLocation: sourceLocation)
      case (.text(let a, let levelsA), .text(let b, let levelsB)):
        #expect(a == b && levelsA == levelsB, sourceLocation: sourceLocation)
      default: Issue.record("\(first.name) has two kinds", sourceLocation: sourceLocation)
      }
    }
  }

  @Test func plain() throws {
    let bytes = Self.table(rows: 40_000)
    #expect(bytes.count > 1 << 20)
    try Self.expectSame(bytes)
    guard case .numeric(let counted) = try Self.read(bytes, chunkSize: 1 << 20).columns[0].values else { return }
    #expect(counted == (0..<40_000).map(Double.init))
  }

  @Test(arguments: [
    "1,,3,4", "1,NA,3,4", "1,\"2\",3,4", " 1, 2, 3, 4", "1,2,3,4\r", "1,2,3,word", "1,\"2\n\",3,\"4\n\n\"", "",
    "inf,nan,1e400,0x1",
  ])
  func oddRowsAnywhere(_ line: String) throws {
    for rows in [[0], [7000], [10_123], [19_999], [3, 9000, 15_000]] {
      try Self.expectSame(Self.table(rows: 20_000, odd: Dictionary(uniqueKeysWithValues: rows.map { ($0, line) })))
    }
  }

  @Test func otherLineBreaks() throws {
    try Self.expectSame(Self.table(rows: 20_000, lineBreak: "\r\n"))
    try Self.expectSame(Self.table(rows: 20_000, lineBreak: "\r"))
  }

  @Test func theLineOfARaggedRowIsRight() throws {
    for row in [4, 8000, 16_000, 30_001] {
      let bytes = Self.table(rows: 40_000, odd: [row: "1,2,3"])
      #expect(throws: TableError.raggedRow(file: "t", line: row + 2, fields: 3, expected: 4, hasHeader: true)) {
        try Self.read(bytes, chunkSize: 1 << 20)
      }
    }
  }
}
