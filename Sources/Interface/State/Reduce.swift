import Analysis
import Canvas
import Engine
import Tabular

/// The whole behaviour of the explorer: what happens to the state, and what the loop has to do. Pure.
public func reduce(_ state: inout State, _ action: Action) -> [Effect] {
  var effects: [Effect] = []
  let choices = state.choices
  let named = state.session?.named
  switch action {
  case .key(let key):
    state.notice = nil
    effects = state.endWelcome() + state.press(key)
  case .paste(let text):
    for character in text.prefix(200) where !character.isNewline { effects += state.press(.character(character)) }
  case .mouse(let mouse, let point, let modifiers):
    effects = (mouse == .press ? state.endWelcome() : []) + state.pointed(mouse, modifiers, at: point)
  case .resize(let size):
    state.size = size
  case .command(let command):
    effects = state.perform(command)
  case .openedLog(let path, let log):
    guard state.opening?.path == path else { return [] }
    state.begin(log, from: path)
  case .saved(let path):
    state.saved(path)
  case .saveFailed(let path, let reason, let exists):
    state.saveFailed(path, reason, exists: exists)
  case .reading(let path, let fraction):
    if state.opening?.path == path { state.opening?.fraction = fraction }
  case .opened(let path, let table):
    guard state.opening?.path == path else { return [] }
    effects = state.begin(path: path, table: table)
  case .openFailed(let path, let error):
    guard state.opening?.path == path else { return [] }
    state.opening = nil
    state.complain("\(error)")
    state.endReplay(because: "\(error)")
  case .progressed(let quantity, let progress, let generation):
    guard generation == state.generation else { return [] }
    state.session?.results.progress(quantity, progress)
  case .computed(let quantity, let outcome, let generation):
    guard generation == state.generation else { return [] }
    let wanted = state.wanted
    state.session?.results.finish(quantity, outcome, keeping: wanted)
    state.session?.settleShownRun()
    state.settleAfterResult()
    state.settleViews(quantity)
  }
  // A run that is known already needs no news to be shown.
  state.session?.settleRuns()
  state.session?.settleShownRun()
  state.settlePanes()
  state.record(action, before: choices)
  effects += state.continueReplay()
  if let session = state.session, session.named != named ?? [] { effects.append(.adopt(session.table)) }
  return effects + state.reconcile()
}

extension State {
  /// Everything that the visible panes are drawn from.
  var wanted: [AnyQuantity] {
    guard let session else { return [] }
    // What a saved session has to wait for does not depend on there being room to show it.
    guard let layout = Layout(self) else { return replay?.needs(session) ?? [] }
    var wanted = [AnyQuantity(session.datasetQuantity)]
    for placed in layout.panes {
      wanted += Panes.pane(placed.pane).needs(self, session, in: frameInside(placed.area))
    }
    if let awaited = session.awaitedNumbers { wanted.append(AnyQuantity(awaited)) }
    if let views = session.awaitedViews, views == session.viewsQuantity { wanted.append(AnyQuantity(views)) }
    if let needed = replay?.needs(session) { wanted += needed }
    // What is explained is shown with its value.
    if case .explanations? = overlay { wanted += ScoresPane.needs(self, session, in: layout.panes[0].area) }
    return wanted
  }

  /// Starts what is wanted and not there, and stops what is no longer wanted.
  mutating func reconcile() -> [Effect] {
    guard session != nil else { return [] }
    let plan = session!.results.reconcile(wanted: wanted)
    return plan.stop.map(Effect.cancel) + plan.start.map { .compute($0, generation: generation) }
  }

  /// Corrects what a new result has made impossible, such as an axis that is no longer there.
  mutating func settleAfterResult() {
    guard let dataset = session?.results.value(session!.datasetQuantity) else { return }
    for side in [\Session.horizontal, \Session.vertical] {
      if case .column(let name) = session![keyPath: side], !dataset.featureNames.contains(name) {
        session![keyPath: side] = .component(side == \Session.horizontal ? 0 : 1)
      }
    }
    switch session!.cursor {
    case .row(let row) where row >= dataset.rowCount: session!.cursor = .none
    case .rows(let rows) where rows.last ?? 0 >= dataset.rowCount: session!.cursor = .none
    case .block(let rows, let columns) where max(rows.upperBound, columns.upperBound) > dataset.rowCount:
      session!.cursor = .none
    default: break
    }
    if let window = session!.treeWindow, window.upperBound > dataset.rowCount { session!.treeWindow = nil }
    if let window = session!.reachabilityWindow, window.upperBound > dataset.rowCount {
      session!.reachabilityWindow = nil
    }
    if let window = session!.imageWindow, window.upperBound > dataset.rowCount { session!.imageWindow = nil }
  }

  /// A table has been read: look at it as the command line asked, or as it looks it should be looked at.
  mutating func begin(path: String, table: Table) -> [Effect] {
    opening = nil
    overlay = nil
    generation += 1
    let running = session?.results.running.keys.map { Effect.cancel($0) } ?? []
    // A saved session says all that differs from what the table alone suggests.
    let (plain, _) = State.guess(Basis(), table)
    var (basis, told) = replay == nil ? State.guess(initialBasis, table) : (plain, [])
    if replay == nil, let rows = try? initialRows?.rows(of: table) { basis.preparation.rows = rows }
    session = Session(
      path: path, table: table, basis: plain,
      clusterer: AlgorithmChoice(plain.preparation.isDissimilarityMatrix ? "linkage" : "kmeans"))
    let start = choices
    session = Session(
      path: path, table: table, basis: basis,
      clusterer: AlgorithmChoice(basis.preparation.isDissimilarityMatrix ? "linkage" : "kmeans"))
    session!.numberAsUsual()
    // From rows that were asked for one can go back to all.
    if basis.preparation.rows != nil { session!.widerRows = [nil] }
    beginLog(from: start)
    settleScreen()
    beginInitialCommands()
    notice =
      told.isEmpty ? nil : Notice(text: "Guessed from the columns: \(told.joined(separator: "; ")).", isError: false)
    return running + [.remember(path: path)]
  }

  /// What the columns look like, where nothing was asked for.
  private static func guess(_ asked: Basis, _ table: Table) -> (basis: Basis, told: [String]) {
    let guess = ColumnGuess(table)
    var basis = asked
    var told: [String] = []
    if basis.preparation.labels == nil, let labels = guess.labels,
      !(basis.preparation.columns?.contains(labels) ?? false), !guess.isDissimilarityMatrix
    {
      basis.preparation.labels = labels
      told.append("labels: \(labels)")
    }
    if basis.preparation.id == nil, let id = guess.id, id != basis.preparation.labels,
      !(basis.preparation.columns?.contains(id) ?? false)
    {
      basis.preparation.id = id
      told.append("row names: \(id)")
    }
    if guess.isDissimilarityMatrix, basis.metric.id == AlgorithmChoice("euclidean").id {
      basis.setMetric(AlgorithmChoice(Basis.precomputed))
      told.append("read as a dissimilarity matrix")
    }
    return (basis, told)
  }

  mutating func press(_ key: KeyPress) -> [Effect] {
    // These work whatever is open.
    switch key {
    case .control("c"): return perform(.interrupt)
    case .control("z"): return perform(.suspend)
    case .control("l"): return perform(.redraw)
    default: break
    }
    if let overlay {
      if key == .control("y") { return perform(.toggleMouse) }
      switch overlay {
      case .menu(let menu): return press(key, in: menu)
      case .form(let form): return press(key, in: form)
      case .details(let details): return press(key, in: details)
      case .save(let prompt): return press(key, in: prompt)
      case .name(let prompt): return press(key, in: prompt)
      case .commandLine(let list): return press(key, in: list)
      case .explanations(let list): return press(key, in: list)
      }
    }
    if session == nil, let effects = pressOnStart(key) { return effects }
    if let effects = pressLasso(key) { return effects }
    if session?.box != nil {
      switch key {
      case .enter:
        finishBox()
        return []
      case .tab:
        swapBoxCorners()
        return []
      default: break
      }
    }
    guard let binding = (paneBindings + keyBindings).first(where: { $0.keys.contains(key) }) else {
      complain("\(key.name) does nothing here; ? shows the keys.")
      return []
    }
    if case .disabled(let reason) = binding.availability(self) {
      complain("\(binding.title): \(reason).")
      return []
    }
    return perform(binding.command)
  }

  /// The inside of a pane's border.
  func frameInside(_ area: Rectangle) -> Rectangle { area.inset(left: 1, top: 1, right: 1, bottom: 1) }
}
