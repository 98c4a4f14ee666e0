import Analysis
import Canvas
import Engine
import Tabular

/// Everything that the screen depends on.
public struct State: Sendable {
  public var size: Size
  public var glyphs: GlyphSet
  public var colorDepth: ColorDepth
  public var themes: ThemeLibrary
  public var theme: Theme
  /// What the start screen lists.
  public var listing: [ListedFile]
  public var startSelection = 0
  /// The choices that hold for whatever is opened next: what the command line asked for.
  public var initialBasis: Basis
  /// The rows that the command line asked for, and what it wants to be done, until the first data set is open.
  public var initialRows: RowList?
  public var initialCommands: [Command] = []
  /// The open data set; nil on the start screen.
  public var session: Session?
  public var opening: Opening?
  public var overlay: Overlay?
  public var notice: Notice?
  public var screen = ScreenID.overview
  public var focus: PaneID = .scatter
  /// The pane beside the screen's first when there is room for two.
  public var companion: PaneID = .image
  public var isMaximised = false
  /// The screens whose panes are not arranged as usual.
  public var arrangements: [ScreenID: Arrangement] = [:]
  /// Whether the tree stands beside the image; nil for only where the image is large.
  public var dendrogramChoice: Bool?
  public var mouse = MouseUse.taken
  /// The mouse button that is down.
  var pressed: PointerPress?
  /// Whether it went down on the cut, which follows it.
  var holdsCut = false
  /// What a newly drawn box or a chosen cluster does to the selection.
  public var selectionMode = SelectionMode.replace
  /// Marks instead of dots in the scatterplot; nil to choose by how many rows there are.
  public var marksChoice: Bool?
  /// Counts opened data sets, so that late news of an earlier one can be told and dropped.
  public var generation = 0
  /// How the tables that are opened next are taken apart; nil leaves it to whoever reads them.
  public var reading: Reading?
  /// The lines of a saved session that are still to be done.
  public var replay: Replay?
  /// Why a saved session could not be done to its end.
  public var replayProblem: LogProblem?
  /// Whether Pleiades has not been used here before: then a line says how to begin.
  public var isFirstRun = false
  /// What was chosen by name, the last first: the palette begins with it.
  public internal(set) var recentCommands: [Command] = []
  /// Keys that the user has bound otherwise.
  public var keyBindings: [KeyBinding] = KeyMap.bindings

  public init(
    size: Size, glyphs: GlyphSet = .braille, colorDepth: ColorDepth = .indexed256,
    themes: ThemeLibrary = ThemeLibrary(), listing: [ListedFile] = [], basis: Basis = Basis()
  ) {
    self.size = size
    self.glyphs = glyphs
    self.colorDepth = colorDepth
    self.themes = themes
    self.theme = themes.first
    self.listing = listing
    self.initialBasis = basis
  }

  public struct Opening: Sendable, Equatable {
    public var path: String
    public var fraction: Double?

    public init(path: String, fraction: Double? = nil) {
      self.path = path
      self.fraction = fraction
    }
  }

  /// A line for the user, shown until the next key.
  public struct Notice: Sendable, Equatable {
    public var text: String
    public var isError: Bool
  }

  public mutating func warn(_ text: String) { complain(text) }

  /// Up to this many rows, a mark for each is easier to see than a dot.
  static let mostRowsForMarks = 400

  var usesMarks: Bool {
    marksChoice ?? (colorDepth == .none || (session?.dataset?.rowCount ?? 0) <= Self.mostRowsForMarks)
  }

  var showsDendrogram: Bool { dendrogramChoice ?? (screen == .image && size.width >= Layout.sizeForAll.width) }

  mutating func tell(_ text: String) { notice = Notice(text: text, isError: false) }
  mutating func complain(_ text: String) { notice = Notice(text: text, isError: true) }
}

/// A data set in the explorer: the choices made, and what is known of it so far.
public struct Session: Sendable {
  public let path: String
  public var table: Table
  public var basis: Basis
  public var clusterer: AlgorithmChoice
  public var projection = AlgorithmChoice("pca")
  public var horizontal: Axis = .component(0)
  public var vertical: Axis = .component(1)
  public var imageKind: ImageKind = .ivat
  public var colouring: Colouring = .cluster
  public var cursor: Cursor = .none
  /// Rows of the table that are marked in every pane.
  public var selection: RowSet
  /// The selections that were kept under a name, in their order; `setNamed` changes them.
  public internal(set) var named: [NamedSelection] = []
  /// Every name that a selection has had, undone or not, and its rows.
  var usedNames: [String: RowSet] = [:]
  /// What was looked at before rows were looked at alone, the first first.
  public var widerRows: [RowSet?] = []
  /// A rectangle being drawn in a pane, in cells of the screen.
  public var box: SelectionBox?
  /// A free shape being drawn in a pane.
  public var lasso: Lasso?
  /// Whether the components by which its ambiguity is judged are drawn over the scatterplot.
  public var showsEllipses = false
  /// The ranking of views that was asked for, to step through when it is there.
  var awaitedViews: ViewRankingQuantity?
  /// The pair of components that the cursor is on.
  var ambiguityPair: RowGroups?
  /// The part of the scatterplot that is shown; nil for all of it.
  public var plotWindow: PlotWindow?
  /// The positions of the VAT order that the image shows; nil for all of them.
  public var imageWindow: Range<Int>?
  /// The places of the visit of OPTICS that the reachability plot shows; nil for all of them.
  public var reachabilityWindow: Range<Int>?
  /// The places that the tree of the current run shows; nil for all of them.
  public var treeWindow: Range<Int>?
  public var results = Results()
  /// The clustering that the panes show.
  public internal(set) var shownRun: ShownRun?
  /// The numbers of the current run's clusters.
  public internal(set) var clusterNumbers: ClusterNumbers?
  /// Parameters last used for each clusterer, so that coming back to one finds them.
  public var rememberedParameters: [String: ParameterValues] = [:]
  /// What has been run, in order of first use.
  public var runs: [AlgorithmChoice] = []
  /// The run that the cursor is on where runs are compared; nil for the current one.
  public var selectedRun: AlgorithmChoice?
  /// The run that the current one is held against.
  public var comparedRun: AlgorithmChoice?
  /// The cell of the contingency table that the cursor is on.
  var contingencyGroups: RowGroups?
  /// The columns that were kept from clusters, not from a selection, and the choices that gave these clusters.
  var clusterColumns: [String: Choices] = [:]
  /// The runs that they were kept from.
  var keptRuns: Set<AlgorithmChoice> = []
  /// The column of the table that the cursor is on.
  public var columnCursor = 0
  /// What the cursor of the scores is on; nil before it was moved.
  var scoresCursor: String?
  /// The first line that is shown, by pane.
  public var firstLines: [PaneID: Int] = [:]
  /// The first column that the table of rows shows beside their names.
  public var firstColumn = 0
  /// The first column that the table of runs shows beside their names.
  public var firstIndex = 0
  /// What was chosen, step by step.
  public var log = SessionLog()

  public init(path: String, table: Table, basis: Basis, clusterer: AlgorithmChoice = AlgorithmChoice("kmeans")) {
    self.path = path
    self.table = table
    self.basis = basis
    self.clusterer = clusterer
    selection = RowSet(capacity: table.rowCount)
  }
}

/// Where the cursor is.
public enum Cursor: Sendable, Hashable {
  case none
  /// On a row of the data as analysed.
  case row(Int)
  /// On several of them, ascending: a branch, a valley, the rows that two clusters share.
  case rows([Int])
  /// On a cell of the image: ranges of positions in the VAT order.
  case block(rows: Range<Int>, columns: Range<Int>)
}

/// A file on the start screen.
public struct ListedFile: Sendable, Equatable {
  public enum Origin: String, Sendable {
    case interrupted = "Recover what was not closed"
    case sample = "Sample data"
    case recent = "Recent"
    case folder = "Folder"
  }
  public let path: String
  public let title: String
  public let summary: String
  public let origin: Origin

  public init(path: String, title: String, summary: String = "", origin: Origin) {
    self.path = path
    self.title = title
    self.summary = summary
    self.origin = origin
  }
}
