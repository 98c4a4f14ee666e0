import TestSupport
import Testing

@Suite struct PlayTests {
  private func log(_ lines: String, in folder: String) -> String {
    write("# test\nopen \(Program.samples)iris.csv\n\(lines)", to: folder + "/test.pleiades")
    return folder + "/test.pleiades"
  }

  @Test func theLastFrameIsPrinted() throws {
    try withTemporaryFolder { folder in
      let path = log("cluster dbscan\nmetric cosine\nshow image\ncursor row 17\n", in: folder)
      let played = Program("play", path, "--frame", "120x40").run()
      #expect(played.status == 0 && played.errors.isEmpty)
      for part in ["cosine", "DBSCAN", "Join distances", "row 17"] { #expect(played.output.contains(part)) }
      #expect(played.output.split(separator: "\n", omittingEmptySubsequences: false).count == 41)
      let frame = Program(
        "frame", Program.samples + "iris.csv", "--size", "120x40", "--keys", "a dbscan Enter m cosine Enter 4"
      ).run().output
      #expect(frame.split(separator: "\n")[0] == played.output.split(separator: "\n")[0])
      let ascii = Program("play", path, "--ascii", "--color", "never").run().output
      #expect(!ascii.isEmpty && ascii.utf8.allSatisfy { $0 < 128 })
      #expect(Program("play", path, "--color", "always").run().output.contains("\u{1B}["))
      for threads in ["1", "2"] {
        // But for the seconds that a run took.
        let again = Program("play", path, "--frame", "30x12", "--threads", threads).run()
        #expect(again.output == Program("play", path, "--frame", "30x12").run().output)
      }
      #expect(Program("frame", path, "--size", "120x40").run().output.contains("cosine"))
    }
  }

  @Test(
    arguments: [
      ("scale none\nlabels species\n", 65, "line 4, labels species", "species"),
      ("clster kmeans\n", 65, "line 3, clster kmeans", "did you mean cluster?"),
      ("cluster kmeans k=200\n", 65, "line 3, cluster kmeans k=200", "150"),
      ("axis x petal_len\n", 65, "line 3", "did you mean petal_length?"),
    ] as [(String, Int32, String, String)])
  func aLineThatNoLongerApplies(_ lines: String, _ status: Int32, _ place: String, _ reason: String) throws {
    try withTemporaryFolder { folder in
      let outcome = Program("play", log(lines, in: folder)).run()
      #expect(outcome.status == status)
      #expect(outcome.output.isEmpty && outcome.errorLines.count == 1)
      #expect(outcome.errors.hasPrefix("pleiades: ") && outcome.errors.contains(place), "\(outcome.errors)")
      #expect(outcome.errors.contains(reason), "\(outcome.errors)")
    }
  }

  @Test func filesThatAreNotThere() throws {
    #expect(Program("play", "/nowhere/x.pleiades").run().status == 66)
    try withTemporaryFolder { folder in
      write("open gone.csv\n", to: folder + "/test.pleiades")
      let outcome = Program("play", folder + "/test.pleiades").run()
      #expect(outcome.status == 65 && outcome.errors.contains("line 1") && outcome.errors.contains("gone.csv"))
      #expect(Program("explore", folder + "/test.pleiades").run().status == 64)
    }
  }
}

@Suite struct ConfigTests {
  private func program(_ arguments: String..., in folder: String) -> Program.Outcome {
    var program = Program(["config"] + arguments)
    program.environment = ["XDG_CONFIG_HOME": folder, "PLEIADES_HOME": Repository.root]
    return program.run()
  }

  @Test func writtenCheckedAndNeverReplaced() throws {
    try withTemporaryFolder { folder in
      defer { Shell.run("rm -r '\(folder)/pleiades'") }
      let path = folder + "/pleiades/config.toml"
      let before = program(in: folder)
      #expect(before.status == 0 && before.output.hasPrefix("\(path): is not there"))
      #expect(program("--write", in: folder).status == 0)
      #expect(program(in: folder).output == "\(path): is right.\n")
      let again = program("--write", in: folder)
      #expect(again.status == 73 && again.errors.contains("is there already"))
      write("theme = \"embr\"\n[data]\nscal = \"none\"\n", to: path)
      let wrong = program(in: folder)
      #expect(wrong.status == 65 && wrong.output.isEmpty && wrong.errorLines.count == 2)
      #expect(wrong.errors.contains("line 3: scal in [data] means nothing; did you mean scale?"))
      #expect(wrong.errors.contains("there is no theme \"embr\""))
      #expect(program("--write", "--force", in: folder).status == 0)
      #expect(program(in: folder).status == 0)
      #expect(program("--force", in: folder).status == 64)
    }
  }
}
