import Canvas

/// A free shape that is being drawn in a plot. Its corners are places of the plot, so that zooming and resizing do not
/// change what it encloses.
public struct Lasso: Sendable, Equatable {
  public var pane: PaneID
  public var corners: [PlotPolygon.Corner] = []
  /// The cell that the keys move and where the mouse is: the next corner.
  public var pen: Point
  /// Whether a drag of the mouse draws it: then releasing the button closes it.
  public var isDragged = false
  /// Nil for what the next selection does anyway.
  public var mode: SelectionMode?
}

extension State {
  /// Begins a free shape at the cursor, or in the middle of the pane; a second time it closes it.
  mutating func startLasso() {
    guard session != nil else { return }
    guard session!.lasso == nil else { return closeLasso() }
    guard let geometry = plotGeometry(focus) else {
      return complain("Free shapes are drawn around points: in the scatterplot; 3 or Tab goes there.")
    }
    session!.box = nil
    let middle = Point(x: geometry.area.x + geometry.area.width / 2, y: geometry.area.y + geometry.area.height / 2)
    let pen =
      Layout(self)?.area(of: focus).flatMap { Panes.pane(focus).cursorCell(self, in: frameInside($0)) } ?? middle
    session!.lasso = Lasso(pane: focus, pen: pen)
    tell("Arrow keys move the pen, Space sets a corner, Enter closes; or use the mouse.")
  }

  /// Where a pane's plot lies; nil where it has none, or is not on the screen.
  public func plotGeometry(_ pane: PaneID) -> PlotGeometry? {
    guard let session, let area = Layout(self)?.area(of: pane) else { return nil }
    let geometry = Panes.pane(pane).plotGeometry(self, session, in: frameInside(area))
    return geometry?.area.isEmpty ?? true ? nil : geometry
  }

  /// What a key means while a shape is drawn.
  /// - Returns: nil when it means the same as elsewhere.
  mutating func pressLasso(_ key: KeyPress) -> [Effect]? {
    guard session?.lasso != nil else { return nil }
    switch key {
    case .character(" "): setLassoCorner()
    case .enter: closeLasso()
    case .backspace, .delete:
      if session!.lasso!.corners.popLast() == nil { tell("No corner is set yet; Esc leaves the shape.") }
    default: return nil
    }
    return []
  }

  mutating func moveLasso(_ direction: Direction, by steps: Int = 1) {
    guard let lasso = session?.lasso, let geometry = plotGeometry(lasso.pane) else { return }
    session!.lasso!.pen = geometry.area.clamping(
      Point(x: lasso.pen.x + steps * direction.offset.x, y: lasso.pen.y + steps * direction.offset.y))
  }

  private mutating func setLassoCorner() {
    guard let lasso = session?.lasso, let geometry = plotGeometry(lasso.pane) else { return }
    let place = geometry.data(at: geometry.area.clamping(lasso.pen))
    let corner = PlotPolygon.Corner(x: place.x, y: place.y)
    if lasso.corners.last != corner { session!.lasso!.corners.append(corner) }
  }

  /// Selects what the shape encloses, the pen being its last corner.
  mutating func closeLasso() {
    guard session?.lasso != nil else { return }
    setLassoCorner()
    guard let lasso = session?.lasso, let area = Layout(self)?.area(of: lasso.pane) else {
      session?.lasso = nil
      return
    }
    guard lasso.corners.count >= 3 else {
      if lasso.isDragged {
        session!.lasso = nil
      } else {
        complain("A shape has three corners at least; Space sets one.")
      }
      return
    }
    session!.lasso = nil
    let rows = Panes.pane(lasso.pane).rows(
      inside: PlotPolygon(lasso.corners), self, in: frameInside(area))
    select(rows, mode: lasso.mode ?? selectionMode)
    tell("\(formatCount(rows.count)) \(rows.count == 1 ? "row" : "rows") in the shape.")
  }

  // MARK: By mouse

  /// Begins a shape that a drag draws.
  mutating func beginDraggedLasso(at point: Point, in pane: PaneID, _ mode: SelectionMode?) -> Bool {
    guard let geometry = plotGeometry(pane), geometry.area.contains(point) else { return false }
    session!.box = nil
    session!.lasso = Lasso(pane: pane, pen: point, isDragged: true, mode: mode)
    setLassoCorner()
    return true
  }

  /// A press while a shape is drawn sets a corner there.
  mutating func pressLasso(at point: Point) {
    guard let lasso = session?.lasso, let geometry = plotGeometry(lasso.pane), geometry.area.contains(point) else {
      return
    }
    session!.lasso!.pen = point
    setLassoCorner()
  }

  /// A drag sets a corner at every cell.
  mutating func dragLasso(to point: Point) {
    guard let lasso = session?.lasso, let geometry = plotGeometry(lasso.pane) else { return }
    session!.lasso!.pen = geometry.area.clamping(point)
    setLassoCorner()
    session!.lasso!.isDragged = true
  }
}

extension Rectangle {
  /// The nearest cell inside.
  func clamping(_ point: Point) -> Point {
    Point(x: min(max(point.x, x), max(x, maxX - 1)), y: min(max(point.y, y), max(y, maxY - 1)))
  }
}
