import Canvas
import Terminal
import Testing

@Suite struct KeyDecodingTests {
  static let sequences: [(String, Key)] = [
    ("a", .character("a")), ("~", .character("~")), (" ", .character(" ")), ("é", .character("é")),
    ("日", .character("日")), ("😀", .character("😀")),
    ("\r", .enter), ("\n", .enter), ("\t", .tab), ("\u{7F}", .backspace), ("\u{8}", .backspace), (e, .escape),
    ("\0", .control(" ")), ("\u{1}", .control("a")), ("\u{3}", .control("c")), ("\u{1A}", .control("z")),
    ("\u{1C}", .control("\\")), ("\u{1D}", .control("]")), ("\u{1E}", .control("^")), ("\u{1F}", .control("_")),
    // Arrows and the like, in cursor and application mode.
    (e + "[A", .up), (e + "[B", .down), (e + "[C", .right), (e + "[D", .left), (e + "[H", .home), (e + "[F", .end),
    (e + "OA", .up), (e + "OB", .down), (e + "OC", .right), (e + "OD", .left), (e + "OH", .home), (e + "OF", .end),
    (e + "[Z", .backTab),
    // Numbered keys.
    (e + "[1~", .home), (e + "[2~", .insert), (e + "[3~", .delete), (e + "[4~", .end), (e + "[5~", .pageUp),
    (e + "[6~", .pageDown), (e + "[7~", .home), (e + "[8~", .end),
    (e + "[11~", .function(1)), (e + "[15~", .function(5)), (e + "[17~", .function(6)), (e + "[21~", .function(10)),
    (e + "[23~", .function(11)), (e + "[24~", .function(12)), (e + "[25~", .function(13)),
    (e + "[29~", .function(16)), (e + "[34~", .function(20)),
    (e + "OP", .function(1)), (e + "OS", .function(4)), (e + "[P", .function(1)),
    (e + "[[A", .function(1)), (e + "[[E", .function(5)),
    // Modifiers: one more than 1 shift, 2 alt, 4 control.
    (e + "[1;2A", .modified(.up, .shift)), (e + "[1;3B", .modified(.down, .alt)),
    (e + "[1;5C", .modified(.right, .control)), (e + "[1;8D", .modified(.left, [.shift, .alt, .control])),
    (e + "[1;9A", .modified(.up, .alt)), (e + "[3;5~", .modified(.delete, .control)),
    (e + "[1;2P", .modified(.function(1), .shift)), (e + "[1;5R", .modified(.function(3), .control)),
    (e + "[15;6~", .modified(.function(5), [.shift, .control])), (e + "[1;3Z", .modified(.backTab, .alt)),
    (e + "O5A", .modified(.up, .control)), (e + "O2P", .modified(.function(1), .shift)),
    // rxvt.
    (e + "[a", .modified(.up, .shift)), (e + "Oa", .modified(.up, .control)), (e + "[5^", .modified(.pageUp, .control)),
    (e + "[5@", .modified(.pageUp, [.shift, .control])),
    // Alt.
    (e + "x", .modified(.character("x"), .alt)), (e + "é", .modified(.character("é"), .alt)),
    (e + "\r", .modified(.enter, .alt)), (e + "\u{7F}", .modified(.backspace, .alt)),
    (e + "\u{1}", .modified(.control("a"), .alt)), (e + "[", .modified(.character("["), .alt)),
    (e + "O", .modified(.character("O"), .alt)), (e + "]", .modified(.character("]"), .alt)),
    (e + "P", .modified(.character("P"), .alt)), (e + e + "[A", .modified(.up, .alt)),
    (e + e + "OA", .modified(.up, .alt)),
    // The newer protocols.
    (e + "[97;5u", .control("a")), (e + "[13;2u", .modified(.enter, .shift)), (e + "[27u", .escape),
    (e + "[9;2u", .backTab), (e + "[97;3u", .modified(.character("a"), .alt)), (e + "[27;5;120~", .control("x")),
    (e + "[97:65;5u", .control("a")), (e + "[53;5u", .modified(.character("5"), .control)),
    // The keypad.
    (e + "OM", .enter), (e + "Op", .character("0")), (e + "Oy", .character("9")), (e + "Ok", .character("+")),
    (e + "OX", .character("=")),
  ]

  @Test(arguments: sequences) func oneSequenceIsOneKey(_ text: String, _ key: Key) {
    #expect(decode(text) == [.key(key)])
  }

  @Test(arguments: sequences) func theSameCutAnywhere(_ text: String, _ key: Key) {
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count {
      var decoder = InputDecoder()
      var events = decoder.feed(bytes[..<cut], at: .zero)
      events += decoder.feed(bytes[cut...], at: .milliseconds(5))
      if decoder.pendingDelay != nil { events += decoder.flush(at: .milliseconds(30)) }
      #expect(events == [.key(key)], "cut at \(cut)")
    }
  }

  @Test func allSequencesInARow() {
    // The ambiguous ones, which only a pause ends, cannot be followed by anything.
    let unambiguous = Self.sequences.filter { text, _ in
      var decoder = InputDecoder()
      _ = decoder.feed(Array(text.utf8), at: .zero)
      return decoder.pendingDelay == nil
    }
    #expect(unambiguous.count == Self.sequences.count - 5)
    #expect(decode(unambiguous.map(\.0).joined()) == unambiguous.map { .key($0.1) })
  }

  @Test func aLoneEscapeWaits() {
    var decoder = InputDecoder()
    #expect(decoder.feed([0x1B], at: .zero) == [])
    #expect(decoder.pendingDelay == .milliseconds(25))
    #expect(decoder.flush(at: .milliseconds(25)) == [.key(.escape)])
    #expect(decoder.pendingDelay == nil)
    #expect(decoder.feed(Array("\(e)[".utf8), at: .zero) == [])
    #expect(decoder.pendingDelay == .milliseconds(25))
    // This cannot have been typed: its rest is waited for.
    #expect(decoder.feed(Array("<0;1".utf8), at: .zero) == [])
    #expect(decoder.pendingDelay == .milliseconds(500))
    #expect(decoder.flush(at: .milliseconds(500)) == [])
    #expect(decode(e + e) == [.key(.escape), .key(.escape)])
    #expect(decode(e + e + "x") == [.key(.escape), .key(.alt(.character("x")))])
  }

  @Test(arguments: [
    "\u{1B}[?62;22c", "\u{1B}[>0;276;0c", "\u{1B}[12;40R", "\u{1B}[I", "\u{1B}[O", "\u{1B}[?2026;2$y", "\u{1B}[99~",
    "\u{1B}[1;2X", "\u{1B}[200;1X", "\u{1B}Oz", "\u{1B}]11;rgb:0000/0000/0000\u{7}",
    "\u{1B}]4;1;rgb:ff/00/00\u{1B}\\", "\u{1B}P1+r524742\u{1B}\\", "\u{1B}P>|tmux 3.3a\u{1B}\\",
    "\u{1B}_Gi=1;OK\u{1B}\\",
    "\u{1B}[<35;3;4M", "\u{1B}[<0;3M", "\u{1B}[201~", "\u{1B}[E", "\u{1B}[57441u", "\u{1B}[[Z",
  ]) func whatIsNoInputIsSwallowedWhole(_ text: String) {
    #expect(decode(text + "a") == [.key(.character("a"))])
  }

  @Test func overlongSequencesLeaveNothingBehind() {
    let digits = String(repeating: "1;", count: 500)
    #expect(decode("\(e)[\(digits)Aq") == [.key(.character("q"))])
    #expect(decode("\(e)[\(digits)\(e)[A") == [.key(.up)])
  }

  @Test func invalidBytesAreSwallowed() {
    let cases: [[UInt8]] = [
      [0x80], [0xFF], [0xC0, 0x80], [0xC1], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xF5], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC2, 0x9B],
    ]
    for bytes in cases {
      #expect(decode([0x61] + bytes + [0x62]) == [.key(.character("a")), .key(.character("b"))], "\(bytes)")
    }
    // Cut off at the end.
    #expect(decode([0xE2, 0x82]) == [])
  }

  @Test func theTerminalsOwnKeysWin() {
    let keys: [[UInt8]: Key] = [
      Array("\u{1B}[3$".utf8): .modified(.delete, .shift), Array("\u{1B}[11^".utf8): .function(25),
      Array("\u{1B}k1".utf8): .function(1), Array("\u{1B}k12".utf8): .function(12),
      // These would break the mouse, pasting, or plain typing.
      Array("\u{1B}[<".utf8): .up, Array("\u{1B}[M".utf8): .up, [0x61]: .up, []: .up,
    ]
    #expect(decode(e + "[3$", keys: keys) == [.key(.modified(.delete, .shift))])
    #expect(decode(e + "[11^", keys: keys) == [.key(.function(25))])
    #expect(decode(e + "k1", keys: keys) == [.key(.function(1))])
    #expect(decode(e + "k12", keys: keys) == [.key(.function(12))])
    #expect(decode("a", keys: keys) == [.key(.character("a"))])
    #expect(decode(e + "[A", keys: keys) == [.key(.up)])
    #expect(decode(e + "[<0;1;1M", keys: keys) == [.mouse(Mouse(.press, .left, at: Point(x: 0, y: 0)))])
  }

  @Test func namesOfKeys() {
    let names: [(Key, String)] = [
      (.character("a"), "a"), (.character(" "), "space"), (.control("c"), "ctrl-c"), (.control(" "), "ctrl-space"),
      (.alt(.character("x")), "alt-x"), (.modified(.up, .shift), "shift-up"), (.function(12), "f12"),
      (.backTab, "backtab"), (.pageDown, "pagedown"), (.alt(.control("a")), "alt-ctrl-a"),
      (.modified(.left, [.control, .alt, .shift]), "ctrl-alt-shift-left"),
    ]
    for (key, name) in names { #expect(key.description == name) }
  }
}
