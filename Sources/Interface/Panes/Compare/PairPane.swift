import Analysis
import Canvas
import Engine

/// The marked run and the current one as scatterplots side by side; a cluster has one colour in both.
enum PairPane: Pane {
  static let id = PaneID.pair
  static let isPicture = false
  static let takesBox = true
  static let summary = "the marked run beside the current one"

  static let bindings: [KeyBinding] = [endComparison]

  /// Shared by the panes that hold two runs against each other.
  static let endComparison = KeyBinding(
    [.character("E")], "end comparison", "hold no run against the current one any more", group: .pane,
    .compareWith(nil),
    when: { $0.session?.comparedRun == nil ? .disabled("no run is marked") : .enabled })

  static func title(_ session: Session) -> String { "Side by side" }

  static func isAvailable(_ session: Session) -> Bool {
    !session.basis.preparation.isDissimilarityMatrix && session.comparedRun != nil
  }

  static func absence(_ session: Session) -> String {
    session.basis.preparation.isDissimilarityMatrix
      ? "only dissimilarities are given, so there is no plane" : "no run is marked; Space marks one in the list of runs"
  }

  /// The halves: the marked run on the left, the current one on the right.
  private struct Half {
    var name: String
    var run: ClusteringQuantity
    var codes: NumberedClusteringQuantity?
    var title: Rectangle
    var picture: Rectangle
  }

  private static func halves(_ session: Session, _ area: Rectangle) -> [Half] {
    guard let compared = session.comparedRun else { return [] }
    let width = (area.width - 1) / 2
    return [compared, session.clusterer].enumerated().map { index, choice in
      let run = ClusteringQuantity(session.basis, choice)
      let place = Rectangle(
        x: area.x + index * (area.width - width), y: area.y, width: max(0, width), height: area.height)
      let (title, picture) = place.splitTop(1)
      // The current run as it is shown, until it has come in.
      let codes = index == 1 ? session.shownRun?.quantity : session.numbered(run)
      return Half(name: Session.name(of: choice), run: run, codes: codes, title: title, picture: picture)
    }
  }

  static func note(_ session: Session, room: Int) -> String { ViewClarity.note(session, room: room) }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    guard isAvailable(session) else { return [] }
    return [AnyQuantity(session.clusteringQuantity), AnyQuantity(session.pointsQuantity)]
      + ViewClarity.needs(session)
      + halves(session, area).flatMap { half in
        [AnyQuantity(half.run)]
          + (half.codes.map { [AnyQuantity($0), AnyQuantity(picture(state, session, half, $0))] } ?? [])
      }
  }

  private static func picture(
    _ state: State, _ session: Session, _ half: Half, _ codes: NumberedClusteringQuantity
  ) -> GalleryPictureQuantity {
    var scatter = ScatterPictureQuantity(
      points: session.pointsQuantity, groups: GroupCodesQuantity(.clusters(codes)), window: session.plotWindow,
      size: half.picture.size, palette: state.palette, mode: state.usesMarks ? .marks : .dots, glyphs: state.glyphs,
      background: state.theme.background, ground: state.ground, frame: state.border, label: state.dim)
    if ScatterPane.isLarge(session) { ScatterPane.mark(session.selection, in: &scatter, state) }
    return GalleryPictureQuantity(scatter: scatter)
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    if let reason = session.results.failure(session.datasetQuantity)
      ?? session.results.failure(session.pointsQuantity)
    {
      return explain(reason, state.errorStyle, state, into: &canvas, in: area)
    }
    let halves = halves(session, area)
    let titles = titles(halves, session)
    for (index, half) in halves.enumerated() {
      canvas.write(
        titles[index], in: half.title, style: index == 1 ? state.accent : state.ground, glyphs: state.glyphs)
      if let reason = session.results.failure(half.run) {
        explain(reason, state.errorStyle, state, into: &canvas, in: half.picture)
      } else if let codes = half.codes, let drawn = session.results.value(picture(state, session, half, codes)) {
        canvas.draw(drawn, at: Point(x: half.picture.x, y: half.picture.y))
        if let (plot, geometry) = plot(state, session, half.picture) { plot.drawHighlights(into: &canvas, geometry) }
      } else {
        explain("running", state.dim, state, into: &canvas, in: half.picture)
      }
    }
    for y in area.y..<area.maxY where area.width > 2 {
      canvas[area.x + (area.width - 1) / 2, y] = Cell(state.glyphs.isASCII ? "|" : "│", state.border)
    }
  }

  /// Which half shows what: as much as fits in both.
  private static func titles(_ halves: [Half], _ session: Session) -> [String] {
    let marks = ["marked: ", "current: "]
    let counts = halves.enumerated().map { index, half in
      let known = half.codes.flatMap { session.results.value($0) }?.clustering
      return (index == 1 ? session.clustering : known).map { clustering in
        ": \(clustering.clusterCount) \(clustering.clusterCount == 1 ? "cluster" : "clusters")"
      } ?? ""
    }
    let forms = [
      halves.indices.map { " \(marks[$0])\(halves[$0].name)\(counts[$0])" },
      halves.indices.map { " \(marks[$0])\(halves[$0].name)" }, halves.map { " \($0.name)" },
    ]
    return forms.first { form in halves.indices.allSatisfy { CellWidth.of(form[$0]) <= halves[$0].title.width } }
      ?? forms[2]
  }

  /// What is highlighted, and where points lie.
  private static func plot(
    _ state: State, _ session: Session, _ area: Rectangle
  ) -> (plot: ScatterPlot, geometry: PlotGeometry)? {
    guard var plot = ScatterPane.plot(state, session) else { return nil }
    plot.axes = nil
    return (plot, plot.geometry(in: area))
  }

  /// The half that a cell lies in; the current run's for none.
  private static func half(at point: Point?, _ session: Session, _ area: Rectangle) -> Half? {
    let halves = halves(session, area)
    return halves.first { half in point.map(half.picture.contains) ?? false } ?? halves.last
  }

  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let half = half(at: nil, session, area),
      let (plot, geometry) = plot(state, session, half.picture)
    else { return }
    ScatterPane.move(direction, plot, geometry, &state)
  }

  static func rows(in box: Rectangle, _ state: State, in area: Rectangle) -> [Int] {
    guard let session = state.session else { return [] }
    return Set(
      halves(session, area).flatMap { half in
        plot(state, session, half.picture).map { $1.rows(in: box, x: $0.x, y: $0.y) } ?? []
      }
    ).sorted()
  }

  static func click(_ point: Point, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let half = half(at: point, session, area),
      let (plot, geometry) = plot(state, session, half.picture), geometry.area.contains(point)
    else { return }
    if let row = geometry.nearest(to: point, x: plot.x, y: plot.y, within: 4) { state.session?.cursor = .row(row) }
  }
}
