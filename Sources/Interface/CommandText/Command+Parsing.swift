import Analysis
import Canvas
import Engine

extension Command {
  /// Reads what `text` writes.
  /// - Throws: `CommandTextError`, which names the nearest known word.
  public init(text: String) throws {
    guard let words = CommandWord.split(text) else { throw CommandTextError.openQuote }
    guard let first = words.first else { throw CommandTextError.empty }
    guard !first.isQuoted, let form = CommandGrammar.forms.first(where: { $0.word == first.text }) else {
      throw CommandTextError.unknown(
        word: first.text, nearest: nearest(to: first.text, in: CommandGrammar.forms.map(\.word)))
    }
    var arguments = CommandArguments(Array(words.dropFirst()), form: form.form)
    self = try form.read(&arguments)
    try arguments.end()
  }
}

/// The commands by their first word: how each is written, and how it is read.
enum CommandGrammar {
  struct Form: Sendable {
    let word: String
    let form: String
    let read: @Sendable (inout CommandArguments) throws -> Command

    init(_ form: String, _ read: @escaping @Sendable (inout CommandArguments) throws -> Command) {
      word = String(form.prefix { $0 != " " })
      self.form = form
      self.read = read
    }

    init(_ word: String, _ command: Command) { self.init(word) { _ in command } }
  }

  static let zooms = ["in": 1, "out": -1, "whole": 0]

  static let forms: [Form] = program + data + clustering + view + selection

  private static let selection: [Form] = [
    Form("box", .startBox), Form("lasso", .startLasso),
    Form("extend \(Direction.allCases.map { "\($0)" }.joined(separator: "|"))") {
      .extendSelection(try $0.direction())
    },
    Form("name selection") { arguments in
      try arguments.keyword("selection")
      return .askSelectionName
    },
    Form("rename selection NAME [to NAME]") { arguments in
      try arguments.keyword("selection")
      let name = try arguments.next().text
      guard arguments.takes("to") else { return .askRenaming(name) }
      return .renameSelection(name, to: try arguments.next().text)
    },
    Form("forget selection NAME") { arguments in
      try arguments.keyword("selection")
      return .forgetSelection(try arguments.next().text)
    },
    Form("keep selection|clusters [as NAME]") { arguments in
      let keepsClusters = try arguments.choice("choice", ["selection", "clusters"]) == "clusters"
      guard arguments.takes("as") else { return keepsClusters ? .keepClusters : .keepSelection }
      let name = try arguments.next().text
      return keepsClusters ? .keepClustersAs(name) : .keepSelectionAs(name)
    },
    Form("look at all|selected|others|rows N FIRST:END …, or look wider") { arguments in
      if arguments.takes("wider") { return .widen }
      try arguments.keyword("at")
      switch try arguments.choice("choice", ["all", "selected", "others", "rows"]) {
      case "selected": return .lookAtSelected
      case "others": return .hideSelected
      case "rows": return .lookAt(try arguments.stretches())
      default: return .lookAt(nil)
      }
    },
    Form(
      "select none|cluster|others|neighbours|differences, or select rows|add|remove N FIRST:END …, or select named "
        + "NAME, or select group cluster|label N"
    ) { arguments in
      let choices = [
        "none", "cluster", "others", "neighbours", "differences", "rows", "add", "remove", "named", "group",
      ]
      switch try arguments.choice("choice", choices) {
      case "differences": return .selectDifferences
      case "named": return .useSelection(try arguments.next().text)
      case "group":
        let kind = try arguments.choice("kind", Colouring.allCases.map(\.rawValue))
        return .selectGroup(Colouring(rawValue: kind)!, try arguments.integer(atLeast: -1))
      case "cluster": return .selectCluster
      case "others": return .invertSelection
      case "neighbours": return .growSelection
      case "rows": return .setSelection(.replace, try arguments.stretches())
      case "add": return .setSelection(.add, try arguments.stretches())
      case "remove": return .setSelection(.remove, try arguments.stretches())
      default: return .clearSelection
      }
    },
  ]

  private static let program: [Form] = [
    Form("quit", .quit), Form("interrupt", .interrupt), Form("suspend", .suspend), Form("redraw", .redraw),
    Form("back", .back), Form("help", .showHelp), Form("palette", .showPalette), Form("start", .showStart),
    Form("undo", .undo), Form("redo", .redo), Form("save", .askWhereToSave), Form("use", .activate),
    Form("return to N") { arguments in
      try arguments.keyword("to")
      return .returnTo(try arguments.integer(atLeast: 0))
    },
    Form("command line") { arguments in
      try arguments.keyword("line")
      return .showCommandLine
    },
    Form("copy TEXT") { .copy(try $0.next().text) },
    Form("choose \(Chooser.all.map(\.name).joined(separator: "|"))") { arguments in
      let name = try arguments.choice("menu", Chooser.all.map(\.name))
      return .choose(Chooser.all.first { $0.name == name }!)
    },
  ]

  private static let data: [Form] = [
    Form("open PATH") { .open(try $0.next().text) },
    Form("reading [delimiter=MARK] [header=yes|no]") { arguments in
      guard let reading = Reading(words: arguments.rest().map(\.text)) else { throw arguments.wrongForm }
      return .setReading(reading)
    },
    Form("features all|none|COLUMN …") { .setFeatures(try $0.names(unless: "all")) },
    Form("exclude none|COLUMN …") { .setExcluded(try $0.names(unless: "none") ?? []) },
    Form("labels none|COLUMN") { .setLabels(try $0.name()) },
    Form("names none|COLUMN") { .setRowNames(try $0.name()) },
    Form("scale \(Scale.allCases.map(\.rawValue).joined(separator: "|"))") {
      .setScale(Scale(rawValue: try $0.choice("scale", Scale.allCases.map(\.rawValue)))!)
    },
    Form("missing \(MissingPolicy.allCases.map(\.rawValue).joined(separator: "|"))") {
      .setMissing(MissingPolicy(rawValue: try $0.choice("rule", MissingPolicy.allCases.map(\.rawValue)))!)
    },
    Form("sample all|N") { arguments in
      .setSample(arguments.takes("all") ? nil : try arguments.integer(atLeast: 1))
    },
    Form("seed N") { arguments in
      guard let seed = UInt64(try arguments.next().text) else { throw arguments.wrongForm }
      return .setSeed(seed)
    },
    Form("metric ID [NAME=VALUE …]") { arguments in
      let id = try arguments.choice("metric", Metrics.all.map { $0.description.id } + [Basis.precomputed])
      guard !arguments.isEmpty, let description = Metrics.all.map({ $0.description }).first(where: { $0.id == id })
      else { return .setMetric(id) }
      return .useMetric(try algorithm(description, arguments.rest().map(\.text)))
    },
    Form("details", .showDetails), Form("explain", .showExplanations),
  ]

  private static let clustering: [Form] = [
    Form("algorithm ID") { .setClusterer(try $0.choice("algorithm", Clusterers.all.map { $0.description.id })) },
    Form("cluster ID [NAME=VALUE …]") { arguments in
      let id = try arguments.choice("algorithm", Clusterers.all.map { $0.description.id })
      let description = Clusterers.all.map { $0.description }.first { $0.id == id }!
      return .useClusterer(try algorithm(description, arguments.rest().map(\.text)))
    },
    Form("compare with none, or compare with ID [NAME=VALUE …]") { arguments in
      try arguments.keyword("with")
      if arguments.takes("none") { return .compareWith(nil) }
      let id = try arguments.choice("algorithm", Clusterers.all.map { $0.description.id })
      let description = Clusterers.all.map { $0.description }.first { $0.id == id }!
      return .compareWith(try algorithm(description, arguments.rest().map(\.text)))
    },
    Form("projection ID [NAME=VALUE …]") { arguments in
      let id = try arguments.choice("projection", Projections.all.map { $0.description.id })
      let description = Projections.all.map { $0.description }.first { $0.id == id }!
      return .useProjection(try algorithm(description, arguments.rest().map(\.text)))
    },
    Form("parameters [ALGORITHM NAME]") { arguments in
      if arguments.isEmpty { return .editParameters }
      return .editParameter(of: try arguments.next().text, try arguments.next().text)
    },
    Form("parameter NAME auto|VALUE") { arguments in
      .setParameter(try arguments.next().text, value(try arguments.next()))
    },
    Form("cut HEIGHT [smallest=N]") { arguments in
      let height = try arguments.real()
      guard height >= 0 else { throw arguments.wrongForm }
      guard let word = arguments.rest().first?.text else { return .cut(height, smallest: nil) }
      guard word.hasPrefix("smallest="), let smallest = Int(word.dropFirst(9)), smallest >= 1 else {
        throw arguments.wrongForm
      }
      return .cut(height, smallest: smallest)
    },
    Form("number clusters usual, or number clusters N N …") { arguments in
      try arguments.keyword("clusters")
      if arguments.takes("usual") { return .numberClusters([]) }
      var numbers: [Int] = []
      repeat { numbers.append(try arguments.integer(atLeast: 0)) } while !arguments.isEmpty
      guard Set(numbers).count == numbers.count else { throw arguments.wrongForm }
      return .numberClusters(numbers)
    },
    Form("run again") { arguments in
      try arguments.keyword("again")
      return .runAgain
    },
    Form("step parameter|cut|pane|view N") { arguments in
      let what = try arguments.choice("step", ["parameter", "cut", "pane", "view"])
      let steps = try arguments.integer(atLeast: .min)
      return switch what {
      case "parameter": .stepParameter(steps)
      case "cut": .stepCut(steps)
      case "view": .stepView(steps)
      default: .focusNext(steps)
      }
    },
  ]

  private static let view: [Form] = [
    Form("show \(ScreenID.allCases.map(\.name).joined(separator: "|"))") { arguments in
      let name = try arguments.choice("screen", ScreenID.allCases.map(\.name))
      return .show(ScreenID.allCases.first { $0.name == name }!)
    },
    Form("focus \(PaneID.allCases.map(\.rawValue).joined(separator: "|"))") {
      .focus(PaneID(rawValue: try $0.choice("pane", PaneID.allCases.map(\.rawValue)))!)
    },
    Form("swap pane") { arguments in
      try arguments.keyword("pane")
      return .swapPane
    },
    Form("close pane") { arguments in
      try arguments.keyword("pane")
      return .closePane
    },
    Form("panes SCREEN usual, or panes SCREEN PANE+PANE PANE …") { arguments in
      let name = try arguments.choice("screen", ScreenID.allCases.map(\.name))
      let screen = ScreenID.allCases.first { $0.name == name }!
      if arguments.takes("usual") { return .setPanes(screen, nil) }
      return .setPanes(screen, try arguments.arrangement())
    },
    Form("maximise on|off") { .setMaximised(try $0.choice("choice", ["on", "off"]) == "on") },
    Form("axis x|y PC1|COLUMN") { arguments in
      let side: AxisSide = try arguments.choice("axis", ["x", "y"]) == "x" ? .horizontal : .vertical
      let word = try arguments.next()
      if !word.isQuoted, word.text.hasPrefix("PC"), let number = Int(word.text.dropFirst(2)) {
        guard number >= 1 else { throw arguments.wrongForm }
        return .setAxis(side, .component(number - 1))
      }
      return .setAxis(side, .column(word.text))
    },
    Form("colour \(Colouring.allCases.map(\.rawValue).joined(separator: "|"))") {
      .setColouring(Colouring(rawValue: try $0.choice("colouring", Colouring.allCases.map(\.rawValue)))!)
    },
    Form("image VAT|iVAT") { .setImage(ImageKind(rawValue: try $0.choice("image", ["VAT", "iVAT"]))!) },
    Form("dendrogram on|off|auto") { .setDendrogram(try $0.flag()) },
    Form("ellipses on|off") { .setEllipses(try $0.choice("choice", ["on", "off"]) == "on") },
    Form("marks on|off|auto") { .setMarks(try $0.flag()) },
    Form("theme NAME") { .setTheme(try $0.next().text) },
    Form("window scatter all|X:X Y:Y, or window image|reachability|tree all|FIRST:END") { arguments in
      let picture = try arguments.choice("picture", ["scatter", "image", "reachability", "tree"])
      let isWhole = arguments.takes("all")
      switch picture {
      case "image": return .setImageWindow(isWhole ? nil : try arguments.range())
      case "tree": return .setTreeWindow(isWhole ? nil : try arguments.range())
      case "reachability": return .setReachabilityWindow(isWhole ? nil : try arguments.range())
      default: if isWhole { return .setPlotWindow(nil) }
      }
      let (x, y) = (try arguments.interval(), try arguments.interval())
      return .setPlotWindow(PlotWindow(minX: x.0, maxX: x.1, minY: y.0, maxY: y.1))
    },
    Form("zoom in|out|whole") { arguments in
      let word = try arguments.next().text
      guard let step = zooms[word] ?? Int(word) else {
        throw CommandTextError.choice(word: word, of: "zoom", known: ["in", "out", "whole"])
      }
      return .zoom(step)
    },
    Form("cursor none, or cursor row N, or cursor rows N FIRST:END …, or cursor cells FIRST:END FIRST:END") {
      arguments in
      switch try arguments.choice("cursor", ["none", "row", "rows", "cells"]) {
      case "rows":
        let stretches = try arguments.stretches()
        // Each row is held by itself: no data set has so many that a line may name them all.
        guard stretches.allSatisfy({ $0.count <= 1 << 24 }), stretches.count <= 1 << 20 else {
          throw arguments.wrongForm
        }
        return .setCursor(.rows(Array(Set(stretches.joined())).sorted()))
      case "row": return .setCursor(.row(try arguments.integer(atLeast: 0)))
      case "cells": return .setCursor(.block(rows: try arguments.range(), columns: try arguments.range()))
      default: return .setCursor(.none)
      }
    },
    Form("move \(Direction.allCases.map { "\($0)" }.joined(separator: "|"))") { .move(try $0.direction()) },
    Form("jump \(FarMove.allCases.map { "\($0)" }.joined(separator: "|"))") { arguments in
      let name = try arguments.choice("move", FarMove.allCases.map { "\($0)" })
      return .moveFar(FarMove.allCases.first { "\($0)" == name }!)
    },
    Form("go to column NAME") { arguments in
      try arguments.keyword("to")
      try arguments.keyword("column")
      return .goToColumn(try arguments.next().text)
    },
    Form("mark column labels|names, or mark run") { arguments in
      if try arguments.choice("mark", ["column", "run"]) == "run" { return .markRun }
      return .markColumn(try arguments.choice("part", ["labels", "names"]) == "labels" ? .labels : .names)
    },
    Form("toggle feature COLUMN, or toggle pane PANE, or toggle \(toggles.map(\.0).joined(separator: "|"))") {
      arguments in
      let word = try arguments.choice("switch", toggles.map(\.0) + ["feature", "pane"])
      if word == "feature" { return .toggleFeature(try arguments.next().text) }
      if word == "pane" {
        return .togglePane(PaneID(rawValue: try arguments.choice("pane", PaneID.allCases.map(\.rawValue)))!)
      }
      return toggles.first { $0.0 == word }!.1
    },
  ]

  private static let toggles: [(String, Command)] = [
    ("image", .toggleImage), ("dendrogram", .toggleDendrogram), ("ellipses", .toggleEllipses), ("colour", .cycleColouring),
    ("mode", .cycleSelectionMode), ("selected", .toggleSelected),
    ("glyphs", .cycleGlyphs), ("marks", .toggleMarks), ("maximise", .toggleMaximised),
    ("mouse", .toggleMouse),
  ]

  private static func algorithm(_ description: AlgorithmDescription, _ settings: [String]) throws -> AlgorithmChoice {
    do {
      return AlgorithmChoice(description.id, try ParameterValues(assignments: settings, for: description))
    } catch {
      throw CommandTextError.algorithm("\(error)")
    }
  }

  /// A value whose kind is told by how it is written; nil for auto.
  private static func value(_ word: CommandWord) -> ParameterValue? {
    if word.isQuoted { return .choice(word.text) }
    switch word.text {
    case "auto": return nil
    case "true": return .flag(true)
    case "false": return .flag(false)
    default:
      return Int(word.text).map(ParameterValue.integer) ?? Double(word.text).map(ParameterValue.real)
        ?? .choice(word.text)
    }
  }
}
