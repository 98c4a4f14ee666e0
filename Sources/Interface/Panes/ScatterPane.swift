import Analysis
import Canvas
import Engine

/// The rows as points in a plane.
enum ScatterPane: Pane {
  static let id = PaneID.scatter

  static let summary = "the rows as points in a plane"
  static let bindings = [KeyBinding.openDetails]
  static let related: [Command] = [
    .toggleSelected, .startBox, .startLasso, .zoom(1), .zoom(-1), .zoom(0), .choose(.axis(.horizontal)),
    .choose(.axis(.vertical)), .stepView(1), .toggleEllipses, .cycleColouring, .toggleMarks, .cycleGlyphs,
  ]

  static func title(_ session: Session) -> String { "Scatter" }
  static func isAvailable(_ session: Session) -> Bool { !session.basis.preparation.isDissimilarityMatrix }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    guard !session.basis.preparation.isDissimilarityMatrix else { return [] }
    var needs = [AnyQuantity(session.pointsQuantity)]
    if session.colouring == .cluster { needs.append(AnyQuantity(session.clusteringQuantity)) }
    if isLarge(session) { needs.append(AnyQuantity(pictureQuantity(state, session, area.size))) }
    return needs + ViewClarity.needs(session)
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    guard let plot = plot(state, session) else {
      if session.basis.preparation.isDissimilarityMatrix {
        explain(
          "Only dissimilarities are given, so there is no plane to draw the rows in. The image shows them.", state.dim,
          state, into: &canvas, in: area)
      } else if let reason = session.results.failure(session.datasetQuantity)
        ?? session.results.failure(session.pointsQuantity)
      {
        explain(reason, state.errorStyle, state, into: &canvas, in: area)
      } else {
        explain("projecting", state.dim, state, into: &canvas, in: area)
      }
      return
    }
    guard isLarge(session) else {
      plot.draw(into: &canvas, in: area)
      if session.showsEllipses {
        let geometry = plot.geometry(in: area)
        ViewClarity.drawEllipses(state, session, into: &canvas, geometry)
        plot.drawHighlights(into: &canvas, geometry)
      }
      return
    }
    guard let picture = session.results.valueOrLatest(pictureQuantity(state, session, area.size)) else {
      return explain("drawing \(formatCount(plot.x.count)) points", state.dim, state, into: &canvas, in: area)
    }
    // One of another size stays, cut, until the right one is there.
    canvas.draw(
      picture.cropped(to: Rectangle(x: 0, y: 0, width: area.width, height: area.height)),
      at: Point(x: area.x, y: area.y))
    let geometry = plot.geometry(in: area)
    ViewClarity.drawEllipses(state, session, into: &canvas, geometry)
    plot.drawHighlights(into: &canvas, geometry)
  }

  static func note(_ session: Session, room: Int) -> String { ViewClarity.note(session, room: room) }

  static func isLarge(_ session: Session) -> Bool {
    (session.dataset?.rowCount ?? 0) > ScatterPictureQuantity.fewest
  }

  private static func pictureQuantity(
    _ state: State, _ session: Session, _ size: Size
  ) -> ScatterPictureQuantity {
    let groups: GroupCodesQuantity? =
      switch session.colouring {
      // Without colours until there are clusters; a new clustering is waited for in the colours of the last.
      case .cluster: session.shownRun.map { GroupCodesQuantity(.clusters($0.quantity)) }
      case .label: GroupCodesQuantity(.labels(session.basis))
      case .none: nil
      }
    var picture = ScatterPictureQuantity(
      points: session.pointsQuantity, groups: groups, window: session.plotWindow, size: size, palette: state.palette,
      mode: state.usesMarks ? .marks : .dots, glyphs: state.glyphs, background: state.theme.background,
      ground: state.ground, frame: state.border, label: state.dim)
    mark(session.selection, in: &picture, state)
    return picture
  }

  /// The selected of many rows are part of the picture.
  static func mark(_ selection: RowSet, in picture: inout ScatterPictureQuantity, _ state: State) {
    picture.selection = selection.isEmpty ? nil : selection
    picture.selectionStyle = state.selectionMarkStyle
    // Where there is no colour the mark itself has to change.
    picture.selectionMark = state.usesMarks && state.colorDepth != .none ? nil : state.selectionMark
  }

  /// The plot as it is drawn, which also says where everything lies.
  static func plot(_ state: State, _ session: Session) -> ScatterPlot? {
    guard let dataset = session.dataset, !session.basis.preparation.isDissimilarityMatrix,
      let points = session.results.valueOrLatest(session.pointsQuantity), points.x.count == dataset.rowCount
    else { return nil }
    let groups = isLarge(session) ? [] : session.groups(rowCount: points.x.count)?.codes ?? []
    var plot = pictureQuantity(state, session, Size(width: 0, height: 0)).plot(points, groups)
    let marked = state.markedRows
    plot.highlights = [
      .init(
        rows: isLarge(session) ? [] : session.selectedRows, style: state.selectionMarkStyle,
        mark: state.usesMarks && state.colorDepth != .none ? nil : state.selectionMark),
      .init(rows: marked.second, style: state.cursorStyle(state.theme.partner), mark: nil),
      .init(rows: marked.first, style: state.cursorStyle(state.theme.cursor), mark: nil),
    ]
    if marked.first.count == 1 { plot.highlights[2].mark = state.cursorMark }
    if marked.second.count == 1 { plot.highlights[1].mark = state.cursorMark }
    return plot
  }

  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let plot = plot(state, session) else { return }
    move(direction, plot, plot.geometry(in: area), &state)
  }

  /// To the next point in a plot as it lies on the screen.
  static func move(_ direction: Direction, _ plot: ScatterPlot, _ geometry: PlotGeometry, _ state: inout State) {
    guard !plot.x.isEmpty else { return }
    guard let current = state.markedRows.first.first, plot.x.indices.contains(current),
      geometry.cell(x: plot.x[current], y: plot.y[current]) != nil
    else {
      // Begin in the middle of what is shown.
      let middle = Point(x: geometry.area.x + geometry.area.width / 2, y: geometry.area.y + geometry.area.height / 2)
      if let row = geometry.nearest(to: middle, x: plot.x, y: plot.y, within: .infinity) {
        state.session?.cursor = .row(row)
      }
      return
    }
    if let row = nearest(direction, from: current, plot, geometry) {
      state.session?.cursor = .row(row)
    } else if state.session?.plotWindow != nil,
      let row = nearest(direction, from: current, plot, geometry, isOutside: true)
    {
      // At the edge of what is shown, the window goes along.
      state.session?.cursor = .row(row)
      state.session?.plotWindow = geometry.window.panned(toHoldX: plot.x[row], y: plot.y[row])
    }
  }

  /// The row to which an arrow leads: the nearest in the quarter that the arrow points into, sideways distance
  /// counting double.
  private static func nearest(
    _ direction: Direction, from current: Int, _ plot: ScatterPlot, _ geometry: PlotGeometry, isOutside: Bool = false
  ) -> Int? {
    let offset = direction.offset
    let from = geometry.position(x: plot.x[current], y: plot.y[current])
    var best: (cost: Double, row: Int)?
    for row in plot.x.indices where row != current {
      guard (geometry.cell(x: plot.x[row], y: plot.y[row]) == nil) == isOutside else { continue }
      let to = geometry.position(x: plot.x[row], y: plot.y[row])
      let dx = to.x - from.x
      let dy = (to.y - from.y) * geometry.cellAspect
      let along = dx * Double(offset.x) + dy * Double(offset.y)
      let across = abs(dx * Double(offset.y)) + abs(dy * Double(offset.x))
      guard along > 1e-9, across <= along * 2 else { continue }
      let cost = along + 2 * across
      if best == nil || cost < best!.cost { best = (cost, row) }
    }
    return best?.row
  }

  static func zoom(_ step: Int, around point: Point?, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let plot = plot(state, session) else { return }
    guard step != 0 else {
      state.session?.plotWindow = nil
      return
    }
    let geometry = plot.geometry(in: area)
    let window = geometry.window
    var centre = (x: (window.minX + window.maxX) / 2, y: (window.minY + window.maxY) / 2)
    if let point, geometry.area.contains(point) {
      centre = geometry.data(at: point)
    } else if let row = state.markedRows.first.first, plot.x.indices.contains(row) {
      centre = (plot.x[row], plot.y[row])
    }
    let zoomed = window.zoomed(by: step > 0 ? 1.5 : 1 / 1.5, aroundX: centre.x, y: centre.y)
    let whole = session.results.valueOrLatest(session.pointsQuantity)?.window ?? window
    // Zooming out past everything is the whole again.
    let isWhole =
      zoomed.maxX - zoomed.minX >= whole.maxX - whole.minX && zoomed.maxY - zoomed.minY >= whole.maxY - whole.minY
    state.session?.plotWindow = isWhole ? nil : zoomed
  }

  static func scrollSideways(_ step: Int, _ state: inout State, in area: Rectangle) {
    guard let window = state.session?.plotWindow else {
      return state.tell("All of it is shown; + or the wheel zooms in.")
    }
    state.session?.plotWindow = window.panned(x: Double(step) / 8, y: 0)
  }

  static var takesBox: Bool { true }

  static func plotGeometry(_ state: State, _ session: Session, in area: Rectangle) -> PlotGeometry? {
    plot(state, session)?.geometry(in: area)
  }

  static func cursorCell(_ state: State, in area: Rectangle) -> Point? {
    guard let session = state.session, let plot = plot(state, session), let row = state.markedRows.first.first,
      plot.x.indices.contains(row)
    else { return nil }
    return plot.geometry(in: area).cell(x: plot.x[row], y: plot.y[row])
  }

  static func rows(inside shape: PlotPolygon, _ state: State, in area: Rectangle) -> [Int] {
    guard let session = state.session, let plot = plot(state, session) else { return [] }
    return shape.rows(x: plot.x, y: plot.y)
  }

  static func rows(in box: Rectangle, _ state: State, in area: Rectangle) -> [Int] {
    guard let session = state.session, let plot = plot(state, session) else { return [] }
    return plot.geometry(in: area).rows(in: box, x: plot.x, y: plot.y)
  }

  static func click(_ point: Point, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let plot = plot(state, session) else { return }
    let geometry = plot.geometry(in: area)
    guard geometry.area.contains(point) else { return }
    state.session?.cursor =
      geometry.nearest(to: point, x: plot.x, y: plot.y, within: 4).map(Cursor.row) ?? .none
  }
}

extension State {
  func cursorStyle(_ color: Color) -> Style {
    colorDepth == .none
      ? Style(attributes: [.reverse, .bold])
      : Style(
        foreground: theme.background.isTerminal ? theme.selectionText : theme.background, background: color,
        attributes: .bold)
  }

  /// Selected points: in the colour of what is focused, and bold.
  var selectionMarkStyle: Style {
    colorDepth == .none
      ? Style(attributes: .reverse)
      : Style(foreground: theme.cursor, background: theme.background, attributes: .bold)
  }

  var selectionMark: Unicode.Scalar { glyphs.isASCII ? "%" : "◆" }

  /// What stands for a single marked row.
  var cursorMark: Unicode.Scalar { glyphs.isASCII ? "X" : "◉" }
}
