import Glibc
import TestSupport
import Testing

/// However the program ends, the terminal is as before.
@Suite(.enabled(if: Probe.exists && TmuxSession.isInstalled)) struct EndingTests {
  private func expectRestored(
    _ session: TmuxSession, status: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(session.waitForEnd(), sourceLocation: sourceLocation)
    #expect(session.file("status") == "\(status)\n", sourceLocation: sourceLocation)
    #expect(session.file("before") == session.file("after"), sourceLocation: sourceLocation)
    #expect(session.state("alternate_on") == "0", sourceLocation: sourceLocation)
    #expect(session.state("cursor_flag") == "1", sourceLocation: sourceLocation)
    #expect(session.state("mouse_any_flag") == "0", sourceLocation: sourceLocation)
    #expect(session.state("keypad_cursor_flag") == "0", sourceLocation: sourceLocation)
    #expect(session.lines.first == "shell line", sourceLocation: sourceLocation)
  }

  private func session(term: String = "tmux-256color") -> TmuxSession {
    let session = TmuxSession(term: term)
    #expect(session.waitForPicture((40, 12)))
    #expect(session.state("alternate_on") == "1")
    #expect(session.state("cursor_flag") == "0")
    #expect(session.state("mouse_any_flag") == "1")
    return session
  }

  /// Keys of the program, and the status that a shell shows: 128 and the signal for those that die by one.
  @Test(arguments: [
    ("q", "0"), ("C-c", "130"), ("x", "4"),
    // Swift traps by an illegal instruction on x86, by a breakpoint on ARM.
    ("t", trapStatus), ("b", trapStatus),
    // The stack overflows, that of the main thread or of another.
    ("o", "139"), ("O", "139"),
  ]) func byKey(_ key: String, _ status: String) {
    let session = session()
    session.keys(key)
    expectRestored(session, status: status)
    if key == "t" || key == "b" {
      #expect(session.lines.joined().contains("Fatal error: probe trapped"), "\(session.lines)")
    }
  }

  #if arch(x86_64)
    private static let trapStatus = "132"
  #else
    private static let trapStatus = "133"
  #endif

  @Test func nothingIsPaintedAfterATrapBeside() {
    // The main thread paints without a pause when another one traps.
    let session = session()
    session.keys("P")
    expectRestored(session, status: Self.trapStatus)
    #expect(session.lines.joined().hasPrefix("shell lineTerminalProbe/Probe.swift"), "\(session.lines)")
  }

  @Test(arguments: [
    ("TERM", "143"), ("HUP", "129"), ("INT", "130"), ("QUIT", "131"), ("ABRT", "134"), ("SEGV", "139"), ("BUS", "135"),
  ]) func bySignal(_ signal: String, _ status: String) {
    let session = session(term: "xterm-256color")
    Shell.run("kill -\(signal) \(session.process)")
    expectRestored(session, status: status)
    // The first three are events: the program ends itself.
    if ["TERM", "HUP", "INT"].contains(signal) { #expect(session.log.last == "exit \(status)") }
  }

  @Test func aHangingProgramEndsAtTheSecondRequest() {
    let session = session()
    session.keys("h")
    session.waitForLog("key h")
    let process = session.process
    Shell.run("kill -TERM \(process)")
    // Soon repeated requests are one.
    Shell.run("kill -TERM \(process)")
    usleep(300_000)
    #expect(!session.file("status").hasPrefix("1"))
    usleep(900_000)
    Shell.run("kill -TERM \(process)")
    expectRestored(session, status: "143")
  }

  @Test func standardErrorWaitsUntilTheEnd() {
    let session = session()
    session.keys("e")
    session.waitForLog("key e")
    #expect(Shell.wait { session.lines == Picture.lines(width: 40, height: 12, event: "key e") })
    session.keys("q")
    expectRestored(session, status: "0")
    #expect(session.lines[1] == "diverted words")
  }

  @Test func standardErrorElsewhereIsLeftAlone() {
    let session = TmuxSession(term: "xterm-256color", pipe: "$PROBE 2>$DIR/errors")
    session.waitForPicture((40, 12))
    session.keys("e")
    session.waitForLog("key e")
    #expect(Shell.wait { session.file("errors") == "diverted words\n" })
    session.keys("q")
    expectRestored(session, status: "0")
  }

  @Test func theNormalScreenMeanwhile() {
    let session = session()
    session.keys("s")
    #expect(Shell.wait { session.lines == Picture.lines(width: 40, height: 12, event: "key s") })
    session.keys("q")
    expectRestored(session, status: "0")
    #expect(session.lines[1] == "on the normal screen")
  }

  @Test func suspendsAndContinues() {
    // A shell with job control: dash does not touch the modes itself.
    let session = TmuxSession(
      width: 60, height: 12,
      script: """
        until [ "$(stty size)" = "12 60" ]; do sleep 0.02; done
        stty -a > $DIR/before
        export TERM=xterm-256color PS1='$ '
        exec sh -i
        """)
    #expect(Shell.wait { session.lines.first == "$" })
    session.keys("'$PROBE' Enter")
    #expect(session.waitForPicture((60, 12)))
    // All but the first line, which has the size.
    func modes(_ name: String) -> [Substring] { Array(session.file(name).split(separator: "\n").dropFirst()) }
    #expect(modes("before").count > 5)
    for round in 1...2 {
      session.keys("C-z")
      #expect(Shell.wait { session.state("alternate_on") == "0" })
      session.keys("'stty -a > $DIR/stopped\(round); touch $DIR/written\(round)' Enter")
      #expect(Shell.wait { access("\(session.folder)/written\(round)", F_OK) == 0 })
      #expect(modes("stopped\(round)") == modes("before"))
      #expect(session.state("mouse_any_flag") == "0")
      // The window changes while the program is stopped.
      let height = 12 + round
      session.tmux("resize-window -x 60 -y \(height)")
      session.keys("fg Enter")
      #expect(Shell.wait { session.lines.first == "Probe 60x\(height)" })
      #expect(session.state("alternate_on") == "1")
      #expect(session.state("mouse_any_flag") == "1")
      #expect(session.state("cursor_flag") == "0")
      #expect(session.waitForLog("resize 60x\(height)"))
    }
    session.keys("q")
    #expect(Shell.wait { session.state("alternate_on") == "0" })
    session.keys("'stty -a > $DIR/after; touch $DIR/done' Enter")
    session.waitForEnd()
    #expect(modes("after") == modes("before"))
    #expect(!session.log.contains("resumed"))
  }

  @Test func stoppedAndContinuedFromOutside() {
    let session = session()
    let process = session.process
    let garbage = "printf '\\033[?1049lgarbage' > \(session.state("pane_tty"))"
    Shell.run("kill -STOP \(process); \(garbage); kill -CONT \(process)")
    #expect(session.waitForLog("resumed"))
    #expect(Shell.wait { session.lines == Picture.lines(width: 40, height: 12, event: "resumed") })
    #expect(session.state("alternate_on") == "1")
    session.keys("q")
    #expect(session.waitForEnd())
    #expect(session.file("before") == session.file("after"))
  }

  @Test func messagesFromOtherThreads() {
    let session = session()
    session.keys("p")
    #expect(Shell.wait { (0..<3).allSatisfy { session.log.contains("posted \($0)") } })
    session.keys("q")
    expectRestored(session, status: "0")
  }
}
