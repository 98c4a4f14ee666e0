/// Where the keys of a TOML file stand: what the parser does not tell. Knows section headers and `key = value` lines,
/// which is all that a configuration consists of.
struct ConfigurationLines {
  private var places: [String: Int] = [:]

  init(_ toml: String) {
    var section = ""
    for (index, line) in toml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let content = line.drop(while: \.isWhitespace)
      if content.hasPrefix("[") {
        section = String(content.drop { $0 == "[" }.prefix { $0 != "]" }).filter { !$0.isWhitespace }
        places[section] = places[section] ?? index + 1
      } else if !content.hasPrefix("#"), let key = Self.key(content) {
        let name = section.isEmpty ? key : section + "." + key
        places[name] = places[name] ?? index + 1
      }
    }
  }

  func line(of key: String, in section: String?) -> Int? { places[section.map { $0 + "." + key } ?? key] }

  /// What stands before the equals sign, without quotes.
  private static func key(_ line: Substring) -> String? {
    if let quote = line.first, quote == "\"" || quote == "'" {
      var key = ""
      var isEscaped = false
      for character in line.dropFirst() {
        if isEscaped || (character != quote && (character != "\\" || quote == "'")) {
          key.append(character)
          isEscaped = false
        } else if character == quote {
          return key
        } else {
          isEscaped = true
        }
      }
      return nil
    }
    guard line.contains("=") else { return nil }
    return String(line.prefix { $0 != "=" && !$0.isWhitespace })
  }
}
