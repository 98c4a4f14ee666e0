import Analysis
import Canvas
import Engine

/// How far each row had to be reached in the order in which OPTICS visits them: valleys are clusters.
enum ReachabilityPane: Pane {
  static let id = PaneID.reachability
  static let takesBox = true
  static let summary = "how far each row had to be reached by OPTICS: valleys are clusters"

  static let bindings: [KeyBinding] = [
    KeyBinding(
      [.enter], "use run", "make the run that the plot shows the current one, with the valleys as its clusters",
      group: .pane, .activate,
      when: { state in
        guard let session = state.session else { return .disabled("open a data set first") }
        return run(session) == session.clusterer ? .disabled("the plot is of the current run already") : .enabled
      }),
    KeyBinding(
      [.character("}")], "cut lower", "cut the plot at eps, where it leaves one more cluster; the mouse drags the cut",
      group: .pane, .stepCut(1), when: needsPlot),
    KeyBinding(
      [.character("{")], "cut higher", "cut the plot at eps, where it leaves one cluster fewer", group: .pane,
      .stepCut(-1), when: needsPlot),
  ]

  private static let needsPlot: @Sendable (State) -> Availability = { state in
    guard let session = state.session else { return .disabled("open a data set first") }
    guard isAsked(session) else { return .disabled("OPTICS has not run yet; Enter runs it") }
    return session.results.value(session.numbered(runQuantity(session))) == nil
      ? .disabled("the rows are still being visited") : .enabled
  }

  static func title(_ session: Session) -> String { "Reachability" }

  /// The current run if it is one of OPTICS, else the last such, else OPTICS as it comes.
  static func run(_ session: Session) -> AlgorithmChoice {
    let optics = OPTICS.description.id
    return ([session.clusterer] + session.runs.reversed()).first { $0.id == optics } ?? AlgorithmChoice(optics)
  }

  private static func isAsked(_ session: Session) -> Bool {
    session.dataset != nil && !session.waitsToBeAsked(run(session))
  }

  private static func runQuantity(_ session: Session) -> ClusteringQuantity {
    ClusteringQuantity(session.basis, run(session))
  }

  static func order(_ session: Session) -> PictureOrder { .reachability(runQuantity(session)) }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    var needs = [AnyQuantity(session.datasetQuantity)]
    if session.colouring == .cluster { needs.append(AnyQuantity(session.clusteringQuantity)) }
    guard session.dataset != nil, isAsked(session) else { return needs }
    needs.append(AnyQuantity(quantity(state, session, area)))
    needs.append(AnyQuantity(session.numbered(runQuantity(session))))
    if let places = session.selectedPlacesQuantity(order(session)) { needs.append(AnyQuantity(places)) }
    return needs
  }

  private static func quantity(_ state: State, _ session: Session, _ area: Rectangle) -> ReachabilityWindowQuantity {
    ReachabilityWindowQuantity(
      runQuantity(session), window: session.reachabilityWindow,
      steps: max(2, area.width) * state.glyphs.dotsPerCell.width)
  }

  static func value(
    _ state: State, _ session: Session, _ area: Rectangle
  ) -> ReachabilityWindowQuantity.Value? {
    guard let value = session.results.valueOrLatest(quantity(state, session, area)), !value.order.isEmpty,
      value.order.count == session.dataset?.rowCount
    else { return nil }
    return value
  }

  /// The places of the visit that are shown.
  static func window(_ session: Session, _ value: ReachabilityWindowQuantity.Value) -> Range<Int> {
    let all = value.order.indices
    let window = session.reachabilityWindow?.clamped(to: all) ?? all
    return window.isEmpty ? all : window
  }

  /// Where the parts lie.
  struct Parts {
    var caption: Rectangle
    /// With the axis.
    var plot: Rectangle
    /// The bars themselves.
    var bars: Rectangle
    /// The clusters of the run.
    var strip: Rectangle
    var axes: PlotAxes
    var range: ClosedRange<Double>
  }

  static func parts(_ state: State, _ value: ReachabilityWindowQuantity.Value, in area: Rectangle) -> Parts {
    let (caption, rest) = area.splitTop(1)
    let plot = rest.splitBottom(1).rest
    let axes = PlotAxes(
      yTitle: "distance at which each row was reached", frameStyle: state.border, labelStyle: state.dim,
      titleStyle: state.dim, showsXLabels: false)
    // Zoomed in, low bars are to be seen too.
    let highest = value.positions.lazy.map { value.profile[$0] }.filter(\.isFinite).max() ?? 0
    let range = 0...(highest > 0 ? highest : max(value.highest, 1))
    let bars = axes.inside(
      of: plot, window: PlotWindow(minX: 0, maxX: 1, minY: range.lowerBound, maxY: range.upperBound))
    return Parts(
      caption: caption, plot: plot, bars: bars,
      strip: Rectangle(x: bars.x, y: plot.maxY, width: bars.width, height: min(1, rest.height)), axes: axes,
      range: range)
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    if let reason = session.results.failure(session.datasetQuantity)
      ?? session.results.failure(quantity(state, session, area))
    {
      return explain(reason, state.errorStyle, state, into: &canvas, in: area)
    }
    guard isAsked(session) else {
      let most = formatCount(Session.mostRowsUnasked)
      return explain(
        "Of so many columns OPTICS looks at every pair of rows, and is not run unasked above \(most) rows. Enter runs it.", state.dim,
        state,
        into: &canvas, in: area)
    }
    guard let value = value(state, session, area) else {
      return explain("visiting the rows", state.dim, state, into: &canvas, in: area)
    }
    let parts = parts(state, value, in: area)
    let window = window(session, value)
    plot(state, session, value, parts).draw(into: &canvas, in: parts.plot)
    let strip = LeafStrip(area: parts.strip, window: window)
    let codes = session.results.value(session.numbered(runQuantity(session)))?.codes
    strip.draw(
      codes.map { majorities($0, value.order, strip) } ?? [], selected: session.selectedPlaces(order(session)), state,
      into: &canvas)
    let cursor = session.cursorPlaces(in: value.order)
    strip.mark(cursor, state.cursorStyle(state.theme.cursor), state, into: &canvas)
    canvas.write(
      caption(session, value, cursor), in: parts.caption.inset(left: 1), style: state.dim, glyphs: state.glyphs)
  }

  private static func majorities(_ codes: [Int], _ order: [Int], _ strip: LeafStrip) -> [Int] {
    guard codes.count == order.count else { return [] }
    return (0..<strip.area.width).map { majorityGroup(codes, order, strip.places(of: $0)) }
  }

  private static func plot(
    _ state: State, _ session: Session, _ value: ReachabilityWindowQuantity.Value, _ parts: Parts
  ) -> LinePlot {
    let codes = session.colouring == .none ? nil : session.groups(rowCount: value.order.count)?.codes
    // Where the visit began anew the bar has no end.
    let heights = value.positions.map { min(value.profile[$0], parts.range.upperBound) }
    var plot = LinePlot(
      values: heights, groups: codes.map { codes in value.positions.map { codes[value.order[$0]] } } ?? [],
      palette: state.palette, style: state.ground, isFilled: true, threshold: eps(session),
      thresholdStyle: state.accent, cursorStyle: state.cursorStyle(state.theme.cursor), range: parts.range,
      axes: parts.axes, glyphs: state.glyphs)
    if case .row(let row) = session.cursor, let place = value.order.firstIndex(of: row) {
      plot.cursor = value.positions.lastIndex { $0 <= place }
    }
    return plot
  }

  private static func caption(
    _ session: Session, _ value: ReachabilityWindowQuantity.Value, _ cursor: SortedPositions
  ) -> String {
    let run = run(session)
    if let first = cursor.positions.first, let last = cursor.positions.last {
      let count = cursor.positions.count
      if count == 1 {
        let height = value.profile[first]
        return height.isFinite ? "reached at \(formatNumber(height))" : "the visit began here"
      }
      if last - first + 1 == count {
        let wall = min(value.profile[first], last + 1 < value.profile.count ? value.profile[last + 1] : .infinity)
        let inside = value.profile[first + 1...last].max() ?? 0
        let depth = wall.isFinite ? ", walls from \(formatNumber(wall))" : ""
        return "\(formatCount(count)) rows in a row, reached within \(formatNumber(inside))\(depth)"
      }
      return "\(formatCount(count)) rows at \(formatCount(last - first + 1)) places"
    }
    guard let clustering = session.results.value(session.numbered(runQuantity(session)))?.clustering else {
      return Session.name(of: run)
    }
    let count = clustering.clusterCount
    let clusters: String
    if let eps = eps(session) {
      clusters = "cut at eps \(formatNumber(eps)): \(count) \(count == 1 ? "cluster" : "clusters")"
    } else {
      let xi = clustering.parameters["xi"].map { ", xi \(Session.shown($0))" } ?? ""
      clusters = "\(count) \(count == 1 ? "valley" : "valleys")\(xi)"
    }
    return run == session.clusterer
      ? "\(Session.name(of: run)): \(clusters)" : "\(Session.name(of: run)), not the current run: \(clusters)"
  }

  static func activate(_ state: inout State, in area: Rectangle) -> [Effect] {
    guard let session = state.session else { return [] }
    state.use(run: run(session))
    return []
  }
}
