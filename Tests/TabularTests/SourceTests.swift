import Glibc
import Tabular
import Testing

/// A folder that goes with the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() {
    var template = Array("/tmp/tabular-test-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
  }

  deinit {
    for name in names { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  var names: [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}

/// The bytes of a file, without the code under test.
func contents(_ path: String) -> [UInt8]? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(byte)) }
  return bytes
}

/// Writes to a descriptor from a thread of its own, in uneven pieces.
func feed(_ bytes: [UInt8], open path: String) {
  final class Load: Sendable {
    let bytes: [UInt8]
    let path: String
    init(_ bytes: [UInt8], _ path: String) { (self.bytes, self.path) = (bytes, path) }
  }
  var thread = pthread_t()
  let load = Unmanaged.passRetained(Load(bytes, path))
  pthread_create(
    &thread, nil,
    { argument in
      let load = Unmanaged<Load>.fromOpaque(argument!).takeRetainedValue()
      let descriptor = open(load.path, O_WRONLY)
      var done = 0
      while done < load.bytes.count {
        let size = min(load.bytes.count - done, 1 + done % 7001)
        let written = load.bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + done, size) }
        if written <= 0 { break }
        done += written
      }
      close(descriptor)
      return nil
    }, load.toOpaque())
  pthread_detach(thread)
}

@Suite struct SourceTests {
  @Test func whatCannotBeRead() throws {
    let folder = TemporaryFolder()
    func error(_ path: String) -> TableError? {
      do {
        _ = try TableReader.read(path: path)
        return nil
      } catch { return error as? TableError }
    }
    #expect(error(folder.path + "/none.csv") == .notFound(path: folder.path + "/none.csv"))
    #expect(error("") == .notFound(path: ""))
    #expect(error(folder.path) == .isDirectory(path: folder.path))
    #expect(error("/dev/null") == .empty(file: "/dev/null"))
    #expect(error("/dev/zero") == .nulByte(file: "/dev/zero", line: 1))
    for path in ["/none", "/tmp"] { #expect(error(path)?.isNoInput == true) }
    if geteuid() != 0 {
      try AtomicFile.write([], to: folder.path + "/secret.csv")
      chmod(folder.path + "/secret.csv", 0)
      if case .unreadable? = error(folder.path + "/secret.csv") {} else { Issue.record("unreadable") }
    }
  }

  @Test func namesAndFormats() throws {
    let folder = TemporaryFolder()
    for (file, name, text) in [
      ("a.b.csv", "a.b", "x,y\n1,2\n"), ("plain", "plain", "x;y\n1;2\n"), (".hidden", ".hidden", "x,y\n1,2\n"),
      ("T.TSV", "T", "x\ty,z\n1\t2,3\n"),
    ] {
      try AtomicFile.write(Array(text.utf8), to: "\(folder.path)/\(file)")
      let table = try TableReader.read(path: "\(folder.path)/\(file)")
      #expect(table.name == name)
      #expect(table.columns.count == 2 && table.rowCount == 1)
    }
    #expect(TableFormats.forPath("x/y.tsv").id == "tsv" && TableFormats.forPath("x.tsv/y").id == "csv")
    #expect(TableFormats.named("tsv") != nil && TableFormats.named("xls") == nil)
    #expect(Set(TableFormats.all.map(\.id)).count == TableFormats.all.count)
  }

  /// Also text that comes after numbers, so that the pipe's bytes are needed twice.
  @Test func namedPipes() throws {
    let folder = TemporaryFolder()
    let texts = [
      "a,b\n1,2\n", LongFileTests.text,
      "a,b\n" + String(repeating: "0.25,1.50\n", count: 200_001) + "1,x\n",
      "a;b\n" + String(repeating: "3;1\n", count: 400_000) + "4;1,5\n",
    ]
    for (index, text) in texts.enumerated() {
      let path = "\(folder.path)/pipe\(index)"
      #expect(mkfifo(path, 0o600) == 0)
      let bytes = Array(text.utf8)
      feed(bytes, open: path)
      let table = try TableReader.read(path: path)
      let expected = try TableReader.read(bytes: bytes, name: "t")
      #expect(render(table) == render(expected))
      #expect(table.name == "pipe\(index)")
    }
  }

  @Test func aSilentPipeCanBeLeft() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/silent"
    #expect(mkfifo(path, 0o600) == 0)
    // Open at both ends, so that opening does not wait, and nothing ever comes.
    let writer = open(path, O_RDWR)
    defer { close(writer) }
    #expect(throws: CancellationError.self) {
      _ = try TableReader.read(path: path, isCancelled: { true })
    }
  }

  @Test func progressRisesToTheSize() throws {
    final class Record: @unchecked Sendable { var steps: [(Int, Int?)] = [] }
    let record = Record()
    let bytes = Array(LongFileTests.text.utf8)
    var options = DelimitedOptions()
    options.chunkSize = 10_000
    _ = try TableReader.read(
      bytes: bytes, name: "t", options: options, progress: { record.steps.append(($0, $1)) })
    #expect(record.steps.allSatisfy { $0.1 == bytes.count && $0.0 <= bytes.count })
    #expect(record.steps.last?.0 == bytes.count && record.steps.count > 10)
  }
}
