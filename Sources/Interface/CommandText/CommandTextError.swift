import Analysis

/// Why a line is no command.
public enum CommandTextError: Error, Equatable, CustomStringConvertible {
  case empty
  case openQuote
  case unknown(word: String, nearest: String?)
  /// `form`: how the command is written.
  case form(String)
  /// A word that is none of those that may stand there.
  case choice(word: String, of: String, known: [String])
  /// An algorithm or a parameter that does not exist, or a value that will not do.
  case algorithm(String)

  public var description: String {
    switch self {
    case .empty: "there is no command"
    case .openQuote: "a quote is not closed"
    case .unknown(let word, let nearest):
      "there is no command \"\(word)\"" + (nearest.map { "; did you mean \($0)?" } ?? "")
    case .form(let form): "it is written: \(form)"
    case .choice(let word, let what, let known):
      "there is no \(what) \"\(word)\""
        + (nearest(to: word, in: known).map { "; did you mean \($0)?" }
          ?? "; there are \(known.joined(separator: ", "))")
    case .algorithm(let reason): reason
    }
  }
}
