import Analysis
import Canvas
import Engine

/// The distance at which each row joins, along the order of the image, with a cut that can be moved.
enum ProfilePane: Pane {
  static let id = PaneID.profile

  static let summary = "the distance at which each row joins, with a cut to move"
  static let related: [Command] = [.stepCut(1), .stepCut(-1), .zoom(1), .zoom(-1), .zoom(0), .toggleSelected]

  static func title(_ session: Session) -> String { "Join distances" }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    var needs = [AnyQuantity(session.vatQuantity), AnyQuantity(ClusterSuggestionQuantity(session.basis))]
    if let window = window(session) { needs.append(AnyQuantity(quantity(state, session, window, area))) }
    if session.colouring == .cluster { needs.append(AnyQuantity(session.clusteringQuantity)) }
    return needs
  }

  /// The positions of the order that are shown: those of the image.
  private static func window(_ session: Session) -> Range<Int>? { ImagePane.window(session) }

  private static func quantity(
    _ state: State, _ session: Session, _ window: Range<Int>, _ area: Rectangle
  ) -> JoinProfileQuantity {
    JoinProfile.quantity(state, session, window, width: area.width)
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    if let reason = session.results.failure(session.vatQuantity) ?? session.results.failure(session.datasetQuantity) {
      return explain(reason, state.errorStyle, state, into: &canvas, in: area)
    }
    guard let window = window(session), let plot = plot(state, session, window, area) else {
      let isEmpty = session.vatOrder?.order.isEmpty ?? false
      return explain(isEmpty ? "There are no rows." : "ordering", state.dim, state, into: &canvas, in: area)
    }
    canvas.write(
      caption(session), x: area.x, y: area.y, style: session.cutHeight == nil ? state.dim : state.ground,
      width: area.width, glyphs: state.glyphs)
    plot.draw(into: &canvas, in: area.inset(top: 1))
  }

  static func caption(_ session: Session) -> String {
    guard let suggestion = session.suggestion else { return "" }
    guard let cut = session.cutHeight else {
      return suggestion.suggestedClusters > 1
        ? "suggested cut \(formatNumber(suggestion.suggestedCut)): \(suggestion.suggestedClusters) blocks"
        : "no gap stands out"
    }
    let text = "cut \(formatNumber(cut))"
    guard let clustering = session.results.value(session.clusteringQuantity)?.clustering else { return text }
    let apart = clustering.noiseCount
    let blocks = "\(clustering.clusterCount) \(clustering.clusterCount == 1 ? "block" : "blocks")"
    return "\(text): \(blocks)" + (apart > 0 ? ", \(formatCount(apart)) rows apart" : "")
  }

  private static func plot(
    _ state: State, _ session: Session, _ window: Range<Int>, _ area: Rectangle
  ) -> LinePlot? {
    guard let order = session.vatOrder?.order,
      let profile = session.results.valueOrLatest(quantity(state, session, window, area)),
      profile.positions.last.map({ $0 < order.count }) ?? false
    else { return nil }
    let codes = session.colouring == .none ? nil : session.groups(rowCount: order.count)?.codes
    let suggestion = session.suggestion
    let cut = session.cutHeight ?? suggestion.flatMap { $0.suggestedClusters > 1 ? $0.suggestedCut : nil }
    // Zoomed in, small steps are to be seen too.
    let highest = profile.joinDistances.max() ?? 0
    var plot = LinePlot(
      values: profile.joinDistances, groups: codes.map { codes in profile.positions.map { codes[order[$0]] } } ?? [],
      palette: state.palette, style: state.ground, isFilled: true, threshold: cut,
      thresholdStyle: session.cutHeight == nil ? state.warningStyle : state.accent,
      cursorStyle: state.cursorStyle(
        state.theme.cursor), range: 0...max(highest, .leastNormalMagnitude), glyphs: state.glyphs)
    plot.axes = PlotAxes(
      yTitle: "distance at which each row joins", frameStyle: state.border, labelStyle: state.dim,
      titleStyle: state.dim, showsXLabels: false)
    if let marked = ImagePane.cursorBlock(session, window) {
      plot.cursor = profile.positions.lastIndex { $0 <= marked.rows.lowerBound }
    }
    return plot
  }

  /// Sideways along the order; up and down moves the cut.
  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let window = window(session) else { return }
    switch direction {
    case .up, .down:
      guard let plot = plot(state, session, window, area), let range = plot.range,
        let cut = plot.threshold ?? plot.range?.upperBound
      else { return }
      guard session.cutHeight != nil else { return state.cut(at: cut) }
      let step = (range.upperBound - range.lowerBound) / Double(4 * max(4, area.height))
      state.cut(at: max(0, cut + (direction == .up ? step : -step)))
    case .left, .right:
      ImagePane.moveAlong(direction, &state, cells: max(1, area.width))
    }
  }

  static func zoom(_ step: Int, around point: Point?, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let window = window(session), let point,
      let inside = inside(state, session, window, area), inside.contains(point)
    else { return ImagePane.zoomWindow(step, around: nil, &state) }
    ImagePane.zoomWindow(
      step, around: window.lowerBound + (point.x - inside.x) * window.count / inside.width, &state)
  }

  /// The inside of the axes.
  private static func inside(
    _ state: State, _ session: Session, _ window: Range<Int>, _ area: Rectangle
  ) -> Rectangle? {
    guard let plot = plot(state, session, window, area), let axes = plot.axes, let range = plot.range else {
      return nil
    }
    return axes.inside(
      of: area.inset(top: 1),
      window: PlotWindow(minX: 0, maxX: 1, minY: range.lowerBound, maxY: range.upperBound))
  }

  /// Cuts at the height of the cell.
  static func click(_ point: Point, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let window = window(session), let plot = plot(state, session, window, area)
    else { return }
    // Drawn on nothing: only to know where the inside of the axes lies.
    var canvas = Canvas(Size(width: area.maxX, height: area.maxY))
    let geometry = plot.draw(into: &canvas, in: area.inset(top: 1)).geometry
    guard geometry.area.contains(point) else { return }
    state.cut(at: max(0, geometry.data(at: point).y))
  }
}
