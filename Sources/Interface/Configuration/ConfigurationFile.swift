import Analysis
import Canvas
import Engine

/// A configuration as written.
struct ConfigurationFile {
  private(set) var configuration = Configuration()
  private(set) var file: SettingsFile
  private let themes: [String]?

  /// - Parameter themes: the names of those that are there; nil to take any.
  init(toml: String, themes: [String]?) {
    file = SettingsFile(toml: toml)
    self.themes = themes
    for (key, value) in file.entries(file.root) { takeTop(key, value) }
  }

  static let topKeys = ["theme", "glyphs", "mouse", "screen", "keys", "data"]
  static let dataKeys = ["scale", "missing", "metric", "sample", "seed"]

  private mutating func takeTop(_ key: String, _ value: ConfigurationValue) {
    switch (key, value) {
    case ("theme", .text(let name)):
      configuration.theme = name
      if let themes { _ = file.choice(name, themes, key) }
    case ("glyphs", .text(let name)):
      if let name = file.choice(name, GlyphSet.allCases.map(\.rawValue), key) {
        configuration.glyphs = GlyphSet(rawValue: name)
      }
    case ("mouse", .flag(let flag)): configuration.mouse = flag
    case ("screen", .text(let name)):
      if let name = file.choice(name, ScreenID.allCases.map(\.name), key) {
        configuration.screen = ScreenID.allCases.first { $0.name == name }
      }
    case ("keys", .table(let table)):
      for (name, command) in file.entries(table, in: key) { takeKey(name, command) }
    case ("data", .table(let table)):
      for (name, value) in file.entries(table, in: key) { takeData(name, value) }
    case ("theme", _), ("glyphs", _), ("screen", _): file.wrong("\(key) must be a text in quotes", key)
    case ("mouse", _): file.wrong("mouse must be true or false", key)
    case ("keys", _), ("data", _): file.wrong("\(key) must be a section: [\(key)]", key)
    default: file.unknown(key, of: Self.topKeys)
    }
  }

  private mutating func takeKey(_ name: String, _ value: ConfigurationValue) {
    let section = "keys"
    guard let key = KeyPress(name: name) else {
      let near = nearest(to: name, in: KeyPress.knownNames).map { "did you mean \($0)?" }
      return file.wrong(
        "there is no key \"\(name)\"; \(near ?? "keys are written as help writes them: a, Ctrl-R, F2, PageUp")", name,
        in: section)
    }
    guard ![.control("c"), .control("z"), .control("l")].contains(key) else {
      return file.wrong("\(name) always does the same and cannot be bound", name, in: section)
    }
    guard configuration.keys[key] == nil else {
      return file.wrong("\(name) is there twice; the first holds", name, in: section)
    }
    guard case .text(let text) = value else {
      return file.wrong("\(name) must be a command in quotes, or \"\" to take the key away", name, in: section)
    }
    if text.isEmpty {
      configuration.keys.updateValue(nil, forKey: key)
      return
    }
    do { configuration.keys.updateValue(try Command(text: text), forKey: key) } catch {
      file.wrong("\(name) = \"\(text)\": \(error)", name, in: section)
    }
  }

  private mutating func takeData(_ key: String, _ value: ConfigurationValue) {
    let section = "data"
    switch (key, value) {
    case ("scale", .text(let name)):
      if let name = file.choice(name, Scale.allCases.map(\.rawValue), key, in: section) {
        configuration.scale = Scale(rawValue: name)
      }
    case ("missing", .text(let name)):
      if let name = file.choice(name, MissingPolicy.allCases.map(\.rawValue), key, in: section) {
        configuration.missing = MissingPolicy(rawValue: name)
      }
    case ("metric", .text(let name)):
      configuration.metric = file.choice(name, Metrics.all.map { $0.description.id }, key, in: section)
    case ("sample", .integer(let number)) where number >= 1: configuration.sample = number
    case ("seed", .integer(let number)) where number >= 0: configuration.seed = UInt64(number)
    case ("sample", _): file.wrong("sample must be a whole number from 1", key, in: section)
    case ("seed", _): file.wrong("seed must be a whole number from 0", key, in: section)
    case ("scale", _), ("missing", _), ("metric", _): file.wrong("\(key) must be a text in quotes", key, in: section)
    default: file.unknown(key, of: Self.dataKeys, in: section)
    }
  }
}

extension Configuration {
  /// Reads a configuration.
  /// - Parameter themes: the names of those that are there, to check the one that is asked for; nil to take any.
  /// - Returns: all that could be understood, and what could not, by line.
  public static func read(toml: String, themes: [String]? = nil) -> (Configuration, [ConfigurationProblem]) {
    let read = ConfigurationFile(toml: toml, themes: themes)
    return (read.configuration, read.file.problems)
  }
}
