import Canvas
import Terminal
import Testing

@Suite struct MouseDecodingTests {
  private func mouse(
    _ kind: Mouse.Kind, _ button: Mouse.Button, _ x: Int, _ y: Int, _ modifiers: Modifiers = []
  ) -> TerminalEvent {
    .mouse(Mouse(kind, button, at: Point(x: x, y: y), modifiers: modifiers))
  }

  @Test func sgrProtocol() {
    #expect(
      decode("\(e)[<0;1;1M\(e)[<32;2;1M\(e)[<32;300;1M\(e)[<0;300;90m") == [
        mouse(.press, .left, 0, 0), mouse(.drag, .left, 1, 0), mouse(.drag, .left, 299, 0),
        mouse(.release, .left, 299, 89),
      ])
    #expect(decode("\(e)[<1;5;6M") == [mouse(.press, .middle, 4, 5)])
    #expect(decode("\(e)[<2;5;6M") == [mouse(.press, .right, 4, 5)])
    #expect(decode("\(e)[<128;5;6M") == [mouse(.press, .other, 4, 5)])
    #expect(decode("\(e)[<28;5;6M") == [mouse(.press, .left, 4, 5, [.shift, .alt, .control])])
    for (code, kind) in [(64, Mouse.Kind.wheelUp), (65, .wheelDown), (66, .wheelLeft), (67, .wheelRight)] {
      #expect(decode("\(e)[<\(code);5;6M") == [mouse(kind, .none, 4, 5)])
    }
    #expect(decode("\(e)[<80;5;6M") == [mouse(.wheelUp, .none, 4, 5, .control)])
    #expect(decode("\(e)[<0;0;0M") == [mouse(.press, .left, 0, 0)])
    #expect(decode("\(e)[<0;99999999999999999999;1M") == [mouse(.press, .left, 99_998, 0)])
  }

  @Test func olderProtocols() {
    #expect(
      decode("\(e)[M !!\(e)[M@\"!\(e)[M#\"!") == [
        mouse(.press, .left, 0, 0), mouse(.drag, .left, 1, 0), mouse(.release, .left, 1, 0),
      ])
    // Columns beyond 95 are no ASCII, those beyond 223 none at all.
    #expect(decode([0x1B, 0x5B, 0x4D, 0x60, 0xF0, 0x21]) == [mouse(.wheelUp, .none, 0xF0 - 33, 0)])
    #expect(
      decode("\(e)[32;7;8M\(e)[35;7;8M") == [mouse(.press, .left, 6, 7), mouse(.release, .left, 6, 7)])
    // Cut off, it is not the text that it looks like.
    #expect(decode("\(e)[M !") == [])
  }

  @Test func doubleClicks() {
    func presses(_ inputs: [(String, Int)]) -> [Mouse.Kind] {
      var decoder = InputDecoder()
      return inputs.flatMap { text, milliseconds in
        decoder.feed(Array("\(e)[<\(text)M\(e)[<\(text)m".utf8), at: .milliseconds(milliseconds))
      }.compactMap { if case .mouse(let mouse) = $0, mouse.kind != .release { mouse.kind } else { nil } }
    }
    #expect(presses([("0;3;4", 0), ("0;3;4", 400)]) == [.press, .doubleClick])
    #expect(presses([("0;3;4", 0), ("0;3;4", 401)]) == [.press, .press])
    #expect(presses([("0;3;4", 0), ("0;3;5", 100)]) == [.press, .press])
    #expect(presses([("0;3;4", 0), ("2;3;4", 100)]) == [.press, .press])
    #expect(presses([("0;3;4", 0), ("0;3;4", 100), ("0;3;4", 200)]) == [.press, .doubleClick, .press])
    #expect(
      presses([("0;3;4", 0), ("0;3;4", 100), ("0;3;4", 200), ("0;3;4", 300)])
        == [.press, .doubleClick, .press, .doubleClick])
  }
}
