/// Every key of the explorer.
public enum KeyMap {
  public static let bindings: [KeyBinding] =
    [
      KeyBinding(
        [.character("?"), .function(1)], "help", "show the keys that work here; Enter runs one", group: .program,
        .showHelp, footer: 0),
      KeyBinding([.character("q")], "quit", "leave Pleiades", group: .program, .quit, footer: 1),
      KeyBinding(
        [.character(":")], "find", "find any command, algorithm, parameter, metric, column or data set by name",
        group: .program, .showPalette, footer: 4),

      KeyBinding(
        [.character("o")], "open", "choose another data set", group: .data, .showStart, footer: 9,
        when: { state in
          state.session == nil ? .disabled("this is the list of data sets already") : .enabled
        }),
      KeyBinding(
        [.character("s")], "scale", "choose how columns are made comparable", group: .data, .choose(.scale), footer: 7,
        when: needsFeatures),
      KeyBinding(
        [.character("m")], "metric", "choose how rows are compared", group: .data, .choose(.metric), footer: 6,
        when: needsData),
      KeyBinding(
        [.character("f")], "features", "choose which columns are features", group: .data, .choose(.features),
        when: needsFeatures),
      KeyBinding(
        [.character("L")], "labels", "choose the column of reference classes", group: .data, .choose(.labels),
        when: needsFeatures),
      KeyBinding(
        [.character("n")], "missing", "choose what becomes of missing values", group: .data, .choose(.missing),
        when: needsFeatures),
      KeyBinding(
        [.character("i")], "explain", "what each number means, its range, how to read it, where it comes from",
        group: .data,
        .showExplanations, footer: 6, when: needsData),
      KeyBinding(
        [.character("d")], "details", "show all columns of the row under the cursor", group: .data, .showDetails,
        when: needsCursor),

      KeyBinding(
        [.character("w")], "save", "save the session as a file that opens again", group: .data, .askWhereToSave,
        when: needsData),
      KeyBinding(
        [.character("c")], "command line", "show and copy the command that gives the same at a shell", group: .data,
        .showCommandLine, when: needsData),

      KeyBinding(
        [.character("u")], "undo", "go back to before the last choice", group: .program, .undo, footer: 14,
        when: { $0.canUndo }),
      KeyBinding(
        [.control("r")], "redo", "take back the undoing", group: .program, .redo, when: { $0.canRedo }),

      KeyBinding(
        [.character("a")], "algorithm", "choose the clusterer", group: .clustering, .choose(.clusterer), footer: 2,
        when: needsData),
      KeyBinding(
        [.character("p")], "parameters", "change the clusterer's parameters", group: .clustering, .editParameters,
        footer: 3, when: needsData),
      KeyBinding(
        [.character("]")], "more", "raise the clusterer's first parameter by one step", group: .clustering,
        .stepParameter(1), when: needsData),
      KeyBinding(
        [.character("[")], "less", "lower the clusterer's first parameter by one step", group: .clustering,
        .stepParameter(-1), when: needsData),
      KeyBinding(
        [.character("r")], "run again", "start again what failed or was cancelled", group: .clustering, .runAgain,
        when: needsData),

      KeyBinding(
        [.character("}")], "cut lower", "cut the spanning tree by hand, where it leaves one more block",
        group: .clustering,
        .stepCut(1), when: needsCut),
      KeyBinding(
        [.character("{")], "cut higher", "cut the spanning tree by hand, where it leaves one block fewer",
        group: .clustering, .stepCut(-1), when: needsCut),
      KeyBinding(
        [.character("K")], "keep clusters", "keep the clusters of the current run as a label column",
        group: .clustering, .keepClusters, when: needsClusters),
    ] + screens + [
      KeyBinding(
        [.tab], "next pane", "move to the next pane", group: .view, .focusNext(1), footer: 5, when: needsData),
      KeyBinding(
        [.backTab], "previous pane", "move to the previous pane", group: .view, .focusNext(-1), when: needsData),
      KeyBinding(
        [.character("v")], "VAT/iVAT", "switch between the VAT and the iVAT image", group: .view, .toggleImage,
        footer: 12, when: needsData),
      KeyBinding(
        [.character("D")], "dendrogram", "show the tree of single linkage beside the image, or leave it out",
        group: .view,
        .toggleDendrogram, when: needsData),
      KeyBinding(
        [.character("b")], "colour by", "colour by cluster, by label, or not at all", group: .view, .cycleColouring,
        footer: 10, when: needsData),
      KeyBinding(
        [.character("e")], "projection", "choose how the plane of the scatterplot is made", group: .view,
        .choose(.projection), when: needsFeatures),
      KeyBinding(
        [.character("x")], "x axis", "choose what the scatterplot shows from left to right", group: .view,
        .choose(.axis(.horizontal)), footer: 11, when: needsFeatures),
      KeyBinding(
        [.character("y")], "y axis", "choose what the scatterplot shows from bottom to top", group: .view,
        .choose(.axis(.vertical)), footer: 12, when: needsFeatures),
      KeyBinding(
        [.character("N")], "clearest views",
        "step through the views of the rows whose clusters people would disagree about least, and that can be trusted",
        group: .view, .stepView(1), when: needsFeatures),
      KeyBinding(
        [.character("O")], "ellipses", "draw the components by which the scatterplot's ambiguity is judged over it",
        group: .view, .toggleEllipses, when: needsFeatures),
      KeyBinding(
        [.character("+"), .character("=")], "zoom in", "zoom the focused picture in, around the cursor", group: .view,
        .zoom(1), when: needsPicture),
      KeyBinding(
        [.character("-")], "zoom out", "zoom the focused picture out", group: .view, .zoom(-1), when: needsPicture),
      KeyBinding(
        [.character("0")], "whole", "show the whole picture", group: .view, .zoom(0), when: needsPicture),
      KeyBinding(
        [.character("z")], "one pane", "let the focused pane have the whole screen, or give it back", group: .view,
        .toggleMaximised, when: needsSeveralPanes),
      KeyBinding(
        [.character(">")], "swap", "let the focused pane and the next one change places", group: .view, .swapPane,
        when: needsOtherPane),
      KeyBinding(
        [.character("W")], "close pane", "take the focused pane off the screen; P brings it back", group: .view,
        .closePane, when: needsSeveralPanes),
      KeyBinding(
        [.character("P")], "panes", "choose which panes are on the screen", group: .view, .choose(.panes),
        when: needsData),
      KeyBinding(
        [.character("t")], "theme", "choose colours", group: .view, .choose(.theme), footer: 13),
      KeyBinding(
        [.character("g")], "glyphs", "draw points as braille, quadrants, dots or letters, if yours look wrong",
        group: .view, .cycleGlyphs),
      KeyBinding(
        [.character("M")], "marks", "draw points as marks that tell clusters apart without colour", group: .view,
        .toggleMarks, when: needsData),

      KeyBinding(
        [.character(" ")], "select", "add the rows under the cursor to the selection, or take them out",
        group: .selection,
        .toggleSelected, when: needsData),
      KeyBinding(
        [.character("B")], "box", "select by a box from corner to corner; the mouse draws one too", group: .selection,
        .startBox, when: needsData),
      KeyBinding(
        [.character("F")], "lasso",
        "select by a free shape, corner by corner; the mouse draws one with Alt or the right button", group: .selection,
        .startLasso, when: needsData),
      KeyBinding(
        [.shiftUp], "select up", "select the rows under the cursor and those of the next step up", group: .selection,
        .extendSelection(.up), when: needsData),
      KeyBinding(
        [.shiftDown], "select down", "select the rows under the cursor and those of the next step down",
        group: .selection, .extendSelection(.down), when: needsData),
      KeyBinding(
        [.shiftLeft], "select left", "select the rows under the cursor and those of the next step to the left",
        group: .selection, .extendSelection(.left), when: needsData),
      KeyBinding(
        [.shiftRight], "select right", "select the rows under the cursor and those of the next step to the right",
        group: .selection, .extendSelection(.right), when: needsData),
      KeyBinding(
        [.character("A")], "select cluster", "select the cluster or class of the row under the cursor",
        group: .selection,
        .selectCluster, when: needsCursor),
      KeyBinding(
        [.character("I")], "invert", "select what is not selected", group: .selection, .invertSelection, when: needsData
      ),
      KeyBinding(
        [.character("G")], "grow", "add the rows that the spanning tree joins to the selection", group: .selection,
        .growSelection, when: needsSelection),
      KeyBinding(
        [.character("X")], "mode", "let the next box or cluster replace, add to or leave the selection",
        group: .selection, .cycleSelectionMode, when: needsData),
      KeyBinding(
        [.character("S")], "keep", "give the selection a name and keep it as a label column", group: .selection,
        .askSelectionName, when: needsSelection),
      KeyBinding(
        [.character("V")], "selections", "come back to a selection that has a name, or pick a cluster or a class",
        group: .selection, .choose(.selections), when: needsData),
      KeyBinding(
        [.character("R")], "look alone", "analyse the selected rows alone", group: .selection, .lookAtSelected,
        when: needsSelection),
      KeyBinding(
        [.character("H")], "hide", "leave the selected rows out of everything", group: .selection, .hideSelected,
        when: needsSelection),
      KeyBinding(
        [.backspace], "all rows", "go back to the rows looked at before", group: .selection, .widen, when: needsWider),

      KeyBinding([.up, .character("k")], "up", "move the cursor up", group: .cursor, .move(.up), when: needsData),
      KeyBinding(
        [.down, .character("j")], "down", "move the cursor down", group: .cursor, .move(.down), when: needsData),
      KeyBinding(
        [.left, .character("h")], "left", "move the cursor left", group: .cursor, .move(.left), when: needsData),
      KeyBinding(
        [.right, .character("l")], "right", "move the cursor right", group: .cursor, .move(.right), when: needsData),
      KeyBinding([.pageUp], "page up", "move the cursor a page up", group: .cursor, .moveFar(.pageUp), when: needsList),
      KeyBinding(
        [.pageDown], "page down", "move the cursor a page down", group: .cursor, .moveFar(.pageDown), when: needsList),
      KeyBinding(
        [.home], "first", "move the cursor to the first line", group: .cursor, .moveFar(.home), when: needsList),
      KeyBinding([.end], "last", "move the cursor to the last line", group: .cursor, .moveFar(.end), when: needsList),
      KeyBinding(
        [.enter], "use", "use what the cursor is on", group: .cursor, .activate, when: needsData),
      KeyBinding(
        [.escape], "back", "close what is open, take the cursor away, or cancel what is running", group: .program, .back
      ),
      KeyBinding(
        [.character("Y"), .control("y")], "mouse",
        "give the mouse to the terminal, to select and copy text with it, or take it back",
        group: .program, .toggleMouse, when: needsMouse),
      KeyBinding(
        [.control("l")], "redraw", "paint the screen afresh", group: .program, .redraw),
      KeyBinding(
        [.control("z")], "suspend", "go to the shell; `fg` comes back", group: .program, .suspend),
      KeyBinding(
        [.control("c")], "interrupt", "leave at once", group: .program, .interrupt),
    ]

  /// One key for each screen.
  private static let screens = Screens.all.map { screen in
    KeyBinding(
      [.character(screen.id.key)], screen.title.lowercased(), screen.meaning, group: .view, .show(screen.id),
      when: { state in
        guard state.session != nil else { return .disabled("open a data set first") }
        return state.isAvailable(screen.panes[0])
          ? .enabled : .disabled("only dissimilarities are given, so there are no points to draw")
      })
  }

  public static func binding(for key: KeyPress) -> KeyBinding? { bindings.first { $0.keys.contains(key) } }

  static func binding(for command: Command) -> KeyBinding? { bindings.first { $0.command == command } }

  private static let needsData: @Sendable (State) -> Availability = { state in
    state.session == nil ? .disabled("open a data set first") : .enabled
  }

  private static let needsFeatures: @Sendable (State) -> Availability = { state in
    guard let session = state.session else { return .disabled("open a data set first") }
    return session.basis.preparation.isDissimilarityMatrix
      ? .disabled("the table is a dissimilarity matrix and has no features") : .enabled
  }

  private static let needsSelection: @Sendable (State) -> Availability = { state in
    guard let session = state.session else { return .disabled("open a data set first") }
    return session.selection.isEmpty ? .disabled("select some rows first, with Space or the mouse") : .enabled
  }

  private static let needsWider: @Sendable (State) -> Availability = { state in
    guard let session = state.session else { return .disabled("open a data set first") }
    return session.widerRows.isEmpty ? .disabled("all rows are looked at already") : .enabled
  }

  private static let needsCut: @Sendable (State) -> Availability = { state in
    guard let session = state.session else { return .disabled("open a data set first") }
    return session.suggestion == nil ? .disabled("the spanning tree is not there yet") : .enabled
  }

  private static let needsCursor: @Sendable (State) -> Availability = { state in
    guard state.session != nil else { return .disabled("open a data set first") }
    return state.markedRows.first.isEmpty ? .disabled("put the cursor on a point first, with the arrow keys") : .enabled
  }

  private static let needsMouse: @Sendable (State) -> Availability = { state in
    state.mouse == .absent ? .disabled("this terminal reports no mouse") : .enabled
  }

  private static let needsList: @Sendable (State) -> Availability = { state in
    guard state.session != nil else { return .disabled("open a data set first") }
    return Panes.pane(state.focus).isList ? .enabled : .disabled("there is no list here")
  }

  private static let needsClusters: @Sendable (State) -> Availability = { state in
    guard let session = state.session else { return .disabled("open a data set first") }
    if !session.showsCurrentRun { return .disabled("the run is not there yet") }
    return session.clustering?.clusterCount == 0 ? .disabled("every row is noise") : .enabled
  }

  private static let needsSeveralPanes: @Sendable (State) -> Availability = { state in
    guard state.session != nil else { return .disabled("open a data set first") }
    return state.availablePanes.count > 1 ? .enabled : .disabled("there is but this pane; P brings others")
  }

  private static let needsOtherPane: @Sendable (State) -> Availability = { state in
    guard state.session != nil else { return .disabled("open a data set first") }
    if state.isMaximised { return .disabled("this pane has the whole screen; z gives it back") }
    return state.nextShownPane == nil ? .disabled("only one pane can be seen; Tab shows the next") : .enabled
  }

  private static let needsPicture: @Sendable (State) -> Availability = { state in
    guard state.session != nil else { return .disabled("open a data set first") }
    if state.focus == .scores { return .disabled("the scores have nothing to zoom; Tab goes to a picture") }
    return Panes.pane(state.focus).isPicture
      ? .enabled : .disabled("there is nothing to zoom here; Tab goes to a picture")
  }
}
