import Analysis
import Canvas
import Engine

/// The dissimilarity image in VAT order, with the clusters of its rows along its sides.
enum ImagePane: Pane {
  static let id = PaneID.image
  static let width = PaneWidth.square

  static let summary = "dissimilarities of all rows, near rows together: dark blocks are clusters"
  static let bindings = [KeyBinding.openDetails]
  static let related: [Command] = [
    .toggleImage, .toggleDendrogram, .zoom(1), .zoom(-1), .zoom(0), .startBox, .toggleSelected, .stepCut(1),
    .stepCut(-1),
  ]

  static func title(_ session: Session) -> String { session.imageKind.rawValue }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    var needs = [
      AnyQuantity(session.vatQuantity), AnyQuantity(DissimilarityQuantity(session.basis)),
      AnyQuantity(ClusterSuggestionQuantity(session.basis)),
    ]
    if let quantity = imageQuantity(state, session, in: area) {
      let width = Self.parts(state, in: area).picture.width
      needs += [
        AnyQuantity(quantity), AnyQuantity(JoinProfile.quantity(state, session, quantity.rows, width: width)),
      ]
    }
    let parts = Self.parts(state, in: area)
    if !parts.tree.isEmpty, let window = window(session) {
      needs.append(AnyQuantity(treeQuantity(session, window, parts)))
    }
    if session.colouring == .cluster { needs.append(AnyQuantity(session.clusteringQuantity)) }
    if let places = session.selectedPlacesQuantity(.spanningTree(session.basis)) { needs.append(AnyQuantity(places)) }
    return needs
  }

  /// Where the parts of the pane lie.
  struct Parts {
    /// Empty where it is not shown.
    var tree: Rectangle
    var picture: Rectangle
    var legend: Rectangle
  }

  /// A narrower image has no room for a tree beside it.
  static let leastWidthWithTree = 40

  static func parts(_ state: State, in area: Rectangle) -> Parts {
    // One column and one line for the clusters' colours, one line for the legend.
    let treeWidth = state.showsDendrogram && area.width >= leastWidthWithTree ? min(24, area.width / 4) : 0
    let room = area.inset(left: treeWidth + 1, top: 1, bottom: 1)
    let picture = heatmap(state).square(in: room)
    return Parts(
      tree: Rectangle(
        x: area.x, y: picture.y, width: max(0, picture.x - area.x - 1), height: treeWidth > 0 ? picture.height : 0),
      picture: picture,
      legend: Rectangle(x: area.x, y: min(picture.maxY, area.maxY - 1), width: area.width, height: 1))
  }

  private static func treeQuantity(_ session: Session, _ window: Range<Int>, _ parts: Parts) -> DendrogramQuantity {
    DendrogramQuantity(session.basis, window: window, steps: 4 * max(1, parts.tree.height))
  }

  static func heatmap(_ state: State) -> Heatmap {
    Heatmap(
      ramp: state.ramp, mode: .best(for: state.colorDepth, glyphs: state.glyphs), glyphs: state.glyphs,
      style: state.ground)
  }

  private static func imageQuantity(
    _ state: State, _ session: Session, in area: Rectangle
  ) -> DissimilarityImageQuantity? {
    guard let window = window(session) else { return nil }
    let size = heatmap(state).resolution(in: parts(state, in: area).picture)
    guard size.width > 0, size.height > 0 else { return nil }
    return DissimilarityImageQuantity(
      session.basis, isPathBased: session.imageKind == .ivat, window: window, width: size.width, height: size.height)
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    for quantity in [AnyQuantity(session.datasetQuantity), AnyQuantity(session.vatQuantity)] {
      if let reason = session.results.failure(quantity.base) {
        explain(reason, state.errorStyle, state, into: &canvas, in: area)
        return
      }
    }
    guard let order = session.vatOrder?.order, let window = window(session),
      let quantity = imageQuantity(state, session, in: area),
      let picture = session.results.valueOrLatest(quantity), picture.image.width > 0, picture.image.height > 0
    else {
      let isEmpty = session.vatOrder?.order.isEmpty ?? false
      explain(isEmpty ? "There are no rows." : "ordering", state.dim, state, into: &canvas, in: area)
      return
    }
    let parts = Self.parts(state, in: area)
    let size = heatmap(state).resolution(in: parts.picture)
    // A picture made for another size is scaled until the right one is there.
    let image = picture.image
    let span = picture.highest > picture.lowest ? picture.highest - picture.lowest : 1
    heatmap(state).draw(into: &canvas, in: parts.picture) { x, y in
      let column = min(image.width - 1, x * image.width / max(1, size.width))
      let row = min(image.height - 1, y * image.height / max(1, size.height))
      return (image[row, column] - picture.lowest) / span
    }
    drawSides(state, session, order, window, into: &canvas, parts.picture)
    drawTree(state, session, window, into: &canvas, parts)
    drawCursor(state, session, window, into: &canvas, parts.picture)
    drawLegend(state, session, picture, window, order.count, into: &canvas, parts.legend)
    let below = Rectangle(
      x: parts.picture.x, y: parts.legend.maxY + 1, width: parts.picture.width,
      height: area.maxY - parts.legend.maxY - 1)
    JoinProfile.draw(state, session, window, into: &canvas, in: below)
  }

  private static func drawTree(
    _ state: State, _ session: Session, _ window: Range<Int>, into canvas: inout Canvas, _ parts: Parts
  ) {
    guard !parts.tree.isEmpty, let order = session.vatOrder,
      let tree = session.results.valueOrLatest(treeQuantity(session, window, parts))
    else { return }
    let codes = session.colouring == .none ? nil : session.groups(rowCount: order.order.count)?.codes
    DendrogramPlot(
      heights: tree.heights,
      groups: codes.map { order.majorityGroups($0, window: window, cells: tree.heights.count + 1) } ?? [],
      palette: state.palette, style: state.dim, cut: session.cutHeight, cutStyle: state.accent,
      glyphs: state.glyphs
    ).draw(into: &canvas, in: parts.tree)
  }

  private static func drawLegend(
    _ state: State, _ session: Session, _ picture: DissimilarityImageQuantity.Value, _ window: Range<Int>, _ count: Int,
    into canvas: inout Canvas, _ area: Rectangle
  ) {
    var note = ""
    if window.count < count { note = "\(window.lowerBound)-\(window.upperBound - 1) of \(count)" }
    if picture.image.isSampled { note += (note.isEmpty ? "" : ", ") + "sampled" }
    let noteWidth = note.isEmpty ? 0 : min(area.width / 2, CellWidth.of(note) + 2)
    RampLegend(
      ramp: state.ramp, low: formatNumber(picture.lowest, significant: 3),
      high: formatNumber(picture.highest, significant: 3),
      mode: .best(for: state.colorDepth, glyphs: state.glyphs), style: state.dim, glyphs: state.glyphs
    ).draw(into: &canvas, in: area.inset(right: noteWidth))
    canvas.write(
      note, in: area.inset(left: area.width - noteWidth), alignment: .right, style: state.dim, glyphs: state.glyphs)
  }

  /// The group of each stretch of rows, as a strip of its colour above and to the left, and where selected rows are.
  private static func drawSides(
    _ state: State, _ session: Session, _ order: [Int], _ window: Range<Int>, into canvas: inout Canvas,
    _ picture: Rectangle
  ) {
    guard let vat = session.vatOrder, vat.order.count == order.count else { return }
    let groups = session.colouring == .none ? nil : session.groups(rowCount: order.count)?.codes
    let selected = session.selectedPlaces(.spanningTree(session.basis))
    func cell(_ index: Int, of cells: Int) -> Cell? {
      let positions = block(containing: window.lowerBound + index * window.count / max(1, cells), window, cells)
      if !selected.isEmpty, selected.contains(in: positions) {
        return Cell(state.selectionMark, state.selectionMarkStyle)
      }
      guard let groups else { return nil }
      let group = vat.majorityGroup(groups, positions)
      let mark =
        state.colorDepth == .none ? state.palette.mark(group, glyphs: state.glyphs) : state.glyphs.isASCII ? "#" : "█"
      return Cell(mark, state.style(state.palette.color(group)))
    }
    for x in 0..<picture.width {
      if let cell = cell(x, of: picture.width) { canvas[picture.x + x, picture.y - 1] = cell }
    }
    for y in 0..<picture.height {
      if let cell = cell(y, of: picture.height) { canvas[picture.x - 1, picture.y + y] = cell }
    }
  }

  private static func drawCursor(
    _ state: State, _ session: Session, _ window: Range<Int>, into canvas: inout Canvas, _ picture: Rectangle
  ) {
    guard let cursor = cursorBlock(session, window) else { return }
    if case .rows = session.cursor { return drawCursorRows(state, session, window, into: &canvas, picture) }
    func cells(_ positions: Range<Int>, of count: Int) -> ClosedRange<Int> {
      let first = (positions.lowerBound - window.lowerBound) * count / window.count
      let last = ((positions.upperBound - window.lowerBound) * count - 1) / window.count
      return min(first, count - 1)...min(max(first, last), count - 1)
    }
    let isOnRow = if case .row = session.cursor { true } else { false }
    let rows = cells(cursor.rows, of: picture.height)
    let columns = cells(cursor.columns, of: picture.width)
    // Guides at the sides, and the place itself.
    let rowStyle = state.cursorStyle(state.theme.cursor)
    let columnStyle = state.cursorStyle(isOnRow ? state.theme.cursor : state.theme.partner)
    for y in rows { canvas[picture.x - 1, picture.y + y] = Cell(state.glyphs.isASCII ? ">" : "▶", rowStyle) }
    for x in columns { canvas[picture.x + x, picture.y - 1] = Cell(state.glyphs.isASCII ? "v" : "▼", columnStyle) }
    for y in rows {
      for x in columns { canvas[picture.x + x, picture.y + y] = Cell(state.glyphs.isASCII ? "+" : "┼", rowStyle) }
    }
  }

  /// Rows that need not stand side by side are marked along both sides.
  private static func drawCursorRows(
    _ state: State, _ session: Session, _ window: Range<Int>, into canvas: inout Canvas, _ picture: Rectangle
  ) {
    let places = session.cursorPlaces(in: session.vatOrder?.order ?? [])
    let style = state.cursorStyle(state.theme.cursor)
    func holds(_ index: Int, of cells: Int) -> Bool {
      places.contains(in: block(containing: window.lowerBound + index * window.count / max(1, cells), window, cells))
    }
    for x in 0..<picture.width where holds(x, of: picture.width) {
      canvas[picture.x + x, picture.y - 1] = Cell(state.glyphs.isASCII ? "v" : "▼", style)
    }
    for y in 0..<picture.height where holds(y, of: picture.height) {
      canvas[picture.x - 1, picture.y + y] = Cell(state.glyphs.isASCII ? ">" : "▶", style)
    }
  }
}
