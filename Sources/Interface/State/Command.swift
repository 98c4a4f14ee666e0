import Analysis
import Canvas
import Engine

/// Everything that a user can do, as a value: what keys, menus, the palette and scripts share.
public enum Command: Sendable, Hashable {
  case quit
  case interrupt
  case suspend
  case redraw
  case back
  case showHelp
  case showPalette
  case showStart
  case showDetails
  case showExplanations
  case open(String)

  case choose(Chooser)
  case setClusterer(String)
  case editParameters
  /// Opens the parameters of an algorithm or a metric at one of them.
  case editParameter(of: String, String)
  /// Nil lets the algorithm choose.
  case setParameter(String, ParameterValue?)
  /// The clusterer's first parameter, up or down by so many steps.
  case stepParameter(Int)
  /// To the cut of the spanning tree that leaves more blocks (1) or fewer (−1).
  case stepCut(Int)
  case setScale(Scale)
  case setMissing(MissingPolicy)
  case setLabels(String?)
  case toggleFeature(String)
  case setAxis(AxisSide, Axis)
  case runAgain
  /// Marks the run under the cursor to be held against the current one, or no longer.
  case markRun
  /// Keeps the clusters of the current run as a label column.
  case keepClusters

  /// Adds the rows under the cursor to the selection, or takes them out where all are in it.
  case toggleSelected
  case selectCluster
  case invertSelection
  case growSelection
  /// The rows on which the two compared runs differ.
  case selectDifferences
  case clearSelection
  case cycleSelectionMode
  case startBox
  case startLasso
  /// Takes the rows under the cursor and those of the next step that way.
  case extendSelection(Direction)
  case keepSelection
  case askSelectionName
  /// Asks for a new name of a selection that has one.
  case askRenaming(String)
  /// Selects the rows that once were selected and got a name.
  case useSelection(String)
  /// Selects a cluster or a class by its number, or −1 for the rows without one.
  case selectGroup(Colouring, Int)
  /// Looks at the selected rows alone, or at all but them.
  case lookAtSelected
  case hideSelected
  case widen

  case toggleImage
  case toggleDendrogram
  /// The components by which the ambiguity of the scatterplot is judged, as ellipses.
  case toggleEllipses
  /// To the next (1) or the last (−1) of the clearest views.
  case stepView(Int)
  case cycleColouring
  case cycleGlyphs
  case toggleMarks
  case toggleMaximised
  /// The focused pane and the next one on the screen change places.
  case swapPane
  /// Takes the focused pane off the screen.
  case closePane
  /// Takes a pane off the screen, or brings it to it.
  case togglePane(PaneID)
  /// Gives the mouse to the terminal, for its own selection of text, or takes it back.
  case toggleMouse
  case setTheme(String)
  /// 1 in, −1 out, 0 the whole.
  case zoom(Int)
  case show(ScreenID)
  case focus(PaneID)
  case focusNext(Int)
  case move(Direction)
  /// A page, or to an end.
  case moveFar(FarMove)
  /// What Enter does in the focused pane.
  case activate
  /// Gives the column under the cursor a part other than that of a feature, or takes it away.
  case markColumn(ColumnPart)
  /// Puts the cursor of the table of columns on one.
  case goToColumn(String)

  // What a log is written in: each says what is to be, whatever was before.
  case setReading(Reading)
  /// Rows of the table, in ascending stretches, take the place of the selection, are added to it or leave it.
  case setSelection(SelectionMode, [Range<Int>])
  /// The rows of the table that are looked at alone; nil for all.
  case lookAt([Range<Int>]?)
  case keepSelectionAs(String)
  case keepClustersAs(String)
  /// The run that the current one is held against; nil for none.
  case compareWith(AlgorithmChoice?)
  /// The numbers, and with them the colours, of the current run's clusters, in order of first appearance; empty for
  /// 0, 1 and so on.
  case numberClusters([Int])
  case renameSelection(String, to: String)
  case forgetSelection(String)
  /// Nil for all numeric columns that play no other part.
  case setFeatures([String]?)
  case setExcluded([String])
  case setRowNames(String?)
  case setSample(Int?)
  case setSeed(UInt64)
  case useMetric(AlgorithmChoice)
  case useProjection(AlgorithmChoice)
  /// With exactly these parameters, where `setClusterer` takes those of last time.
  case useClusterer(AlgorithmChoice)
  /// Cuts the spanning tree at a height; blocks of fewer rows than `smallest` stay without a cluster. Nil for the size
  /// from which blocks count.
  case cut(Double, smallest: Int?)
  case setColouring(Colouring)
  case setImage(ImageKind)
  case setPlotWindow(PlotWindow?)
  case setImageWindow(Range<Int>?)
  case setReachabilityWindow(Range<Int>?)
  case setTreeWindow(Range<Int>?)
  /// Nil leaves it to the size of the screen.
  case setDendrogram(Bool?)
  case setEllipses(Bool)
  /// Nil leaves it to the number of rows.
  case setMarks(Bool?)
  case setMaximised(Bool)
  /// The panes of a screen, column by column; nil for the usual ones.
  case setPanes(ScreenID, Arrangement?)
  case setCursor(Cursor)

  case undo
  case redo
  /// To the state after so many entries of the log.
  case returnTo(Int)
  case askWhereToSave
  case showCommandLine
  case copy(String)
}

extension Command {
  /// A metric as it comes.
  public static func setMetric(_ id: String) -> Command { .useMetric(AlgorithmChoice(id)) }
}

/// What a menu offers.
public enum Chooser: Sendable, Hashable {
  case clusterer
  case metric
  case projection
  case scale
  case missing
  case features
  case labels
  case theme
  case axis(AxisSide)
  /// The panes of the screen.
  case panes
  /// Those that have names, and the clusters or classes.
  case selections
}

public enum Direction: Sendable, Hashable, CaseIterable {
  case up, down, left, right

  var offset: (x: Int, y: Int) {
    switch self {
    case .up: (0, -1)
    case .down: (0, 1)
    case .left: (-1, 0)
    case .right: (1, 0)
    }
  }
}

public enum FarMove: Sendable, Hashable, CaseIterable {
  case pageUp, pageDown, home, end

  /// Where it leads from a place in a list.
  func target(from current: Int, count: Int, page: Int) -> Int {
    let target =
      switch self {
      case .pageUp: current - max(1, page)
      case .pageDown: current + max(1, page)
      case .home: 0
      case .end: count - 1
      }
    return max(0, min(target, count - 1))
  }
}

/// What a column can be that is no feature.
public enum ColumnPart: Sendable, Hashable {
  /// The reference classes.
  case labels
  /// The names of the rows.
  case names
}

public enum AxisSide: Sendable, Hashable {
  case horizontal, vertical
}

/// What one axis of the scatterplot shows.
public typealias Axis = PlaneAxis

/// What colours stand for.
public enum Colouring: String, Sendable, Hashable, CaseIterable {
  case cluster
  case label
  case none
}

/// The panes there are.
public enum PaneID: String, Sendable, Hashable, CaseIterable {
  case scatter
  case ambiguity
  case image
  case profile
  case scores
  case table
  case rows
  case runs
  case gallery
  case agreement
  case pair
  case contingency
  case tree
  case reachability
  case condensed
  case silhouette
  case scree
  case log
}

public enum ImageKind: String, Sendable, Hashable {
  case vat = "VAT"
  case ivat = "iVAT"
}
