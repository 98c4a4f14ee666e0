import Analysis
import Canvas
import Engine

/// A small scatterplot of each run; clusters have the colours of those of the current run that they share most rows
/// with.
enum GalleryPane: Pane {
  static let id = PaneID.gallery
  static let isPicture = false
  static let isList = true
  static let bindings: [KeyBinding] = [RunsPane.useRun, RunsPane.markRun]

  static let summary = "a small scatterplot of each run"
  static func title(_ session: Session) -> String { "Gallery" }
  static func isAvailable(_ session: Session) -> Bool {
    !session.basis.preparation.isDissimilarityMatrix && session.comparedRun == nil
  }
  static func absence(_ session: Session) -> String {
    session.comparedRun == nil
      ? PairPane.absence(session)
      : "the marked run stands beside the current one in its place; Space takes the mark away"
  }

  /// Where the pictures stand.
  struct Grid {
    let columns: Int
    let rows: Int
    /// The first run shown.
    let first: Int
    let area: Rectangle

    init(_ area: Rectangle, count: Int, selected: Int) {
      // The largest pictures; of equal ones the most side by side.
      let choices = 1...max(1, min(count, area.width / Self.leastWidth))
      columns = choices.reversed().max { Self.side($0, count, area) < Self.side($1, count, area) } ?? 1
      let needed = (count + columns - 1) / columns
      rows = max(1, min(needed, area.height / Self.leastHeight))
      first = Scrolling.first(0, selected: selected / columns, count: needed, visible: rows) * columns
      self.area = area
    }

    private static let leastWidth = 22
    private static let leastHeight = 8

    /// The side of the largest square in each picture, in rows.
    private static func side(_ columns: Int, _ count: Int, _ area: Rectangle) -> Int {
      let rows = max(1, min((count + columns - 1) / columns, area.height / leastHeight))
      return min(area.width / columns / 2, area.height / rows)
    }

    /// The place of a run, title and picture; nil off the screen.
    func place(_ run: Int) -> Rectangle? {
      let (row, column) = ((run - first) / columns, (run - first) % columns)
      guard run >= first, row < rows else { return nil }
      let left = area.width * column / columns
      let top = area.height * row / rows
      return Rectangle(
        x: area.x + left, y: area.y + top, width: area.width * (column + 1) / columns - left,
        height: area.height * (row + 1) / rows - top)
    }
  }

  private static func grid(_ session: Session, _ runs: [AlgorithmChoice], _ area: Rectangle) -> Grid {
    Grid(area, count: runs.count, selected: session.selectedRunIndex(in: runs))
  }

  static func note(_ session: Session, room: Int) -> String { ViewClarity.note(session, room: room) }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    guard isAvailable(session) else { return [] }
    let runs = session.comparedRuns
    let grid = grid(session, runs, area)
    return session.wantedRuns + ViewClarity.needs(session)
      + runs.indices.compactMap { index in
        guard let place = grid.place(index), session.runValue(runs[index]) != nil else { return nil }
        return AnyQuantity(picture(state, session, runs[index], place))
      }
  }

  private static func picture(
    _ state: State, _ session: Session, _ choice: AlgorithmChoice, _ place: Rectangle
  ) -> GalleryPictureQuantity {
    GalleryPictureQuantity(
      scatter: ScatterPictureQuantity(
        points: session.pointsQuantity,
        groups: GroupCodesQuantity(.clusters(session.numbered(ClusteringQuantity(session.basis, choice)))),
        window: session.plotWindow, size: place.inset(top: 1, right: 1).size, palette: state.palette,
        mode: state.colorDepth == .none ? .marks : .dots, glyphs: state.glyphs, background: state.theme.background,
        ground: state.ground, frame: state.border, label: state.dim))
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    let runs = session.comparedRuns
    let grid = grid(session, runs, area)
    for (index, choice) in runs.enumerated() {
      guard let place = grid.place(index) else { continue }
      let isSelected = index == session.selectedRunIndex(in: runs)
      let style = isSelected ? state.selectionStyle : choice == session.clusterer ? state.accent : state.ground
      let inside = place.inset(right: 1)
      if isSelected { canvas.fill(inside.splitTop(1).top, with: Cell(" ", style)) }
      let value = session.runValue(choice)
      let count = value.map { run in
        let clusters = run.clustering.clusterCount
        return ": \(clusters) \(clusters == 1 ? "cluster" : "clusters")"
      }
      canvas.write(
        " \(index + 1) \(Session.name(of: choice))\(count ?? "")", in: inside, style: style, glyphs: state.glyphs)
      let body = inside.inset(top: 1)
      if let picture = session.results.value(picture(state, session, choice, place)) {
        canvas.draw(picture, at: Point(x: body.x, y: body.y))
      } else {
        let failure = session.results.failure(session.runQuantity(choice))
        let waits = session.waitsToBeAsked(choice) ? "not run: looks at every pair of rows; Enter runs it" : "…"
        explain(failure ?? waits, failure == nil ? state.dim : state.errorStyle, state, into: &canvas, in: body)
      }
    }
  }

  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {
    guard let session = state.session else { return }
    let runs = session.comparedRuns
    let columns = grid(session, runs, area).columns
    let target = session.selectedRunIndex(in: runs) + direction.offset.x + direction.offset.y * columns
    if runs.indices.contains(target) { state.selectRun(target) }
  }

  static func moveFar(_ move: FarMove, _ state: inout State, in area: Rectangle) {
    guard let session = state.session else { return }
    let runs = session.comparedRuns
    let grid = grid(session, runs, area)
    state.selectRun(
      move.target(from: session.selectedRunIndex(in: runs), count: runs.count, page: grid.columns * grid.rows))
  }

  static func zoom(_ step: Int, around point: Point?, _ state: inout State, in area: Rectangle) {
    if step != 0, point != nil { state.moveRun(-step) }
  }

  static func click(_ point: Point, _ state: inout State, in area: Rectangle) {
    guard let session = state.session else { return }
    let runs = session.comparedRuns
    let grid = grid(session, runs, area)
    if let index = runs.indices.first(where: { grid.place($0)?.contains(point) ?? false }) { state.selectRun(index) }
  }

  static func activate(_ state: inout State, in area: Rectangle) -> [Effect] {
    state.useSelectedRun()
    return []
  }
}

/// One picture of the gallery, drawn in the background.
struct GalleryPictureQuantity: Quantity {
  /// No axes are drawn.
  let scatter: ScatterPictureQuantity

  var title: String { "gallery" }

  func compute(in study: Study, context: RunContext) throws -> Canvas {
    let points = try study.value(scatter.points, context: context)
    let codes = try scatter.groups.map { try study.value($0, context: context) } ?? []
    try context.checkCancellation()
    var plot = scatter.plot(points, codes)
    plot.axes = nil
    plot.highlights = try scatter.highlights(in: study, context)
    var canvas = Canvas(scatter.size, fill: Cell(" ", scatter.ground))
    plot.draw(into: &canvas, in: canvas.bounds)
    return canvas
  }
}
