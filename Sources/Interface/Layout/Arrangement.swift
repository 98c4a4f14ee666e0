/// Which panes of a screen are shown, and where: columns from left to right, in each the panes from top to bottom.
public struct Arrangement: Sendable, Hashable {
  public private(set) var columns: [[PaneID]]

  /// Empty columns are left out, and so is what stands there already.
  public init(_ columns: [[PaneID]]) {
    var known: Set<PaneID> = []
    self.columns = columns.map { $0.filter { known.insert($0).inserted } }.filter { !$0.isEmpty }
  }

  public var panes: [PaneID] { columns.flatMap(\.self) }

  mutating func close(_ pane: PaneID) {
    columns = columns.map { $0.filter { $0 != pane } }.filter { !$0.isEmpty }
  }

  /// Two panes change places.
  mutating func swap(_ first: PaneID, _ second: PaneID) {
    columns = columns.map { $0.map { $0 == first ? second : $0 == second ? first : $0 } }
  }

  /// Puts a pane back to those that it usually stands with, else below the shortest column, of equal ones the last.
  mutating func bring(_ pane: PaneID, usual: [[PaneID]]) {
    guard !panes.contains(pane) else { return }
    guard let own = usual.firstIndex(where: { $0.contains(pane) }) else {
      if let shortest = columns.indices.min(by: { (columns[$0].count, $1) < (columns[$1].count, $0) }) {
        columns[shortest].append(pane)
      } else {
        columns = [[pane]]
      }
      return
    }
    let before = usual[own].prefix { $0 != pane }
    if let column = columns.firstIndex(where: { $0.contains { usual[own].contains($0) } }) {
      let place = columns[column].lastIndex { before.contains($0) }.map { $0 + 1 } ?? 0
      columns[column].insert(pane, at: place)
    } else {
      // A column of its own, after those with panes that usually stand further left.
      let left = usual[..<own].joined()
      let place = columns.lastIndex { $0.contains { left.contains($0) } }.map { $0 + 1 } ?? 0
      columns.insert([pane], at: place)
    }
  }
}

extension State {
  /// How a screen is arranged: as the user has it, else as usual.
  func arrangement(of screen: ScreenID) -> Arrangement {
    arrangements[screen] ?? Arrangement(Screens.screen(screen).columns)
  }

  /// The panes of the screen that have something to show: dissimilarities alone have no plane to draw points in.
  /// Where that leaves none, the usual ones.
  var shownColumns: [[PaneID]] {
    for arrangement in [arrangement(of: screen), Arrangement(Screens.screen(screen).columns)] {
      let columns = arrangement.columns.map { $0.filter(isAvailable) }.filter { !$0.isEmpty }
      if !columns.isEmpty { return columns }
    }
    return [[.scores]]
  }

  var availablePanes: [PaneID] { shownColumns.flatMap(\.self) }

  /// Nil for the usual arrangement.
  mutating func setArrangement(_ arrangement: Arrangement?, of screen: ScreenID) {
    arrangements[screen] = arrangement == Arrangement(Screens.screen(screen).columns) ? nil : arrangement
    settlePanes()
  }

  /// What is focused, and what stands beside the first pane, have to be on the screen.
  mutating func settlePanes() {
    let panes = availablePanes
    if !panes.contains(focus), let first = panes.first { focus = first }
    if companion == panes.first || !panes.contains(companion), let other = panes.dropFirst().first {
      companion = focus == panes.first ? other : focus
    }
    // Where there is room for two, the focused one is among them.
    if focus != panes.first, panes.contains(focus) { companion = focus }
  }

  /// The pane after the focused one among those that can be seen, the first after the last; nil where there is but one.
  var nextShownPane: PaneID? {
    guard session != nil, let panes = Layout(self)?.panes.map(\.pane), panes.count > 1 else { return nil }
    return panes.firstIndex(of: focus).map { panes[($0 + 1) % panes.count] }
  }

  mutating func swapPane() {
    guard let other = nextShownPane else { return complain("There is no other pane to change places with.") }
    var changed = arrangement(of: screen)
    changed.swap(focus, other)
    // Of two panes the one that comes to the right stays beside the other.
    let isBesides = companion == other || companion == focus
    let right = companion == other ? focus : other
    setArrangement(changed, of: screen)
    if isBesides, right != availablePanes.first { companion = right }
  }

  mutating func closePane() {
    let panes = availablePanes
    guard panes.count > 1, let place = panes.firstIndex(of: focus) else {
      return complain("The last pane stays.")
    }
    let title = session.map { Panes.pane(focus).title($0) } ?? focus.rawValue
    var changed = arrangement(of: screen)
    changed.close(focus)
    isMaximised = false
    focus = place + 1 < panes.count ? panes[place + 1] : panes[place - 1]
    setArrangement(changed, of: screen)
    tell("\(title) is closed; P brings it back.")
  }

  /// Closes a pane of the screen, or brings it to the screen.
  mutating func togglePane(_ pane: PaneID) {
    guard isAvailable(pane) else { return }
    var changed = arrangement(of: screen)
    if changed.panes.contains(pane) {
      guard availablePanes.contains(where: { $0 != pane }) else { return complain("The last pane stays.") }
      changed.close(pane)
      setArrangement(changed, of: screen)
    } else {
      changed.bring(pane, usual: Screens.screen(screen).columns)
      setArrangement(changed, of: screen)
      isMaximised = false
      setFocus(pane)
    }
  }
}
