/// The themes to choose from; the first is the one to begin with.
public struct ThemeLibrary: Sendable, Equatable {
  public private(set) var themes: [Theme]
  /// What was wrong with files that could not be used: whole sentences.
  public private(set) var problems: [String] = []

  public init(_ themes: [Theme] = []) { self.themes = themes }

  /// From theme files: each a path and its text. The theme called "pleiades" comes first, then by name.
  public init(files: [(path: String, text: String)]) {
    themes = []
    for (path, text) in files {
      do {
        let theme = try Theme(toml: text)
        // A later file of the same name takes the place of an earlier one, so that users can change ours.
        themes.removeAll { $0.name == theme.name }
        themes.append(theme)
      } catch {
        problems.append("Theme \(path) is left out: \(error).")
      }
    }
    themes.sort { ($0.name == "pleiades" ? 0 : 1, $0.name) < ($1.name == "pleiades" ? 0 : 1, $1.name) }
  }

  public var first: Theme { themes.first ?? .plain }
  public func named(_ name: String) -> Theme? { themes.first { $0.name == name } }
}
