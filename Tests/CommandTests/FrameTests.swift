import TestSupport
import Testing

@Suite struct FrameTests {
  @Test(arguments: [("120x40", 40), ("80x24", 24), ("40x12", 12), ("1x1", 1)])
  func theFrameHasItsSize(_ size: String, _ lines: Int) {
    let outcome = Program("frame", Program.samples + "iris.csv", "--size", size).run()
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: "\n", omittingEmptySubsequences: false).count == lines + 1)
  }

  @Test func theOverviewShowsAllThree() {
    let frame = Program("frame", Program.samples + "iris.csv", "--size", "120x40").run().output
    for part in ["Scatter", "iVAT", "Scores", "150 rows", "Hopkins", "Silhouette"] { #expect(frame.contains(part)) }
  }

  @Test func asciiIsASCII() {
    let frame = Program("frame", Program.samples + "iris.csv", "--ascii").run().output
    #expect(!frame.isEmpty && frame.utf8.allSatisfy { $0 < 128 })
  }

  @Test func keysArePressed() {
    let frame = Program("frame", Program.samples + "iris.csv", "--keys", "a dbscan Enter").run().output
    #expect(frame.contains("Which groups? DBSCAN"))
  }

  @Test func aScreenMayBeNamed() {
    let frame = Program("frame", Program.samples + "iris.csv", "--screen", "scores").run().output
    #expect(frame.contains("Hopkins") && !frame.contains("PC1 ("))
    let wrong = Program("frame", Program.samples + "iris.csv", "--screen", "scors").run()
    #expect(wrong.status == 64 && wrong.errors.contains("Did you mean scores?"))
  }

  @Test func whatIsWrongEndsWithItsCode() {
    #expect(Program("frame", "nothing-here.csv").run().status == 66)
    #expect(Program("frame", Program.samples + "iris.csv", "--size", "big").run().status == 64)
    #expect(Program("frame", Program.samples + "iris.csv", "--labels", "nope").run().status == 64)
    #expect(Program("frame", "-").with(input: "a,b\n1,2\n3\n").run().status == 65)
  }

  @Test func theReadmeHasTheCatalogues() throws {
    let readme = try #require(Repository.text("README.md"))
    let tables = Program("list", "--format", "markdown").run().output
    #expect(!tables.isEmpty && readme.contains(tables))
  }
}
