import Analysis
import Canvas
import Engine
import Tabular

/// The explorer's screen as a canvas, without a terminal.
public enum HeadlessFrame {
  /// What `screen` may name: a screen, or a pane, which then stands alone.
  public static let screens = ScreenID.allCases.map(\.name) + panes.map(\.rawValue)
  private static let panes = PaneID.allCases.filter { pane in !ScreenID.allCases.contains { $0.name == pane.rawValue } }

  /// - Parameters:
  ///   - path: a table, `-`, or nil for the start screen.
  ///   - state: size, glyphs, colours and the choices to begin with.
  ///   - screen: one of `screens`.
  ///   - keys: pressed one after the other, each to the end of what it starts; see `KeyScript`.
  /// - Throws: what reading throws, `LogProblem` for an initial command that cannot be done, or `CancellationError`.
  ///   What goes wrong later is shown in the frame.
  public static func render(
    path: String?, state: State, options: DelimitedOptions = DelimitedOptions(), screen: String? = nil,
    keys: String = "", context: RunContext = RunContext()
  ) throws -> Canvas {
    var driver = HeadlessDriver(state, options: options, context: context)
    if let path { try driver.send(.command(.open(path))) }
    if let screen {
      guard screens.contains(screen) else {
        throw AnalysisError.unknownAlgorithm(id: screen, kind: "screen", known: screens)
      }
      if let id = ScreenID.allCases.first(where: { $0.name == screen }) {
        try driver.send(.command(.show(id)))
      } else if let pane = PaneID(rawValue: screen) {
        try driver.send(.command(.focus(pane)))
        try driver.send(.command(.toggleMaximised))
      }
    }
    for key in KeyScript.parse(keys) { try driver.send(.key(key)) }
    if let problem = driver.state.replayProblem, !state.initialCommands.isEmpty { throw problem }
    return frame(driver.state)
  }

  /// The last screen of a saved session.
  /// - Throws: what reading throws; `LogProblem` for the first line that cannot be done; `CancellationError`.
  public static func replay(
    log path: String, state: State, options: DelimitedOptions = DelimitedOptions(), context: RunContext = RunContext()
  ) throws -> Canvas {
    var driver = HeadlessDriver(state, options: options, context: context)
    // Whatever it is called, it is a log.
    let log = try LogFile(readingFrom: path)
    try driver.send(log, from: path)
    if let problem = driver.state.replayProblem { throw problem }
    return frame(driver.state)
  }
}
