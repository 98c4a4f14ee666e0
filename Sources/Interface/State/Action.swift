import Analysis
import Canvas
import Engine
import Tabular

/// What can happen: the user did something, or the engine has news.
public enum Action: Sendable {
  case key(KeyPress)
  case mouse(MouseAction, Point, PointerModifiers = [])
  case paste(String)
  case resize(Size)
  case command(Command)

  case opened(path: String, Table)
  case openFailed(path: String, any Error)
  case reading(path: String, fraction: Double?)
  case progressed(AnyQuantity, Progress, generation: Int)
  case computed(AnyQuantity, Outcome, generation: Int)

  /// A saved session has been read.
  case openedLog(path: String, LogFile)
  case saved(path: String)
  /// `exists`: only because there is a file of that name already.
  case saveFailed(path: String, reason: String, exists: Bool)
}

/// How a computation ended.
public enum Outcome: Sendable {
  case value(any Sendable)
  /// With what to tell the user.
  case failure(String)
  case cancelled
}

/// What the loop is to do: values, so that what the interface decides can be tested without doing it.
public enum Effect: Sendable {
  case quit(exitCode: Int32)
  case suspend
  case redraw
  /// Whether the mouse is Pleiades' or the terminal's.
  case takeMouse(Bool)
  /// Nil reads as the command line asked.
  case open(path: String, reading: Reading?)
  case cancelOpening
  case compute(AnyQuantity, generation: Int)
  case cancel(AnyQuantity)
  case remember(path: String)
  /// The user has seen how to begin.
  case rememberWelcome
  /// A session that was not closed is not wanted any more.
  case forget(path: String)
  case save(path: String, LogFile, replaces: Bool)
  case copy(String)
  /// The open table has other columns of selections than before.
  case adopt(Table)
}
