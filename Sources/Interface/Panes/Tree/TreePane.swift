import Analysis
import Canvas
import Engine

/// The tree of merges of the current run where it has one, else that of single linkage with the leaves in the order of
/// the image: the root on top, as high as rows are apart.
enum TreePane: Pane {
  static let id = PaneID.tree
  static let takesBox = true

  static let bindings: [KeyBinding] = [
    KeyBinding(
      [.enter], "cut here", "cut the branch under the cursor in two, and all that are as high", group: .pane, .activate,
      when: { state in
        guard let session = state.session else { return .disabled("open a data set first") }
        if source(session) == nil { return .disabled("the tree is not there yet") }
        return session.cursor == .none ? .disabled("go to a branch first, with the arrow keys") : .enabled
      })
  ]

  static let related: [Command] = [
    .toggleSelected, .startBox, .stepCut(1), .stepCut(-1), .zoom(1), .zoom(-1), .zoom(0), .cycleColouring,
  ]

  static let summary = "the merges of the current run, else of single linkage, to walk along and to cut"
  static func title(_ session: Session) -> String {
    guard hierarchyRun(session) != nil else { return "Tree of single linkage" }
    if case .choice(let linkage)? = session.clusterer.parameters["linkage"] { return "Tree of \(linkage) linkage" }
    return "Tree of \(session.clusterer.id)"
  }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    // Also what says which tree it is.
    var needs = [AnyQuantity(session.clusteringQuantity)]
    if let run = hierarchyRun(session) {
      needs.append(AnyQuantity(HierarchyTreeQuantity(run)))
    } else {
      needs += [AnyQuantity(session.vatQuantity), AnyQuantity(ClusterSuggestionQuantity(session.basis))]
    }
    if let quantity = quantity(state, session, area) { needs.append(AnyQuantity(quantity)) }
    if let places = session.selectedPlacesQuantity(pictureOrder(session)) { needs.append(AnyQuantity(places)) }
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
    guard let window = source(session)?.window, window.count > 1 else { return nil }
    // Labels of the axis take some of it; so that they do not change it, the whole width counts.
    let steps = max(2, area.width) * (state.glyphs == .braille ? 2 : 1)
    return TreeWindowQuantity(pictureOrder(session), window: window, steps: steps)
  }

  static func value(_ state: State, _ session: Session, _ area: Rectangle) -> TreeWindowQuantity.Value? {
    guard let quantity = quantity(state, session, area), let value = session.results.valueOrLatest(quantity),
      let count = source(session)?.order.count, value.nodes.allSatisfy({ $0.places.upperBound <= count })
    else { return nil }
    return value
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    let tree = hierarchyRun(session).map(AnyQuantity.init) ?? AnyQuantity(session.vatQuantity)
    if let reason = session.results.failure(session.datasetQuantity) ?? session.results.failure(tree.base) {
      return explain(reason, state.errorStyle, state, into: &canvas, in: area)
    }
    guard let source = source(session), source.order.count > 1 else {
      return explain(
        source(session) == nil ? "ordering" : "A tree needs two rows.", state.dim, state, into: &canvas, in: area)
    }
    guard let value = value(state, session, area) else {
      return explain("building the tree", state.dim, state, into: &canvas, in: area)
    }
    let parts = parts(state, in: area, highest: highest(value))
    parts.axes.draw(into: &canvas, in: parts.plot, window: parts.window, glyphs: state.glyphs)
    let codes = session.colouring == .none ? nil : session.groups(rowCount: source.order.count)?.codes
    plot(state, session, value, codes, source).draw(into: &canvas, in: parts.tree)
    LeafStrip(area: parts.strip, window: source.window).draw(
      codes.map { source.majorityGroups($0, cells: parts.strip.width) } ?? [],
      selected: session.selectedPlaces(pictureOrder(session)), state, into: &canvas)
    drawCursor(state, session, value, source.window, into: &canvas, parts)
    canvas.write(
      caption(state, session, value), in: parts.caption.inset(left: 1),
      style: isCut(session) ? state.ground : state.dim, glyphs: state.glyphs)
  }

  /// Zoomed in, low branches are to be seen too.
  static func highest(_ value: TreeWindowQuantity.Value) -> Double {
    value.root.map { value.nodes[$0].height } ?? value.highest
  }

  private static func plot(
    _ state: State, _ session: Session, _ value: TreeWindowQuantity.Value, _ codes: [Int]?, _ source: Source
  ) -> DendrogramPlot {
    let highest = highest(value)
    return DendrogramPlot(
      heights: value.heights, side: .above,
      groups: codes.map { source.majorityGroups($0, cells: value.heights.count + 1) } ?? [],
      palette: state.palette, style: state.ground, cut: shownCut(session, value),
      cutStyle: isCut(session) ? state.accent : state.warningStyle, top: highest, glyphs: state.glyphs)
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
    guard let node = cursorNode(session, value).map({ value.nodes[$0] }) else { return cutCaption(session) }
    let rows = "\(formatCount(node.places.count)) rows"
    let below = node.heightBelow > 0 ? ", the next below at \(formatNumber(node.heightBelow))" : ""
    return "\(rows) joined at \(formatNumber(node.height))\(below)"
  }
}
