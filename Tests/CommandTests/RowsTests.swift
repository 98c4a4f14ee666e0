import TestSupport
import Testing

/// `--rows` and `--do`.
@Suite struct RowsTests {
  @Test func rowsAreAnalysedAlone() throws {
    let iris = Program.samples + "iris.csv"
    let part = Program(
      "cluster", iris, "--labels", "label", "--set", "k=2", "--rows", "0:50,100:150", "--format", "json"
    )
    .run()
    #expect(part.status == 0)
    for text in ["\"rows\":100", "\"tableRows\":150", "\"rows\":\"0:50,100:150\"", "\"rowNumbers\":[0,1,2,"] {
      #expect(part.output.contains(text), "\(text)")
    }
    #expect(Program("report", iris, "--rows", "0:50").run().output.contains("50 rows of 150"))
    // Missing values elsewhere do not count.
    let penguins = Program.samples + "penguins.csv"
    #expect(Program("tendency", penguins, "--missing", "error").run().status == 65)
    #expect(Program("tendency", penguins, "--missing", "error", "--rows", "0:3").run().status == 0)
    #expect(
      Program("tendency", penguins, "--rows", "0:5", "--format", "json").run().output.contains("\"droppedRows\":1"))
  }

  @Test(
    arguments: [
      (["--rows", "0:151"], "there is no row 150: iris has 150 rows, from 0 to 149"), (["--rows", "5:5"], "0:50,60"),
      (["--rows", "a"], "0:50,60"), (["--rows=-1"], "0:50,60"),
      (["--rows", "99999999999999"], "no row 99999999999999"),
    ])
  func rowsThatAreNot(_ arguments: [String], _ reason: String) {
    for command in ["vat", "cluster", "explore", "frame"] {
      let outcome = Program([command, Program.samples + "iris.csv"] + arguments).run()
      #expect(outcome.status == 64, "\(command)")
      #expect(outcome.errors.contains(reason), "\(outcome.errors)")
    }
  }

  @Test func commandsToBeginWith() {
    let iris = Program.samples + "iris.csv"
    let frame = Program("frame", iris, "--do", "cluster dbscan", "--do", "show image", "--size", "120x40").run()
    #expect(frame.status == 0 && frame.output.contains("DBSCAN") && frame.output.contains("Join distances"))
    let mistyped = Program("frame", iris, "--do", "clster dbscan").run()
    #expect(mistyped.status == 64 && mistyped.errors.contains("did you mean cluster?"))
    let wrong = Program("frame", iris, "--do", "scale none", "--do", "axis x petal").run()
    #expect(wrong.status == 65 && wrong.errors.contains("--do, line 2, axis x petal"))
  }

  @Test func namesWithQuotes() throws {
    try withTemporaryFolder { folder in
      write("\"a \"\"b\"\"\",\"c,d\", e \n1,2,3\n2,1,9\n9,8,7\n8,9,1\n", to: folder + "/x.csv")
      let outcome = Program(
        "project", folder + "/x.csv", "--columns", "\"a \"\"b\"\"\",\"c,d\"", "--format", "json"
      ).run()
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("\"features\":[\"a \\\"b\\\"\",\"c,d\"]"))
    }
  }
}
