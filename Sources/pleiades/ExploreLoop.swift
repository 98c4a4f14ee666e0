import Analysis
import Canvas
import Engine
import Interface
import Tabular
import Terminal

/// The explorer's event loop: takes what the terminal and the engine report, lets `reduce` decide, carries out the
/// effects, and paints. The only place where they all meet.
struct ExploreLoop {
  private var state: State
  private let screen: TerminalScreen
  private let mailbox: Mailbox<Action>
  private let performer: Performer
  private let files: SharedFiles
  private var exitCode: Int32?
  /// What the command line asked to open, until it is open.
  private var asked: String?
  private var failure: (any Error)?
  private let autosave: AutosaveFile?
  /// The data set and the state of its log that were saved last, and when.
  private var autosaved: (generation: Int, revision: Int)?
  private var lastAutosave: ContinuousClock.Instant?
  private var wasTerminated = false

  /// Explores a table, or what `folder` or the sample data hold when there is none.
  /// - Returns: the exit code.
  /// - Throws: `TerminalError` where there is no terminal that can be drawn on; what is wrong with the file or the
  ///   columns that the command line names, which is said where it was typed.
  static func run(
    path: String?, folder: String? = nil, basis: Basis, rows: RowList? = nil, commands: [Command] = [],
    options: DelimitedOptions, threads: Int, ascii: Bool, given: Set<String> = [], environment: [String: String]
  ) throws -> Int32 {
    ThreadStart.set(TerminalScreen.protectThread)
    let screen = try TerminalScreen(environment: environment, ascii: ascii)
    defer { screen.close() }
    var loop = ExploreLoop(
      screen, folder: folder, basis: basis, options: options, threads: threads, environment: environment)
    loop.state.initialRows = rows
    loop.state.initialCommands = commands
    loop.configure(given: given.union(ascii ? ["--ascii"] : []))
    if let path {
      loop.asked = path
      loop.handle(.command(.open(path)))
    }
    let exitCode = loop.run()
    if let failure = loop.failure {
      screen.close()
      throw failure
    }
    return exitCode
  }

  private init(
    _ screen: TerminalScreen, folder: String?, basis: Basis, options: DelimitedOptions, threads: Int,
    environment: [String: String]
  ) {
    self.screen = screen
    let mailbox = Mailbox<Action>()
    self.mailbox = mailbox
    performer = Performer(threads: threads, options: options) { mailbox.post($0) }
    files = SharedFiles(environment: environment)
    autosave = AutosaveFile(environment: environment)
    state = State(
      size: screen.size, glyphs: screen.capabilities.glyphs, colorDepth: screen.capabilities.colorDepth,
      themes: files.themes(), listing: files.listing(folder: folder), basis: basis)
    state.reading = Reading(options)
    state.isFirstRun = files.isFirstRun
    state.mouse = screen.capabilities.mouse ? .taken : .absent
    if let problem = state.themes.problems.first { state.warn(problem) }
  }

  /// Takes over what the user's configuration says; what is wrong with it is told, and the rest holds.
  private mutating func configure(given: Set<String>) {
    guard let text = files.configurationText, let path = files.configurationPath else { return }
    let (configuration, problems) = Configuration.read(toml: text)
    if let problem = configuration.apply(to: &state, mayChangeGlyphs: mayChangeGlyphs(given)) { state.warn(problem) }
    configuration.apply(to: &state.initialBasis, given: given)
    screen.mouseEnabled = state.mouse == .taken
    if let problem = problems.first { state.warn("\(path), \(problem). pleiades config lists all.") }
  }

  /// A terminal that shows nothing but ASCII is not asked for more.
  private func mayChangeGlyphs(_ given: Set<String>) -> Bool {
    !given.contains("--ascii") && screen.capabilities.unicodeText
  }

  private mutating func run() -> Int32 {
    let loop = TerminalLoop(screen: screen, mailbox: mailbox)
    screen.present(frame(state))
    while exitCode == nil {
      for event in loop.wait(timeout: autosaveIfDue()) {
        switch event {
        case .message(let action): handle(action)
        case .terminal(let event): take(event)
        }
        if exitCode != nil { break }
      }
      if exitCode == nil { screen.present(frame(state)) }
    }
    performer.cancelAll()
    // What ends by a signal was not closed: it can be recovered.
    if wasTerminated, autosaved != nil, let log = state.logFile { autosave?.saveNow(log) }
    autosave?.close(keeping: wasTerminated)
    return exitCode ?? 0
  }

  /// Keeps what was chosen since the last time, at most once a second.
  /// - Returns: how long to wait before the next time; nil when nothing is to be kept.
  private mutating func autosaveIfDue() -> Duration? {
    guard let session = state.session else {
      if autosaved != nil { autosave?.clear() }
      autosaved = nil
      return nil
    }
    let now = (generation: state.generation, revision: session.log.revision)
    if autosaved == nil { autosaved = (now.generation, 0) }
    guard autosaved! != now else { return nil }
    if let lastAutosave {
      let rest = .seconds(1) - (ContinuousClock.now - lastAutosave)
      if rest > .zero { return rest }
    }
    if let log = state.logFile { autosave?.save(log) }
    autosaved = now
    lastAutosave = ContinuousClock.now
    return nil
  }

  private mutating func take(_ event: TerminalEvent) {
    switch event {
    case .terminate(let termination):
      wasTerminated = true
      exitCode = termination.exitStatus
    case .suspendRequested: suspend()
    case .resumed: handle(.resize(screen.size))
    default:
      if let action = Action(event) { handle(action) }
    }
  }

  private mutating func handle(_ action: Action) {
    switch action {
    case .openFailed(let path, let error) where path == asked: fail(error)
    case .opened(let path, let table) where path == asked:
      do { try state.checkOptions(table) } catch { fail(error) }
      asked = nil
    case .openedLog(let path, _):
      if path == asked { asked = nil }
      autosave?.takeOver(path)
    case .key(.escape): asked = nil
    default: break
    }
    for effect in reduce(&state, action) { carryOut(effect) }
  }

  private mutating func carryOut(_ effect: Effect) {
    if performer.perform(effect) { return }
    switch effect {
    case .quit(let code): exitCode = code
    case .suspend: suspend()
    case .redraw: screen.repaint()
    case .takeMouse(let isTaken): screen.mouseEnabled = isTaken
    case .remember(let path): files.remember(path)
    case .rememberWelcome: files.rememberWelcome()
    case .forget(let path): files.forget(path)
    case .copy(let text):
      if !screen.copy(text) { state.warn("This is too long for the clipboard of a terminal.") }
    default: break
    }
  }

  private mutating func fail(_ error: any Error) {
    failure = error
    exitCode = 1
  }

  private mutating func suspend() {
    screen.suspend()
    handle(.resize(screen.size))
  }
}
