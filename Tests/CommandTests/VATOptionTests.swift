import Glibc
import TestSupport
import Testing

/// The options of `vat`, and `covat`, as typed.
@Suite struct VATOptionTests {
  private let iris = Program.samples + "iris.csv"

  @Test func cutsGiveLabels() {
    let outcome = Program("vat", iris, "--clusters", "3", "--format", "json").run()
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\"clusters\":3,\"labels\":[0,0,"))
    let lines = Program("vat", iris, "--cut", "1.2", "--format", "csv").run().output.split(separator: "\n")
    #expect(lines.count == 151 && lines[0] == "position,row,joinDistance,block")
  }

  @Test func theWindowIsTheImageOfItsPairs() {
    let outcome = Program("vat", iris, "--window", "0:3,4:8", "--vat", "--format", "json").run()
    #expect(
      outcome.output.contains("\"image\":{\"kind\":\"vat\",\"rows\":[0,3],\"columns\":[4,8],\"width\":4,\"height\":3"))
    #expect(
      Program("vat", iris, "--window", "10:40", "--size", "30x15").run().output.contains("positions 10:40 of 150"))
  }

  @Test(arguments: [
    ["--cut", "-1"], ["--cut", "nan"], ["--clusters", "0"], ["--clusters", "151"], ["--cut", "1", "--clusters", "2"],
    ["--window", "5:5"], ["--window", "0:151"], ["--window", "x"], ["--maximin", "0"],
    ["--maximin", "9", "--constraints", "c.csv"],
  ])
  func wrongOptionsAreUsageErrors(options: [String]) {
    let outcome = Program(["vat", iris] + options).run()
    #expect(outcome.status == 64 && outcome.output.isEmpty && outcome.errorLines.count == 1, "\(outcome.errors)")
  }

  @Test func constraintsComeFromATable() {
    let outcome = Program("vat", iris, "--constraints", "-", "--clusters", "2", "--format", "json")
      .with(input: "a,b,link\n0,149,must\n0,60,cannot\n").run()
    #expect(outcome.status == 0 && outcome.output.contains("Cannot-links keep at least 2 groups apart"))
    let clash = Program("vat", iris, "--constraints", "-").with(input: "a,b,link\n0,1,must\n0,1,cannot\n").run()
    #expect(clash.status == 65 && clash.errors.contains("rows 0 and 1"))
    #expect(Program("vat", iris, "--constraints", "missing.csv").run().status == 66)
  }

  @Test func rectangularMatrices() {
    let table = "who,a,b,c,d\np,1,1,9,9\nq,9,9,1,1\nr,1,1,9,9\n"
    let outcome = Program("covat", "-", "--id", "who", "--format", "json").with(input: table).run()
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\"rowOrder\":[0,2,1],\"columnOrder\":[0,1,2,3]"), "\(outcome.output)")
    let bad = Program("covat", "-").with(input: "a,b\n1,2\n3,-4\n").run()
    #expect(bad.status == 65 && bad.errors.contains("row 1, column 1"))
    #expect(Program("covat", "-", "--scale", "minmax").with(input: table).run().status == 64)
    let picture = Program("covat", "-", "--id", "who").with(input: table).run().output
    #expect(picture.contains("3 row objects against 4 column objects"))
  }
}

/// Pictures in files.
@Suite struct ImageFileTests {
  private let iris = Program.samples + "iris.csv"

  private func path(_ ending: String) -> String {
    "/tmp/pleiades-image-\(getpid())-\(UInt64.random(in: 0...UInt64.max)).\(ending)"
  }

  private func bytes(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4_000_000)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }

  @Test(arguments: ["png", "svg", "txt", "ansi"])
  func theEndingSaysWhatIsWritten(ending: String) throws {
    let path = path(ending)
    defer { unlink(path) }
    let arguments = ["vat", iris, "--labels", "label", "--dendrogram", "--image", path]
    let outcome = Program(arguments).run()
    #expect(outcome.status == 0 && outcome.output.contains("The image is in \(path)."), "\(outcome.errors)")
    let first = bytes(path)
    let begins: [String: [UInt8]] = [
      "png": [0x89, 0x50, 0x4E, 0x47], "svg": Array("<?xml".utf8), "txt": [], "ansi": [],
    ]
    #expect(first.count > 1000 && first.starts(with: begins[ending]!))
    #expect(first.contains(0x1B) == (ending == "ansi") || ending == "png")
    // Nothing is written over, and the same is written again.
    #expect(Program(arguments).run().status == 73)
    #expect(Program(arguments + ["--force", "--threads", "1"]).run().status == 0)
    #expect(bytes(path) == first)
  }

  @Test func badFilesAreRefusedBeforeTheWork() {
    #expect(Program("vat", iris, "--image", path("jpg")).run().status == 64)
    #expect(Program("vat", iris, "--image", "/nowhere/there/image.png").run().status == 73)
    #expect(Program("vat", iris, "--size", "2000x20").run().status == 64)
  }
}
