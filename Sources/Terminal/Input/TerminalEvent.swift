import Canvas

/// What a terminal can tell a program.
public enum TerminalEvent: Sendable, Equatable {
  /// A key, Ctrl-C and Ctrl-Z among them.
  case key(Key)
  case mouse(Mouse)
  /// Text pasted as a whole; its line ends are `\n`.
  case paste(String)
  /// The screen has another size now.
  case resize(Size)
  /// The process was stopped from outside and continues; the terminal is taken again: present a frame.
  case resumed
  /// Somebody asked the process to stop: call `TerminalScreen.suspend`.
  case suspendRequested
  /// Somebody asked the process to end, or the terminal has gone.
  case terminate(Termination)
}

/// Why a process is to end, and with which status.
public struct Termination: Sendable, Hashable, CustomStringConvertible {
  /// The signal's number.
  public let signal: Int32
  /// 128 and the signal's number, as a shell shows it: 130 for an interrupt.
  public var exitStatus: Int32 { 128 + signal }

  public init(signal: Int32) { self.signal = signal }

  public var description: String {
    switch signal {
    case 1: "the terminal hung up"
    case 2: "interrupted"
    case 15: "asked to terminate"
    default: "signal \(signal)"
    }
  }
}

public struct Mouse: Sendable, Hashable {
  /// A double click is reported as press, release, doubleClick, release.
  public enum Kind: Sendable, Hashable {
    case press, doubleClick, drag, release, wheelUp, wheelDown, wheelLeft, wheelRight
  }
  /// The wheel has no button: `none`.
  public enum Button: Sendable, Hashable { case left, middle, right, other, none }

  public var kind: Kind
  public var button: Button
  /// In cells, from the top left, (0, 0).
  public var position: Point
  public var modifiers: Modifiers

  public init(_ kind: Kind, _ button: Button, at position: Point, modifiers: Modifiers = []) {
    self.kind = kind
    self.button = button
    self.position = position
    self.modifiers = modifiers
  }
}
