import Analysis
import Canvas
import Engine

/// The condensed tree of an HDBSCAN* run: clusters hang from the distance at which they come apart, as wide as they
/// have rows, down to where they split or the last rows leave.
enum CondensedTreePane: Pane {
  static let id = PaneID.condensed
  static let width = PaneWidth.fixed(46)
  static let takesBox = true
  static let summary = "the clusters of HDBSCAN* as they come apart with falling distance"
  static func absence(_ session: Session) -> String { "only runs of hdbscan have a condensed tree" }

  static func title(_ session: Session) -> String { "Condensed tree" }
  static func isAvailable(_ session: Session) -> Bool { session.clusterer.id == HDBSCAN.description.id }

  private static func quantity(_ session: Session) -> CondensedTreeQuantity {
    CondensedTreeQuantity(session.clusteringQuantity)
  }

  private static func order(_ session: Session) -> PictureOrder { .condensedTree(session.clusteringQuantity) }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    guard isAvailable(session) else { return [] }
    var needs = [AnyQuantity(session.clusteringQuantity), AnyQuantity(quantity(session))]
    if let places = session.selectedPlacesQuantity(order(session)) { needs.append(AnyQuantity(places)) }
    return needs
  }

  static func value(_ session: Session) -> CondensedTreeQuantity.Value? {
    guard isAvailable(session), let value = session.results.valueOrLatest(quantity(session)), !value.order.isEmpty,
      value.order.count == session.dataset?.rowCount
    else { return nil }
    return value
  }

  /// Where the parts lie.
  struct Parts {
    var caption: Rectangle
    var plot: Rectangle
    var tree: Rectangle
    var strip: LeafStrip
    var axes: PlotAxes
    /// The distances at the lower and the upper edge.
    var bottom: Double
    var top: Double

    var window: PlotWindow { PlotWindow(minX: 0, maxX: 1, minY: bottom, maxY: top) }

    /// How far down a distance lies, as a share of the height.
    func depth(_ distance: Double) -> Double {
      distance.isFinite ? min(1, max(0, (top - distance) / (top - bottom))) : 0
    }

    /// The line of the screen at a distance.
    func line(_ distance: Double) -> Int {
      tree.y + min(max(0, tree.height - 1), Int(depth(distance) * Double(tree.height)))
    }
  }

  static func parts(
    _ state: State, _ session: Session, _ value: CondensedTreeQuantity.Value, in area: Rectangle
  ) -> Parts {
    let (caption, rest) = area.splitTop(1)
    let plot = rest.splitBottom(1).rest
    let axes = PlotAxes(
      yTitle: "distance", frameStyle: state.border, labelStyle: state.dim, titleStyle: state.dim, showsXLabels: false)
    let (bottom, top) = (value.lowest, value.highest)
    let tree = axes.inside(of: plot, window: PlotWindow(minX: 0, maxX: 1, minY: bottom, maxY: top))
    let strip = Rectangle(x: tree.x, y: plot.maxY, width: tree.width, height: min(1, rest.height))
    return Parts(
      caption: caption, plot: plot, tree: tree, strip: LeafStrip(area: strip, window: session.shownTreeWindow(of: value.order.count)), axes: axes,
      bottom: bottom, top: top)
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    if let reason = session.results.failure(session.datasetQuantity)
      ?? session.results.failure(session.clusteringQuantity) ?? session.results.failure(quantity(session))
    {
      return explain(reason, state.errorStyle, state, into: &canvas, in: area)
    }
    guard let value = value(session) else {
      return explain("condensing the tree", state.dim, state, into: &canvas, in: area)
    }
    let parts = parts(state, session, value, in: area)
    parts.axes.draw(into: &canvas, in: parts.plot, window: parts.window, glyphs: state.glyphs)
    drawTree(state, session, value, into: &canvas, parts)
    let codes = session.colouring == .none ? nil : session.groups(rowCount: value.order.count)?.codes
    parts.strip.draw(
      codes.map { codes in
        (0..<parts.strip.area.width).map { majorityGroup(codes, value.order, parts.strip.places(of: $0)) }
      } ?? [], selected: session.selectedPlaces(order(session)), state, into: &canvas)
    drawCursor(state, session, value, into: &canvas, parts)
    canvas.write(
      caption(session, value), in: parts.caption.inset(left: 1), style: state.dim, glyphs: state.glyphs)
  }

  /// Each column of dots hangs down to where its row leaves: in the cluster's colour from where the cluster of the
  /// partition begins. Two clusters are a gap apart.
  private static func drawTree(
    _ state: State, _ session: Session, _ value: CondensedTreeQuantity.Value, into canvas: inout Canvas, _ parts: Parts
  ) {
    guard !parts.tree.isEmpty else { return }
    var grid = DotGrid(area: parts.tree, glyphs: state.glyphs, clip: canvas.bounds)
    let (width, height) = (grid.size.width, grid.size.height)
    func row(_ distance: Double) -> Int { Int(parts.depth(distance) * Double(height)) }
    let numbers = numbers(session, value)
    // Of the rows that share a column the one that stays longest.
    let columns = (0..<width).map { column -> Int in
      let places = DissimilarityImage.places(of: parts.strip.window, inCell: column, of: width)
      return places.dropFirst().reduce(places.lowerBound) {
        value.leaving(at: $1) < value.leaving(at: $0) ? $1 : $0
      }
    }
    for (column, place) in columns.enumerated() {
      var end = row(value.leaving(at: place))
      if column + 1 < width, let parting = value.parting(place, columns[column + 1]) { end = min(end, row(parting)) }
      let own = value.owner[value.tree.clusterOfRow[value.order[place]]]
      let begin = own.map { row(value.birth(of: $0)) } ?? end
      if begin > 0, end > 0 { grid.column(x: column, from: 0, through: min(begin, end) - 1, group: 0) }
      if let own, begin < end { grid.column(x: column, from: begin, through: end - 1, group: numbers[own]! + 1) }
    }
    grid.draw(into: &canvas, mark: state.glyphs == .dots ? "█" : state.glyphs.isASCII ? "#" : nil) { group in
      group == 0
        ? state.dim
        : Style(
          foreground: session.colouring == .cluster ? state.palette.color(group - 1) : state.theme.text,
          background: state.ground.background)
    }
  }

  /// The numbers of the clusters of the partition, by their place in the tree.
  private static func numbers(_ session: Session, _ value: CondensedTreeQuantity.Value) -> [Int: Int] {
    var numbers: [Int: Int] = [:]
    let codes = session.shownRun?.codes
    for (cluster, places) in value.places.enumerated() where value.tree.clusters[cluster].isSelected {
      let known = codes.flatMap { codes in
        codes.count == value.order.count
          ? value.order[places].lazy.map { codes[$0] }.first { $0 >= 0 } : nil
      }
      numbers[cluster] = known ?? numbers.count
    }
    return numbers
  }

  /// The line from which the cluster under the cursor hangs, and its rows below.
  private static func drawCursor(
    _ state: State, _ session: Session, _ value: CondensedTreeQuantity.Value, into canvas: inout Canvas, _ parts: Parts
  ) {
    let marked = session.cursorPlaces(in: value.order)
    let style = state.cursorStyle(state.theme.cursor)
    parts.strip.mark(marked, style, state, into: &canvas)
    guard let cluster = cursorCluster(session, value), !parts.tree.isEmpty else { return }
    let cells = parts.strip.cells(of: value.places[cluster])
    guard !cells.isEmpty else { return }
    canvas.fill(
      Rectangle(
        x: parts.tree.x + cells.lowerBound, y: parts.line(value.birth(of: cluster)), width: cells.count, height: 1),
      with: Cell(state.glyphs.isASCII ? "=" : "━", style))
  }

  private static func caption(_ session: Session, _ value: CondensedTreeQuantity.Value) -> String {
    let clusters = value.tree.clusters
    guard let cluster = cursorCluster(session, value) else {
      let chosen = clusters.count { $0.isSelected }
      let dense = clusters.count - 1
      return "\(chosen) of \(dense) dense \(dense == 1 ? "group" : "groups") are the clusters"
    }
    let rows = formatCount(clusters[cluster].size)
    let end = formatNumber(value.death(of: cluster), significant: 3)
    let stability = formatNumber(clusters[cluster].stability, significant: 3)
    guard cluster > 0 else { return "all \(rows) rows, down to \(end)" }
    let begin = formatNumber(value.birth(of: cluster), significant: 3)
    return "\(rows) rows from \(begin) to \(end), stability \(stability)"
  }
}
