import Analysis
import Canvas
import Engine
import Interface
import Testing

@Suite("Commands as text") struct CommandTextTests {
  /// One of each case at least, and names that are hard to write.
  static let commands: [Command] =
    [
      .quit, .interrupt, .suspend, .redraw, .back, .showHelp, .showPalette, .showStart, .showDetails,
      .open("a b.csv"), .open("/data/iris.csv"), .open("\"quoted\".csv"), .open("-"), .open("#1.csv"), .open(""),
      .setClusterer("dbscan"), .editParameters, .setParameter("k", .integer(3)), .setParameter("eps", .real(3)),
      .setParameter("eps", .real(0.1 + 0.2)), .setParameter("eps", .real(1e-300)), .setParameter("k", nil),
      .setParameter("method", .choice("ward")), .setParameter("method", .choice("auto")),
      .setParameter("method", .choice("3")), .setParameter("method", .choice("1e5")),
      .setParameter("robust", .flag(true)), .stepParameter(-10), .stepCut(1), .setMetric("cosine"),
      .setMetric("precomputed"), .setLabels(nil), .setLabels("none"), .setLabels("class of\twine"),
      .toggleFeature("petal length"), .setAxis(.horizontal, .component(0)), .setAxis(.vertical, .column("PC1")),
      .setAxis(.vertical, .column("petal \"length\" \\ \n")), .runAgain, .toggleImage, .toggleDendrogram,
      .cycleColouring, .cycleGlyphs, .toggleMarks, .toggleMaximised, .setTheme("ember"), .zoom(1), .zoom(-1), .zoom(0),
      .zoom(3), .focusNext(-1), .activate, .setReading(Reading()),
      .setReading(Reading(delimiter: 0x3B, hasHeader: false)), .setReading(Reading(delimiter: 0x09)),
      .setReading(Reading(delimiter: 0x20, hasHeader: true)), .setReading(Reading(delimiter: 0x5C)),
      .setFeatures(nil), .setFeatures(["all"]), .setFeatures(["a", "b c", "é"]), .setExcluded([]),
      .setExcluded(["none", "x"]), .setRowNames(nil), .setRowNames("name"), .setSample(nil), .setSample(500),
      .setSeed(.max), .useMetric(AlgorithmChoice("minkowski", ParameterValues(["power": .real(3)]))),
      .useProjection(AlgorithmChoice("pca")), .useClusterer(AlgorithmChoice("kmeans")),
      .useClusterer(AlgorithmChoice("kmeans", ParameterValues(["k": .integer(3), "restarts": .integer(2)]))),
      .useClusterer(AlgorithmChoice("dbscan", ParameterValues(["eps": .real(0.1 + 0.2)]))),
      .useClusterer(AlgorithmChoice("linkage", ParameterValues(["linkage": .choice("ward"), "height": .real(2)]))),
      .cut(1.63, smallest: nil), .cut(0.1 + 0.2, smallest: 4), .cut(0, smallest: 1),
      .setPlotWindow(nil), .setPlotWindow(PlotWindow(minX: -1.5, maxX: 1e-7, minY: 0.1 + 0.2, maxY: 1e300)),
      .setImageWindow(nil), .setImageWindow(10..<50), .setDendrogram(nil), .setDendrogram(true),
      .setDendrogram(false), .toggleEllipses, .setEllipses(true), .setEllipses(false), .stepView(-2), .setMarks(nil), .setMarks(true), .setMarks(false), .setMaximised(true),
      .setMaximised(false), .setCursor(.none), .setCursor(.row(17)), .setCursor(.block(rows: 0..<3, columns: 7..<8)),
      .startLasso, .toggleMouse, .askSelectionName, .askRenaming("a b"), .renameSelection("a b", to: "to"),
      .forgetSelection("none"), .useSelection("x \"y\""), .selectGroup(.cluster, 3), .selectGroup(.label, -1),
      .goToColumn("petal length"), .editParameter(of: "dbscan", "min-points"), .choose(.selections),
      .showExplanations, .toggleSelected, .selectCluster, .invertSelection, .growSelection, .clearSelection,
      .cycleSelectionMode, .startBox, .keepSelection, .keepSelectionAs("selection 1"), .lookAtSelected, .hideSelected,
      .widen, .lookAt(nil), .lookAt([0..<5, 7..<8]), .setSelection(.replace, [3..<4]),
      .setSelection(.add, [0..<2, 9..<100]), .setSelection(.remove, [150..<151]), .undo, .redo, .returnTo(0),
      .returnTo(12), .askWhereToSave, .showCommandLine, .copy("pleiades vat 'a b.csv'"),
      .swapPane, .closePane, .togglePane(.scores), .setPanes(.data, nil),
      .setPanes(.compare, Arrangement([[.agreement], [.gallery, .runs]])), .choose(.panes), .numberClusters([]),
      .numberClusters([2, 0, 11]), .markRun, .keepClusters,
      .keepClustersAs("cut 1"), .compareWith(nil), .selectDifferences, .setReachabilityWindow(nil),
      .setReachabilityWindow(3..<9), .setTreeWindow(nil), .setTreeWindow(0..<7), .setCursor(.rows([1, 2, 3, 7])), .setCursor(.rows([5])),
      .compareWith(AlgorithmChoice("kmeans", ParameterValues(["k": .integer(3)]))),
    ]
    + [
      Chooser.clusterer, .metric, .projection, .scale, .missing, .features, .labels, .theme, .axis(.horizontal), .axis(.vertical),
    ].map(Command.choose) + Scale.allCases.map(Command.setScale) + MissingPolicy.allCases.map(Command.setMissing)
    + ScreenID.allCases.map(Command.show) + PaneID.allCases.map(Command.focus)
    + Direction.allCases.flatMap { [Command.move($0), .extendSelection($0)] }
    + Colouring.allCases.map(Command.setColouring) + [ImageKind.vat, .ivat].map(Command.setImage)

  @Test("every command reads back from its text", arguments: commands + KeyMap.bindings.map(\.command))
  func roundTrip(_ command: Command) throws {
    #expect(!command.text.contains { $0.isNewline })
    #expect(try Command(text: command.text) == command, "\(command.text)")
  }

  @Test("texts of the menus read back too")
  func menus() throws {
    var driver = try Driving.driver("iris", 120, 40)
    try driver.send(.command(.showPalette))
    guard case .menu(let menu)? = driver.state.overlay else { return #expect(Bool(false)) }
    #expect(menu.items.count > 40)
    for item in menu.items { #expect(try Command(text: item.command.text) == item.command) }
  }

  @Test(
    "as people write them",
    arguments: [
      ("cluster kmeans k=3", Command.useClusterer(AlgorithmChoice("kmeans", ParameterValues(["k": .integer(3)])))),
      ("  metric   cosine ", .setMetric("cosine")), ("scale none", .setScale(.none)),
      ("axis x PC1", .setAxis(.horizontal, .component(0))),
      ("axis y \"petal length\"", .setAxis(.vertical, .column("petal length"))), ("zoom in", .zoom(1)),
      ("show image", .show(.image)), ("cut 1.63", .cut(1.63, smallest: nil)), ("theme ember", .setTheme("ember")),
      ("parameter k 4", .setParameter("k", .integer(4))), ("labels none", .setLabels(nil)),
      ("cursor row 17", .setCursor(.row(17))),
      ("cursor cells 1:2 3:5", .setCursor(.block(rows: 1..<2, columns: 3..<5))),
    ])
  func written(text: String, command: Command) throws {
    #expect(try Command(text: text) == command)
  }

  @Test(
    "what is wrong is said, with the nearest known word",
    arguments: [
      ("", "there is no command"), ("clster kmeans", "did you mean cluster?"),
      ("cluster kmean", "did you mean kmeans?"),
      ("cluster kmeans q=3", "no parameter \"q\""), ("cluster kmeans k=0", "whole number"),
      ("cluster kmeans k", "name=value"), ("show imag", "did you mean image?"), ("scale", "it is written: scale"),
      ("scale none now", "it is written: scale"), ("metric cosin", "did you mean cosine?"), ("open \"a", "quote"),
      ("cut -1", "it is written: cut"), ("cut high", "it is written: cut"), ("cut inf", "it is written: cut"),
      ("window image 5:5", "it is written"), ("window scatter 1:2", "it is written"), ("axis z PC1", "axis \"z\""),
      ("axis x PC0", "it is written"), ("cursor row -1", "it is written"), ("run", "it is written: run again"),
      ("toggle imge", "did you mean image?"), ("features", "it is written"), ("reading header=maybe", "it is written"),
      ("\"quit\"", "there is no command"), ("sample 0", "it is written"), ("select", "it is written"),
      ("select rows x", "it is written"), ("select al", "choice \"al\""), ("zoom near", "zoom \"near\""),
      ("number clusters 1 1", "it is written: number"),
      ("number clusters", "it is written: number"), ("compare with kmean", "did you mean kmeans?"),
      ("panes overview", "it is written: panes"), ("panes overview scatter+imge", "did you mean image?"),
      ("panes overview scatter scatter", "it is written: panes"), ("toggle pane scor", "did you mean scores?"),
    ])
  func mistakes(text: String, part: String) {
    do {
      _ = try Command(text: text)
      #expect(Bool(false), "\(text) was taken")
    } catch {
      #expect("\(error)".contains(part), "\(text): \(error)")
    }
  }

  @Test("any bytes are a command or an error, never a trap")
  func anything() {
    var random = RandomSource(seed: 3)
    let words = Self.commands.flatMap { $0.text.split(separator: " ").map(String.init) } + ["\"", "=", ":", "-1", "\\"]
    for _ in 0..<5000 {
      let text = (0..<random.integer(below: 6)).map { _ in words[random.integer(below: words.count)] }
        .joined(separator: " ")
      if let command = try? Command(text: text) { #expect((try? Command(text: command.text)) == command, "\(text)") }
    }
  }
}
