import Analysis
import Canvas
import Engine

extension Command {
  /// One readable line, which `init(text:)` reads back: what logs and the configuration are written in.
  public var text: String {
    switch self {
    case .quit: "quit"
    case .interrupt: "interrupt"
    case .suspend: "suspend"
    case .redraw: "redraw"
    case .back: "back"
    case .showHelp: "help"
    case .showPalette: "palette"
    case .showStart: "start"
    case .showDetails: "details"
    case .showExplanations: "explain"
    case .toggleSelected: "toggle selected"
    case .selectCluster: "select cluster"
    case .invertSelection: "select others"
    case .growSelection: "select neighbours"
    case .selectDifferences: "select differences"
    case .clearSelection: "select none"
    case .cycleSelectionMode: "toggle mode"
    case .startBox: "box"
    case .startLasso: "lasso"
    case .extendSelection(let direction): "extend \(direction)"
    case .keepSelection: "keep selection"
    case .markRun: "mark run"
    case .compareWith(let run): "compare with \(run?.words ?? "none")"
    case .keepClusters: "keep clusters"
    case .keepClustersAs(let name): "keep clusters as \(CommandWord.quoted(name))"
    case .askSelectionName: "name selection"
    case .askRenaming(let name): "rename selection \(CommandWord.quoted(name))"
    case .renameSelection(let old, let new):
      "rename selection \(CommandWord.quoted(old)) to \(CommandWord.quoted(new))"
    case .forgetSelection(let name): "forget selection \(CommandWord.quoted(name))"
    case .useSelection(let name): "select named \(CommandWord.quoted(name))"
    case .selectGroup(let kind, let group): "select group \(kind.rawValue) \(group)"
    case .goToColumn(let name): "go to column \(CommandWord.quoted(name))"
    case .keepSelectionAs(let name): "keep selection as \(CommandWord.quoted(name))"
    case .lookAtSelected: "look at selected"
    case .hideSelected: "look at others"
    case .widen: "look wider"
    case .lookAt(let rows): "look at \(rows.map { "rows \(Self.stretches($0))" } ?? "all")"
    case .setSelection(let mode, let rows):
      "select \(mode == .replace ? "rows" : mode.rawValue) \(Self.stretches(rows))"
    case .open(let path): "open \(CommandWord.quoted(path))"
    case .choose(let chooser): "choose \(chooser.name)"
    case .setClusterer(let id): "algorithm \(CommandWord.quoted(id))"
    case .editParameters: "parameters"
    case .editParameter(let algorithm, let name):
      "parameters \(CommandWord.quoted(algorithm)) \(CommandWord.quoted(name))"
    case .setParameter(let name, let value): "parameter \(CommandWord.quoted(name)) \(value?.word ?? "auto")"
    case .stepParameter(let steps): "step parameter \(steps)"
    case .stepCut(let steps): "step cut \(steps)"
    case .setScale(let scale): "scale \(scale.rawValue)"
    case .setMissing(let policy): "missing \(policy.rawValue)"
    case .setLabels(let column): "labels \(Self.name(column))"
    case .toggleFeature(let column): "toggle feature \(CommandWord.quoted(column))"
    case .setAxis(let side, let axis): "axis \(side.name) \(axis.word)"
    case .runAgain: "run again"
    case .toggleImage: "toggle image"
    case .toggleDendrogram: "toggle dendrogram"
    case .toggleEllipses: "toggle ellipses"
    case .stepView(let steps): "step view \(steps)"
    case .cycleColouring: "toggle colour"
    case .cycleGlyphs: "toggle glyphs"
    case .toggleMarks: "toggle marks"
    case .toggleMaximised: "toggle maximise"
    case .swapPane: "swap pane"
    case .closePane: "close pane"
    case .togglePane(let pane): "toggle pane \(pane.rawValue)"
    case .toggleMouse: "toggle mouse"
    case .setTheme(let name): "theme \(CommandWord.quoted(name))"
    case .zoom(let step): "zoom \(CommandGrammar.zooms.first { $0.value == step }?.key ?? "\(step)")"
    case .show(let screen): "show \(screen.name)"
    case .focus(let pane): "focus \(pane.rawValue)"
    case .focusNext(let step): "step pane \(step)"
    case .move(let direction): "move \(direction)"
    case .moveFar(let move): "jump \(move)"
    case .markColumn(let part): "mark column \(part)"
    case .activate: "use"
    case .setReading(let reading): (["reading"] + reading.words).joined(separator: " ")
    case .setFeatures(let columns): "features \(columns.map(Self.names) ?? "all")"
    case .setExcluded(let columns): "exclude \(Self.names(columns))"
    case .setRowNames(let column): "names \(Self.name(column))"
    case .setSample(let count): "sample \(count.map(String.init) ?? "all")"
    case .setSeed(let seed): "seed \(seed)"
    case .useMetric(let choice): "metric \(choice.words)"
    case .useProjection(let choice): "projection \(choice.words)"
    case .useClusterer(let choice): "cluster \(choice.words)"
    case .cut(let height, let smallest): "cut \(height)" + (smallest.map { " smallest=\($0)" } ?? "")
    case .setColouring(let colouring): "colour \(colouring.rawValue)"
    case .setImage(let kind): "image \(kind.rawValue)"
    case .setPlotWindow(let window): "window scatter \(window?.words ?? "all")"
    case .setImageWindow(let window): "window image \(window.map(Self.range) ?? "all")"
    case .setTreeWindow(let window): "window tree \(window.map(Self.range) ?? "all")"
    case .setReachabilityWindow(let window): "window reachability \(window.map(Self.range) ?? "all")"
    case .setEllipses(let shows): "ellipses \(shows ? "on" : "off")"
    case .setDendrogram(let shows): "dendrogram \(Self.choice(shows))"
    case .setMarks(let shows): "marks \(Self.choice(shows))"
    case .numberClusters(let numbers):
      "number clusters \(numbers.isEmpty ? "usual" : numbers.map(String.init).joined(separator: " "))"
    case .setPanes(let screen, let arrangement): "panes \(screen.name) \(arrangement?.words ?? "usual")"
    case .setMaximised(let isMaximised): "maximise \(isMaximised ? "on" : "off")"
    case .setCursor(.none): "cursor none"
    case .setCursor(.row(let row)): "cursor row \(row)"
    case .setCursor(.rows(let rows)): "cursor rows \(Self.stretches(rows.stretches))"
    case .setCursor(.block(let rows, let columns)): "cursor cells \(Self.range(rows)) \(Self.range(columns))"
    case .undo: "undo"
    case .redo: "redo"
    case .returnTo(let position): "return to \(position)"
    case .askWhereToSave: "save"
    case .showCommandLine: "command line"
    case .copy(let text): "copy \(CommandWord.quoted(text))"
    }
  }

  private static func name(_ column: String?) -> String {
    column.map { CommandWord.quoted($0, unless: ["none"]) } ?? "none"
  }

  private static func names(_ columns: [String]) -> String {
    columns.isEmpty ? "none" : columns.map { CommandWord.quoted($0, unless: ["none", "all"]) }.joined(separator: " ")
  }

  /// Single rows by their number.
  private static func stretches(_ stretches: [Range<Int>]) -> String {
    stretches.isEmpty ? "none" : stretches.map { $0.count == 1 ? "\($0.lowerBound)" : range($0) }.joined(separator: " ")
  }

  private static func choice(_ flag: Bool?) -> String { flag.map { $0 ? "on" : "off" } ?? "auto" }
  private static func range(_ range: Range<Int>) -> String { "\(range.lowerBound):\(range.upperBound)" }
}

extension Chooser {
  static let all: [Chooser] = [
    .clusterer, .metric, .projection, .scale, .missing, .features, .labels, .theme, .axis(.horizontal), .axis(.vertical),
    .panes,
    .selections,
  ]

  var name: String {
    switch self {
    case .clusterer: "algorithm"
    case .metric: "metric"
    case .projection: "projection"
    case .scale: "scale"
    case .missing: "missing"
    case .features: "features"
    case .labels: "labels"
    case .theme: "theme"
    case .axis(let side): side.name
    case .panes: "panes"
    case .selections: "selection"
    }
  }
}

extension Arrangement {
  /// A word for each column: its panes from top to bottom, joined by plus signs.
  fileprivate var words: String {
    columns.map { $0.map(\.rawValue).joined(separator: "+") }.joined(separator: " ")
  }
}

extension AxisSide {
  var name: String { self == .horizontal ? "x" : "y" }
}

extension Axis {
  /// `PC1`, or a column's name, which is quoted where it looks like a component.
  fileprivate var word: String {
    switch self {
    case .component(let index): "PC\(index + 1)"
    case .column(let name): name.hasPrefix("PC") ? CommandWord.alwaysQuoted(name) : CommandWord.quoted(name)
    }
  }
}

extension ParameterValue {
  /// So written that its kind can be told: reals have a point or an exponent, choices that look like something else
  /// are quoted.
  fileprivate var word: String {
    switch self {
    case .integer(let value): "\(value)"
    case .real(let value): "\(value)"
    case .flag(let value): "\(value)"
    case .choice(let value):
      Int(value) != nil || Double(value) != nil
        ? CommandWord.alwaysQuoted(value) : CommandWord.quoted(value, unless: ["true", "false", "auto"])
    }
  }
}

extension AlgorithmChoice {
  /// The id and the given parameters, by name.
  fileprivate var words: String {
    ([CommandWord.quoted(id)]
      + parameters.given.sorted { $0.key < $1.key }.map { "\($0.key)=\(CommandWord.quoted($0.value.description))" })
      .joined(separator: " ")
  }
}

extension PlotWindow {
  fileprivate var words: String { "\(minX):\(maxX) \(minY):\(maxY)" }
}
