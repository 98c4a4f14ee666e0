import Analysis
import Canvas
import Engine
import Interface

/// Every kind of command. A case that `Command` gains has to come in here: nothing compiles before.
enum CommandKind: CaseIterable {
  case quit, interrupt, suspend, redraw, back, showHelp, showPalette, showStart, showDetails, showExplanations, open
  case choose, setClusterer, editParameters, setParameter, stepParameter, stepCut, setScale, setMissing, setLabels
  case toggleFeature, setAxis, runAgain, toggleSelected, selectCluster, invertSelection, growSelection, clearSelection
  case cycleSelectionMode, startBox, keepSelection, lookAtSelected, hideSelected, widen, toggleImage
  case toggleDendrogram, cycleColouring, cycleGlyphs, toggleMarks, toggleMaximised, setTheme, zoom, show, focus
  case focusNext, move, moveFar, activate, markColumn, setReading, setSelection, lookAt, keepSelectionAs, setFeatures
  case setExcluded, setRowNames, setSample, setSeed, useMetric, useProjection, useClusterer, cut, setColouring
  case setImage, setPlotWindow, setImageWindow, setDendrogram, setMarks, setMaximised, setCursor, undo, redo, returnTo
  case askWhereToSave, showCommandLine, copy
  case editParameter, markRun, keepClusters, selectDifferences, startLasso, extendSelection, askSelectionName,
    askRenaming, useSelection, selectGroup, swapPane, closePane, togglePane, toggleMouse, goToColumn, keepClustersAs,
    compareWith, numberClusters, renameSelection, forgetSelection, setReachabilityWindow, setPanes, setTreeWindow,
    toggleEllipses, setEllipses, stepView

  init(_ command: Command) {
    self =
      switch command {
      case .quit: .quit
      case .interrupt: .interrupt
      case .suspend: .suspend
      case .redraw: .redraw
      case .back: .back
      case .showHelp: .showHelp
      case .showPalette: .showPalette
      case .showStart: .showStart
      case .showDetails: .showDetails
      case .showExplanations: .showExplanations
      case .open: .open
      case .choose: .choose
      case .setClusterer: .setClusterer
      case .editParameters: .editParameters
      case .setParameter: .setParameter
      case .stepParameter: .stepParameter
      case .stepCut: .stepCut
      case .setScale: .setScale
      case .setMissing: .setMissing
      case .setLabels: .setLabels
      case .toggleFeature: .toggleFeature
      case .setAxis: .setAxis
      case .runAgain: .runAgain
      case .toggleSelected: .toggleSelected
      case .selectCluster: .selectCluster
      case .invertSelection: .invertSelection
      case .growSelection: .growSelection
      case .clearSelection: .clearSelection
      case .cycleSelectionMode: .cycleSelectionMode
      case .startBox: .startBox
      case .keepSelection: .keepSelection
      case .lookAtSelected: .lookAtSelected
      case .hideSelected: .hideSelected
      case .widen: .widen
      case .toggleImage: .toggleImage
      case .toggleDendrogram: .toggleDendrogram
      case .toggleEllipses: .toggleEllipses
      case .setEllipses: .setEllipses
      case .stepView: .stepView
      case .cycleColouring: .cycleColouring
      case .cycleGlyphs: .cycleGlyphs
      case .toggleMarks: .toggleMarks
      case .toggleMaximised: .toggleMaximised
      case .setTheme: .setTheme
      case .zoom: .zoom
      case .show: .show
      case .focus: .focus
      case .focusNext: .focusNext
      case .move: .move
      case .moveFar: .moveFar
      case .activate: .activate
      case .markColumn: .markColumn
      case .setReading: .setReading
      case .setSelection: .setSelection
      case .lookAt: .lookAt
      case .keepSelectionAs: .keepSelectionAs
      case .setFeatures: .setFeatures
      case .setExcluded: .setExcluded
      case .setRowNames: .setRowNames
      case .setSample: .setSample
      case .setSeed: .setSeed
      case .useMetric: .useMetric
      case .useProjection: .useProjection
      case .useClusterer: .useClusterer
      case .cut: .cut
      case .setColouring: .setColouring
      case .setImage: .setImage
      case .setPlotWindow: .setPlotWindow
      case .setImageWindow: .setImageWindow
      case .setDendrogram: .setDendrogram
      case .setMarks: .setMarks
      case .setMaximised: .setMaximised
      case .setCursor: .setCursor
      case .undo: .undo
      case .redo: .redo
      case .returnTo: .returnTo
      case .askWhereToSave: .askWhereToSave
      case .showCommandLine: .showCommandLine
      case .copy: .copy
      case .editParameter: .editParameter
      case .markRun: .markRun
      case .keepClusters: .keepClusters
      case .selectDifferences: .selectDifferences
      case .startLasso: .startLasso
      case .extendSelection: .extendSelection
      case .askSelectionName: .askSelectionName
      case .askRenaming: .askRenaming
      case .useSelection: .useSelection
      case .selectGroup: .selectGroup
      case .swapPane: .swapPane
      case .closePane: .closePane
      case .togglePane: .togglePane
      case .toggleMouse: .toggleMouse
      case .goToColumn: .goToColumn
      case .keepClustersAs: .keepClustersAs
      case .compareWith: .compareWith
      case .numberClusters: .numberClusters
      case .renameSelection: .renameSelection
      case .forgetSelection: .forgetSelection
      case .setReachabilityWindow: .setReachabilityWindow
      case .setTreeWindow: .setTreeWindow
      case .setPanes: .setPanes
      }
  }
}

/// Commands drawn at random: any value that a command may hold, or values that mean something to a data set.
struct CommandGenerator {
  var random: RandomSource
  /// What names are drawn from; nil for any text at all.
  var columns: [String]?
  /// The rows there are, so that most numbers are such.
  var rows = 1 << 40
  var paths = ["a b.csv", "/data/iris.csv", "-"]

  init(seed: UInt64) { random = RandomSource(seed: seed) }

  mutating func below(_ bound: Int) -> Int { random.integer(below: bound) }
  mutating func flag() -> Bool { below(2) == 0 }
  mutating func one<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }
  mutating func maybe<Value>(_ value: (inout Self) -> Value) -> Value? { flag() ? value(&self) : nil }

  /// What is hard to write on a line, or could be taken for something else.
  private static let pieces: [String] = [
    "", " ", "  ", "\"", "\\", "\n", "\r\n", "\r", "\t", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}", "\0",
    "\u{1B}", "\u{7F}", "\u{9F}", "#", "none", "all", "auto", "true", "-", "--", "PC1", "PC", "1e5", "0x10", "nan",
    "inf", "=", ":", ",", ";", "'", "é", "e\u{301}", "\u{301}", "\u{200D}", "\u{FEFF}", "\u{202E}", "漢字", "👩‍👩‍👧",
    "🇩🇪", "🇩", "\u{1F3FD}", "\u{A0}", "\u{3000}", "petal", "length", "\\u{41}", "\\n", "ﬁ", "ß", "\u{10FFFF}",
  ]

  mutating func text() -> String { (0..<below(5)).map { _ in one(of: Self.pieces) }.joined() }
  mutating func name() -> String {
    guard let columns, !columns.isEmpty else { return text() }
    return one(of: columns)
  }
  mutating func keptName() -> String { columns == nil ? text() : "kept \(below(3))" }
  mutating func names() -> [String] { (0..<below(4)).map { _ in name() } }

  mutating func row() -> Int { below(max(1, rows)) }

  mutating func stretch() -> Range<Int> {
    let first = row()
    return first..<first + 1 + below(max(1, min(20, rows - first)))
  }

  /// Ascending, none touching the next.
  mutating func stretches() -> [Range<Int>] {
    var result: [Range<Int>] = []
    for stretch in (0..<below(5)).map({ _ in stretch() }).sorted(by: { $0.lowerBound < $1.lowerBound })
    where stretch.lowerBound > result.last?.upperBound ?? -1 {
      result.append(stretch)
    }
    return result
  }

  mutating func real() -> Double {
    let special: [Double] = [0, -0.0, 1, 3, 0.1 + 0.2, 1e300, 5e-324, -1.5, 1e16, 123_456_789_012_345_680]
    if flag() { return one(of: special) }
    let bits = Double(bitPattern: random.next())
    return bits.isFinite ? bits : 1
  }

  mutating func value(of parameter: Parameter) -> ParameterValue {
    switch parameter.kind {
    case .integer(let range, _):
      return .integer(min(range.upperBound, max(range.lowerBound, range.lowerBound) + below(9)))
    case .real(let range, let step):
      let value = max(range.lowerBound, -1000) + Double(1 + below(20)) * max(step, 1e-9)
      return .real(min(value, range.upperBound))
    case .choice(let choices): return .choice(one(of: choices))
    case .flag: return .flag(flag())
    }
  }

  mutating func choice(of descriptions: [AlgorithmDescription]) -> AlgorithmChoice {
    let description = one(of: descriptions)
    var values: [String: ParameterValue] = [:]
    for parameter in description.parameters where below(3) == 0 { values[parameter.name] = value(of: parameter) }
    return AlgorithmChoice(description.id, ParameterValues(values))
  }

  mutating func parameterValue() -> ParameterValue {
    switch below(4) {
    case 0: .integer(one(of: [.min, .max, 0, -1, 7]))
    case 1: .real(real())
    case 2: .flag(flag())
    default: .choice(text())
    }
  }

  mutating func make(_ kind: CommandKind) -> Command {
    switch kind {
    case .quit: return .quit
    case .interrupt: return .interrupt
    case .suspend: return .suspend
    case .redraw: return .redraw
    case .back: return .back
    case .showHelp: return .showHelp
    case .showPalette: return .showPalette
    case .showStart: return .showStart
    case .showDetails: return .showDetails
    case .showExplanations: return .showExplanations
    case .open: return .open(columns == nil ? text() : one(of: paths))
    case .choose:
      let all: [Chooser] = [
        .clusterer, .metric, .projection, .scale, .missing, .features, .labels, .theme, .axis(.horizontal), .axis(.vertical),
        .panes, .selections,
      ]
      return .choose(one(of: all))
    case .setClusterer: return .setClusterer(one(of: Clusterers.all.map { $0.description.id }))
    case .editParameters: return .editParameters
    case .setParameter:
      guard columns != nil else { return .setParameter(text(), maybe { $0.parameterValue() }) }
      let parameter = one(of: one(of: Clusterers.all.map { $0.description }).parameters)
      return .setParameter(parameter.name, maybe { $0.value(of: parameter) })
    case .stepParameter: return .stepParameter(below(5) - 2)
    case .stepCut: return .stepCut(flag() ? 1 : -1)
    case .setScale: return .setScale(one(of: Scale.allCases))
    case .setMissing: return .setMissing(one(of: MissingPolicy.allCases))
    case .setLabels: return .setLabels(maybe { $0.name() })
    case .toggleFeature: return .toggleFeature(name())
    case .setAxis:
      return .setAxis(flag() ? .horizontal : .vertical, flag() ? .component(below(4)) : .column(name()))
    case .runAgain: return .runAgain
    case .toggleSelected: return .toggleSelected
    case .selectCluster: return .selectCluster
    case .invertSelection: return .invertSelection
    case .growSelection: return .growSelection
    case .clearSelection: return .clearSelection
    case .cycleSelectionMode: return .cycleSelectionMode
    case .startBox: return .startBox
    case .keepSelection: return .keepSelection
    case .lookAtSelected: return .lookAtSelected
    case .hideSelected: return .hideSelected
    case .widen: return .widen
    case .toggleImage: return .toggleImage
    case .toggleDendrogram: return .toggleDendrogram
    case .toggleEllipses: return .toggleEllipses
    case .setEllipses: return .setEllipses(flag())
    case .stepView: return .stepView(flag() ? 1 : -1)
    case .cycleColouring: return .cycleColouring
    case .cycleGlyphs: return .cycleGlyphs
    case .toggleMarks: return .toggleMarks
    case .toggleMaximised: return .toggleMaximised
    case .setTheme: return .setTheme(columns == nil ? text() : one(of: Driving.themes.themes.map(\.name)))
    case .zoom: return .zoom(below(3) - 1)
    case .show: return .show(one(of: ScreenID.allCases))
    case .focus: return .focus(one(of: PaneID.allCases))
    case .focusNext: return .focusNext(flag() ? 1 : -1)
    case .move: return .move(one(of: Direction.allCases))
    case .moveFar: return .moveFar(one(of: FarMove.allCases))
    case .activate: return .activate
    case .markColumn: return .markColumn(flag() ? .labels : .names)
    case .setReading:
      return .setReading(
        Reading(delimiter: maybe { UInt8($0.below(256)) }, hasHeader: maybe { $0.flag() }))
    case .setSelection: return .setSelection(one(of: SelectionMode.allCases), stretches())
    case .lookAt: return .lookAt(maybe { $0.stretches() })
    case .keepSelectionAs: return .keepSelectionAs(keptName())
    case .setFeatures: return .setFeatures(maybe { $0.names() })
    case .setExcluded: return .setExcluded(names())
    case .setRowNames: return .setRowNames(maybe { $0.name() })
    case .setSample: return .setSample(maybe { 1 + $0.row() })
    case .setSeed: return .setSeed(random.next())
    case .useMetric:
      if below(8) == 0 { return .setMetric(Basis.precomputed) }
      return .useMetric(choice(of: Metrics.all.map { $0.description }))
    case .useProjection: return .useProjection(choice(of: Projections.all.map { $0.description }))
    case .useClusterer: return .useClusterer(choice(of: Clusterers.all.map { $0.description }))
    case .cut: return .cut(abs(real()), smallest: maybe { 1 + $0.below(20) })
    case .setColouring: return .setColouring(one(of: Colouring.allCases))
    case .setImage: return .setImage(flag() ? .vat : .ivat)
    case .setPlotWindow:
      return .setPlotWindow(
        maybe { PlotWindow(minX: $0.real(), maxX: $0.real(), minY: $0.real(), maxY: $0.real()) })
    case .setImageWindow: return .setImageWindow(maybe { $0.stretch() })
    case .setDendrogram: return .setDendrogram(maybe { $0.flag() })
    case .setMarks: return .setMarks(maybe { $0.flag() })
    case .setMaximised: return .setMaximised(flag())
    case .setCursor:
      switch below(3) {
      case 0: return .setCursor(.none)
      case 1: return flag() ? .setCursor(.row(row())) : .setCursor(.rows(stretches().flatMap { Array($0) }))
      default: return .setCursor(.block(rows: stretch(), columns: stretch()))
      }
    case .undo: return .undo
    case .redo: return .redo
    case .returnTo: return .returnTo(below(12))
    case .askWhereToSave: return .askWhereToSave
    case .showCommandLine: return .showCommandLine
    case .copy: return .copy(text())
    case .editParameter: return .editParameter(of: text(), text())
    case .markRun: return .markRun
    case .keepClusters: return .keepClusters
    case .selectDifferences: return .selectDifferences
    case .startLasso: return .startLasso
    case .extendSelection: return .extendSelection(one(of: Direction.allCases))
    case .askSelectionName: return .askSelectionName
    case .askRenaming: return .askRenaming(keptName())
    case .useSelection: return .useSelection(keptName())
    case .selectGroup: return .selectGroup(one(of: Colouring.allCases), below(5) - 1)
    case .swapPane: return .swapPane
    case .closePane: return .closePane
    case .togglePane: return .togglePane(one(of: PaneID.allCases))
    case .toggleMouse: return .toggleMouse
    case .goToColumn: return .goToColumn(name())
    case .keepClustersAs: return .keepClustersAs(columns == nil ? text() : "clusters \(below(3))")
    case .compareWith: return .compareWith(maybe { $0.choice(of: Clusterers.all.map { $0.description }) })
    case .numberClusters: return .numberClusters((0..<below(4)).map { $0 + below(2) * 4 })
    case .renameSelection: return .renameSelection(keptName(), to: keptName())
    case .forgetSelection: return .forgetSelection(keptName())
    case .setTreeWindow: return .setTreeWindow(maybe { $0.stretch() })
    case .setReachabilityWindow: return .setReachabilityWindow(maybe { $0.stretch() })
    case .setPanes:
      return .setPanes(
        one(of: ScreenID.allCases),
        maybe {
          Arrangement([[$0.one(of: PaneID.allCases), $0.one(of: PaneID.allCases)], [$0.one(of: PaneID.allCases)]])
        })
    }
  }
}
