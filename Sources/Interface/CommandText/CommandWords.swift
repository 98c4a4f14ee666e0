/// A word of a command's text. A quoted word is always a name, never a keyword such as `none`.
struct CommandWord: Equatable {
  var text: String
  var isQuoted = false

  /// The words of a line: separated by blanks; what has blanks, or could be taken for a keyword, stands in double
  /// quotes, in which `\"`, `\\`, `\n`, `\t` and `\r` stand for what they stand for elsewhere. A quoted part may follow
  /// an unquoted one, as in `delimiter=" "`.
  /// - Returns: nil when a quote is not closed.
  static func split(_ line: String) -> [CommandWord]? {
    var words: [CommandWord] = []
    var current: CommandWord?
    var isInside = false
    var isEscaped = false
    for character in line {
      if isEscaped {
        current!.text.append(unescaped[character] ?? character)
        isEscaped = false
      } else if isInside {
        switch character {
        case "\\": isEscaped = true
        case "\"": isInside = false
        default: current!.text.append(character)
        }
      } else if character == "\"" {
        if current == nil { current = CommandWord(text: "", isQuoted: true) }
        isInside = true
      } else if character.isWhitespace {
        if let word = current { words.append(word) }
        current = nil
      } else {
        current = current ?? CommandWord(text: "")
        current!.text.append(character)
      }
    }
    guard !isInside else { return nil }
    if let word = current { words.append(word) }
    return words
  }

  /// A name as it is written, quoted where it has to be: what is no plain word, and what `keywords` holds.
  static func quoted(_ name: String, unless keywords: Set<String> = []) -> String {
    let isPlain =
      !name.isEmpty && !keywords.contains(name) && !name.contains("\"")
      && name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.value >= 0x20 && $0.value != 0x7F }
    return isPlain ? name : alwaysQuoted(name)
  }

  static func alwaysQuoted(_ name: String) -> String {
    "\"" + name.map { character in escaped[character] ?? String(character) }.joined() + "\""
  }

  private static let escaped: [Character: String] = [
    "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\r\n": "\\r\\n",
  ]
  private static let unescaped: [Character: Character] = ["n": "\n", "t": "\t", "r": "\r"]
}
