import Analysis
import Canvas
import Engine

/// The tree of single linkage, leaves in the order of the image: the root on top, as high as rows are apart.
enum TreePane: Pane {
  static let id = PaneID.tree
  static let takesBox = true

  static let bindings: [KeyBinding] = [
    KeyBinding(
      [.enter], "cut here", "cut the branch under the cursor in two, and all that are as high", group: .pane, .activate,
      when: { state in
        guard let session = state.session else { return .disabled("open a data set first") }
        if session.suggestion == nil { return .disabled("the spanning tree is not there yet") }
        return session.cursor == .none ? .disabled("go to a branch first, with the arrow keys") : .enabled
      })
  ]

  static let related: [Command] = [
    .toggleSelected, .startBox, .stepCut(1), .stepCut(-1), .zoom(1), .zoom(-1), .zoom(0), .cycleColouring,
  ]

  static let summary = "the merges of single linkage, to walk along and to cut"
  static func title(_ session: Session) -> String { "Tree of single linkage" }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    var needs = [AnyQuantity(session.vatQuantity), AnyQuantity(ClusterSuggestionQuantity(session.basis))]
    if let quantity = quantity(state, session, area) { needs.append(AnyQuantity(quantity)) }
    if session.colouring == .cluster { needs.append(AnyQuantity(session.clusteringQuantity)) }
    if let places = session.selectedPlacesQuantity(.spanningTree(session.basis)) { needs.append(AnyQuantity(places)) }
    return needs
  }

  /// Where the parts lie.
  struct Parts {
    var caption: Rectangle
    /// With the axis.
    var plot: Rectangle
    /// The tree itself, given how high it is.
    var tree: Rectangle
    /// The groups of the leaves.
    var strip: Rectangle
    var axes: PlotAxes
    var window: PlotWindow
  }

  static func parts(_ state: State, in area: Rectangle, highest: Double) -> Parts {
    let (caption, rest) = area.splitTop(1)
    let plot = rest.splitBottom(1).rest
    let axes = PlotAxes(frameStyle: state.border, labelStyle: state.dim, titleStyle: state.dim, showsXLabels: false)
    let top = highest > 0 && highest.isFinite ? highest : 1
    let window = PlotWindow(minX: 0, maxX: 1, minY: 0, maxY: top)
    let tree = axes.inside(of: plot, window: window)
    return Parts(
      caption: caption, plot: plot, tree: tree,
      strip: Rectangle(x: tree.x, y: plot.maxY, width: tree.width, height: min(1, rest.height)), axes: axes,
      window: window)
  }

  static func quantity(_ state: State, _ session: Session, _ area: Rectangle) -> TreeWindowQuantity? {
    guard let window = ImagePane.window(session), window.count > 1 else { return nil }
    // Labels of the axis take some of it; so that they do not change it, the whole width counts.
    let steps = max(2, area.width) * (state.glyphs == .braille ? 2 : 1)
    return TreeWindowQuantity(session.basis, window: window, steps: steps)
  }

  static func value(_ state: State, _ session: Session, _ area: Rectangle) -> TreeWindowQuantity.Value? {
    guard let quantity = quantity(state, session, area), let value = session.results.valueOrLatest(quantity),
      let count = session.vatOrder?.order.count, value.nodes.allSatisfy({ $0.places.upperBound <= count })
    else { return nil }
    return value
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    if let reason = session.results.failure(session.datasetQuantity) ?? session.results.failure(session.vatQuantity) {
      return explain(reason, state.errorStyle, state, into: &canvas, in: area)
    }
    guard let order = session.vatOrder, order.order.count > 1 else {
      return explain(
        session.vatOrder == nil ? "ordering" : "A tree needs two rows.", state.dim, state, into: &canvas, in: area)
    }
    guard let value = value(state, session, area), let window = ImagePane.window(session) else {
      return explain("building the tree", state.dim, state, into: &canvas, in: area)
    }
    let parts = parts(state, in: area, highest: highest(value))
    parts.axes.draw(into: &canvas, in: parts.plot, window: parts.window, glyphs: state.glyphs)
    let codes = session.colouring == .none ? nil : session.groups(rowCount: order.order.count)?.codes
    plot(state, session, value, codes, order, window).draw(into: &canvas, in: parts.tree)
    LeafStrip(area: parts.strip, window: window).draw(
      codes.map { order.majorityGroups($0, window: window, cells: parts.strip.width) } ?? [],
      selected: session.selectedPlaces(.spanningTree(session.basis)), state, into: &canvas)
    drawCursor(state, session, value, window, into: &canvas, parts)
    canvas.write(
      caption(state, session, value), in: parts.caption.inset(left: 1),
      style: session.cutHeight == nil ? state.dim : state.ground, glyphs: state.glyphs)
  }

  /// The cut by hand, else the suggested one, where it is on the screen.
  static func shownCut(_ session: Session, _ value: TreeWindowQuantity.Value) -> Double? {
    let suggested = session.suggestion.flatMap { $0.suggestedClusters > 1 ? $0.suggestedCut : nil }
    return (session.cutHeight ?? suggested).flatMap { $0 <= highest(value) ? $0 : nil }
  }

  /// Zoomed in, low branches are to be seen too.
  static func highest(_ value: TreeWindowQuantity.Value) -> Double {
    value.root.map { value.nodes[$0].height } ?? value.highest
  }

  private static func plot(
    _ state: State, _ session: Session, _ value: TreeWindowQuantity.Value, _ codes: [Int]?, _ order: VATOrder,
    _ window: Range<Int>
  ) -> DendrogramPlot {
    let highest = highest(value)
    return DendrogramPlot(
      heights: value.heights, side: .above,
      groups: codes.map { order.majorityGroups($0, window: window, cells: value.heights.count + 1) } ?? [],
      palette: state.palette, style: state.ground, cut: shownCut(session, value),
      cutStyle: session.cutHeight == nil ? state.warningStyle : state.accent, top: highest, glyphs: state.glyphs)
  }

  /// The bar of the merge under the cursor, and the leaves below it.
  private static func drawCursor(
    _ state: State, _ session: Session, _ value: TreeWindowQuantity.Value, _ window: Range<Int>,
    into canvas: inout Canvas, _ parts: Parts
  ) {
    guard let node = cursorNode(session, value), !parts.tree.isEmpty else { return }
    let style = state.cursorStyle(state.theme.cursor)
    let places = value.nodes[node].places.clamped(to: window)
    guard !places.isEmpty else { return }
    LeafStrip(area: parts.strip, window: window).mark(places, style, state, into: &canvas)
    let (left, right) = TreeGeometry(value, parts.tree, top: highest(value)).bar(of: node, state.glyphs)
    canvas.restyle(
      Rectangle(x: left.x, y: left.y, width: right.x - left.x + 1, height: 1)
    ) { $0 = style }
  }

  private static func caption(
    _ state: State, _ session: Session, _ value: TreeWindowQuantity.Value
  ) -> String {
    guard let node = cursorNode(session, value).map({ value.nodes[$0] }) else {
      return ProfilePane.caption(session)
    }
    let rows = "\(formatCount(node.places.count)) rows"
    let below = node.heightBelow > 0 ? ", the next below at \(formatNumber(node.heightBelow))" : ""
    return "\(rows) joined at \(formatNumber(node.height))\(below)"
  }
}
