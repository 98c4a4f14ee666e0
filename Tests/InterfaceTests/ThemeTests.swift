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

  /// What a theme that keeps the terminal's ground is meant for.
  private static func ground(_ theme: Theme) -> Color {
    theme.background.isTerminal ? Color(red: 0, green: 0, blue: 0) : theme.background
  }

  /// The named colours of a terminal are the user's; where there are only those, it is the least that counts.
  @Test("text can be read", arguments: paths, [ColorDepth.trueColor, .indexed256, .sixteen])
  func contrast(path: String, depth: ColorDepth) throws {
    let theme = try Self.theme(path)
    let ground = Self.ground(theme).quantized(to: depth)
    func check(_ name: String, _ color: Color, on ground: Color, least: Double) {
      guard !color.isTerminal else { return }
      let ratio = color.quantized(to: depth).contrastRatio(with: ground)
      #expect(ratio >= least, "\(path), \(depth): \(name) \(color.hex) has \(ratio)")
    }
    for (name, color) in [
      ("text", theme.text), ("accent", theme.accent), ("warning", theme.warning), ("error", theme.error),
      ("focus", theme.focus), ("cursor", theme.cursor), ("partner", theme.partner),
    ] {
      check(name, color, on: ground, least: 4.5)
    }
    check("dim", theme.dim, on: ground, least: depth == .sixteen ? 4 : 4.5)
    let selected = theme.selectionBackground.quantized(to: depth)
    check("selection", theme.selectionText, on: selected, least: 4.5)
    // The cursor's cell: its own colour is the paper.
    for paper in [theme.cursor, theme.partner] {
      let ink = theme.background.isTerminal ? theme.selectionText : theme.background
      check("ink", ink, on: paper.quantized(to: depth), least: 4.5)
    }
    // Shapes, not text; where there are few colours, marks tell them apart.
    guard depth != .sixteen else { return }
    for color in theme.clusters + [theme.noise] { check("cluster", color, on: ground, least: 3) }
    check("border", theme.border, on: ground, least: 2)
  }

  @Test("text on the levels of the ramp can be read", arguments: paths, [ColorDepth.trueColor, .indexed256])
  func inkOnRamp(path: String, depth: ColorDepth) throws {
    for paper in Ramp(stops: try Self.theme(path).rampStops).colors {
      let ratio = paper.readableText.contrastRatio(with: paper.quantized(to: depth))
      #expect(ratio >= 4, "\(path), \(depth): \(paper.hex) has \(ratio)")
    }
  }

  @Test(
    "neighbouring clusters can be told apart, however one sees", arguments: paths,
    [ColorDepth.trueColor, .indexed256])
  func clusters(path: String, depth: ColorDepth) throws {
    let colors = try Self.theme(path).clusters.map { $0.quantized(to: depth) }
    // They come again from the first.
    for (first, second) in zip(colors, colors.dropFirst() + colors.prefix(1)) {
      for vision in ColorVision.allCases {
        let difference = first.seen(with: vision).difference(from: second.seen(with: vision))
        #expect(
          difference >= 10, "\(path), \(depth), \(vision): \(first.hex) and \(second.hex) differ by \(difference)")
      }
    }
  }

  @Test("no two clusters look alike", arguments: paths)
  func allClusters(path: String) throws {
    let colors = try Self.theme(path).clusters
    for (index, first) in colors.enumerated() {
      for second in colors[..<index] {
        #expect(first.difference(from: second) >= 8, "\(path): \(first.hex) and \(second.hex)")
      }
    }
  }

  @Test("with few colours the first clusters still have different ones", arguments: paths)
  func fewColors(path: String) throws {
    let colors = try Self.theme(path).clusters.map { $0.quantized(to: .sixteen) }
    for (first, second) in zip(colors, colors.dropFirst()) { #expect(first != second, "\(path): \(first.hex)") }
  }

  @Test("ramps go up in lightness in even steps", arguments: paths)
  func ramps(path: String) throws {
    let colors = Ramp(stops: try Self.theme(path).rampStops).colors
    let lightness = colors.map { OKLab($0).lightness }
    let mean = (lightness.last! - lightness[0]) / Double(colors.count - 1)
    #expect(mean > 0.01, "dark is similar, in \(path)")
    for (level, (first, second)) in zip(lightness, lightness.dropFirst()).enumerated() {
      // Colours are whole numbers: a step is one of them too much or too little.
      #expect((second - first) / mean > 0.6 && (second - first) / mean < 1.5, "\(path): level \(level)")
    }
    for (level, value) in lightness.enumerated() {
      #expect(abs(value - lightness[0] - mean * Double(level)) < 0.025, "\(path): level \(level)")
    }
    let steps = zip(colors, colors.dropFirst()).map { $0.difference(from: $1) }
    #expect(steps.max()! < 2 * steps.min()!, "\(path): \(steps.min()!) to \(steps.max()!)")
  }

  @Test("with 256 colours a ramp has enough of them, and hardly ever goes back", arguments: paths)
  func rampsOf256(path: String) throws {
    let colors = Ramp(stops: try Self.theme(path).rampStops).colors.map { $0.quantized(to: .indexed256) }
    #expect(Set(colors).count >= 14, "\(path): \(Set(colors).count)")
    for (first, second) in zip(colors, colors.dropFirst()) {
      #expect(OKLab(second).lightness > OKLab(first).lightness - 0.02, "\(path): \(first.hex) to \(second.hex)")
    }
  }

  @Test("without colour every meaning has an attribute", arguments: paths)
  func mono(path: String) throws {
    var explorer = Explorer("iris", Driving.state(120, 40, depth: .none))
    explorer.send(.command(.setTheme(try Self.theme(path).name)))
    let plain = Set(frame(explorer.state).cells.map(\.style.attributes))
    #expect(plain.contains(.bold))
    explorer.press("a")
    #expect(frame(explorer.state).cells.contains { $0.style.attributes.contains(.reverse) })
    explorer.press("Esc Right")
    #expect(frame(explorer.state).cells.contains { $0.style.attributes == [.reverse, .bold] })
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
    #expect(error(good.replacing("text = \"#d7deec\"\n", with: "")) == "line 5: [colors] lacks text")
    #expect(
      error(good.replacing("#d7deec", with: "red"))
        == "line 7: text is \"red\"; a colour is written #rrggbb, or terminal")
    #expect(error(good.replacing("\"#d7deec\"", with: "7")).contains("line 7: text is no text"))
    #expect(
      error(good.replacing("kind = \"dark\"", with: "kind = \"drak\"")).hasPrefix(
        "line 3: kind = \"drak\": there is no"))
    #expect(error(good.replacing("kind = \"dark\"", with: "kind = \"drak\"")).hasSuffix("did you mean dark?"))
    #expect(
      error(good.replacing("\n[clusters]", with: "curser = \"#ffffff\"\n[clusters]"))
        == "line 18: curser in [colors] means nothing; did you mean cursor?")
    #expect(
      error(good.replacing("noise =", with: "nois = \"#ffffff\"\nnoise =")).contains("did you mean noise?"))
    #expect(error(good.replacing("stops =", with: "stop =")).contains("did you mean stops?"))
    #expect(error("nmae = \"x\"\n" + good).hasPrefix("line 1: nmae means nothing; did you mean name?"))
    #expect(error(good.replacing("[ramp]", with: "[rmap]")).contains("did you mean ramp?"))
    #expect(error(good.replacing("\"#6cb6ff\"", with: "[]")).contains("focus is no text"))
    // Every mistake is told.
    let two = error(good.replacing("dim =", with: "dmi =").replacing("noise =", with: "niose ="))
    #expect(two.contains("did you mean dim?") && two.contains("did you mean noise?"))
    #expect(error("name = ").hasPrefix("line 1"))
    #expect(error("name = \"x\"\nkind = \"dark\"") != "")
    let library = ThemeLibrary(files: [("a.toml", good), ("b.toml", "x"), ("c.toml", good)])
    #expect(library.themes.count == 1)
    #expect(library.problems.count == 1)
  }
}
