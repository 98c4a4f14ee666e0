import Analysis
import TOMLKit

/// A TOML file as written, entry by entry, and what is wrong with it: every entry is looked at, so that one mistake
/// does not hide the next, and each mistake is told with its line.
struct SettingsFile {
  let root: [String: ConfigurationValue]
  /// In the order of their lines.
  var problems: [ConfigurationProblem] { unsorted.sorted { ($0.line ?? 0, $0.reason) < ($1.line ?? 0, $1.reason) } }
  private var unsorted: [ConfigurationProblem] = []
  private let lines: ConfigurationLines

  init(toml: String) {
    lines = ConfigurationLines(toml)
    do {
      root = try TOMLDecoder().decode([String: ConfigurationValue].self, from: toml)
    } catch let error as TOMLParseError {
      root = [:]
      unsorted = [ConfigurationProblem(line: error.source.begin.line, reason: error.description)]
    } catch {
      root = [:]
      unsorted = [ConfigurationProblem(line: nil, reason: "it cannot be read")]
    }
  }

  /// The entries of a table in the order of their lines.
  func entries(_ table: [String: ConfigurationValue], in section: String? = nil) -> [(
    key: String, value: ConfigurationValue
  )] {
    table.map { ($0.key, $0.value) }.sorted {
      (line(of: $0.0, in: section) ?? 0, $0.0) < (line(of: $1.0, in: section) ?? 0, $1.0)
    }
  }

  /// The line of a key; that of its section where the key stands in a way that is not looked into.
  func line(of key: String, in section: String?) -> Int? {
    lines.line(of: key, in: section) ?? section.flatMap { lines.line(of: $0, in: nil) }
  }

  mutating func wrong(_ reason: String, _ key: String, in section: String? = nil) {
    unsorted.append(ConfigurationProblem(line: line(of: key, in: section), reason: reason))
  }

  /// A key that means nothing, with the nearest one that does.
  mutating func unknown(_ key: String, of known: [String], in section: String? = nil) {
    let place = section.map { " in [\($0)]" } ?? ""
    let near = nearest(to: key, in: known).map { "did you mean \($0)?" } ?? "there are \(known.joined(separator: ", "))"
    wrong("\(key)\(place) means nothing; \(near)", key, in: section)
  }

  /// One of the known words, or nil and a problem.
  mutating func choice(_ name: String, _ known: [String], _ key: String, in section: String? = nil) -> String? {
    if known.contains(name) { return name }
    wrong("\(key) = \"\(name)\": \(CommandTextError.choice(word: name, of: key, known: known))", key, in: section)
    return nil
  }
}

/// Whatever may stand behind a key.
enum ConfigurationValue: Decodable {
  case flag(Bool)
  case integer(Int)
  case text(String)
  case table([String: ConfigurationValue])
  case list([ConfigurationValue])
  case other

  init(from decoder: any Decoder) throws {
    if let table = try? decoder.container(keyedBy: Key.self) {
      var entries: [String: ConfigurationValue] = [:]
      for key in table.allKeys { entries[key.stringValue] = try table.decode(ConfigurationValue.self, forKey: key) }
      self = .table(entries)
      return
    }
    if var list = try? decoder.unkeyedContainer() {
      var values: [ConfigurationValue] = []
      while !list.isAtEnd { values.append(try list.decode(ConfigurationValue.self)) }
      self = .list(values)
      return
    }
    guard let value = try? decoder.singleValueContainer() else {
      self = .other
      return
    }
    if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let integer = try? value.decode(Int.self) {
      self = .integer(integer)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else {
      self = .other
    }
  }

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
