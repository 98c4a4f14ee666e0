import Glibc
import TestSupport
import Testing

@Suite(.enabled(if: Probe.exists)) struct PseudoTerminalTests {
  private func start(term: String = "xterm-256color") throws -> ProbeTerminal {
    let terminal = try #require(ProbeTerminal(term: term))
    #expect(terminal.wait { terminal.text.contains("Probe 80x24") && terminal.events.count == 1 })
    return terminal
  }

  @Test func mouseAndPaste() throws {
    let terminal = try start()
    terminal.send("\u{1B}[<0;200;50M\u{1B}[<32;201;50M\u{1B}[<0;201;50m\u{1B}[<64;1;1M\u{1B}[200~1,2\r3\u{1B}[201~q")
    #expect(terminal.waitForEnd() == 0)
    #expect(
      terminal.events.dropFirst() == [
        "mouse press left 199,49 0", "mouse drag left 200,49 0", "mouse release left 200,49 0",
        "mouse wheelUp none 0,0 0", "paste 5 1,2", "3", "key q", "exit 0",
      ])
  }

  @Test func bytesThatComeOneByOne() throws {
    let terminal = try start()
    for byte in Array("é\u{1B}[1;5A\u{1B}[<0;3;4M".utf8) {
      terminal.send([byte])
      usleep(2000)
    }
    terminal.send("\u{1B}")
    #expect(terminal.wait { terminal.events.last == "key escape" })
    #expect(terminal.events.dropFirst() == ["key é", "key ctrl-up", "mouse press left 2,3 0", "key escape"])
  }

  @Test func asksForWhatItNeedsAndTakesItBack() throws {
    let terminal = try start()
    for mode in ["1049", "2004", "1000", "1002", "1006"] { #expect(terminal.text.contains("\u{1B}[?\(mode)h")) }
    #expect(terminal.text.contains("\u{1B}[?25l"))
    let shown = terminal.output.count
    terminal.send("m")
    #expect(terminal.wait { terminal.text.contains("\u{1B}[?1002l") && terminal.events.last == "key m" })
    terminal.send("c")
    #expect(terminal.wait { terminal.text.contains("\u{1B}]52;c;UGxlaWFkZXM=\u{7}") })
    terminal.send("q")
    #expect(terminal.waitForEnd() == 0)
    terminal.read()
    let after = String(decoding: terminal.output[shown...], as: UTF8.self)
    for mode in ["1049l", "2004l", "1000l", "1006l", "25h"] { #expect(after.contains("\u{1B}[?\(mode)"), "\(mode)") }
    // Every frame is wrapped, and nothing is sent twice.
    let begins = terminal.text.ranges(of: "\u{1B}[?2026h").count
    #expect(begins == terminal.text.ranges(of: "\u{1B}[?2026l").count)
    #expect(begins == 3, "one frame at the start, one after each of two keys")
  }

  @Test func asksOldTerminalsForNothing() throws {
    for term in ["vt100", "linux"] {
      let terminal = try start(term: term)
      terminal.send("q")
      #expect(terminal.waitForEnd() == 0)
      terminal.read()
      for mode in ["2004", "1000", "1002", "1006", "2026"] { #expect(!terminal.text.contains("[?\(mode)"), "\(term)") }
    }
  }

  @Test func anUnchangedFrameSendsNothing() throws {
    let terminal = try start()
    terminal.send("aaaa")
    #expect(terminal.wait { terminal.events.count == 5 })
    terminal.readUntilQuiet()
    let count = terminal.output.count
    // The same three names again.
    terminal.send("a")
    #expect(terminal.wait { terminal.events.count == 6 })
    terminal.readUntilQuiet()
    #expect(terminal.output.count == count)
  }

  @Test func idleCostsNothing() throws {
    let terminal = try start()
    func switches() -> [Substring] {
      Shell.contents("/proc/\(terminal.process)/status").split(separator: "\n").filter { $0.contains("ctxt_switches") }
    }
    terminal.readUntilQuiet()
    let before = switches()
    #expect(before.count == 2)
    usleep(700_000)
    #expect(switches() == before)
  }

  @Test func theTerminalGoes() throws {
    let terminal = try start()
    terminal.hangUp()
    #expect(terminal.waitForEnd() == 129)
    #expect(terminal.events.suffix(2) == ["terminate 129", "exit 129"])
  }

  @Test func inputThatNeverStops() throws {
    let terminal = try start()
    var random: UInt64 = 42
    for _ in 0..<100 {
      let bytes = (0..<1000).map { _ in
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let byte = UInt8(truncatingIfNeeded: random >> 56)
        // Neither the keys by which the program ends, stops or waits.
        return "qxtboOhksBPp\u{3}\u{1A}".utf8.contains(byte) ? 0x1B : byte
      }
      terminal.send(bytes)
      terminal.read()
    }
    #expect(terminal.wait { terminal.events.count > 1000 })
    // Whatever is open ends here, or after half a second.
    terminal.send("\u{1B}[201~\u{1B}")
    terminal.readUntilQuiet()
    usleep(600_000)
    terminal.send("q")
    #expect(terminal.waitForEnd() == 0)
  }
}
