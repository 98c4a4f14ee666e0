/// Asks for a file name. A file that is there is replaced only after a second Enter on the same name.
public struct SavePrompt: Sendable, Equatable {
  public var path: String
  /// The name for which replacing was warned of.
  public var warned: String?
  public var problem: String?

  public init(path: String) { self.path = path }
}

extension State {
  mutating func askWhereToSave() {
    guard let session else { return }
    overlay = .save(SavePrompt(path: Self.proposedPath(for: session.path)))
  }

  /// Beside the data; in the current folder for what came through a pipe.
  private static func proposedPath(for path: String) -> String {
    if path == "-" { return "stdin" + LogFile.ending }
    let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let end = path[start...].lastIndex(of: ".").map { $0 == start ? path.endIndex : $0 } ?? path.endIndex
    return path[..<end] + LogFile.ending
  }

  mutating func press(_ key: KeyPress, in prompt: SavePrompt) -> [Effect] {
    var prompt = prompt
    prompt.problem = nil
    switch key {
    case .escape:
      overlay = nil
      return []
    case .enter:
      var path = prompt.path
      guard !path.isEmpty, let log = logFile else { return [] }
      if !LogFile.isNamed(path) { path += LogFile.ending }
      prompt.path = path
      overlay = .save(prompt)
      return [.save(path: path, log, replaces: prompt.warned == path)]
    case .function(1):
      overlay = .save(prompt)
      showOverlayHelp()
      return []
    case .backspace:
      if !prompt.path.isEmpty { prompt.path.removeLast() }
    case .control("u"), .delete: prompt.path = ""
    case .character(let character): prompt.path.append(character)
    default: break
    }
    overlay = .save(prompt)
    return []
  }

  /// It has been written: the form is done with.
  mutating func saved(_ path: String) {
    if case .save(let prompt)? = overlay, prompt.path == path { overlay = nil }
    tell("Saved as \(path).")
  }

  mutating func saveFailed(_ path: String, _ reason: String, exists: Bool) {
    guard case .save(var prompt)? = overlay, prompt.path == path else { return complain(reason) }
    if exists {
      prompt.warned = path
      prompt.problem = "There is such a file already. Enter once more replaces it; or type another name."
    } else {
      prompt.problem = reason
    }
    overlay = .save(prompt)
  }
}
