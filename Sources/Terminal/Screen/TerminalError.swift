/// Why there can be no screen. A report as text is still possible.
public enum TerminalError: Error, Equatable, CustomStringConvertible {
  /// The process has no terminal; the system's words.
  case noTerminal(String)
  /// TERM is not set, or the terminfo database lacks it.
  case unknownTerminal(String)
  /// The type of terminal shows lines only.
  case cannotMoveCursor(String)
  /// This process has taken the screen already.
  case alreadyOpen

  public var description: String {
    switch self {
    case .noTerminal(let reason): "There is no terminal to draw on (/dev/tty: \(reason)). Ask for a report instead."
    case .unknownTerminal(""): "TERM is not set, so it is not known how to draw. Set it, or ask for a report instead."
    case .unknownTerminal(let name):
      "TERM is “\(name)”, which the terminfo database lacks. Set it to a known type such as xterm-256color, "
        + "or ask for a report instead."
    case .cannotMoveCursor(let name):
      "TERM is “\(name)”, a terminal that shows lines only. Ask for a report instead."
    case .alreadyOpen: "The screen is open already."
    }
  }
}
