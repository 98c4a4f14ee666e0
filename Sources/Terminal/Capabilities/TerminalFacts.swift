import CNCurses

/// What the terminfo database says of a type of terminal.
public struct TerminalFacts: Sendable, Equatable {
  /// The value of TERM.
  public var name: String
  /// The number of colours, 0 for none.
  public var colors: Int
  /// Whether the cursor can be put anywhere; without it there are no screens, only lines.
  public var canMoveCursor: Bool
  /// Whether the type is known to report the mouse.
  public var reportsMouse: Bool

  public init(name: String, colors: Int, canMoveCursor: Bool, reportsMouse: Bool) {
    self.name = name
    self.colors = max(0, colors)
    self.canMoveCursor = canMoveCursor
    self.reportsMouse = reportsMouse
  }

  /// Looks a type up; nil when the database does not know it. Main thread only.
  public static func read(name: String) -> TerminalFacts? {
    withTerminfo(of: name) { TerminalFacts(name: name) }
  }

  /// From the description that is loaded.
  private init(name: String) {
    self.init(
      name: name,
      colors: terminfo_string("setaf") == nil && terminfo_string("setf") == nil ? 0 : Int(tigetnum("colors")),
      canMoveCursor: terminfo_string("cup") != nil,
      reportsMouse: terminfo_string("kmous") != nil)
  }

  /// Loads a description, asks it, and forgets it.
  static func withTerminfo<Answer>(of name: String, _ ask: () -> Answer) -> Answer? {
    var status: Int32 = 0
    guard !name.isEmpty, setupterm(name, 1, &status) == OK else { return nil }
    defer { terminfo_forget() }
    return ask()
  }
}
