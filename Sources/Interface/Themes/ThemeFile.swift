import Analysis
import Canvas

/// What is wrong with a theme file, by line.
public struct ThemeError: Error, Equatable, CustomStringConvertible {
  public let problems: [ConfigurationProblem]
  public var description: String { problems.map(\.description).joined(separator: "; ") }
}

/// A theme as written.
struct ThemeFile {
  private var file: SettingsFile
  private(set) var theme = Theme.plain

  static let topKeys = ["name", "kind", "colors", "clusters", "ramp"]
  static let clusterKeys = ["colors", "noise"]
  static let rampKeys = ["stops"]
  static let fewestClusters = 6
  static let fewestStops = 2

  /// Each colour's key, and where it goes.
  private static let colors: [(key: String, place: WritableKeyPath<Theme, Color> & Sendable)] = [
    ("background", \.background), ("text", \.text), ("dim", \.dim), ("border", \.border), ("focus", \.focus),
    ("accent", \.accent), ("warning", \.warning), ("error", \.error), ("selection-text", \.selectionText),
    ("selection-background", \.selectionBackground), ("cursor", \.cursor), ("partner", \.partner),
  ]

  init(toml: String) {
    file = SettingsFile(toml: toml)
    guard file.problems.isEmpty else { return }
    for (key, _) in file.entries(file.root) where !Self.topKeys.contains(key) { file.unknown(key, of: Self.topKeys) }
    if let name = text("name") { theme.name = name }
    if let kind = text("kind"), let choice = file.choice(kind, ["dark", "light"], "kind") {
      theme.isLight = choice == "light"
    }
    if let section = section("colors", Self.colors.map(\.key)) {
      for (key, place) in Self.colors {
        guard let value = section[key] else {
          file.wrong("[colors] lacks \(key)", "colors")
          continue
        }
        if let color = color(value, key, in: "colors") { theme[keyPath: place] = color }
      }
    }
    if let section = section("clusters", Self.clusterKeys) {
      if let list = list(section, "colors", in: "clusters", atLeast: Self.fewestClusters) { theme.clusters = list }
      if let value = section["noise"] {
        if let color = color(value, "noise", in: "clusters") { theme.noise = color }
      } else {
        file.wrong("[clusters] lacks noise", "clusters")
      }
    }
    if let section = section("ramp", Self.rampKeys),
      let list = list(section, "stops", in: "ramp", atLeast: Self.fewestStops)
    {
      theme.rampStops = list
    }
  }

  var problems: [ConfigurationProblem] { file.problems }

  private mutating func text(_ key: String) -> String? {
    switch file.root[key] {
    case .text(let text)?: return text
    case nil: file.wrong("\(key) is missing", key)
    default: file.wrong("\(key) must be a text in quotes", key)
    }
    return nil
  }

  private mutating func section(_ key: String, _ known: [String]) -> [String: ConfigurationValue]? {
    guard case .table(let table)? = file.root[key] else {
      file.wrong("the section [\(key)] is missing", key)
      return nil
    }
    for (name, _) in file.entries(table, in: key) where !known.contains(name) {
      file.unknown(name, of: known, in: key)
    }
    return table
  }

  private mutating func color(_ value: ConfigurationValue, _ key: String, in section: String) -> Color? {
    guard case .text(let text) = value, let color = text == "terminal" ? .terminal : Color(hex: text) else {
      let given = if case .text(let text) = value { "\"\(text)\"" } else { "no text" }
      file.wrong("\(key) is \(given); a colour is written #rrggbb, or terminal", key, in: section)
      return nil
    }
    return color
  }

  private mutating func list(
    _ table: [String: ConfigurationValue], _ key: String, in section: String, atLeast least: Int
  ) -> [Color]? {
    guard case .list(let values)? = table[key] else {
      file.wrong("[\(section)] lacks \(key), a list of colours", section)
      return nil
    }
    guard values.count >= least else {
      file.wrong("\(key) needs at least \(least) colours", key, in: section)
      return nil
    }
    let colors = values.compactMap { color($0, key, in: section) }
    return colors.count == values.count ? colors : nil
  }
}

extension Theme {
  /// Reads a theme.
  /// - Throws: `ThemeError`.
  public init(toml: String) throws {
    let file = ThemeFile(toml: toml)
    guard file.problems.isEmpty else { throw ThemeError(problems: file.problems) }
    self = file.theme
  }
}
