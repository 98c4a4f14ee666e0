import Analysis
import Canvas
import Engine

/// Everything about the open data set that was chosen, and nothing that was computed: what undo goes back to. Where
/// one is (screen, focus, cursor) is no choice.
public struct Choices: Sendable, Equatable {
  public var basis: Basis
  public var selection: RowSet
  public var named: [NamedSelection]
  /// What was looked at before rows were looked at alone.
  public var widerRows: [RowSet?]
  public var clusterer: AlgorithmChoice
  /// The numbers of its clusters, see `ClusterNumbers`; nil while they are not known.
  public var clusterNumbers: [Int]?
  public var projection: AlgorithmChoice
  public var horizontal: Axis
  public var vertical: Axis
  public var colouring: Colouring
  public var imageKind: ImageKind
  public var plotWindow: PlotWindow?
  public var imageWindow: Range<Int>?
  public var reachabilityWindow: Range<Int>?
  public var treeWindow: Range<Int>?
  public var comparedRun: AlgorithmChoice?
  public var ellipses: Bool
  public var dendrogram: Bool?
  public var marks: Bool?
  public var theme: String
  public var arrangements: [ScreenID: Arrangement]
}

extension State {
  /// Nil while no data set is open.
  public var choices: Choices? {
    guard let session else { return nil }
    return Choices(
      basis: session.basis, selection: session.selection, named: session.named, widerRows: session.widerRows,
      clusterer: session.clusterer, clusterNumbers: session.currentNumbers, projection: session.projection,
      horizontal: session.horizontal, vertical: session.vertical, colouring: session.colouring,
      imageKind: session.imageKind, plotWindow: session.plotWindow, imageWindow: session.imageWindow,
      reachabilityWindow: session.reachabilityWindow, treeWindow: session.treeWindow, comparedRun: session.comparedRun,
      ellipses: session.showsEllipses, dendrogram: dendrogramChoice, marks: marksChoice, theme: theme.name, arrangements: arrangements)
  }

  mutating func restore(_ choices: Choices) {
    guard let was = session?.basis.preparation else { return }
    if !was.hasSameRows(as: choices.basis.preparation) { session!.cursor = .none }
    session!.basis = choices.basis
    session!.selection = choices.selection
    session!.setNamed(choices.named)
    session!.widerRows = choices.widerRows
    session!.box = nil
    session!.lasso = nil
    session!.clusterer = choices.clusterer
    session!.clusterNumbers = choices.clusterNumbers.map {
      ClusterNumbers(run: ClusteringQuantity(choices.basis, choices.clusterer), numbers: $0)
    }
    session!.projection = choices.projection
    session!.horizontal = choices.horizontal
    session!.vertical = choices.vertical
    session!.colouring = choices.colouring
    session!.imageKind = choices.imageKind
    session!.plotWindow = choices.plotWindow
    session!.imageWindow = choices.imageWindow
    session!.reachabilityWindow = choices.reachabilityWindow
    session!.treeWindow = choices.treeWindow
    session!.comparedRun = choices.comparedRun
    session!.showsEllipses = choices.ellipses
    dendrogramChoice = choices.dendrogram
    marksChoice = choices.marks
    if let theme = themes.named(choices.theme) { self.theme = theme }
    arrangements = choices.arrangements
    if choices.basis.preparation.isDissimilarityMatrix != was.isDissimilarityMatrix { settleScreen() }
    settlePanes()
  }

  /// The commands that lead from some choices to others, one for each that differs.
  ///
  /// Some commands change more than their name says (labels also colour by label), so each is tried on a copy before
  /// the next difference is looked for.
  func commands(from before: Choices, to after: Choices) -> [Command] {
    var trial = self
    trial.restore(before)
    var commands = before.namingCommands(to: after)
    for command in commands { _ = trial.perform(command) }
    // A later command may disturb what an earlier one has set, and rows looked at alone take more than one step.
    for _ in 0..<8 {
      for difference in Choices.differences {
        guard let current = trial.choices, let command = difference(current, after) else { continue }
        _ = trial.perform(command)
        commands.append(command)
      }
      if trial.choices == after { break }
    }
    // Other numbers would be carried over to the next run.
    if after.clusterNumbers == [], !(before.clusterNumbers ?? []).isEmpty, !commands.contains(.numberClusters([])) {
      commands.append(.numberClusters([]))
    }
    return commands
  }
}

extension Choices {
  /// In the order in which a person would choose: the data, how they are compared, what is made of them, the view.
  fileprivate static let differences: [@Sendable (Choices, Choices) -> Command?] = [
    { $0.selectionCommand(to: $1) },
    { $0.rowsCommand(to: $1) },
    { $0.preparation.columns == $1.preparation.columns ? nil : .setFeatures($1.preparation.columns) },
    { $0.preparation.excluded == $1.preparation.excluded ? nil : .setExcluded($1.preparation.excluded) },
    { $0.preparation.id == $1.preparation.id ? nil : .setRowNames($1.preparation.id) },
    { $0.preparation.labels == $1.preparation.labels ? nil : .setLabels($1.preparation.labels) },
    { $0.preparation.scale == $1.preparation.scale ? nil : .setScale($1.preparation.scale) },
    { $0.preparation.missing == $1.preparation.missing ? nil : .setMissing($1.preparation.missing) },
    { $0.preparation.sample == $1.preparation.sample ? nil : .setSample($1.preparation.sample) },
    { $0.preparation.seed == $1.preparation.seed ? nil : .setSeed($1.preparation.seed) },
    { $0.basis.metric == $1.basis.metric ? nil : .useMetric($1.basis.metric) },
    { $0.projection == $1.projection ? nil : .useProjection($1.projection) },
    { now, wanted in
      guard now.clusterer != wanted.clusterer else { return nil }
      return wanted.clusterer.handCut ?? .useClusterer(wanted.clusterer)
    },
    { now, wanted in
      guard let numbers = wanted.clusterNumbers, (now.clusterNumbers ?? []) != numbers else { return nil }
      return .numberClusters(numbers)
    },
    { $0.horizontal == $1.horizontal ? nil : .setAxis(.horizontal, $1.horizontal) },
    { $0.vertical == $1.vertical ? nil : .setAxis(.vertical, $1.vertical) },
    { $0.colouring == $1.colouring ? nil : .setColouring($1.colouring) },
    { $0.imageKind == $1.imageKind ? nil : .setImage($1.imageKind) },
    { $0.plotWindow == $1.plotWindow ? nil : .setPlotWindow($1.plotWindow) },
    { $0.imageWindow == $1.imageWindow ? nil : .setImageWindow($1.imageWindow) },
    {
      $0.reachabilityWindow == $1.reachabilityWindow ? nil : .setReachabilityWindow($1.reachabilityWindow)
    },
    { $0.treeWindow == $1.treeWindow ? nil : .setTreeWindow($1.treeWindow) },
    { $0.comparedRun == $1.comparedRun ? nil : .compareWith($1.comparedRun) },
    { $0.ellipses == $1.ellipses ? nil : .setEllipses($1.ellipses) },
    { $0.dendrogram == $1.dendrogram ? nil : .setDendrogram($1.dendrogram) },
    { $0.marks == $1.marks ? nil : .setMarks($1.marks) },
    { $0.theme == $1.theme ? nil : .setTheme($1.theme) },
    { now, wanted in
      ScreenID.allCases.first { now.arrangements[$0] != wanted.arrangements[$0] }
        .map { .setPanes($0, wanted.arrangements[$0]) }
    },
  ]

  private var preparation: Preparation { basis.preparation }

  /// What gets names, other names, and loses them. A name is given to what is selected at the time.
  fileprivate func namingCommands(to wanted: Choices) -> [Command] {
    var commands: [Command] = []
    var left = named.map(\.name).filter { name in !wanted.named.contains { $0.name == name } }
    var selection = selection
    for selected in wanted.named where !named.contains(where: { $0.name == selected.name }) {
      if let old = selected.formerly, let index = left.firstIndex(of: old) {
        left.remove(at: index)
        commands.append(.renameSelection(old, to: selected.name))
        continue
      }
      if selection != selected.rows {
        commands.append(.setSelection(.replace, selected.rows.stretches))
        selection = selected.rows
      }
      commands.append(.keepSelectionAs(selected.name))
    }
    return commands + left.map(Command.forgetSelection)
  }

  /// What was added or taken out, where that says it.
  private func selectionCommand(to wanted: Choices) -> Command? {
    guard selection != wanted.selection else { return nil }
    if wanted.selection.isEmpty { return .clearSelection }
    let added = wanted.selection.subtracting(selection)
    if selection.isEmpty || added.count == wanted.selection.count {
      return .setSelection(.replace, wanted.selection.stretches)
    }
    if wanted.selection.count == selection.count + added.count { return .setSelection(.add, added.stretches) }
    if added.isEmpty { return .setSelection(.remove, selection.subtracting(wanted.selection).stretches) }
    return .setSelection(.replace, wanted.selection.stretches)
  }

  /// The next step to the rows that are wanted: on, back, or from the beginning.
  private func rowsCommand(to wanted: Choices) -> Command? {
    let path = widerRows + [preparation.rows]
    let wantedPath = wanted.widerRows + [wanted.preparation.rows]
    guard path != wantedPath else { return nil }
    if wantedPath.starts(with: path), let next = wantedPath[path.count] { return .lookAt(next.stretches) }
    return path.starts(with: wantedPath) ? .widen : .lookAt(nil)
  }
}

extension [Int] {
  /// Ascending numbers as stretches.
  var stretches: [Range<Int>] {
    var stretches: [Range<Int>] = []
    for row in self {
      if let last = stretches.last, last.upperBound == row {
        stretches[stretches.count - 1] = last.lowerBound..<row + 1
      } else {
        stretches.append(row..<row + 1)
      }
    }
    return stretches
  }
}

extension AlgorithmChoice {
  /// The cut by hand that this clustering is, if it is one.
  fileprivate var handCut: Command? {
    guard id == Linkage.description.id, parameters.given.count == 3,
      parameters["linkage"] == .choice(Linkage.singleLinkage), case .real(let height)? = parameters["height"],
      case .integer(let smallest)? = parameters["min-cluster-size"], height.isFinite, height >= 0, smallest >= 1
    else { return nil }
    return .cut(height, smallest: smallest)
  }
}
