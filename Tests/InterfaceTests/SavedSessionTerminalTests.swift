import Interface
import TestSupport
import Testing

/// Saving, going on after a crash, and the configuration, in a real terminal.
@Suite("Sessions in a terminal", .enabled(if: TmuxSession.isInstalled))
struct SavedSessionTerminalTests {
  private let iris = Repository.root + "/SampleData/iris.csv"

  @Test("w writes a file that opens again, and asks before it replaces one")
  func saving() {
    let session = ExplorerSessionTests.session(
      "", command: "cp \(iris) $DIR/iris.csv; $PLEIADES $DIR/iris.csv; $PLEIADES $DIR/iris.pleiades")
    #expect(session.waitForText("Davies"))
    session.keys("s none Enter w Enter")
    #expect(session.waitForText("Saved as"))
    #expect(session.file("iris.pleiades").contains("open iris.csv\nscale none\n"))
    session.keys("m cosine Enter w Enter")
    #expect(session.waitForText("Enter once more"))
    #expect(!session.file("iris.pleiades").contains("cosine"))
    session.keys("Enter")
    #expect(session.waitForText("Saved as"))
    #expect(session.file("iris.pleiades").contains("metric cosine\n"))
    session.keys("q")
    #expect(session.waitForText("scale none · cosine"))
    session.keys("q")
    #expect(session.waitForEnd())
    #expect(session.file("status") == "0\n")
    #expect(Shell.run("ls \(session.folder)/pleiades/sessions").isEmpty)
  }

  @Test("a session that was killed is offered at the next start", arguments: ["KILL", "TERM"])
  func recovering(signal: String) {
    let session = ExplorerSessionTests.session(
      "", command: "$PLEIADES \(iris); stty sane; $PLEIADES")
    #expect(session.waitForText("Davies"))
    session.keys("s none Enter")
    #expect(Shell.wait { Shell.run("cat \(session.folder)/pleiades/sessions/*").contains("scale none") })
    Shell.run("kill -\(signal) $(ls \(session.folder)/pleiades/sessions | sed 's/.pleiades//')")
    #expect(session.waitForText("Recover"))
    session.keys("Enter")
    #expect(session.waitForText("scale none"))
    session.keys("m cosine Enter")
    #expect(Shell.wait { Shell.run("cat \(session.folder)/pleiades/sessions/*").contains("cosine") })
    #expect(Shell.run("ls \(session.folder)/pleiades/sessions").split(separator: "\n").count == 1)
    session.keys("q")
    #expect(session.waitForEnd())
    #expect(Shell.run("ls \(session.folder)/pleiades/sessions").isEmpty)
  }

  @Test("the configuration holds, and what is wrong with it is told")
  func configuration() {
    let session = ExplorerSessionTests.session(
      "",
      command: """
        mkdir -p $DIR/pleiades; printf 'screen = "image"\\n[data]\\nscale = "none"\\nscle = 1\\n' \
        > $DIR/pleiades/config.toml; $PLEIADES; $PLEIADES \(iris) --scale robust
        """)
    #expect(session.waitForText("config.toml, line 4"))
    session.keys("End Enter")
    #expect(session.waitForText("scale none"))
    #expect(session.waitForText("Join distances"))
    session.keys("q")
    #expect(session.waitForText("scale robust"))
    session.keys("q")
    #expect(session.waitForEnd())
  }
}
