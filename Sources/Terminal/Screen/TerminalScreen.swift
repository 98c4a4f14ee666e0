import CNCurses
import CTerminalGuard
import Canvas
import Glibc
import Synchronization

/// The terminal as a screen that canvases are shown on. It opens /dev/tty, so that standard input and output may be
/// pipes. One at a time in a process, on the main thread only.
///
/// However the process ends, the terminal is as it was before: by `close`, by `exit`, by a signal, by a trap, or by the
/// overflow of a stack, where the thread called `protectThread`. (A kill that cannot be caught excepted.)
public final class TerminalScreen {
  public let capabilities: TerminalCapabilities
  /// In cells, at least 1×1. It changes when a `resize` event is delivered.
  public private(set) var size = Size(width: 80, height: 24)

  /// Whether the mouse is reported; without it the terminal's own selection of text works.
  public var mouseEnabled: Bool {
    didSet {
      mouseEnabled = mouseEnabled && capabilities.mouse
      if isUp && mouseEnabled != oldValue { send(mouseEnabled ? Self.mouseOn : Self.mouseOff) }
    }
  }

  let input: Int32
  let wake: WakeDescriptor
  let keys: [[UInt8]: Key]

  private let output: UnsafeMutablePointer<FILE>
  private let terminal: Int32
  private let errors: DivertedErrors?
  private var screen: OpaquePointer?
  private var painter: FramePainter
  private let restoring: String
  private var isUp = false
  private var isClosed = false

  private static let isTaken = Atomic(false)
  private static let mouseOn = "\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h"
  private static let mouseOff = "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"
  private static let pasteOn = "\u{1B}[?2004h"
  private static let pasteOff = "\u{1B}[?2004l"

  /// Takes the terminal.
  /// - Parameters:
  ///   - environment: decides type, colours and glyphs of the terminal. LINES and COLUMNS are removed from the
  ///     process's own, since they would freeze the size.
  ///   - ascii: the user asked for plain glyphs.
  /// - Throws: when there is no terminal, or it cannot show a screen; then nothing has changed.
  public init(environment: [String: String], ascii: Bool = false) throws(TerminalError) {
    let name = environment["TERM"] ?? ""
    guard let facts = TerminalFacts.read(name: name) else { throw .unknownTerminal(name) }
    guard facts.canMoveCursor else { throw .cannotMoveCursor(name) }
    let wasTaken = Self.isTaken.exchange(true, ordering: .acquiringAndReleasing)
    if wasTaken { throw .alreadyOpen }
    var isComplete = false
    defer { if !isComplete { Self.isTaken.store(false, ordering: .releasing) } }

    // Reading never blocks, writing may: two descriptions of the one terminal.
    let input = open("/dev/tty", O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard input >= 0, let output = fopen("/dev/tty", "r+e") else {
      let reason = String(cString: strerror(errno))
      if input >= 0 { Glibc.close(input) }
      throw .noTerminal(reason)
    }
    let terminal = fileno(output)
    let wake = WakeDescriptor()
    guard terminal_guard_begin(terminal, wake.descriptor) else {
      let reason = String(cString: strerror(errno))
      Glibc.close(input)
      fclose(output)
      throw .noTerminal(reason)
    }

    var capabilities = TerminalCapabilities(environment: environment, facts: facts, ascii: ascii)
    if !locale_use_utf8() {
      capabilities.unicodeText = false
      capabilities.glyphs = .ascii
    }
    unsetenv("LINES")
    unsetenv("COLUMNS")
    set_escdelay(25)
    guard let screen = Self.start(name, output, terminal, &capabilities) else {
      terminal_guard_end()
      Glibc.close(input)
      fclose(output)
      throw .unknownTerminal(name)
    }
    raw()
    noecho()
    nonl()
    keypad(curses_standard_window(), true)
    leaveok(curses_standard_window(), true)
    if capabilities.colorDepth != .none {
      start_color()
      use_default_colors()
    }
    curs_set(0)

    self.capabilities = capabilities
    self.input = input
    self.output = output
    self.terminal = terminal
    self.wake = wake
    self.screen = screen
    keys = TerminfoKeys.load()
    mouseEnabled = capabilities.mouse
    painter = FramePainter(capabilities: capabilities)
    restoring = Self.restoringSequence(capabilities)
    errors = DivertedErrors()
    isComplete = true
    isUp = true
    enter()
    takeSize()
  }

  deinit { close() }

  /// To be called once by every thread that works besides the main one, in case its stack overflows.
  public static func protectThread() { terminal_guard_protect_thread() }

  /// With 24-bit colour ncurses is given an entry of its own for the terminal; if it does not take it, 256 colours do.
  private static func start(
    _ name: String, _ output: UnsafeMutablePointer<FILE>, _ terminal: Int32, _ capabilities: inout TerminalCapabilities
  ) -> OpaquePointer? {
    if capabilities.colorDepth == .trueColor, let entry = DirectColorEntry.variable(name: name) {
      let before = getenv("TERMINFO").map { String(cString: $0) }
      setenv("TERMINFO", entry, 1)
      let screen = newterm(name, output, output)
      if let before { setenv("TERMINFO", before, 1) } else { unsetenv("TERMINFO") }
      if let screen { return screen }
    }
    if capabilities.colorDepth == .trueColor { capabilities.colorDepth = .indexed256 }
    return newterm(name, output, output)
  }

  /// What puts the screen back when there is no time for anything else: the modes set here, and the terminal's own
  /// sequences for leaving keypad mode, attributes, the hidden cursor and the other screen.
  private static func restoringSequence(_ capabilities: TerminalCapabilities) -> String {
    var text = ""
    if capabilities.synchronizedOutput { text += "\u{1B}[?2026l" }
    if capabilities.mouse { text += mouseOff }
    if capabilities.bracketedPaste { text += pasteOff }
    for name in ["rmkx", "sgr0", "cnorm", "rmcup"] {
      if let string = terminfo_string(name) { text += withoutPadding(String(cString: string)) }
    }
    return text + "\r"
  }

  /// Terminfo marks delays as `$<5/>`; only hardware needs them.
  private static func withoutPadding(_ text: String) -> String {
    var rest = text[...]
    var kept = ""
    while let start = rest.firstIndex(of: "$"), rest[start...].hasPrefix("$<"),
      let end = rest[start...].firstIndex(of: ">")
    {
      kept += rest[..<start]
      rest = rest[rest.index(after: end)...]
    }
    return kept + rest
  }

  // MARK: Frames

  /// Shows a canvas: only what differs from the last one is sent, all at once where the terminal can do that. A canvas
  /// of another size is clipped, or set in blanks.
  public func present(_ canvas: Canvas) {
    guard isUp else { return }
    painter.paint(canvas, on: size, terminal: terminal)
  }

  /// The next frame is sent whole, in case something else wrote on the terminal.
  public func repaint() { painter.forget() }

  /// Puts text on the clipboard through the terminal, where it allows that. False when the text is too long.
  @discardableResult public func copy(_ text: String) -> Bool {
    guard isUp, let sequence = ClipboardSequence.copying(text) else { return false }
    send(sequence)
    return true
  }

  // MARK: Leaving and coming back

  /// Stops the process, as ^Z does elsewhere, and comes back when it continues. Then present a frame; a `resize` event
  /// follows if the size has changed meanwhile.
  public func suspend() {
    guard isUp else { return }
    withShellScreen { terminal_guard_stop() }
  }

  /// Does something on the normal screen, with the normal modes, such as running a pager; then present a frame.
  public func withShellScreen<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard isUp else { return try body() }
    leave()
    defer {
      enter()
      terminal_guard_note_signal(SIGWINCH)
    }
    return try body()
  }

  /// Gives the terminal back as it was. Further calls do nothing.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    if isUp { leave() }
    delscreen(screen)
    terminal_guard_end()
    fclose(output)
    Glibc.close(input)
    errors?.close()
    Self.isTaken.store(false, ordering: .releasing)
  }

  private func enter() {
    terminal_guard_arm(restoring, restoring.utf8.count)
    errors?.divert()
    // After `endwin` this brings modes, keypad and screen back; the first time they are there already.
    isUp = true
    doupdate()
    if capabilities.bracketedPaste { send(Self.pasteOn) }
    if mouseEnabled { send(Self.mouseOn) }
    painter.forget()
  }

  private func leave() {
    if mouseEnabled { send(Self.mouseOff) }
    if capabilities.bracketedPaste { send(Self.pasteOff) }
    endwin()
    isUp = false
    terminal_guard_disarm()
    terminal_guard_restore_modes()
    errors?.release()
  }

  // MARK: Signals

  /// What the signals that arrived mean. Main thread only.
  func takeSignals() -> [TerminalEvent] {
    wake.clear()
    var events: [TerminalEvent] = []
    while case let signal = terminal_guard_take_signal(), signal != 0 {
      switch signal {
      case SIGWINCH:
        if takeSize() { events.append(.resize(size)) }
      case SIGCONT:
        guard isUp else { break }
        leave()
        enter()
        if takeSize() { events.append(.resize(size)) }
        events.append(.resumed)
      case SIGTSTP: events.append(.suspendRequested)
      default: events.append(.terminate(Termination(signal: signal)))
      }
    }
    return events
  }

  /// Asks for the terminal's size. True when it has changed.
  @discardableResult private func takeSize() -> Bool {
    var columns = curses_columns()
    var lines = curses_lines()
    _ = terminal_window_size(terminal, &columns, &lines)
    let now = Size(width: max(1, Int(columns)), height: max(1, Int(lines)))
    if columns != curses_columns() || lines != curses_lines() { resizeterm(lines, columns) }
    guard now != size else { return false }
    size = now
    painter.forget()
    return true
  }

  private func send(_ text: String) {
    var text = text
    text.withUTF8 { _ = writeAll(UnsafeRawBufferPointer($0), to: terminal) }
  }
}
