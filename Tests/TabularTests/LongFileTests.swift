import Tabular
import Testing

/// Files longer than a chunk: whatever happens at the cuts, nothing may change.
@Suite struct LongFileTests {
  /// Numbers, text, quotes, line breaks, missing cells, and line endings of all kinds.
  static let text: String = {
    var text = "id,x,word,\"a \"\"b\"\"\",late,empty\r\n"
    let endings = ["\n", "\r\n", "\r"]
    for row in 0..<3000 {
      let word = ["plain", "\"with, comma\"", "\"two\nlines\"", "\"q\"\"q\"", "é", "NA", ""][row % 7]
      let late = row == 2500 ? "text" : row % 11 == 0 ? "" : "\(row).50"
      text += "\(row),\(Double(row) * 0.1),\(word),\"\(row % 5)\",\(late),"
      text += (row == 2900 ? "found" : "NA") + endings[row % 3]
    }
    return text
  }()

  private func options(chunk: Int, sample: Int = 1 << 16) -> DelimitedOptions {
    var options = DelimitedOptions()
    options.chunkSize = chunk
    options.sampleSize = sample
    return options
  }

  @Test func columnsAreRight() throws {
    let table = try read(Self.text)
    #expect(table.rowCount == 3000)
    #expect(table.columns.map(\.name) == ["id", "x", "word", "a \"b\"", "late", "empty"])
    #expect(table.columns.map(\.isNumeric) == [true, true, false, true, false, false])
    #expect(table.columns.map(\.missingCount) == [0, 0, 856, 0, 273, 2999])
    guard case .numeric(let x) = table.columns[1].values, case .text(let codes, let levels) = table.columns[4].values
    else { return #expect(Bool(false)) }
    #expect(x == (0..<3000).map { Double($0) * 0.1 })
    // The numbers before the text keep their final zero.
    #expect(levels[Int(codes[1])] == "1.50" && levels[Int(codes[2999])] == "2999.50")
    #expect(levels[Int(codes[2500])] == "text")
  }

  @Test(arguments: [1, 2, 3, 7, 13, 64, 1000, 4099, 65536])
  func chunksDoNotMatter(chunk: Int) throws {
    let whole = try read(Self.text, options(chunk: 1 << 20))
    for sample in [1, 200, 1 << 16] {
      let table = try read(Self.text, options(chunk: chunk, sample: sample))
      #expect(render(table) == render(whole), "sample of \(sample)")
      #expect(table.notes == whole.notes)
    }
  }

  @Test func errorsDoNotDependOnChunks() {
    let bad = [
      "1,2\n", "1,2,3,4,5,6,7\n", "1,2,\"x\"y,4,5,6\n", "1,2,\"never closed,4\n", "1,2,\0,4,5,6\n",
    ]
    for row in bad {
      let bytes = Array((Self.text + row + "1,2,3,4,5,6\n").utf8)
      let whole = failure(bytes)
      #expect(whole != nil)
      for chunk in [3, 64, 4099] { #expect(failure(bytes, options(chunk: chunk, sample: 200)) == whole) }
    }
  }

  /// Random texts of the bytes that matter: every cut must give the same table or the same error.
  @Test func randomTextsDoNotDependOnChunks() {
    var random = NumberTests.Generator(state: 4)
    let pieces = [
      "1", "2.5", "x", ",", ",", ";", "\t", "\"", "\n", "\n", "\r", "\r\n", " ", "-", "e", "NA", "é", "1,5",
    ]
    var tables = 0
    for _ in 0..<1500 {
      var text = ""
      for _ in 0..<Int.random(in: 1...40, using: &random) { text += pieces.randomElement(using: &random)! }
      let whole = outcome(text, options(chunk: 1 << 20, sample: 12))
      if !whole.hasPrefix("t: ") { tables += 1 }
      for chunk in [1, 2, 5] { #expect(outcome(text, options(chunk: chunk, sample: 12)) == whole, "\(text)") }
    }
    #expect(tables > 50 && tables < 1450, "some are tables and some are none")
  }

  private func outcome(_ text: String, _ options: DelimitedOptions) -> String {
    do {
      let table = try read(text, options)
      return ([render(table)] + table.notes).joined(separator: "\n")
    } catch {
      return "\(error)"
    }
  }

  @Test func manyRowsAndColumns() throws {
    let wide = (0..<20_000).map { "c\($0)" }.joined(separator: ",") + "\n"
      + (0..<20_000).map { "\($0)" }.joined(separator: ",") + "\n"
    let table = try read(wide)
    #expect(table.columns.count == 20_000 && table.rowCount == 1)
    #expect(render(Table(name: "", columns: [table.columns[19_999]])) == "c19999=19999")
    // The first row is longer than what is looked at to guess the delimiter.
    let semicolons = try read(String(wide.map { $0 == "," ? ";" : $0 }))
    #expect(semicolons.columns.count == 20_000 && semicolons.rowCount == 1)
    let tall = "a,b\n" + (0..<50_000).map { "\($0),w\($0)\n" }.joined()
    let long = try read(tall)
    guard case .text(let codes, let levels) = long.columns[1].values else { return #expect(Bool(false)) }
    #expect(levels.count == 50_000 && levels[49_999] == "w49999" && codes.last == 49_999)
  }

  @Test func cancellation() {
    let bytes = Array(Self.text.utf8)
    #expect(throws: CancellationError.self) {
      _ = try TableReader.read(bytes: bytes, name: "t", isCancelled: { true })
    }
  }
}
