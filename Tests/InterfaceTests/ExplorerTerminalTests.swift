import Canvas
import Engine
import Glibc
import Interface
import TestSupport
import Testing

/// The whole program in a pseudo-terminal, seen through a terminal of our own: what is painted is the pure frame, with
/// its colours, whatever the terminal is; and however the program ends, the terminal is as it was.
@Suite("Explorer and terminals", .enabled(if: ExplorerTerminal.isBuilt)) struct ExplorerTerminalTests {
  struct Kind: Sendable, CustomTestStringConvertible {
    var term: String
    var glyphs: GlyphSet
    var depth: ColorDepth
    /// Whether its description has a mouse.
    var hasMouse = true
    var testDescription: String { term }
  }

  static let kinds = [
    Kind(term: "xterm-256color", glyphs: .braille, depth: .indexed256),
    Kind(term: "tmux-256color", glyphs: .braille, depth: .indexed256),
    Kind(term: "xterm", glyphs: .braille, depth: .eight), Kind(term: "vt100", glyphs: .ascii, depth: .none, hasMouse: false),
    Kind(term: "linux", glyphs: .dots, depth: .eight, hasMouse: false),
  ]
  static let sizes = [Size(width: 40, height: 12), Size(width: 80, height: 24), Size(width: 120, height: 40)]

  @Test("the painted screen is the frame", arguments: kinds, sizes)
  func painted(_ kind: Kind, _ size: Size) throws {
    let terminal = try #require(ExplorerTerminal([Driving.sample("iris")], kind.term, size))
    var state = Driving.state(size.width, size.height, glyphs: kind.glyphs, depth: kind.depth)
    state.mouse = kind.hasMouse ? .taken : .absent
    var explorer = Explorer("iris", state)
    // Each waits for what the one before has led to: a key that comes sooner finds less.
    for keys in ["", "Tab", "Right", "4", "1", "?", "Esc"] {
      explorer.press(keys)
      terminal.send(keys)
      try Self.expectSame(terminal, explorer.state, kind, "\(kind.term) \(size.width)x\(size.height) [\(keys)]")
    }
    terminal.send("q")
    #expect(terminal.waitForEnd() == 0)
    #expect(terminal.emulator.unknown.isEmpty, "\(terminal.emulator.unknown)")
    terminal.expectRestored()
  }

  @Test("every screen, and every size that the window is given")
  func screensAndSizes() throws {
    let kind = Self.kinds[0]
    let terminal = try #require(ExplorerTerminal([Driving.sample("iris")], kind.term, Size(width: 100, height: 30)))
    var explorer = Explorer("iris", Driving.state(100, 30, glyphs: kind.glyphs, depth: kind.depth))
    for key in ["", "3", "2", "4", "5", "6", "7", "1"] {
      explorer.press(key)
      terminal.send(key)
      try Self.expectSame(terminal, explorer.state, kind, "screen \(key)")
    }
    for (width, height) in [(1, 1), (200, 60), (39, 8), (40, 12), (121, 31)] {
      let size = Size(width: width, height: height)
      explorer.send(.resize(size))
      terminal.resize(to: size)
      try Self.expectSame(terminal, explorer.state, kind, "\(width)x\(height)")
    }
  }

  /// Waits until the screen shows a frame, and compares.
  private static func expectSame(
    _ terminal: ExplorerTerminal, _ state: State, _ kind: Kind, _ place: String
  ) throws {
    let canvas = frame(state)
    let expected = Driving.masked(canvas.lines)
    func difference() -> String? {
      let painted = Driving.masked(terminal.emulator.lines)
      if let row = expected.indices.first(where: { painted[$0] != expected[$0] }) {
        return "line \(row)\npainted  \(painted[row])\nexpected \(expected[row])\n" + painted.joined(separator: "\n")
      }
      return styleDifference(terminal.emulator, canvas, kind.depth)
    }
    var last: String?
    let isSame = terminal.wait {
      last = difference()
      return last == nil
    }
    #expect(isSame, "\(place): \(last ?? "")")
  }

  private static func styleDifference(_ emulator: TerminalEmulator, _ canvas: Canvas, _ depth: ColorDepth) -> String? {
    for y in 0..<canvas.size.height {
      for x in 0..<canvas.size.width {
        let (cell, painted) = (canvas[x, y], emulator[x, y])
        let expected = TerminalEmulator.Attributes(cell.style, depth)
        // The colour of what is not there does not show.
        let isBlank = cell.scalar == " " && !cell.style.attributes.contains(.reverse)
        var seen = painted.attributes
        if isBlank { (seen.foreground, seen.isBold) = (expected.foreground, expected.isBold) }
        if seen != expected {
          return "at \(x),\(y) \(cell.scalar): painted \(painted.attributes), expected \(expected)"
        }
      }
    }
    return nil
  }

  @Test(
    "however it ends, the terminal is as it was",
    arguments: kinds.map(\.term), ["q", "C-c", "TERM", "HUP", "INT", "QUIT", "ILL", "SEGV", "ABRT", "BUS", "FPE"])
  func endings(_ term: String, _ ending: String) throws {
    let terminal = try #require(ExplorerTerminal([Driving.sample("iris")], term, Size(width: 80, height: 24)))
    #expect(terminal.wait { terminal.emulator.lines.contains { $0.contains("Scatter") } })
    #expect(term == "linux" || term == "vt100" || terminal.emulator.isOnOtherScreen)
    let signals = [
      "TERM": SIGTERM, "HUP": SIGHUP, "INT": SIGINT, "QUIT": SIGQUIT, "ILL": SIGILL, "SEGV": SIGSEGV, "ABRT": SIGABRT,
      "BUS": SIGBUS, "FPE": SIGFPE,
    ]
    switch ending {
    case "q": terminal.send("q")
    case "C-c": terminal.terminal.send([3])
    default: kill(terminal.terminal.process, signals[ending]!)
    }
    let status = terminal.waitForEnd()
    #expect(status == (ending == "q" ? 0 : ending == "C-c" ? 130 : 128 + signals[ending]!))
    terminal.expectRestored()
  }

  @Test("Ctrl-Z gives the terminal to the shell, and fg brings the screen back", .enabled(if: TmuxSession.isInstalled))
  func suspending() {
    let session = TmuxSession(
      width: 80, height: 24,
      variables: "PLEIADES=\(BuiltProgram.path("pleiades")) PLEIADES_HOME=\(Repository.root) XDG_STATE_HOME=$DIR "
        + "XDG_CONFIG_HOME=$DIR IRIS=\(Driving.sample("iris"))",
      script: """
        until [ "$(stty size)" = "24 80" ]; do sleep 0.02; done
        stty -a > $DIR/before
        export TERM=xterm-256color PS1='$ '
        exec sh -i
        """)
    #expect(Shell.wait { session.lines.first == "$" })
    session.keys("'$PLEIADES $IRIS' Enter")
    #expect(session.waitForText("┌ Scatter"))
    for round in 1...2 {
      session.keys("C-z")
      #expect(Shell.wait { session.state("alternate_on") == "0" })
      session.keys("'stty -a > $DIR/stopped\(round); touch $DIR/written\(round)' Enter")
      #expect(Shell.wait { access("\(session.folder)/written\(round)", F_OK) == 0 })
      #expect(session.file("stopped\(round)") == session.file("before"))
      #expect(session.state("mouse_any_flag") == "0" && session.state("cursor_flag") == "1")
      session.keys("fg Enter")
      #expect(session.waitForText("┌ Scatter"))
      #expect(session.state("alternate_on") == "1" && session.state("cursor_flag") == "0")
    }
    session.keys("q")
    #expect(Shell.wait { session.state("alternate_on") == "0" })
    session.keys("'stty -a > $DIR/after; touch $DIR/done' Enter")
    session.waitForEnd()
    #expect(session.file("after") == session.file("before"))
  }

  @Test("standing still costs nothing")
  func idle() throws {
    let terminal = try #require(
      ExplorerTerminal([Driving.sample("iris")], "xterm-256color", Size(width: 120, height: 40)))
    #expect(terminal.wait { terminal.emulator.lines.contains { $0.contains("Davies") } })
    terminal.terminal.readUntilQuiet()
    // The main thread sleeps: nothing wakes it. (Threads of the pool end by themselves after some seconds.)
    func switches() -> [Substring] {
      Shell.contents("/proc/\(terminal.terminal.process)/status").split(separator: "\n")
        .filter { $0.contains("ctxt_switches") }
    }
    #expect(switches().count == 2)
    var before = switches()
    // The last results may still be coming in.
    #expect(
      Shell.wait {
        usleep(300_000)
        defer { before = switches() }
        return switches() == before
      })
    usleep(500_000)
    #expect(switches() == before)
  }
}

/// The explorer in a pseudo-terminal, with a folder of its own for what it keeps.
final class ExplorerTerminal {
  let terminal: PseudoTerminal
  private(set) var emulator: TerminalEmulator
  private var taken = 0
  private let modes: [UInt32]
  private let folder: String

  static var isBuilt: Bool { access(BuiltProgram.path("pleiades"), X_OK) == 0 }

  init?(_ arguments: [String], _ term: String, _ size: Size) {
    folder = String(Shell.run("mktemp -d").dropLast())
    // Somebody has been here before: no welcome.
    Shell.run("mkdir -p '\(folder)/pleiades' && touch '\(folder)/pleiades/welcomed'")
    guard
      let terminal = PseudoTerminal(
        BuiltProgram.path("pleiades"), arguments,
        environment: [
          "TERM=\(term)", "LANG=C.UTF-8", "SWIFT_BACKTRACE=enable=no", "PLEIADES_HOME=\(Repository.root)",
          "XDG_STATE_HOME=\(folder)", "XDG_CONFIG_HOME=\(folder)", "HOME=\(folder)",
        ], columns: size.width, lines: size.height)
    else { return nil }
    self.terminal = terminal
    modes = terminal.modesAtStart
    emulator = Self.emulator(size)
  }

  deinit { Shell.run("rm -rf '\(folder)'") }

  private static func emulator(_ size: Size) -> TerminalEmulator {
    TerminalEmulator(width: size.width, height: size.height, columns: { CellWidth.of($0) })
  }

  /// Keys as `KeyScript` has them.
  func send(_ keys: String) {
    let known: [KeyPress: String] = [.tab: "\t", .right: "\u{1B}[C", .escape: "\u{1B}", .enter: "\r"]
    for key in KeyScript.parse(keys) {
      terminal.send(known[key] ?? key.name)
      // An escape of its own has to stand alone for a moment.
      if key == .escape { usleep(60_000) }
    }
  }

  func resize(to size: Size) {
    read()
    emulator = Self.emulator(size)
    terminal.resize(columns: size.width, lines: size.height)
  }

  private func read() {
    terminal.read()
    emulator.feed(terminal.output[taken...])
    taken = terminal.output.count
  }

  func wait(until condition: () -> Bool) -> Bool {
    terminal.wait {
      read()
      return condition()
    }
  }

  func waitForEnd() -> Int32? {
    let status = terminal.waitForEnd()
    read()
    return status
  }

  func expectRestored(sourceLocation: SourceLocation = #_sourceLocation) {
    read()
    #expect(terminal.modes == modes, sourceLocation: sourceLocation)
    #expect(!emulator.isOnOtherScreen, sourceLocation: sourceLocation)
    #expect(emulator.showsCursor, sourceLocation: sourceLocation)
    #expect(!emulator.reportsMouse, sourceLocation: sourceLocation)
    #expect(!emulator.bracketsPastes, sourceLocation: sourceLocation)
  }
}

extension TerminalEmulator.Attributes {
  /// A style as a terminal of so many colours shows it.
  fileprivate init(_ style: Style, _ depth: ColorDepth) {
    func color(_ color: Color) -> TerminalEmulator.Color {
      if color.isTerminal { return .standard }
      switch depth {
      case .none: return .standard
      case .eight: return .indexed(Int(color.index8))
      case .sixteen: return .indexed(Int(color.index16))
      case .indexed256: return .indexed(Int(color.index256))
      case .trueColor: return .rgb(Int(color.red), Int(color.green), Int(color.blue))
      }
    }
    self.init()
    foreground = color(style.foreground)
    background = color(style.background)
    isBold = style.attributes.contains(.bold)
    isDim = style.attributes.contains(.dim)
    isUnderlined = style.attributes.contains(.underline)
    isReversed = style.attributes.contains(.reverse)
  }
}
