/// A word of a command's text. A quoted word is always a name, never a keyword such as `none`.
struct CommandWord: Equatable {
  var text: String
  var isQuoted = false

  /// The words of a line: separated by blanks; what has blanks, or could be taken for a keyword, stands in double
  /// quotes, in which `\"`, `\\`, `\n`, `\t`, `\r` and `\u{2028}` stand for what they stand for elsewhere. A quoted part
  /// may follow an unquoted one, as in `delimiter=" "`.
  ///
  /// Scalars count, not characters: a name may begin with an accent, which would join the quote before it.
  /// - Returns: nil when a quote is not closed.
  static func split(_ line: String) -> [CommandWord]? {
    var words: [CommandWord] = []
    var current: CommandWord?
    var isInside = false
    var scalars = line.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      if isInside {
        switch scalar {
        case "\\": current!.text.unicodeScalars.append(unescaped(&scalars))
        case "\"": isInside = false
        default: current!.text.unicodeScalars.append(scalar)
        }
      } else if scalar == "\"" {
        if current == nil { current = CommandWord(text: "", isQuoted: true) }
        isInside = true
      } else if scalar.properties.isWhitespace {
        if let word = current { words.append(word) }
        current = nil
      } else {
        current = current ?? CommandWord(text: "")
        current!.text.unicodeScalars.append(scalar)
      }
    }
    guard !isInside else { return nil }
    if let word = current { words.append(word) }
    return words
  }

  /// What stands after a backslash; one at the very end leaves the quote open, which is told by the caller.
  private static func unescaped(_ scalars: inout Substring.UnicodeScalarView) -> Unicode.Scalar {
    guard let scalar = scalars.popFirst() else { return "\\" }
    switch scalar {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "u":
      guard scalars.first == "{", let end = scalars.firstIndex(of: "}"),
        let value = UInt32(String(scalars[..<end].dropFirst()), radix: 16), let named = Unicode.Scalar(value)
      else { return scalar }
      scalars = scalars[scalars.index(after: end)...]
      return named
    default: return scalar
    }
  }

  /// A name as it is written, quoted where it has to be: what is no plain word, and what `keywords` holds.
  static func quoted(_ name: String, unless keywords: Set<String> = []) -> String {
    let isPlain =
      !name.isEmpty && !keywords.contains(name)
      && name.unicodeScalars.allSatisfy { $0 != "\"" && !$0.properties.isWhitespace && !isControl($0) }
    return isPlain ? name : alwaysQuoted(name)
  }

  static func alwaysQuoted(_ name: String) -> String {
    var text = "\""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      case let scalar where isControl(scalar): text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  /// What must not stand in a line as it is: it would end the line, or not be seen.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar.value == 0x2028 || scalar.value == 0x2029
  }
}
