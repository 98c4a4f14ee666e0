import Canvas
import Engine

/// A part of the screen. A new one is one file and one line in `Panes.all`.
protocol Pane: Sendable {
  static var id: PaneID { get }

  /// As written on its border and in the tabs.
  static func title(_ session: Session) -> String

  /// What is written at the right of its border, in so many columns.
  static func note(_ session: Session, room: Int) -> String

  /// One line on what it shows, as in the list of panes.
  static var summary: String { get }

  /// How wide it wants to be.
  static var width: PaneWidth { get }

  /// Whether it has anything to show for this data set.
  static func isAvailable(_ session: Session) -> Bool

  /// Why it has nothing to show, where that is so.
  static func absence(_ session: Session) -> String

  /// What has to be known to draw it.
  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity]

  /// Draws the inside; the border is there already.
  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle)

  /// Moves the cursor one step.
  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle)

  /// 1 in, −1 out, 0 the whole; around the cursor, or around `point`.
  static func zoom(_ step: Int, around point: Point?, _ state: inout State, in area: Rectangle)

  /// Shows what lies to the left (−1) or to the right (1).
  static func scrollSideways(_ step: Int, _ state: inout State, in area: Rectangle)

  /// Keys that mean something here only; they go before the general ones.
  static var bindings: [KeyBinding] { get }

  /// Whether it has something to zoom.
  static var isPicture: Bool { get }

  /// Whether its cursor moves over lines, so that there are pages and ends.
  static var isList: Bool { get }

  /// Moves the cursor a page, or to an end.
  static func moveFar(_ move: FarMove, _ state: inout State, in area: Rectangle)

  /// Enter: uses what the cursor is on.
  static func activate(_ state: inout State, in area: Rectangle) -> [Effect]

  /// Whether a box can be drawn in it to select rows.
  static var takesBox: Bool { get }

  /// The rows as analysed that lie in a rectangle of cells.
  static func rows(in box: Rectangle, _ state: State, in area: Rectangle) -> [Int]

  /// Moves the cut by which the rows are parted to the next that leaves more blocks (1) or fewer (−1): that of the
  /// spanning tree, where a pane has none of its own.
  static func stepCut(_ step: Int, _ state: inout State, in area: Rectangle)

  /// Whether the mouse takes hold of the cut at a cell, to move it.
  static func holdsCut(at point: Point, _ state: State, in area: Rectangle) -> Bool

  /// Where its plot lies, if free shapes can be drawn in it.
  static func plotGeometry(_ state: State, _ session: Session, in area: Rectangle) -> PlotGeometry?

  /// The rows as analysed that a free shape encloses.
  static func rows(inside shape: PlotPolygon, _ state: State, in area: Rectangle) -> [Int]

  /// The cell of the screen that the cursor is on: where boxes and shapes begin.
  static func cursorCell(_ state: State, in area: Rectangle) -> Point?

  /// The rows as analysed that Space takes, where that is more than the row under the cursor.
  static func rowsUnderCursor(_ state: State, in area: Rectangle) -> [Int]?

  /// The rows as analysed that an entry of a legend stands for.
  static func legendRows(at point: Point, _ state: State, in area: Rectangle) -> [Int]?

  /// General keys that matter most here, for the help.
  static var related: [Command] { get }

  /// Puts the cursor at a cell; with the cut held, moves that there.
  static func click(_ point: Point, _ state: inout State, in area: Rectangle)
}

/// How a pane shares the width of the screen with those beside it.
enum PaneWidth: Equatable {
  case fixed(Int)
  /// Twice as wide as high at most.
  case square
  case flexible
}

extension Pane {
  static var width: PaneWidth { .flexible }
  static func note(_ session: Session, room: Int) -> String { "" }
  static func isAvailable(_ session: Session) -> Bool { true }
  static func absence(_ session: Session) -> String { "only dissimilarities are given, so there is no plane" }
  static var bindings: [KeyBinding] { [] }
  static var isPicture: Bool { true }
  static var isList: Bool { false }
  static var takesBox: Bool { false }
  static func rows(in box: Rectangle, _ state: State, in area: Rectangle) -> [Int] { [] }
  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {}
  static func moveFar(_ move: FarMove, _ state: inout State, in area: Rectangle) {}
  static func activate(_ state: inout State, in area: Rectangle) -> [Effect] {
    if bindings.contains(where: { $0.command == .showDetails }) { return state.perform(.showDetails) }
    state.tell("There is nothing to open here.")
    return []
  }
  static func zoom(_ step: Int, around point: Point?, _ state: inout State, in area: Rectangle) {}
  static func stepCut(_ step: Int, _ state: inout State, in area: Rectangle) { state.stepCut(step) }
  static func holdsCut(at point: Point, _ state: State, in area: Rectangle) -> Bool { false }
  static func click(_ point: Point, _ state: inout State, in area: Rectangle) {}
  static func scrollSideways(_ step: Int, _ state: inout State, in area: Rectangle) {
    if isList { move(step > 0 ? .right : .left, &state, in: area) }
  }
  static func plotGeometry(_ state: State, _ session: Session, in area: Rectangle) -> PlotGeometry? { nil }
  static func rows(inside shape: PlotPolygon, _ state: State, in area: Rectangle) -> [Int] { [] }
  static func rowsUnderCursor(_ state: State, in area: Rectangle) -> [Int]? { nil }
  static func legendRows(at point: Point, _ state: State, in area: Rectangle) -> [Int]? { nil }
  static var related: [Command] { [] }
  static func cursorCell(_ state: State, in area: Rectangle) -> Point? { nil }

  /// Writes a message in the middle of a pane that has nothing to show yet, or never will.
  static func explain(
    _ text: String, _ style: Style, _ state: State, into canvas: inout Canvas, in area: Rectangle
  ) {
    let lines = TextLayout.wrap(text, width: max(1, area.width - 2))
    let top = area.y + max(0, (area.height - lines.count) / 2)
    for (index, line) in lines.enumerated() where top + index < area.maxY {
      canvas.write(
        line, in: Rectangle(x: area.x, y: top + index, width: area.width, height: 1), alignment: .center,
        style: style, glyphs: state.glyphs)
    }
  }
}

enum Panes {
  static let all: [any Pane.Type] = [
    ScatterPane.self, AmbiguityPane.self, ImagePane.self, ProfilePane.self, ScoresPane.self,
    TablePane.self, RowsPane.self, RunsPane.self, GalleryPane.self, AgreementPane.self,
    PairPane.self, ContingencyPane.self,
    TreePane.self, ReachabilityPane.self, CondensedTreePane.self, SilhouettePane.self, ScreePane.self, LogPane.self,
  ]
  static func pane(_ id: PaneID) -> any Pane.Type { all.first { $0.id == id }! }
}

extension State {
  /// The keys of the focused pane.
  var paneBindings: [KeyBinding] { session == nil ? [] : Panes.pane(focus).bindings }
}
