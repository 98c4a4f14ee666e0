import Interface
import TestSupport
import Testing

/// The mouse in a real terminal.
@Suite("Mouse in a terminal", .enabled(if: TmuxSession.isInstalled))
struct PointerTerminalTests {
  private let iris = Repository.root + "/SampleData/iris.csv"

  /// What xterm sends for a press or a drag (`M`) or a release (`m`) at a cell, from 0.
  private func mouse(_ session: TmuxSession, _ code: Int, _ x: Int, _ y: Int, _ final: String = "M") {
    let bytes = Array("\u{1B}[<\(code);\(x + 1);\(y + 1)\(final)".utf8)
    session.tmux("send-keys -H " + bytes.map { String($0, radix: 16) }.joined(separator: " "))
  }

  private func place(_ session: TmuxSession, _ text: String) -> (x: Int, y: Int)? {
    for (y, line) in session.lines.enumerated() {
      if let range = line.range(of: text) { return (line[..<range.lowerBound].count, y) }
    }
    return nil
  }

  @Test("a double click opens, a drag with Alt selects, a click on a hint presses it")
  func gestures() throws {
    let session = ExplorerSessionTests.session(iris)
    #expect(session.waitForText("Davies"))
    session.keys("Right")
    #expect(session.waitForText("◉"))
    let point = try #require(place(session, "◉"))
    for final in ["M", "m", "M", "m"] { mouse(session, 0, point.x, point.y, final) }
    #expect(session.waitForText("┌ row"))
    session.keys("Escape")
    #expect(Shell.wait { place(session, "┌ row") == nil })
    mouse(session, 8, 8, 4)
    for (x, y) in [(20, 4), (20, 30), (8, 30)] { mouse(session, 40, x, y) }
    mouse(session, 8, 8, 30, "m")
    #expect(session.waitForText("rows in the shape."))
    #expect(session.waitForText("of cluster 0"))
    let hint = try #require(place(session, "a algorithm"))
    mouse(session, 0, hint.x, hint.y)
    mouse(session, 0, hint.x, hint.y, "m")
    #expect(session.waitForText("┌ Algorithm"))
    // The wheel moves the cursor of the list.
    mouse(session, 65, 60, 10)
    session.keys("Enter")
    #expect(session.waitForText("Which groups? k-medoids"))
    session.keys("q")
    #expect(session.waitForEnd())
  }

  @Test("the mouse is given to the terminal and taken back, and stays so through suspending")
  func giving() {
    let session = TmuxSession(
      width: 100, height: 30,
      variables:
        "PLEIADES_HOME=\(Repository.root) XDG_STATE_HOME=$DIR XDG_CONFIG_HOME=$DIR PLEIADES=\(BuiltProgram.path("pleiades"))",
      script: """
        until [ "$(stty size)" = "30 100" ]; do sleep 0.02; done
        export TERM=xterm-256color PS1='$ '
        exec sh -i
        """)
    #expect(Shell.wait { session.lines.first == "$" })
    session.keys("'$PLEIADES \(iris)' Enter")
    #expect(session.waitForText("┌ Scatter"))
    #expect(Shell.wait { session.state("mouse_any_flag") == "1" })
    session.keys("Y")
    #expect(session.waitForText("The mouse is the terminal's"))
    #expect(Shell.wait { session.state("mouse_any_flag") == "0" })
    session.keys("Right")
    #expect(session.waitForText("Y take the mouse back"))
    for expected in ["0", "1"] {
      session.keys("C-z")
      #expect(Shell.wait { session.state("alternate_on") == "0" })
      #expect(session.state("mouse_any_flag") == "0")
      session.keys("fg Enter")
      #expect(Shell.wait { session.state("alternate_on") == "1" })
      #expect(session.waitForText("┌ Scatter"))
      #expect(Shell.wait { session.state("mouse_any_flag") == expected })
      if expected == "0" {
        session.keys("Y")
        #expect(session.waitForText("Pleiades' again"))
        #expect(Shell.wait { session.state("mouse_any_flag") == "1" })
      }
    }
    session.keys("q")
    #expect(Shell.wait { session.state("alternate_on") == "0" })
    #expect(session.state("mouse_any_flag") == "0")
  }

  @Test("who comes for the first time is told how to begin, once")
  func welcome() {
    let session = ExplorerSessionTests.session(
      "", command: "$PLEIADES \(iris); $PLEIADES \(iris)", isFirstRun: true)
    #expect(session.waitForText("First time here?"))
    session.keys("Tab")
    #expect(Shell.wait { !session.lines.contains { $0.contains("First time here?") } })
    #expect(session.waitForText("Davies"))
    session.keys("q")
    #expect(session.waitForText("Guessed"))
    #expect(!session.lines.contains { $0.contains("First time here?") })
    session.keys("q")
    #expect(session.waitForEnd())
  }
}
