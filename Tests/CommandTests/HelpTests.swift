import Testing

private let commands = [
  "explore", "report", "tendency", "ambiguity", "vat", "project", "cluster", "compare", "validate", "list", "frame",
  "play", "config",
]

@Suite struct HelpTests {
  @Test func version() {
    let outcome = Program("--version").run()
    #expect(outcome.status == 0 && outcome.output.split(separator: ".").count == 3)
  }

  @Test func helpIsTheGolden() {
    let outcome = Program("--help").run()
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.output == Goldens.help)
    #expect(Program("help").run().output == Goldens.help)
    #expect(Program("-h").run().output == Goldens.help)
  }

  @Test func withoutFileAndTerminalItIsTheHelp() {
    let outcome = Program([]).run()
    #expect(outcome.status == 0 && outcome.output == Goldens.help)
  }

  @Test func helpOfACommandIsTheGolden() {
    #expect(Program("help", "vat").run().output == Goldens.vat)
    #expect(Program("vat", "--help").run().output == Goldens.vat)
  }

  @Test(arguments: commands) func everyCommandHasHelp(_ command: String) {
    let outcome = Program("help", command).run()
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("USAGE: pleiades \(command)"))
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: [
    "explore", "report", "tendency", "ambiguity", "vat", "project", "cluster", "compare", "validate", "frame",
  ])
  func commandsThatReadDataShareTheirOptions(_ command: String) {
    let help = Program("help", command).run().output
    for option in [
      "--columns", "--exclude", "--labels", "--id", "--scale", "--missing", "--metric", "--power", "--sample", "--seed",
      "--threads", "--delimiter", "--header", "--no-header", "--format", "--output", "--force", "--ascii", "--color",
    ] {
      #expect(help.contains(option), "\(command) \(option)")
    }
  }

  @Test func fileWithoutCommandIsTheReport() {
    let iris = Program.samples + "iris.csv"
    let outcome = Program(iris, "--labels", "label").run()
    #expect(outcome.status == 0)
    #expect(outcome.output == Program("report", iris, "--labels", "label").run().output)
    #expect(Program("--labels", "label", iris).run().output == outcome.output)
  }

  @Test func dashWithoutCommandIsStandardInput() {
    let outcome = Program("-").with(input: "a,b\n1,2\n2,1\n9,9\n8,9\n").run()
    #expect(outcome.status == 0 && outcome.output.contains("stdin: 4 rows"))
  }
}

@Suite struct ListTests {
  @Test func everythingIsListed() {
    let text = Program("list").run().output
    for id in ["kmeans", "dbscan", "linkage", "pca", "euclidean", "precomputed", "silhouette", "adjusted-rand"] {
      #expect(text.contains(id), "\(id)")
    }
  }

  @Test func oneEntryInFull() {
    let text = Program("list", "kmeans").run().output
    #expect(text.contains("restarts") && text.contains("default 10") && text.contains("Lloyd"))
    #expect(!text.contains("dbscan"))
  }

  @Test func formats() {
    #expect(Program("list", "--format", "json").run().output.hasPrefix(#"{"schemaVersion":1,"command":"list","#))
    #expect(Program("list", "--format", "csv").run().output.hasPrefix("catalogue,id,title,summary,parameters\n"))
    let markdown = Program("list", "algorithms", "--format", "markdown").run().output
    #expect(markdown.hasPrefix("### Algorithms\n\n| id |") && markdown.contains("| `kmeans` | `k` |"))
    // Every line of a table has as many cells as its header.
    for table in markdown.split(separator: "\n\n") where table.hasPrefix("|") {
      let counts = Set(table.split(separator: "\n").map { $0.replacing("\\|", with: "").count { $0 == "|" } })
      #expect(counts.count == 1)
    }
  }
}
