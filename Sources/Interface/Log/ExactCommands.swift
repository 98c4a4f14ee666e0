import Analysis
import Engine

extension State {
  /// Carries out the commands that a log is written in.
  mutating func performExactly(_ command: Command) {
    switch command {
    case .setReading(let reading): self.reading = reading
    case .setSelection(let mode, let rows):
      guard let session else { return }
      var selection = mode == .replace ? RowSet(capacity: session.table.rowCount) : session.selection
      for row in rows.joined() {
        if mode == .remove { selection.remove(row) } else { selection.insert(row) }
      }
      self.session!.selection = selection
    case .lookAt(let rows?):
      guard let session else { return }
      self.session!.widerRows.append(session.basis.preparation.rows)
      setRows(RowSet(rows.joined(), capacity: session.table.rowCount))
    case .lookAt(nil):
      guard session != nil else { return }
      session!.widerRows = []
      setRows(nil)
    case .setFeatures(let columns): changePreparation { $0.columns = columns }
    case .setExcluded(let columns): changePreparation { $0.excluded = columns }
    case .setRowNames(let column): changePreparation { $0.id = column }
    case .setSample(let count): changePreparation { $0.sample = count }
    case .setSeed(let seed): changePreparation { $0.seed = seed }
    case .useMetric(let choice): setMetric(choice)
    case .useProjection(let choice): setProjection(choice)
    case .useClusterer(let choice):
      setClusterer(choice.id)
      session?.clusterer = choice
    case .cut(let height, nil): cut(at: height)
    case .cut(let height, let smallest?):
      setClusterer(Linkage.description.id)
      session?.clusterer.parameters = ParameterValues([
        "linkage": .choice(Linkage.singleLinkage), "height": .real(height), "min-cluster-size": .integer(smallest),
      ])
    case .setColouring(let colouring): session?.colouring = colouring
    case .setImage(let kind): session?.imageKind = kind
    case .setPlotWindow(let window): session?.plotWindow = window
    case .setImageWindow(let window): session?.imageWindow = window
    case .setReachabilityWindow(let window): session?.reachabilityWindow = window
    case .setTreeWindow(let window): session?.treeWindow = window
    case .compareWith(let run): session?.comparedRun = run
    case .setDendrogram(let shows): dendrogramChoice = shows
    case .setEllipses(let shows): session?.showsEllipses = shows
    case .setMarks(let shows): marksChoice = shows
    case .setMaximised(let isMaximised): self.isMaximised = isMaximised
    case .numberClusters(let numbers):
      guard let run = session?.clusteringQuantity else { return }
      session!.clusterNumbers = ClusterNumbers(run: run, numbers: numbers)
    case .setPanes(let screen, let arrangement): setArrangement(arrangement, of: screen)
    case .setCursor(let cursor): session?.cursor = cursor
    default: break
    }
  }

  /// As typed, a whole number may stand for a real one.
  mutating func setParameter(_ name: String, _ value: ParameterValue?) {
    var value = value
    if case .integer(let number)? = value,
      case .real? = session?.clustererDescription?.parameters.first(where: { $0.name == name })?.kind
    {
      value = .real(Double(number))
    }
    guard let description = session?.clustererDescription else { return }
    do {
      _ = try ParameterValues(value.map { [name: $0] } ?? [:]).validated(for: description)
      _ = try description.parameter(named: name)
    } catch { return complain("\(error)") }
    session?.clusterer.parameters[name] = value
  }

  /// Why a command cannot be carried out now; nil when it can.
  /// - Parameter asksKeys: whether a key that is bound to the command is asked as well.
  func objection(to command: Command, asksKeys: Bool = true) -> String? {
    switch command {
    case .open, .setReading, .setTheme, .setDendrogram, .setMarks, .setMaximised, .setPanes: break
    default: if session == nil { return "no data set is open yet" }
    }
    if asksKeys, case .disabled(let reason)? = KeyMap.binding(for: command)?.availability(self) { return reason }
    if case .open(let path) = command, replay != nil, LogFile.isNamed(path) {
      return "a session cannot open another session"
    }
    if command.needsLayout, session != nil, Layout(self) == nil {
      return "the screen is too small to do it on; it takes \(Layout.smallest.width)x\(Layout.smallest.height)"
    }
    guard let session else {
      if case .setTheme(let name) = command { return objection(toTheme: name) }
      return nil
    }
    let rows = session.table.rowCount
    switch command {
    case .setFeatures, .setExcluded, .setRowNames, .setLabels, .toggleFeature:
      var trial = self
      _ = trial.perform(command)
      do { try trial.session!.basis.preparation.check(session.table) } catch { return "\(error)" }
    case .setAxis(_, .column(let name)):
      guard let column = session.table.columns.first(where: { $0.name == name }) else {
        return "\(CommandTextError.choice(word: name, of: "column", known: session.table.columns.map(\.name)))"
      }
      if !column.isNumeric { return "the column \"\(name)\" holds text" }
    case .setAxis(_, .component(let index)):
      let most = session.table.columns.count { $0.isNumeric }
      if index >= most { return "there is no PC\(index + 1): the data have \(most) features at most" }
    case .useClusterer(let choice), .compareWith(let choice?):
      if session.basis.preparation.isDissimilarityMatrix,
        (try? Clusterers.named(choice.id).description.needs.contains(.features)) ?? true
      {
        return "\(choice.id) needs features, and only dissimilarities are given"
      }
    case .setTheme(let name): return objection(toTheme: name)
    case .show(let id):
      if !isAvailable(Screens.screen(id).panes[0]) { return "the screen \(id.name) has nothing to show of these data" }
    case .focus(let pane):
      if !isAvailable(pane) { return "the pane \(pane.rawValue) has nothing to show of these data" }
    case .lookAt(let stretches?) where stretches.isEmpty: return "no row would be left"
    case .setSelection(_, let stretches), .lookAt(let stretches?):
      if let last = stretches.last, last.upperBound > rows { return "the table has only \(rows) rows" }
    case .keepSelectionAs:
      if session.selection.isEmpty { return "no rows are selected" }
    case .renameSelection(let name, _), .forgetSelection(let name), .useSelection(let name), .askRenaming(let name):
      if !session.named.contains(where: { $0.name == name }) {
        return "\(CommandTextError.choice(word: name, of: "named selection", known: session.named.map(\.name)))"
      }
    case .goToColumn(let name):
      if !session.table.columns.contains(where: { $0.name == name }) {
        return "\(CommandTextError.choice(word: name, of: "column", known: session.table.columns.map(\.name)))"
      }
    case .setCursor(.row(let row)):
      if row >= rows { return "there is no row \(row): the data have \(rows)" }
    case .setCursor(.rows(let chosen)):
      if let last = chosen.last, last >= rows { return "there is no row \(last): the data have \(rows)" }
    case .setCursor(.block(let a, let b)):
      if max(a.upperBound, b.upperBound) > rows { return "the image has \(rows) rows and columns" }
    case .setImageWindow(let window?):
      if window.upperBound > rows { return "the image has \(rows) rows" }
    case .setTreeWindow(let window?):
      if window.upperBound > rows { return "the tree has \(rows) rows" }
    case .setReachabilityWindow(let window?):
      if window.upperBound > rows { return "the reachability plot has \(rows) rows" }
    case .keepClustersAs:
      if session.results.failure(session.clusteringQuantity) != nil { return "the current run has no clusters" }
    case .returnTo(let position):
      if position > session.log.entries.count { return "the log has only \(session.log.entries.count) steps" }
    default: break
    }
    return nil
  }

  private func objection(toTheme name: String) -> String? {
    themes.named(name) == nil
      ? "\(CommandTextError.choice(word: name, of: "theme", known: themes.themes.map(\.name)))" : nil
  }
}

extension Command {
  /// Whether it depends on where things stand on the screen.
  fileprivate var needsLayout: Bool {
    switch self {
    case .zoom, .move, .moveFar, .activate, .startBox: true
    default: false
    }
  }
}
