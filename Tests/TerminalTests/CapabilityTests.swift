import Canvas
import Terminal
import Testing

/// What terminfo 6.4 says of the types used below.
private let database: [String: TerminalFacts] = [
  "xterm": TerminalFacts(name: "xterm", colors: 8, canMoveCursor: true, reportsMouse: true),
  "xterm-256color": TerminalFacts(name: "xterm-256color", colors: 256, canMoveCursor: true, reportsMouse: true),
  "xterm-direct": TerminalFacts(name: "xterm-direct", colors: 1 << 24, canMoveCursor: true, reportsMouse: true),
  "xterm-16color": TerminalFacts(name: "xterm-16color", colors: 16, canMoveCursor: true, reportsMouse: true),
  "xterm-mono": TerminalFacts(name: "xterm-mono", colors: -1, canMoveCursor: true, reportsMouse: true),
  "tmux-256color": TerminalFacts(name: "tmux-256color", colors: 256, canMoveCursor: true, reportsMouse: true),
  "screen-256color": TerminalFacts(name: "screen-256color", colors: 256, canMoveCursor: true, reportsMouse: true),
  "linux": TerminalFacts(name: "linux", colors: 8, canMoveCursor: true, reportsMouse: true),
  "vt100": TerminalFacts(name: "vt100", colors: -1, canMoveCursor: true, reportsMouse: false),
  "ansi": TerminalFacts(name: "ansi", colors: 8, canMoveCursor: true, reportsMouse: false),
]

@Suite struct CapabilityTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var term: String
    var environment: [String: String]
    var depth: ColorDepth
    var glyphs: GlyphSet
    var unicode: Bool
    var testDescription: String { "\(term) \(environment)" }

    init(_ term: String, _ environment: [String: String], _ depth: ColorDepth, _ glyphs: GlyphSet, unicode: Bool) {
      (self.term, self.environment, self.depth, self.glyphs) = (term, environment, depth, glyphs)
      self.unicode = unicode
    }
  }

  static let cases: [Case] = [
    Case("xterm-256color", ["LANG": "en_GB.UTF-8"], .indexed256, .braille, unicode: true),
    Case("xterm-256color", [:], .indexed256, .braille, unicode: true),
    Case("xterm-256color", ["LC_ALL": "C"], .indexed256, .braille, unicode: true),
    Case("xterm-256color", ["LC_ALL": "POSIX", "LANG": "de_DE.ISO-8859-1"], .indexed256, .braille, unicode: true),
    Case("xterm-256color", ["LANG": "de_DE.utf8"], .indexed256, .braille, unicode: true),
    Case("xterm-256color", ["LANG": "de_DE.ISO-8859-1"], .indexed256, .ascii, unicode: false),
    Case("xterm-256color", ["LANG": "de_DE@euro"], .indexed256, .ascii, unicode: false),
    Case("xterm-256color", ["LANG": "sr_RS.UTF-8@latin"], .indexed256, .braille, unicode: true),
    Case("xterm-256color", ["LC_CTYPE": "ru_RU.KOI8-R", "LANG": "C.UTF-8"], .indexed256, .ascii, unicode: false),
    Case("xterm-256color", ["LC_ALL": "C.UTF-8", "LC_CTYPE": "ru_RU.KOI8-R"], .indexed256, .braille, unicode: true),
    Case("xterm-256color", ["LC_ALL": "", "LANG": "ja_JP.eucJP"], .indexed256, .ascii, unicode: false),
    Case("xterm-256color", ["COLORTERM": "truecolor"], .trueColor, .braille, unicode: true),
    Case("xterm-256color", ["COLORTERM": "24bit"], .trueColor, .braille, unicode: true),
    Case("xterm-256color", ["COLORTERM": "yes"], .indexed256, .braille, unicode: true),
    Case("xterm-256color", ["COLORTERM": "truecolor", "NO_COLOR": "1"], .none, .braille, unicode: true),
    Case("xterm-256color", ["NO_COLOR": ""], .indexed256, .braille, unicode: true),
    Case("xterm", [:], .eight, .braille, unicode: true),
    Case("xterm", ["COLORTERM": "truecolor"], .trueColor, .braille, unicode: true),
    Case("xterm-16color", [:], .sixteen, .braille, unicode: true),
    Case("xterm-direct", [:], .trueColor, .braille, unicode: true),
    Case("xterm-mono", ["COLORTERM": "truecolor"], .none, .braille, unicode: true),
    Case("tmux-256color", ["COLORTERM": "truecolor", "TMUX": "/tmp/x,1,0"], .trueColor, .braille, unicode: true),
    Case("screen-256color", ["COLORTERM": "truecolor"], .indexed256, .braille, unicode: true),
    Case("screen-256color", ["COLORTERM": "truecolor", "TMUX": "/tmp/x,1,0"], .trueColor, .braille, unicode: true),
    Case("linux", ["LANG": "C.UTF-8"], .eight, .dots, unicode: true),
    Case("linux", ["LANG": "C.UTF-8", "COLORTERM": "truecolor"], .eight, .dots, unicode: true),
    Case("linux", ["LANG": "en_US.ISO-8859-1"], .eight, .ascii, unicode: false),
    Case("vt100", [:], .none, .ascii, unicode: false),
    Case("vt100", ["LANG": "C.UTF-8"], .none, .ascii, unicode: true),
    Case("ansi", [:], .eight, .ascii, unicode: false),
  ]

  @Test(arguments: cases) func decides(_ expected: Case) throws {
    let facts = try #require(database[expected.term])
    let capabilities = TerminalCapabilities(environment: expected.environment, facts: facts)
    #expect(capabilities.colorDepth == expected.depth)
    #expect(capabilities.glyphs == expected.glyphs)
    #expect(capabilities.unicodeText == expected.unicode)
  }

  @Test func plainGlyphsByWishKeepUnicodeText() throws {
    let facts = try #require(database["xterm-256color"])
    let capabilities = TerminalCapabilities(environment: ["LANG": "C.UTF-8"], facts: facts, ascii: true)
    #expect(capabilities.glyphs == .ascii)
    #expect(capabilities.unicodeText)
  }

  @Test(arguments: [("xterm", true), ("tmux-256color", true), ("linux", false), ("vt100", false), ("ansi", false)])
  func asksOldTerminalsForNothing(_ term: String, _ isModern: Bool) throws {
    let facts = try #require(database[term])
    let capabilities = TerminalCapabilities(environment: [:], facts: facts)
    #expect(capabilities.mouse == isModern)
    #expect(capabilities.synchronizedOutput == isModern)
    #expect(capabilities.bracketedPaste == isModern)
  }

  @Test func unknownTypesAreUnknown() {
    #expect(TerminalFacts.read(name: "no-such-terminal") == nil)
    #expect(TerminalFacts.read(name: "") == nil)
  }
}
