import Analysis
import Canvas
import Engine
import TOMLKit

/// A configuration as written: every entry is looked at, so that one mistake does not hide the next.
struct ConfigurationFile {
  private(set) var configuration = Configuration()
  private(set) var problems: [ConfigurationProblem] = []
  private let lines: ConfigurationLines

  init(toml: String) {
    lines = ConfigurationLines(toml)
    let root: [String: ConfigurationValue]
    do {
      root = try TOMLDecoder().decode([String: ConfigurationValue].self, from: toml)
    } catch let error as TOMLParseError {
      problems = [ConfigurationProblem(line: error.source.begin.line, reason: error.description)]
      return
    } catch {
      problems = [ConfigurationProblem(line: nil, reason: "it cannot be read")]
      return
    }
    for (key, value) in root { takeTop(key, value) }
    problems.sort { ($0.line ?? 0, $0.reason) < ($1.line ?? 0, $1.reason) }
  }

  static let topKeys = ["theme", "glyphs", "mouse", "screen", "keys", "data"]
  static let dataKeys = ["scale", "missing", "metric", "sample", "seed"]

  private mutating func takeTop(_ key: String, _ value: ConfigurationValue) {
    switch (key, value) {
    case ("theme", .text(let name)): configuration.theme = name
    case ("glyphs", .text(let name)):
      if let name = choice(name, GlyphSet.allCases.map(\.rawValue), [], key) {
        configuration.glyphs = GlyphSet(rawValue: name)
      }
    case ("mouse", .flag(let flag)): configuration.mouse = flag
    case ("screen", .text(let name)):
      if let name = choice(name, ScreenID.allCases.map(\.name), [], key) {
        configuration.screen = ScreenID.allCases.first { $0.name == name }
      }
    case ("keys", .table(let table)):
      for (name, command) in table { takeKey(name, command) }
    case ("data", .table(let table)):
      for (name, value) in table { takeData(name, value) }
    case ("theme", _), ("glyphs", _), ("screen", _): wrong("\(key) must be a text in quotes", [], key)
    case ("mouse", _): wrong("mouse must be true or false", [], key)
    case ("keys", _), ("data", _): wrong("\(key) must be a section: [\(key)]", [], key)
    default: unknown(key, Self.topKeys, [])
    }
  }

  private mutating func takeKey(_ name: String, _ value: ConfigurationValue) {
    guard let key = KeyPress(name: name) else {
      return wrong(
        "there is no key \"\(name)\"; keys are written as help writes them: a, Ctrl-R, F2, PageUp", ["keys"], name)
    }
    guard ![.control("c"), .control("z"), .control("l")].contains(key) else {
      return wrong("\(name) always does the same and cannot be bound", ["keys"], name)
    }
    guard case .text(let text) = value else {
      return wrong("\(name) must be a command in quotes, or \"\" to take the key away", ["keys"], name)
    }
    if text.isEmpty {
      configuration.keys.updateValue(nil, forKey: key)
      return
    }
    do { configuration.keys.updateValue(try Command(text: text), forKey: key) } catch {
      wrong("\(name) = \"\(text)\": \(error)", ["keys"], name)
    }
  }

  private mutating func takeData(_ key: String, _ value: ConfigurationValue) {
    let section = ["data"]
    switch (key, value) {
    case ("scale", .text(let name)):
      if let name = choice(name, Scale.allCases.map(\.rawValue), section, key) {
        configuration.scale = Scale(rawValue: name)
      }
    case ("missing", .text(let name)):
      if let name = choice(name, MissingPolicy.allCases.map(\.rawValue), section, key) {
        configuration.missing = MissingPolicy(rawValue: name)
      }
    case ("metric", .text(let name)):
      configuration.metric = choice(name, Metrics.all.map { $0.description.id }, section, key)
    case ("sample", .integer(let number)) where number >= 1: configuration.sample = number
    case ("seed", .integer(let number)) where number >= 0: configuration.seed = UInt64(number)
    case ("sample", _): wrong("sample must be a whole number from 1", section, key)
    case ("seed", _): wrong("seed must be a whole number from 0", section, key)
    case ("scale", _), ("missing", _), ("metric", _): wrong("\(key) must be a text in quotes", section, key)
    default: unknown(key, Self.dataKeys, section)
    }
  }

  private mutating func choice(_ name: String, _ known: [String], _ section: [String], _ key: String) -> String? {
    if known.contains(name) { return name }
    wrong("\(key) = \"\(name)\": \(CommandTextError.choice(word: name, of: key, known: known))", section, key)
    return nil
  }

  private mutating func unknown(_ key: String, _ known: [String], _ section: [String]) {
    let place = section.isEmpty ? "" : " in [\(section[0])]"
    let near = nearest(to: key, in: known).map { "did you mean \($0)?" } ?? "there are \(known.joined(separator: ", "))"
    wrong("\(key)\(place) means nothing; \(near)", section, key)
  }

  private mutating func wrong(_ reason: String, _ section: [String], _ key: String) {
    problems.append(ConfigurationProblem(line: lines.line(of: key, in: section.first), reason: reason))
  }
}

extension Configuration {
  /// Reads a configuration.
  /// - Returns: all that could be understood, and what could not, by line.
  public static func read(toml: String) -> (Configuration, [ConfigurationProblem]) {
    let file = ConfigurationFile(toml: toml)
    return (file.configuration, file.problems)
  }
}

/// Whatever may stand behind a key.
enum ConfigurationValue: Decodable {
  case flag(Bool)
  case integer(Int)
  case text(String)
  case table([String: ConfigurationValue])
  case other

  init(from decoder: any Decoder) throws {
    if let table = try? decoder.container(keyedBy: Key.self) {
      var entries: [String: ConfigurationValue] = [:]
      for key in table.allKeys { entries[key.stringValue] = try table.decode(ConfigurationValue.self, forKey: key) }
      self = .table(entries)
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
