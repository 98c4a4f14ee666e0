import Glibc
import TestSupport
import Testing

private let iris = Program.samples + "iris.csv"
private let penguins = Program.samples + "penguins.csv"

@Suite struct StreamTests {
  @Test func aReaderThatGoesEndsItQuietly() {
    // Enough output to fill a pipe.
    let rows = (0..<20_000).map { "\($0 % 97),\($0 % 89)" }.joined(separator: "\n")
    var program = Program("cluster", "-", "--set", "k=2", "--set", "restarts=1", "--format", "csv")
      .with(input: "a,b\n\(rows)\n")
    program.readsAtMost = 10
    let outcome = program.run()
    #expect(outcome.status == 128 + SIGPIPE)
    #expect(outcome.errors.isEmpty)
  }

  @Test func standardInputIsAFile() throws {
    let text = try #require(Repository.text("SampleData/iris.csv"))
    let piped = Program("vat", "-", "--format", "csv").with(input: text).run()
    let read = Program("vat", iris, "--format", "csv").run()
    #expect(piped.status == 0)
    #expect(piped.output == read.output)
  }

  @Test func outputGoesToAFileOnlyOnce() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/out.csv"
      let arguments = ["vat", iris, "--format", "csv", "--output", path]
      let first = Program(arguments).run()
      #expect(first.status == 0 && first.output.isEmpty)
      let expected = Program("vat", iris, "--format", "csv").run().output
      #expect(Shell.contents(path) == expected)

      write("mine", to: path)
      let second = Program(arguments).run()
      #expect(second.status == 73)
      #expect(second.errors.contains("--force") && second.errors.contains(path))
      #expect(Shell.contents(path) == "mine")

      #expect(Program(arguments + ["--force"]).run().status == 0)
      #expect(Shell.contents(path) == expected)
    }
  }

  @Test func nothingIsWrittenWhenTheWorkFails() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/out.csv"
      let outcome = Program("vat", "-", "--output", path).with(input: "a,b\n1,2\n3\n").run()
      #expect(outcome.status == 65)
      #expect(access(path, F_OK) != 0)
    }
  }

  @Test func noProgressIsShownOffTheTerminal() {
    let outcome = Program("report", penguins).run()
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
  }
}

@Suite struct DeterminismTests {
  private static let commands = [
    ["vat", iris], ["tendency", iris], ["project", iris], ["cluster", iris, "--hierarchy"],
    ["cluster", iris, "--algorithm", "dbscan"], ["cluster", iris, "--algorithm", "linkage", "--hierarchy"],
    ["validate", iris, "--labels", "label", "--algorithm", "kmeans"], ["report", penguins, "--labels", "label"],
    ["vat", penguins, "--sample", "100", "--seed", "7"],
  ]

  @Test(arguments: commands) func sameBytesWithAnyThreads(_ command: [String]) {
    let outputs = ["1", "2", "3"].map {
      withoutSeconds(Program(command + ["--threads", $0, "--format", "json"]).run().output)
    }
    #expect(outputs[0].hasPrefix("{\"schemaVersion\":1,"))
    #expect(outputs[0] == outputs[1] && outputs[1] == outputs[2])
  }

  @Test(arguments: ["text", "csv"]) func sameTextTwice(_ format: String) {
    let program = Program("report", iris, "--labels", "label", "--format", format)
    let first = program.run()
    #expect(first.status == 0 && !first.output.isEmpty)
    #expect(first.output == program.run().output)
  }

  @Test func theSeedMatters() {
    func rows(_ seed: String) -> String {
      Program("vat", iris, "--sample", "20", "--seed", seed, "--format", "csv").run().output
    }
    #expect(rows("1") == rows("1") && rows("1") != rows("2"))
  }

  /// The number after every "elapsedSeconds" replaced.
  private func withoutSeconds(_ text: String) -> String {
    text.split(separator: "\"elapsedSeconds\":", omittingEmptySubsequences: false).enumerated()
      .map { $0 == 0 ? String($1) : String($1.drop { !",}".contains($0) }) }.joined(separator: "#")
  }
}

@Suite struct FormatTests {
  private func lines(_ arguments: String...) -> [Substring] {
    let outcome = Program(arguments + ["--format", "csv"]).run()
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output.split(separator: "\n")
  }

  @Test func csvHeaders() {
    #expect(lines("vat", iris)[0] == "position,row,joinDistance")
    #expect(lines("cluster", iris)[0] == "row,label")
    #expect(lines("project", iris)[0] == "row,PC1,PC2")
    #expect(lines("project", iris, "--labels", "label")[0] == "row,label,PC1,PC2")
    #expect(lines("validate", iris, "--labels", "label")[0] == "index,value")
    #expect(lines("tendency", iris)[0] == "statistic,value")
    #expect(lines("report", iris)[0].hasPrefix("algorithm,clusters,noise,objective,value,silhouette"))
  }

  @Test func csvHasOneLineARow() {
    #expect(lines("vat", iris).count == 151)
    #expect(lines("cluster", iris).count == 151)
    // Rows are those of the table: 3 and 271 lack values.
    let rows = lines("cluster", penguins, "--format", "csv").dropFirst().map { $0.split(separator: ",")[0] }
    #expect(rows.count == 342 && rows[3] == "4" && rows.last == "343")
  }

  @Test func rowNamesAreGiven() {
    let arrests = Program.samples + "usarrests.csv"
    #expect(lines("cluster", arrests, "--id", "state")[1].hasPrefix("0,Alabama,"))
    #expect(lines("cluster", arrests, "--id", "state")[0] == "row,name,label")
  }

  @Test func csvWarnsOnStandardError() {
    let outcome = Program("cluster", penguins, "--format", "csv").run()
    #expect(outcome.errors.contains("2 of 344 rows were left out"))
    #expect(outcome.status == 0)
  }

  @Test func jsonIsOneLine() {
    let outcome = Program("vat", iris, "--format", "json").run()
    #expect(outcome.output.split(separator: "\n").count == 1 && outcome.output.hasSuffix("}\n"))
    #expect(outcome.errors.isEmpty)
  }

  @Test func valuesThatCannotBeGivenAreNullAndExplained() throws {
    let table = "a,b,c\n1,2,x\n2,1,x\n3,5,x\n"
    let outcome = Program("validate", "-", "--labels", "c", "--format", "json").with(input: table).run()
    let answer = try Answer<ValidateAnswer>(outcome.output)
    #expect(outcome.output.contains("\"silhouette\":null"))
    #expect(answer.warnings.contains { $0.contains("silhouette") })
  }

  @Test func constantAndTextColumnsAreNamed() throws {
    let table = "a,b,c\n1,2,x\n1,3,y\n1,5,x\n"
    let outcome = Program("vat", "-", "--format", "json").with(input: table).run()
    let answer = try Answer<VATAnswer>(outcome.output)
    #expect(answer.dataset.constantColumns == ["a"] && answer.dataset.ignoredTextColumns == ["c"])
    #expect(answer.dataset.name == "stdin")
  }

  @Test func textFitsTheLine() {
    let commands = [
      ["report", iris, "--labels", "label"], ["vat", penguins], ["cluster", penguins], ["list"], ["list", "kmeans"],
    ]
    for command in commands {
      let outcome = Program(command).run()
      #expect(outcome.status == 0)
      #expect(outcome.output.split(separator: "\n").allSatisfy { $0.unicodeScalars.count <= 80 })
    }
  }

  @Test func asciiIsASCII() {
    let commands = [
      ["report", iris, "--labels", "label"], ["vat", iris], ["project", iris], ["cluster", iris], ["tendency", iris],
    ]
    for command in commands {
      let outcome = Program(command + ["--ascii"]).run()
      #expect(outcome.status == 0 && !outcome.output.isEmpty)
      #expect(outcome.output.utf8.allSatisfy { $0 < 0x80 })
    }
    #expect(Program("list", "--ascii").run().output.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func coloursOnlyWhenAsked() {
    #expect(!Program("vat", iris).run().output.contains("\u{1B}"))
    #expect(Program("vat", iris, "--color", "always").run().output.contains("\u{1B}[38;5;"))
    var direct = Program("vat", iris, "--color", "always")
    direct.environment = ["TERM": "xterm-256color", "COLORTERM": "truecolor"]
    #expect(direct.run().output.contains("\u{1B}[38;2;"))
  }

  /// Names and cells of a file must not reach the terminal as commands.
  @Test func controlCharactersAreShownNotSent() {
    let table = "a\u{1B}[31m,b,c\n1,2,\u{1B}]0;x\u{7}\n2,1,q\n7,8,q\n"
    for command in ["report", "cluster", "vat", "project", "validate"] {
      let outcome = Program(command, "-", "--labels", "c").with(input: table).run()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(!outcome.output.contains("\u{1B}") && !outcome.output.contains("\u{7}"))
    }
  }
}

@Suite struct SmallTableTests {
  private static let tables = [
    "a\n", "a,b\n1,2\n", "a,b\n1,2\n1,2\n", "a\n1\n2\n", "a,b\n1,1\n1,1\n1,1\n1,1\n",
    "a,b\n1e308,-1e308\n-1e308,1e308\n0,0\n", "a,b\n1,2\n3,4\n5,6\n", "a\n0\n0\n0\n1\n",
  ]

  /// No table makes the program trap, whatever else it answers.
  @Test(arguments: tables, ["report", "tendency", "vat", "project", "cluster"])
  func nothingTraps(_ table: String, _ command: String) {
    for format in ["text", "json", "csv"] {
      let outcome = Program(command, "-", "--format", format, "--header").with(input: table).run()
      #expect([0, 65].contains(outcome.status), "\(outcome.status): \(outcome.errors)")
    }
  }

  @Test(arguments: tables, ["kmeans", "dbscan", "linkage"])
  func noAlgorithmTraps(_ table: String, _ algorithm: String) {
    for scale in ["none", "standard", "minmax", "robust"] {
      let outcome = Program("cluster", "-", "--algorithm", algorithm, "--scale", scale, "--header")
        .with(input: table).run()
      #expect([0, 64, 65].contains(outcome.status), "\(outcome.status): \(outcome.errors)")
    }
  }
}

/// What an algorithm says of each row besides its cluster.
@Suite struct RowScoreTests {
  @Test func densityClusterersScoreRows() {
    let json = Program("cluster", iris, "--algorithm", "hdbscan", "--format", "json").run().output
    #expect(json.contains("\"membershipStrengths\":[") && json.contains("\"outlierScores\":["))
    let plot = Program("cluster", iris, "--algorithm", "optics", "--format", "json").run().output
    #expect(plot.contains("\"reachability\":{\"order\":[0,"))
    // The first row of all is reached from nowhere.
    #expect(plot.contains("\"distances\":[null,"))
    let lines = Program("cluster", iris, "--algorithm", "hdbscan", "--format", "csv").run().output.split(
      separator: "\n")
    #expect(lines[0] == "row,label,membershipStrength,outlierScore" && lines.count == 151)
  }
}
