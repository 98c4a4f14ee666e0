import Glibc
import Tabular
import Testing

@Suite struct WriterTests {
  @Test func textsComeBack() throws {
    let words = [
      "plain", "a,b", "a;b", "a\tb", "a|b", "\"", "\"\"", "say \"hi\"", "two\nlines", "two\r\nlines", "cr\rcr", " lead",
      "trail ", "\u{FEFF}mark", "é", "日本", "'", "#", "=1+1", "x\n", "  ", "tab\t",
    ]
    for delimiter in [",", ";", "\t", "|"].map({ UInt8(ascii: Unicode.Scalar($0)!) }) {
      let table = Table(
        name: "t",
        columns: [
          Column(name: "\u{FEFF}na\"me\n", values: .text(codes: (0..<22).map { Int32($0) }, levels: words)),
          Column(name: "x", values: .numeric((0..<22).map { Double($0) / 7 })),
        ])
      let bytes = TableWriter.delimited(table, delimiter: delimiter)
      let back = try TableReader.read(bytes: bytes, name: "t", options: DelimitedOptions(delimiter: delimiter))
      #expect(render(back) == render(table))
      #expect(back.columns.map(\.name) == table.columns.map(\.name))
    }
  }

  @Test func numbersComeBackShortest() throws {
    let numbers: [Double] = [
      0, -0.0, 1, -1, 0.1, 1 / 3, 1e21, 1e-7, 123_456_789, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity,
      -.infinity, .nan, .leastNormalMagnitude, 9_007_199_254_740_991,
    ]
    let table = Table(name: "t", columns: [Column(name: "x", values: .numeric(numbers))])
    let bytes = TableWriter.delimited(table)
    guard case .numeric(let back) = try TableReader.read(bytes: bytes, name: "t").columns[0].values else {
      Issue.record("numbers")
      return
    }
    #expect(back.map(\.bitPattern) == numbers.map(\.bitPattern))
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.prefix(7) == ["x", "0", "-0", "1", "-1", "0.1", "0.3333333333333333"] && lines[14] == "NA")
  }

  @Test func missingCellsAndEmptyTables() throws {
    let table = Table(
      name: "t",
      columns: [
        Column(name: "a", values: .numeric([.nan, 1])), Column(name: "b", values: .text(codes: [-1, 0], levels: ["x"])),
      ])
    #expect(String(decoding: TableWriter.delimited(table), as: UTF8.self) == "a,b\nNA,NA\n1,x\n")
    #expect(String(decoding: TableWriter.delimited(table, missing: ""), as: UTF8.self) == "a,b\n,\n1,x\n")
    #expect(TableWriter.delimited(Table(name: "t", columns: [])) == [])
    let empty = Table(name: "t", columns: [Column(name: "a", values: .numeric([]))])
    #expect(render(try TableReader.read(bytes: TableWriter.delimited(empty), name: "t")) == "a=")
  }

  @Test func quoting() {
    #expect(DelimitedWriter.quoted("a") == "a" && DelimitedWriter.quoted("") == "\"\"")
    #expect(DelimitedWriter.quoted("a,b") == "\"a,b\"" && DelimitedWriter.quoted("a,b", delimiter: 9) == "a,b")
    #expect(DelimitedWriter.quoted("a\"b") == "\"a\"\"b\"")
  }
}

@Suite struct AtomicFileTests {
  private func error(_ bytes: [UInt8], _ path: String, force: Bool = false) -> FileWriteError? {
    do {
      try AtomicFile.write(bytes, to: path, force: force)
      return nil
    } catch { return error as? FileWriteError }
  }

  @Test func writesOnceAndReplacesByForceAlone() {
    let folder = TemporaryFolder()
    let path = folder.path + "/out.csv"
    #expect(error([1, 2, 3], path) == nil)
    #expect(contents(path) == [1, 2, 3])
    #expect(error([4], path) == .exists(path: path))
    #expect(contents(path) == [1, 2, 3])
    #expect(error([4], path, force: true) == nil)
    #expect(contents(path) == [4])
    #expect(error([], folder.path + "/empty") == nil)
    #expect(folder.names == ["empty", "out.csv"], "no temporary file is left")
  }

  @Test func refusesWhatCannotBe() {
    let folder = TemporaryFolder()
    let missing = folder.path + "/none/out.csv"
    for force in [false, true] {
      for path in [missing, folder.path, "", folder.path + "/" + String(repeating: "x", count: 300)] {
        #expect(error([1], path, force: force)?.isCannotCreate == true, "\(path)")
      }
    }
    #expect(error([1], missing)?.description.hasPrefix(missing + ": cannot be created: ") == true)
    #expect(folder.names == [])
    if access("/dev/full", W_OK) == 0 {
      let full = error([1], "/dev/full")
      #expect(full?.isCannotCreate == false && full?.description.contains("no space") == true)
    }
    #expect(error([1], "/dev/null") == nil, "a device is written to, and stays one")
  }

  @Test func followsLinks() {
    let folder = TemporaryFolder()
    #expect(error([1], folder.path + "/real") == nil)
    symlink(folder.path + "/real", folder.path + "/link")
    #expect(error([2], folder.path + "/link") == .exists(path: folder.path + "/link"))
    #expect(error([2], folder.path + "/link", force: true) == nil)
    #expect(contents(folder.path + "/real") == [2])
    var status = stat()
    #expect(lstat(folder.path + "/link", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    symlink(folder.path + "/nowhere", folder.path + "/broken")
    #expect(error([2], folder.path + "/broken", force: true)?.isCannotCreate == true)
  }

  @Test func permissionsFollowTheMask() {
    let folder = TemporaryFolder()
    #expect(error([1], folder.path + "/a") == nil)
    var status = stat()
    #expect(stat(folder.path + "/a", &status) == 0)
    let mask = umask(0)
    umask(mask)
    #expect(status.st_mode & 0o777 == 0o666 & ~mask)
  }
}
