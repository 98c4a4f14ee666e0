import Canvas
import Interface
import TestSupport
import Testing

@Suite("Themes")
struct ThemeTests {
  static let paths = Repository.names(in: "Themes").filter { $0.hasSuffix(".toml") }

  static func theme(_ name: String) throws -> Theme {
    try Theme(toml: try #require(Repository.text("Themes/\(name)")))
  }

  @Test("there are at least four themes, one of them light, one for colour-blind eyes")
  func enough() throws {
    #expect(Self.paths.count >= 4)
    let themes = try Self.paths.map(Self.theme)
    #expect(themes.contains { $0.isLight })
    #expect(themes.contains { $0.name == "clear" })
    #expect(Set(themes.map(\.name)).count == themes.count)
  }

  @Test("text can be read", arguments: paths)
  func contrast(path: String) throws {
    let theme = try Self.theme(path)
    // A theme that keeps the terminal's ground is judged on the ground that it says it is meant for.
    let ground = theme.background.isTerminal ? Color(red: 0, green: 0, blue: 0) : theme.background
    for (name, color) in [
      ("text", theme.text), ("dim", theme.dim), ("accent", theme.accent), ("warning", theme.warning),
      ("error", theme.error), ("focus", theme.focus), ("cursor", theme.cursor), ("partner", theme.partner),
    ] where !color.isTerminal {
      #expect(color.contrastRatio(with: ground) >= 4.5, "\(path): \(name) has \(color.contrastRatio(with: ground))")
    }
    #expect(theme.selectionText.contrastRatio(with: theme.selectionBackground) >= 4.5)
    for color in theme.clusters + [theme.noise] {
      #expect(color.contrastRatio(with: ground) >= 3, "\(path): \(color.hex) has \(color.contrastRatio(with: ground))")
    }
  }

  @Test("clusters can be told apart", arguments: paths)
  func clusters(path: String) throws {
    let theme = try Self.theme(path)
    for (first, second) in zip(theme.clusters, theme.clusters.dropFirst()) {
      #expect(first.difference(from: second) >= 10, "\(path): \(first.hex) and \(second.hex)")
    }
  }

  @Test("the theme for colour-blind eyes keeps its neighbours apart under each kind")
  func colourBlind() throws {
    let theme = try Self.theme("clear.toml")
    for vision in ColorVision.allCases {
      for (first, second) in zip(theme.clusters, theme.clusters.dropFirst()) {
        let difference = first.seen(with: vision).difference(from: second.seen(with: vision))
        #expect(difference >= 10, "\(vision): \(first.hex) and \(second.hex) differ by \(difference)")
      }
    }
  }

  @Test("ramps go one way in lightness", arguments: paths)
  func ramps(path: String) throws {
    let theme = try Self.theme(path)
    let lightness = Ramp(stops: theme.rampStops).colors.map { OKLab($0).lightness }
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 }, "dark is similar, in \(path)")
  }

  @Test("a broken theme says what is wrong")
  func broken() throws {
    let good = try #require(Repository.text("Themes/pleiades.toml"))
    func error(_ text: String) -> String {
      do {
        _ = try Theme(toml: text)
        return ""
      } catch { return "\(error)" }
    }
    #expect(error(good) == "")
    #expect(error(good.replacing("text = \"#d7deec\"\n", with: "")) == "[colors] lacks text")
    #expect(error(good.replacing("#d7deec", with: "red")).contains("a colour is written #rrggbb"))
    #expect(error(good.replacing("kind = \"dark\"", with: "kind = \"dusk\"")).contains("must be dark or light"))
    #expect(error(good.replacing("[clusters]", with: "glow = \"#ffffff\"\n[clusters]")).contains("glow"))
    #expect(error("name = ").hasPrefix("line 1"))
    #expect(error("name = \"x\"\nkind = \"dark\"") != "")
    let library = ThemeLibrary(files: [("a.toml", good), ("b.toml", "x"), ("c.toml", good)])
    #expect(library.themes.count == 1)
    #expect(library.problems.count == 1)
  }
}
