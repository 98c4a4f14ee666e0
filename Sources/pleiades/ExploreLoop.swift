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

  /// Explores a table, or what `folder` or the sample data hold when there is none.
  /// - Returns: the exit code.
  /// - Throws: `TerminalError` where there is no terminal that can be drawn on; what is wrong with the file or the
  ///   columns that the command line names, which is said where it was typed.
  static func run(
    path: String?, folder: String? = nil, basis: Basis, options: DelimitedOptions, threads: Int, ascii: Bool,
    environment: [String: String]
  ) throws -> Int32 {
    let screen = try TerminalScreen(environment: environment, ascii: ascii)
    defer { screen.close() }
    var loop = ExploreLoop(
      screen, folder: folder, basis: basis, options: options, threads: threads, environment: environment)
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
    state = State(
      size: screen.size, glyphs: screen.capabilities.glyphs, colorDepth: screen.capabilities.colorDepth,
      themes: files.themes(), listing: files.listing(folder: folder), basis: basis)
    if let problem = state.themes.problems.first { state.warn(problem) }
  }

  private mutating func run() -> Int32 {
    let loop = TerminalLoop(screen: screen, mailbox: mailbox)
    screen.present(frame(state))
    while exitCode == nil {
      for event in loop.wait() {
        switch event {
        case .message(let action): handle(action)
        case .terminal(let event): take(event)
        }
        if exitCode != nil { break }
      }
      if exitCode == nil { screen.present(frame(state)) }
    }
    performer.cancelAll()
    return exitCode ?? 0
  }

  private mutating func take(_ event: TerminalEvent) {
    switch event {
    case .terminate(let termination): exitCode = termination.exitStatus
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
      do { try state.initialBasis.preparation.check(table) } catch { fail(error) }
      asked = nil
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
    case .remember(let path): files.remember(path)
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
