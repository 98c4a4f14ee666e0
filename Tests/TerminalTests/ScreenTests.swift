import Glibc
import TestSupport
import Testing

/// In real terminals, as far as tmux is one.
@Suite(.enabled(if: Probe.exists && TmuxSession.isInstalled)) struct ScreenTests {
  static let terms = ["xterm-256color", "tmux-256color", "screen", "linux", "vt100"]
  static let sizes = [(80, 24), (40, 12), (1, 1)]

  @Test(arguments: terms, sizes) func showsTheCanvas(term: String, size: (Int, Int)) {
    let session = TmuxSession(width: size.0, height: size.1, term: term)
    if size == (1, 1) {
      // Some terminals have no way to write the last column of the last line without scrolling.
      session.waitForLog("process")
      #expect(Shell.wait { session.lines == ["A"] || session.lines == [""] && !term.hasPrefix("xterm") })
    } else {
      session.waitForPicture(size)
      #expect(session.lines == Picture.lines(width: size.0, height: size.1))
    }
    session.keys("q")
    #expect(session.waitForEnd())
    #expect(session.file("status") == "0\n")
    #expect(session.file("before") == session.file("after"))
    #expect(session.file("before").contains("speed"))
  }

  @Test func trueColoursAreExact() {
    let session = TmuxSession(term: "xterm-256color", environment: "COLORTERM=truecolor")
    session.waitForPicture((40, 12))
    // The half blocks' colours are those that the canvas has: level 255·x/40, and phase 0.
    let line = session.tmux("capture-pane -p -e").split(separator: "\n")[2]
    for x in [0, 1, 20, 39] {
      let level = x * 255 / 40
      #expect(line.contains("38;2;\(level);0;\(255 - level)"))
      #expect(line.contains("48;2;0;\(level);0"))
    }
  }

  @Test func indexedColoursAreNear() {
    let session = TmuxSession(term: "xterm-256color")
    session.waitForPicture((40, 12))
    let line = session.tmux("capture-pane -p -e").split(separator: "\n")[2]
    // Blue and black of the cube lead; no 24-bit colour is sent.
    let colours = ["\u{1B}[38;5;21m\u{1B}[48;5;16m▀", "\u{1B}[38;5;21;48;5;16m▀"]
    #expect(colours.contains { line.hasPrefix($0) }, "\(line)")
    #expect(!line.contains("8;2;"))
  }

  @Test func noColourByWish() {
    let session = TmuxSession(term: "xterm-256color", environment: "NO_COLOR=1")
    session.waitForPicture((40, 12))
    let line = session.tmux("capture-pane -p -e").split(separator: "\n")[2]
    #expect(line == Substring(String(repeating: "▀", count: 40)))
  }

  @Test func aLocaleWithoutUTF8GetsASCII() {
    let session = TmuxSession(term: "xterm-256color", environment: "LC_ALL=de_DE.ISO-8859-1")
    #expect(Shell.wait { session.lines.first == "Probe 40x12" })
    #expect(Shell.run("tmux -u -S \(session.folder)/tmux capture-pane -p").utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func anUndecidedLocaleGetsBraille() {
    let session = TmuxSession(term: "xterm-256color", environment: "LC_ALL=C")
    #expect(session.waitForPicture((40, 12)))
  }

  @Test func exportedSizesFreezeNothing() {
    let session = TmuxSession(term: "xterm-256color", environment: "LINES=7 COLUMNS=13")
    #expect(session.waitForPicture((40, 12)))
  }

  @Test func followsTheSize() {
    let session = TmuxSession(term: "xterm-256color")
    session.waitForPicture((40, 12))
    for (width, height) in [(90, 30), (1, 1), (20, 3), (50, 8)] {
      session.tmux("resize-window -x \(width) -y \(height)")
      #expect(session.waitForLog("resize \(width)x\(height)"))
      let event = session.log.filter { $0.hasPrefix("resize") }.suffix(3).joined(separator: " | ")
      // Of names that are too long for the line, the beginning is shown.
      #expect(
        Shell.wait {
          let expected = Picture.lines(width: width, height: height, event: event)
          return zip(session.lines, expected).allSatisfy { $0 == $1 || $1 == event && event.hasPrefix($0.dropLast()) }
            && session.lines.count == height
        }, "\(width)x\(height)")
    }
    session.keys("q")
    #expect(session.waitForEnd())
  }

  @Test func onlyWhatChangedIsPainted() {
    let session = TmuxSession(term: "xterm-256color")
    session.waitForPicture((40, 12))
    // Something else writes on the terminal: unchanged lines stay as they are, until everything is painted.
    Shell.run("printf '\\0337\\033[6;1HXXXX\\0338' > \(session.state("pane_tty"))")
    session.keys("a")
    session.waitForLog("key a")
    #expect(Shell.wait { session.lines[10] == "key a" })
    #expect(session.lines[5].hasPrefix("XXXX"))
    session.keys("C-l")
    #expect(Shell.wait { session.lines == Picture.lines(width: 40, height: 12, event: "key a | key ctrl-l") })
  }

  @Test func keepsTheKeyboardWhenStandardStreamsArePipes() {
    let session = TmuxSession(term: "xterm-256color", pipe: "echo 1,2,3 | $PROBE | cat > $DIR/output")
    session.waitForPicture((40, 12))
    session.keys("Up q")
    #expect(session.waitForEnd())
    #expect(session.log.suffix(3) == ["key up", "key q", "exit 0"])
    #expect(session.file("before") == session.file("after"))
    #expect(session.file("output") == "")
  }

  @Test func keysOfEachTerminal() {
    for term in Self.terms {
      let session = TmuxSession(term: term)
      session.waitForPicture((40, 12))
      session.keys("Up Down Left Right Home End PPage NPage IC DC F1 F5 F12 BSpace Tab Enter Escape")
      session.keys("M-x C-a é BTab q")
      #expect(session.waitForEnd())
      let names = [
        "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete", "f1", "f5", "f12",
        "backspace", "tab", "enter", "escape", "alt-x", "ctrl-a", "é", "backtab", "q",
      ]
      #expect(session.log.filter { $0.hasPrefix("key") } == names.map { "key \($0)" }, "\(term)")
    }
  }

  @Test func refusesWhatCannotShowAScreen() {
    let cases = [
      ("dumb", "shows lines only"), ("no-such-terminal", "terminfo database lacks"), ("''", "TERM is not set"),
    ]
    for (term, words) in cases {
      let session = TmuxSession(width: 150, height: 5, term: term)
      #expect(session.waitForEnd())
      #expect(session.file("status") == "3\n")
      #expect(session.lines.contains { $0.contains(words) }, "\(term)")
      #expect(session.file("before") == session.file("after"))
    }
    // No terminal at all.
    let output = Shell.run("TERM=xterm setsid -w \(Probe.path) </dev/null 2>&1; echo $?")
    #expect(output.hasPrefix("There is no terminal to draw on") && output.hasSuffix("\n3\n"), "\(output)")
  }
}
