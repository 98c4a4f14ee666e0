import Analysis
import Canvas
import Engine
import Interface
import Testing

@Suite("Configuration") struct ConfigurationTests {
  @Test("the file that is written is right, and changes nothing")
  func commentedFile() {
    let (configuration, problems) = Configuration.read(toml: Configuration.commentedFile)
    #expect(problems.isEmpty)
    #expect(configuration == Configuration())
    // With every comment taken away that stands before an entry.
    let active = Configuration.commentedFile.split(separator: "\n").map { line in
      line.hasPrefix("# ") && line.contains(" = ") ? String(line.dropFirst(2)) : String(line)
    }.joined(separator: "\n")
    let (full, found) = Configuration.read(toml: active)
    #expect(found.isEmpty, "\(found)")
    #expect(full.theme == "pleiades" && full.glyphs == .braille && full.mouse == true && full.screen == .overview)
    #expect(full.scale == .standard && full.missing == .drop && full.metric == "euclidean")
    #expect(full.sample == 10000 && full.seed == 42)
    #expect(full.keys[.function(2)] == .some(.some(.show(.image))))
  }

  @Test("what is wrong is named with its line and the nearest word")
  func problems() {
    let (configuration, problems) = Configuration.read(
      toml: """
        thme = "ember"
        glyphs = "brail"
        mouse = 1
        screen = "image"

        [keys]
        "Ctrl-C" = "quit"
        "Hyper-Q" = "quit"
        "F2" = "shw image"
        "F3" = "show image"
        "F4" = 4

        [data]
        scal = "none"
        scale = "nne"
        sample = 0
        seed = -1
        metric = "cosine"
        [dta]
        x = 1
        """)
    let expected: [(Int, String)] = [
      (1, "did you mean theme?"), (2, "did you mean braille?"), (3, "true or false"), (7, "cannot be bound"),
      (8, "no key \"Hyper-Q\""), (9, "did you mean show?"), (11, "command in quotes"), (14, "did you mean scale?"),
      (15, "did you mean none?"), (16, "from 1"), (17, "from 0"), (19, "did you mean data?"),
    ]
    #expect(problems.map(\.line) == expected.map(\.0))
    for (problem, (_, part)) in zip(problems, expected) { #expect(problem.reason.contains(part), "\(problem)") }
    // What is right holds all the same.
    #expect(configuration.screen == .image && configuration.metric == "cosine")
    #expect(configuration.keys == [.function(3): .show(.image)])
    #expect(Configuration.read(toml: "a = [").1.first?.line == 1)
  }

  @Test("keys that are there twice, unknown themes, and other ways to write")
  func more() {
    func problems(_ toml: String) -> [String] {
      Configuration.read(toml: toml, themes: ["pleiades", "ember"]).1.map(\.description)
    }
    #expect(
      problems("theme = \"embr\"") == ["line 1: theme = \"embr\": there is no theme \"embr\"; did you mean ember?"])
    let twice = Configuration.read(toml: "[keys]\n\"ctrl-r\" = \"redo\"\n\"Ctrl-R\" = \"undo\"")
    #expect(twice.0.keys[.control("r")] == .some(.some(.redo)))
    #expect(twice.1.map(\.description) == ["line 3: Ctrl-R is there twice; the first holds"])
    #expect(problems("[keys]\nPageUpp = \"undo\"") == ["line 2: there is no key \"PageUpp\"; did you mean PageUp?"])
    #expect(problems("data = { scal = \"none\" }") == ["line 1: scal in [data] means nothing; did you mean scale?"])
    #expect(problems("data.scal = \"none\"") == ["line 1: scal in [data] means nothing; did you mean scale?"])
    #expect(problems("\r\n# x\r\nmouse = [true]") == ["line 3: mouse must be true or false"])
    #expect(problems("theme = 1.5\nscreen = 3").count == 2)
    #expect(problems("[[keys]]\na = \"undo\"") == ["line 1: keys must be a section: [keys]"])
  }

  @Test("what is taken away is not offered")
  func footer() {
    var configuration = Configuration()
    configuration.keys = [.character("?"): nil, .function(1): nil, .character("t"): nil]
    var state = Driving.state(100, 30)
    _ = configuration.apply(to: &state)
    #expect(!state.footerHints.contains { $0.keys == "?" || $0.keys == "t" })
    #expect(state.footerHints.contains { $0.keys == "q" })
  }

  @Test("it is applied where the command line says nothing")
  func applied() {
    var configuration = Configuration()
    configuration.theme = "ember"
    configuration.screen = .image
    configuration.scale = .robust
    configuration.seed = 3
    var state = Driving.state(120, 40)
    #expect(configuration.apply(to: &state) == nil)
    #expect(state.theme.name == "ember" && state.screen == .image && state.focus == .image)
    var basis = Basis(preparation: Preparation(scale: .none))
    configuration.apply(to: &basis, given: ["--scale"])
    #expect(basis.preparation.scale == .none && basis.preparation.seed == 3)
    configuration.theme = "nosuch"
    #expect(configuration.apply(to: &state)?.contains("nosuch") == true)
  }

  @Test("keys go to other commands, away, or to commands that had none")
  func keys() throws {
    var configuration = Configuration()
    configuration.keys = [
      .character("q"): nil, .function(2): .show(.image), .character("K"): try Command(text: "cluster kmeans k=3"),
      .character("a"): .setScale(.none),
    ]
    var state = Driving.state(120, 40)
    _ = configuration.apply(to: &state)
    var driver = HeadlessDriver(state)
    try driver.send(.key(.character("q")))
    #expect(driver.exitCode == nil)
    #expect(driver.state.notice?.text.contains("q does nothing") == true)
    try driver.send(.key(.character("K")))
    #expect(driver.state.notice?.text.contains("no data set is open") == true)
    try driver.send(.command(.open(Driving.sample("iris"))))
    try driver.send(.key(.character("K")))
    #expect(driver.state.session?.clusterer.parameters["k"] == .integer(3))
    try driver.send(.key(.function(2)))
    #expect(driver.state.screen == .image)
    try driver.send(.key(.character("4")))
    #expect(driver.state.screen == .image)
    try driver.send(.key(.character("a")))
    #expect(driver.state.overlay == nil)
    #expect(driver.state.session?.basis.preparation.scale == Scale.none)
    try driver.send(.key(.character("?")))
    #expect(frame(driver.state).lines.joined().contains("4 F2"))
  }
}
