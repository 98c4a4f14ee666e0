import Analysis
import Canvas
import Engine

// Everything by name: what was chosen lately, what is likely here, then all there is.
extension State {
  private static let mostRecent = 8

  /// Puts a choice first among the recent ones.
  mutating func remember(_ command: Command) {
    switch command {
    case .showPalette, .showHelp, .quit, .interrupt, .back, .move, .moveFar: return
    default: break
    }
    recentCommands.removeAll { $0 == command }
    recentCommands.insert(command, at: 0)
    if recentCommands.count > Self.mostRecent { recentCommands.removeLast() }
  }

  var paletteMenu: Menu {
    let all = actionItems + paneItems + choiceItems + parameterItems + columnItems + selectionItems + fileItems
    var places: [Command: Int] = [:]
    for (index, item) in all.enumerated() where places[item.command] == nil { places[item.command] = index }
    var taken = Set<Int>()
    func take(_ commands: [Command], _ group: String) -> [Menu.Item] {
      commands.compactMap { command in
        guard let index = places[command], taken.insert(index).inserted else { return nil }
        var item = all[index]
        item.group = group
        return item
      }
    }
    let recent = take(recentCommands, "Recent")
    let likely = take(likelyCommands, "Likely here")
    let rest = all.indices.filter { !taken.contains($0) && places[all[$0].command] == $0 }.map { all[$0] }
    var menu = Menu("Find anything", recent + likely + rest)
    // Nothing is chosen before something is looked for: the first is what Enter does.
    menu.selection = 0
    menu.purpose = .palette
    return menu
  }

  /// The keys of the pane and the footer that can be used now.
  private var likelyCommands: [Command] {
    let footer = keyBindings.filter { $0.footerRank != nil }.sorted { $0.footerRank! < $1.footerRank! }.map(\.command)
      .filter { ![.showPalette, .showHelp, .quit].contains($0) }
    let related = session == nil ? [] : Panes.pane(focus).related
    let isEnabled = { (command: Command) in
      keyBindings.first { $0.command == command }.map { $0.availability(self) == .enabled } ?? false
    }
    return Array((footer.prefix(3) + related.prefix(4) + footer.dropFirst(3)).filter(isEnabled).prefix(8))
  }

  private var actionItems: [Menu.Item] {
    (paneBindings + keyBindings).filter { $0.group != .cursor && $0.command != .showPalette }.map { binding in
      var item = Menu.Item(
        binding.title, detail: binding.meaning, command: binding.command, keys: binding.keys[0].name, group: "Actions")
      if case .show = binding.command { item.title = "screen \(binding.title)" }
      if case .disabled(let reason) = binding.availability(self) { item.disabled = reason }
      return item
    }
  }

  private var paneItems: [Menu.Item] {
    guard let session else { return [] }
    return Screens.all.flatMap { screen in
      screen.panes.map { pane in
        Menu.Item(
          "pane \(Panes.pane(pane).title(session))", detail: "on the screen \(screen.title)", command: .focus(pane),
          disabled: isAvailable(pane) ? nil : "it has nothing to show of these data", group: "Panes")
      }
    }
  }

  /// What the menus offer.
  private var choiceItems: [Menu.Item] {
    let choosers: [Chooser] = [.clusterer, .metric, .projection, .scale, .missing, .theme]
    return choosers.compactMap(menu(for:)).flatMap { menu in
      // Parameters come by themselves.
      menu.items.filter { if case .editParameter = $0.command { false } else { true } }.map { item in
        var item = item
        item.title = "\(menu.title.lowercased()) \(item.title)"
        item.group = menu.title
        return item
      }
    }
  }

  /// Of every clusterer, metric and projection; choosing one makes the algorithm the current one.
  private var parameterItems: [Menu.Item] {
    guard let session else { return [] }
    let isMatrix = session.basis.preparation.isDissimilarityMatrix
    func items(_ description: AlgorithmDescription, _ disabled: String?) -> [Menu.Item] {
      description.parameters.map { parameter in
        Menu.Item(
          "parameter \(parameter.name) of \(description.id)", detail: parameter.meaning,
          command: .editParameter(of: description.id, parameter.name), disabled: disabled, group: "Parameters")
      }
    }
    let clusterers = Clusterers.all.map { $0.description }
    let current = clusterers.filter { $0.id == session.clusterer.id }
    return (current + clusterers.filter { $0.id != session.clusterer.id }).flatMap {
      items($0, isMatrix && $0.needs.contains(.features) ? "\($0.id) needs features" : nil)
    }
      + (Metrics.all.map { $0.description.id } + Projections.all.map { $0.description.id }).compactMap {
        Self.parameterised($0)?.description
      }.flatMap { items($0, isMatrix ? "the table is the dissimilarity matrix" : nil) }
  }

  /// Every column as an axis, as labels, and to go to.
  private var columnItems: [Menu.Item] {
    guard let session else { return [] }
    let isMatrix = session.basis.preparation.isDissimilarityMatrix
    let noFeatures = isMatrix ? "the table is a dissimilarity matrix and has no features" : nil
    let features = Set(session.dataset?.featureNames ?? [])
    func axis(_ side: AxisSide, _ title: String) -> [Menu.Item] {
      let components = (0..<min(10, features.count)).map {
        Menu.Item(
          "\(title) PC\($0 + 1)", detail: "principal component", command: .setAxis(side, .component($0)),
          disabled: noFeatures, group: "Columns")
      }
      return components
        + session.table.columns.map { column in
          Menu.Item(
            "\(title) \(column.name)", detail: "column, in its own units",
            command: .setAxis(side, .column(column.name)),
            disabled: noFeatures
              ?? (column.isNumeric
                ? features.contains(column.name) ? nil : "it is no feature at present" : "it holds text"),
            group: "Columns")
        }
    }
    let labels = session.table.columns.map {
      Menu.Item(
        "labels \($0.name)", detail: "the reference classes", command: .setLabels($0.name), disabled: noFeatures,
        group: "Columns")
    }
    let none = Menu.Item(
      "labels none", detail: "no reference classes", command: .setLabels(nil), disabled: noFeatures, group: "Columns")
    let places = session.table.columns.map {
      Menu.Item(
        "go to column \($0.name)", detail: $0.isNumeric ? "numbers" : "texts", command: .goToColumn($0.name),
        group: "Columns")
    }
    return axis(.horizontal, "x axis") + axis(.vertical, "y axis") + [none] + labels + places
  }

  private var selectionItems: [Menu.Item] {
    guard let session else { return [] }
    let choices = (selectionsMenu?.items ?? []).filter { $0.command != .askSelectionName }
    return choices.map { item in
      var item = item
      item.title = "select \(item.title)"
      item.group = "Selections"
      return item
    }
      + session.named.flatMap { named in
        [
          Menu.Item(
            "rename selection \(named.name)", detail: "and its label column", command: .askRenaming(named.name),
            group: "Selections"),
          Menu.Item(
            "forget selection \(named.name)", detail: "and its label column", command: .forgetSelection(named.name),
            group: "Selections"),
        ]
      }
  }

  private var fileItems: [Menu.Item] {
    listing.map {
      Menu.Item("open \($0.title)", detail: $0.summary, command: .open($0.path), group: "Data sets")
    }
  }

  /// Shows the columns with the cursor on one.
  mutating func goToColumn(_ name: String) {
    guard let index = session?.table.columns.firstIndex(where: { $0.name == name }) else {
      return complain("There is no column \"\(name)\".")
    }
    show(.data)
    setFocus(.table)
    session!.columnCursor = index
  }
}
