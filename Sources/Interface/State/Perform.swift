import Analysis
import Canvas
import Engine

extension State {
  /// Carries out a command.
  mutating func perform(_ command: Command) -> [Effect] {
    switch command {
    case .quit: return [.quit(exitCode: 0)]
    case .interrupt: return [.quit(exitCode: 130)]
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    case .back: return goBack()
    case .showHelp: overlay = .menu(helpMenu)
    case .showPalette: overlay = .menu(paletteMenu)
    case .showStart: return leaveSession()
    case .showDetails:
      guard !markedRows.first.isEmpty else {
        complain("Put the cursor on a row first, with the arrow keys.")
        return []
      }
      overlay = .details(Details())
    case .showExplanations:
      explain()
    case .open(let path):
      opening = Opening(path: path, fraction: nil)
      return [.open(path: path, reading: reading)]

    case .choose(let chooser):
      if let menu = menu(for: chooser) { overlay = .menu(menu) }
    case .setClusterer(let id): setClusterer(id)
    case .editParameters: editParameters()
    case .editParameter(let algorithm, let name): editParameter(name, of: algorithm)
    case .setParameter(let name, let value): setParameter(name, value)
    case .stepParameter(let steps): stepParameter(steps)
    case .stepCut(let step):
      if session != nil, let area = Layout(self)?.area(of: focus) {
        Panes.pane(focus).stepCut(step, &self, in: frameInside(area))
      } else {
        stepCut(step)
      }
    case .setScale(let scale): changePreparation { $0.scale = scale }
    case .setMissing(let policy): changePreparation { $0.missing = policy }
    case .setLabels(let column):
      changePreparation { $0.setLabels(column) }
      if column != nil { session?.colouring = .label }
    case .toggleFeature(let column): toggleFeature(column)
    case .setAxis(let side, let axis):
      if case .column(let name) = axis, let dataset = session?.results.value(session!.datasetQuantity),
        !dataset.featureNames.contains(name)
      {
        complain("\"\(name)\" is no feature at present; f chooses the features.")
        return []
      }
      session?[keyPath: side == .horizontal ? \Session.horizontal : \Session.vertical] = axis
      session?.plotWindow = nil
    case .runAgain: runAgain()
    case .markRun: markRun()
    case .keepClusters: return keepClusters()
    case .keepClustersAs(let name): return keepClusters(as: name)

    case .toggleSelected: toggleSelected()
    case .selectCluster: selectCluster()
    case .invertSelection: invertSelection()
    case .growSelection: growSelection()
    case .selectDifferences: selectDifferences()
    case .clearSelection:
      // Also before the data are prepared.
      if let rows = session?.table.rowCount { session?.selection = RowSet(capacity: rows) }
    case .cycleSelectionMode:
      selectionMode = selectionMode.next
      tell("The next box or cluster \(selectionMode.meaning).")
    case .startBox: startBox()
    case .startLasso: startLasso()
    case .extendSelection(let direction): return extendSelection(direction)
    case .keepSelection: keepSelection()
    case .lookAtSelected: look(atSelected: true)
    case .hideSelected: look(atSelected: false)
    case .widen: widen()

    case .toggleImage:
      if let kind = session?.imageKind { session?.imageKind = kind == .vat ? .ivat : .vat }
      if let kind = session?.imageKind, Layout(self)?.area(of: .image) == nil {
        tell("The image is the \(kind.rawValue) now; 4 shows it.")
      }
    case .toggleDendrogram:
      dendrogramChoice = !showsDendrogram
      let width = Layout(self)?.area(of: .image).map { frameInside($0).width } ?? 0
      if width < ImagePane.leastWidthWithTree {
        tell(
          showsDendrogram
            ? "The tree is shown where the image has \(ImagePane.leastWidthWithTree) columns or more."
            : "The tree is left out beside the image.")
      }
    case .toggleEllipses:
      session?.showsEllipses.toggle()
      tell(
        session?.showsEllipses == true
          ? "The components by which ambiguity is judged, two standard deviations wide." : "Without ellipses.")
    case .stepView(let steps): stepView(steps)
    case .cycleColouring: cycleColouring()
    case .cycleGlyphs:
      let all = GlyphSet.allCases
      glyphs = all[(all.firstIndex(of: glyphs)! + 1) % all.count]
      tell("Drawing with \(glyphs.rawValue).")
    case .toggleMarks:
      marksChoice = !usesMarks
      tell(
        usesMarks
          ? "Each cell of the scatterplot shows the mark of its cluster." : "Each point of the scatterplot is a dot.")
    case .toggleMaximised: isMaximised.toggle()
    case .swapPane: swapPane()
    case .closePane: closePane()
    case .togglePane(let pane):
      togglePane(pane)
      refreshPanesMenu()
    case .toggleMouse: return toggleMouse()
    case .setTheme(let name):
      if let theme = themes.named(name) { self.theme = theme }
    case .zoom(let step):
      withFocusedPane { $0.zoom(step, around: nil, &$1, in: $2) }
    case .show(let screen): show(screen)
    case .focus(let pane):
      if !availablePanes.contains(pane),
        let other = Screens.all.first(where: { arrangement(of: $0.id).panes.contains(pane) })
      {
        show(other.id)
      }
      if availablePanes.contains(pane) { setFocus(pane) }
    case .focusNext(let step):
      let all = availablePanes
      guard all.count > 1 else { return tellNothing("This is the only pane here.") }
      setFocus(all[((all.firstIndex(of: focus) ?? 0) + step + all.count) % all.count])
    case .move(let direction) where session?.lasso != nil: moveLasso(direction)
    case .move(let direction) where session?.box != nil: moveBox(direction)
    case .move(let direction):
      withFocusedPane { $0.move(direction, &$1, in: $2) }
    case .moveFar(let move):
      withFocusedPane { $0.moveFar(move, &$1, in: $2) }
    case .activate:
      guard session != nil, let area = Layout(self)?.area(of: focus) else { return [] }
      return Panes.pane(focus).activate(&self, in: frameInside(area))
    case .markColumn(let part): markColumn(part)
    case .keepSelectionAs(let name): keepSelection(as: name)
    case .askSelectionName: askSelectionName()
    case .askRenaming(let name): askRenaming(name)
    case .renameSelection(let old, let new): renameSelection(old, to: new)
    case .forgetSelection(let name): forgetSelection(name)
    case .useSelection(let name): useSelection(name)
    case .selectGroup(let kind, let group): selectGroup(group, of: kind)
    case .goToColumn(let name): goToColumn(name)
    case .setReading, .setSelection, .lookAt, .setFeatures, .setExcluded, .setRowNames, .setSample, .setSeed,
      .useMetric, .useProjection,
      .useClusterer, .cut, .setColouring, .setImage, .setPlotWindow, .setImageWindow,
      .setReachabilityWindow, .setTreeWindow, .setDendrogram, .setEllipses, .setMarks, .setMaximised, .setPanes,
      .setCursor, .numberClusters, .compareWith:
      performExactly(command)
      if case .setPanes = command { refreshPanesMenu() }
    case .undo: undo()
    case .redo: redo()
    case .returnTo(let position): returnTo(position)
    case .askWhereToSave: askWhereToSave()
    case .showCommandLine: return showCommandLine()
    case .copy(let text):
      tell("Copied.")
      return [.copy(text)]
    }
    return []
  }

  private mutating func tellNothing(_ text: String) -> [Effect] {
    tell(text)
    return []
  }

  private mutating func withFocusedPane(_ body: (any Pane.Type, inout State, Rectangle) -> Void) {
    guard session != nil, let area = Layout(self)?.area(of: focus) else { return }
    body(Panes.pane(focus), &self, frameInside(area))
  }

  private mutating func goBack() -> [Effect] {
    if opening != nil {
      opening = nil
      // What a saved session has still to do needs the data.
      replay = nil
      return [.cancelOpening]
    }
    if overlay != nil {
      overlay = nil
    } else if session?.box != nil || session?.lasso != nil {
      session?.box = nil
      session?.lasso = nil
    } else if session?.cursor != Cursor.none, session != nil {
      session?.cursor = .none
    } else if let running = session?.results.running, !running.isEmpty {
      tell("Cancelled; r runs it again.")
      return session!.results.cancelAll().map(Effect.cancel)
    } else if session?.selection.isEmpty == false {
      return perform(.clearSelection)
    } else if isMaximised {
      isMaximised = false
    } else {
      tell("q leaves Pleiades, o opens other data.")
    }
    return []
  }

  private mutating func leaveSession() -> [Effect] {
    let stop = session?.results.running.keys.map { Effect.cancel($0) } ?? []
    generation += 1
    session = nil
    overlay = nil
    return stop
  }

  mutating func changePreparation(_ change: (inout Preparation) -> Void) {
    guard let before = session?.basis.preparation else { return }
    change(&session!.basis.preparation)
    session!.plotWindow = nil
    if !session!.basis.preparation.hasSameRows(as: before) { session!.cursor = .none }
  }

  mutating func setClusterer(_ id: String) {
    guard let current = session?.clusterer else { return }
    session!.rememberedParameters[current.id] = current.parameters
    if id != current.id { session!.treeWindow = nil }
    session!.clusterer = AlgorithmChoice(id, session!.rememberedParameters[id] ?? ParameterValues())
    session!.colouring = .cluster
  }

  mutating func setMetric(_ choice: AlgorithmChoice) {
    guard let old = session?.basis.preparation else { return }
    session!.basis.setMetric(choice)
    // What was a plane may have become a matrix, and the other way round.
    if session!.basis.preparation.isDissimilarityMatrix != old.isDissimilarityMatrix {
      session!.imageWindow = nil
      session!.reachabilityWindow = nil
      session!.treeWindow = nil
      session!.cursor = .none
      settleScreen()
      if let description = session!.clustererDescription, session!.basis.preparation.isDissimilarityMatrix,
        description.needs.contains(.features),
        let other = Clusterers.all.map({ $0.description }).last(where: { !$0.needs.contains(.features) })
      {
        setClusterer(other.id)
        tell("\(description.id) needs features; \(other.id) takes its place.")
      }
    }
  }

  /// Takes a column in among the features, or out; the menu stays open for the next.
  private mutating func toggleFeature(_ column: String) {
    guard let session, let dataset = session.dataset else { return }
    var features = dataset.featureNames
    if let index = features.firstIndex(of: column) {
      guard features.count > 1 else {
        complain("One feature has to stay.")
        return
      }
      features.remove(at: index)
    } else {
      let order = session.table.columns.map(\.name)
      features = order.filter { features.contains($0) || $0 == column }
    }
    changePreparation { preparation in
      preparation.columns = features
      preparation.excluded = []
      if preparation.labels == column { preparation.labels = nil }
      if preparation.id == column { preparation.id = nil }
    }
    if case .menu(var menu)? = overlay {
      menu.setCurrent { item in
        if case .toggleFeature(let name) = item.command { features.contains(name) } else { item.isCurrent }
      }
      overlay = .menu(menu)
    }
  }

  private mutating func runAgain() {
    guard let failures = session?.results.failures else { return }
    if failures.isEmpty { tell("Nothing failed or was cancelled.") }
    session?.results.forget(failures)
  }

  private mutating func cycleColouring() {
    guard let session else { return }
    let hasLabels = session.basis.preparation.labels != nil
    let next: Colouring =
      switch session.colouring {
      case .cluster: hasLabels ? .label : .none
      case .label: .none
      case .none: .cluster
      }
    self.session?.colouring = next
    switch next {
    case .cluster: tell("Coloured by cluster.")
    case .label: tell("Coloured by \(session.basis.preparation.labels ?? "label").")
    case .none: tell(hasLabels ? "Not coloured." : "Not coloured; there is no label column to colour by.")
    }
  }
}
