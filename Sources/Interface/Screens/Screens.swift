import Canvas

/// What is shown together. A new screen is one line in `Screens.all`.
public struct Screen: Sendable {
  public let id: ScreenID
  public let title: String
  /// One line, as in help.
  public let meaning: String
  /// From left to right, each from top to bottom. The first pane is the one that the screen is about: it stays when
  /// there is room for two.
  public let columns: [[PaneID]]

  public var panes: [PaneID] { columns.flatMap(\.self) }
}

/// The screens there are; the digit that goes to a screen is fixed for each.
public enum ScreenID: Int, Sendable, Hashable, CaseIterable {
  case data = 1
  case overview = 2
  case scatter
  case image
  case compare = 5
  case tree = 6
  case log = 7

  public var name: String { "\(self)" }
  public var key: Character { Character("\(rawValue)") }
}

enum Screens {
  static let all: [Screen] = [
    Screen(
      id: .data, title: "Data", meaning: "the columns and the rows of the table; which columns are features",
      columns: [[.table], [.rows]]),
    Screen(
      id: .overview, title: "Overview", meaning: "scatterplot, dissimilarity image and scores side by side",
      columns: [[.scatter], [.image], [.scores]]),
    Screen(id: .scatter, title: "Scatter", meaning: "a large scatterplot, and how clear it is",
      columns: [[.scatter], [.ambiguity, .scores]]),
    Screen(
      id: .image, title: "Image", meaning: "a large dissimilarity image, and the join distances to cut it by",
      columns: [[.image], [.profile, .scores]]),
    Screen(
      id: .compare, title: "Compare", meaning: "every algorithm and earlier runs, side by side",
      columns: [[.runs, .gallery, .pair], [.agreement, .contingency]]),
    Screen(
      id: .tree, title: "Tree",
      meaning: "the tree of merges to cut, reachability, the condensed tree, silhouettes, variance of the components",
      columns: [[.tree, .reachability], [.condensed, .silhouette, .scree]]),
    Screen(
      id: .log, title: "Log", meaning: "what was chosen, step by step, and the runs; Enter goes back to a step",
      columns: [[.log], [.scores]]),
  ]

  static func screen(_ id: ScreenID) -> Screen { all.first { $0.id == id }! }
}

extension State {
  func isAvailable(_ pane: PaneID) -> Bool {
    session.map { Panes.pane(pane).isAvailable($0) } ?? true
  }

  /// Leaves a screen that has nothing to show of this data set, and a pane that is not on the screen.
  mutating func settleScreen() {
    let first = Screens.screen(screen).panes[0]
    show(isAvailable(first) ? screen : .overview)
  }

  /// Goes to a screen, to the focused pane where it is on it, else to the one that comes first.
  mutating func show(_ id: ScreenID) {
    if id != screen { leaveDrawing() }
    screen = id
    isMaximised = false
    settlePanes()
  }

  mutating func setFocus(_ pane: PaneID) {
    if pane != focus { leaveDrawing() }
    focus = pane
    if pane != availablePanes.first { companion = pane }
  }

  /// A box or a shape that is not closed is drawn in its own pane only.
  private mutating func leaveDrawing() {
    session?.box = nil
    session?.lasso = nil
  }
}
