import Analysis
import Tabular

/// A session as a file: a command a line. Lines that begin with `#` are notes.
public struct LogFile: Sendable, Equatable {
  public struct Line: Sendable, Equatable {
    /// From 1, as editors count.
    public var number: Int
    public var command: Command
  }

  public var lines: [Line]

  public static let ending = ".pleiades"
  public static func isNamed(_ path: String) -> Bool { path.hasSuffix(ending) }

  public init(_ commands: [Command]) {
    lines = commands.enumerated().map { Line(number: $0.offset + 2, command: $0.element) }
  }

  /// Reads a log.
  /// - Throws: `LogProblem` for the first line that is no command.
  public init(text: String, name: String = "the log") throws {
    lines = []
    // Some editors put a mark before the text.
    let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let content = line.drop(while: \.isWhitespace)
      if content.isEmpty || content.unicodeScalars.first == "#" { continue }
      do { lines.append(Line(number: index + 1, command: try Command(text: String(content)))) } catch {
        throw LogProblem(name: name, line: index + 1, text: String(content), reason: "\(error)")
      }
    }
  }

  /// The whole file.
  public var text: String {
    "# A session of Pleiades. pleiades explore opens it, pleiades play prints its last screen.\n"
      + lines.map { $0.command.text + "\n" }.joined()
  }

  /// What opens the data set.
  public var dataPath: String? {
    lines.lazy.compactMap { if case .open(let path) = $0.command { path } else { nil } }.first
  }

  /// With every path of data changed.
  func mapPaths(_ change: (String) -> String) -> LogFile {
    var copy = self
    for index in copy.lines.indices {
      if case .open(let path) = copy.lines[index].command, path != "-" {
        copy.lines[index].command = .open(change(path))
      }
    }
    return copy
  }
}

/// A line that could not be done.
public struct LogProblem: Error, Sendable, Equatable, CustomStringConvertible {
  public var name: String
  public var line: Int
  public var text: String
  public var reason: String

  public var description: String {
    let end = reason.hasSuffix(".") ? "" : "."
    return "\(name), line \(line), \(Self.shown(text, most: 80)): \(Self.shown(reason, most: 400))\(end)"
  }

  /// What no one wrote by hand may be long, and may hold anything.
  private static func shown(_ text: String, most: Int) -> String {
    let start = text.unicodeScalars.prefix(most)
    let isWhole = start.endIndex == text.unicodeScalars.endIndex
    return String(String.UnicodeScalarView(start.map { CommandWord.isControl($0) ? "\u{FFFD}" : $0 }))
      + (isWhole ? "" : "…")
  }
}

extension State {
  /// The session so far as a file: what was chosen, and where one is.
  public var logFile: LogFile? {
    guard let session else { return nil }
    var commands = session.log.opening + session.log.entries.prefix(session.log.position).flatMap(\.commands)
    commands.append(.show(screen))
    if companion != focus, availablePanes.contains(companion), companion != availablePanes.first {
      commands.append(.focus(companion))
    }
    commands.append(.focus(focus))
    if isMaximised { commands.append(.setMaximised(true)) }
    if session.cursor != .none { commands.append(.setCursor(session.cursor)) }
    return LogFile(commands)
  }
}
