import Canvas
import Engine
import Interface
import TestSupport
import Testing

/// The whole program in a real terminal: what is on the screen is the pure frame, and the terminal is as it was
/// afterwards.
@Suite("Explorer in a terminal", .enabled(if: TmuxSession.isInstalled))
struct ExplorerSessionTests {
  static func session(
    _ arguments: String, width: Int = 120, height: Int = 40, term: String = "xterm-256color", environment: String = "",
    command: String? = nil, isFirstRun: Bool = false
  ) -> TmuxSession {
    let program = BuiltProgram.path("pleiades")
    return TmuxSession(
      width: width, height: height, term: term,
      variables: "PLEIADES=\(program) PLEIADES_HOME=\(Repository.root) XDG_STATE_HOME=$DIR XDG_CONFIG_HOME=$DIR",
      environment: environment,
      // Nobody is welcomed twice.
      command: (isFirstRun ? "" : "mkdir -p $DIR/pleiades; touch $DIR/pleiades/welcomed; ")
        + (command ?? "$PLEIADES \(arguments)"))
  }

  @Test(
    "the screen is the frame",
    arguments: [
      ("xterm-256color", 120, 40, GlyphSet.braille, ColorDepth.indexed256),
      ("tmux-256color", 80, 24, .braille, .indexed256), ("vt100", 80, 24, .ascii, .none),
      ("xterm-256color", 40, 12, .braille, .indexed256),
    ])
  func painted(term: String, width: Int, height: Int, glyphs: GlyphSet, depth: ColorDepth) throws {
    let session = Self.session("SampleData/iris.csv".inRepository, width: width, height: height, term: term)
    let driver = try Driving.driver("iris", width, height, glyphs: glyphs, depth: depth)
    let expected = Driving.text(driver.state).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var painted: [String] = []
    let isSame = Shell.wait {
      painted = Driving.masked(session.lines)
      return zip(painted, expected).allSatisfy { $0 == $1 }
    }
    #expect(
      isSame, "on the screen:\n\(painted.joined(separator: "\n"))\nexpected:\n\(expected.joined(separator: "\n"))")
    session.keys("q")
    #expect(session.waitForEnd())
  }

  @Test("keys work, and leaving restores the terminal", arguments: ["q", "C-c"])
  func leaving(key: String) {
    let session = Self.session("SampleData/iris.csv".inRepository)
    #expect(session.waitForText("Davies"))
    session.keys("a")
    #expect(session.waitForText("round clusters"))
    session.keys("dbscan Enter")
    #expect(session.waitForText("Which groups? DBSCAN"))
    session.keys("'?'")
    #expect(session.waitForText("type to narrow"))
    session.keys("Escape")
    #expect(Shell.wait { !session.lines.contains { $0.contains("type to narrow") } })
    session.keys(key)
    #expect(session.waitForEnd())
    #expect(session.file("status") == (key == "q" ? "0\n" : "130\n"))
    #expect(session.file("before") == session.file("after"))
    #expect(session.state("alternate_on") == "0")
    #expect(session.state("cursor_flag") == "1")
    #expect(session.state("mouse_any_flag") == "0")
    #expect(session.lines.first == "shell line")
  }

  @Test("the start screen opens what is chosen")
  func start() {
    let session = Self.session("", width: 100, height: 30)
    #expect(session.waitForText("Sample data"))
    #expect(session.waitForText("iris.csv"))
    session.keys("End Enter")
    #expect(session.waitForText("wine"))
    #expect(session.waitForText("┌ Scatter"))
    session.keys("o")
    #expect(session.waitForText("Sample data"))
    session.keys("q")
    #expect(session.waitForEnd())
  }

  @Test("a table may come through a pipe while the keyboard stays")
  func pipe() {
    let session = Self.session("", command: "cat \("SampleData/iris.csv".inRepository) | $PLEIADES -")
    #expect(session.waitForText("stdin"))
    #expect(session.waitForText("┌ Scatter"))
    session.keys("q")
    #expect(session.waitForEnd())
    #expect(session.file("status") == "0\n")
  }

  @Test("what is wrong with the arguments is said in the shell, not on a screen")
  func wrongArguments() {
    for (arguments, status, text) in [
      ("nothing-here.csv", "66\n", "there is no such file"),
      ("SampleData/iris.csv".inRepository + " --labels nope", "64\n", "there is no column"),
    ] {
      let session = Self.session(arguments)
      #expect(session.waitForEnd())
      #expect(session.file("status") == status)
      #expect(session.lines.joined().contains(text))
      #expect(session.file("before") == session.file("after"))
    }
  }

  @Test("every size from one cell upwards is survived")
  func resizing() {
    let session = Self.session("SampleData/iris.csv".inRepository)
    #expect(session.waitForText("┌ Scatter"))
    for (width, height) in [(1, 1), (30, 5), (40, 12), (200, 60), (2, 50), (80, 24)] {
      session.tmux("resize-window -x \(width) -y \(height)")
      session.keys("Right")
    }
    #expect(session.waitForText("┌ Scatter"))
    session.keys("q")
    #expect(session.waitForEnd())
    #expect(session.file("status") == "0\n")
  }

  @Test("where there is no screen there is the report")
  func noScreen() {
    let session = Self.session("SampleData/faithful.csv".inRepository, term: "dumb")
    #expect(session.waitForEnd())
    #expect(session.file("status") == "0\n")
    let piped = Self.session("", command: "$PLEIADES \("SampleData/faithful.csv".inRepository) > $DIR/output")
    #expect(piped.waitForEnd())
    #expect(piped.file("output").contains("Is there structure?"))
    #expect(!piped.file("output").contains("\u{1B}"))
  }
}

extension String {
  fileprivate var inRepository: String { Repository.root + "/" + self }
}
