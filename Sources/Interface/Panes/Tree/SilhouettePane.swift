import Analysis
import Canvas
import Engine

/// How much nearer each row is to its own cluster than to the next: sorted bars, cluster by cluster.
enum SilhouettePane: Pane {
  static let id = PaneID.silhouette
  static let width = PaneWidth.fixed(46)
  static let isPicture = false
  static let isList = true
  static let takesBox = true

  static let summary = "how well each row sits in its cluster"
  static let bindings = [KeyBinding.openDetails]
  static let related: [Command] = [
    .toggleSelected, .startBox, .selectCluster, .moveFar(.home), .moveFar(.end),
  ]

  static func title(_ session: Session) -> String { "Silhouettes" }

  private static func quantity(_ session: Session) -> SilhouetteProfileQuantity {
    SilhouetteProfileQuantity(session.basis, session.clusterer)
  }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    guard let rows = session.dataset?.rowCount, rows <= ScoresPane.largestForIndices else { return [] }
    return [AnyQuantity(session.clusteringQuantity), AnyQuantity(quantity(session))]
  }

  private static func value(_ session: Session) -> SilhouetteProfileQuantity.Value? {
    guard let value = session.results.valueOrLatest(quantity(session)), let count = session.dataset?.rowCount,
      value.rows.count + value.noise == count, !value.rows.isEmpty
    else { return nil }
    return value
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    if let count = session.dataset?.rowCount, count > ScoresPane.largestForIndices {
      let most = formatCount(ScoresPane.largestForIndices)
      return explain(
        "Silhouettes look at every pair of rows and are left out above \(most) rows.", state.dim, state, into: &canvas,
        in: area)
    }
    if let reason = session.results.failure(session.datasetQuantity) ?? session.results.failure(quantity(session)) {
      return explain(reason, state.errorStyle, state, into: &canvas, in: area)
    }
    guard let value = value(session) else {
      return explain("measuring silhouettes", state.dim, state, into: &canvas, in: area)
    }
    let bars = bars(session, value, area)
    let (head, body) = area.inset(left: 1, right: 1).splitTop(1)
    let below = value.values.count { $0 < 0 }
    canvas.write(
      "mean \(formatNumber(value.mean, decimals: 3))"
        + (below > 0 ? ", \(formatCount(below)) \(below == 1 ? "row" : "rows") below 0" : "")
        + (value.noise > 0 ? ", \(formatCount(value.noise)) noise rows left out" : ""),
      in: head, style: state.dim, glyphs: state.glyphs)
    bars.draw(state, session, into: &canvas, in: body)
  }

  /// Where the row under the cursor stands.
  private static func cursorPlace(_ session: Session, _ value: SilhouetteProfileQuantity.Value) -> Int? {
    let row: Int
    switch session.cursor {
    case .none: return nil
    case .row(let cursor): row = cursor
    case .rows(let rows):
      guard let first = rows.first else { return nil }
      row = first
    case .block(let rows, _):
      guard let order = session.vatOrder?.order, order.indices.contains(rows.lowerBound) else { return nil }
      row = order[rows.lowerBound]
    }
    return value.rows.firstIndex(of: row)
  }

  private static func bars(_ session: Session, _ area: Rectangle) -> (SilhouetteProfileQuantity.Value, SilhouetteBars)?
  {
    value(session).map { ($0, bars(session, $0, area)) }
  }

  private static func bars(
    _ session: Session, _ value: SilhouetteProfileQuantity.Value, _ area: Rectangle
  ) -> SilhouetteBars {
    SilhouetteBars(
      value, numbers: session.shownRun?.numbers ?? [], lines: area.height - 1, width: area.width - 2,
      cursor: cursorPlace(session, value))
  }

  /// To the row in the middle of the next bar.
  static func move(_ direction: Direction, _ state: inout State, in area: Rectangle) {
    go(by: direction.offset.y, &state, area)
  }

  private static func go(by step: Int, _ state: inout State, _ area: Rectangle) {
    guard let session = state.session, step != 0, let (value, bars) = bars(session, area), !bars.all.isEmpty else {
      return
    }
    let current = bars.cursorBar.map { min(max(0, $0 + step), bars.all.count - 1) } ?? 0
    go(to: current, bars, value, &state)
  }

  private static func go(
    to bar: Int, _ bars: SilhouetteBars, _ value: SilhouetteProfileQuantity.Value, _ state: inout State
  ) {
    let places = bars.all[bar].places
    state.session!.cursor = .row(value.rows[(places.lowerBound + places.upperBound - 1) / 2])
  }

  static func moveFar(_ move: FarMove, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let (value, bars) = bars(session, area), !bars.all.isEmpty else { return }
    go(
      to: move.target(from: bars.cursorBar ?? 0, count: bars.all.count, page: area.height - 1), bars, value, &state)
  }

  static func zoom(_ step: Int, around point: Point?, _ state: inout State, in area: Rectangle) {
    if step != 0, point != nil { go(by: -step, &state, area) }
  }

  /// The rows of the bars.
  static func rows(in box: Rectangle, _ state: State, in area: Rectangle) -> [Int] {
    guard let session = state.session, let (value, bars) = bars(session, area) else { return [] }
    let lines = box.intersection(area.inset(top: 1))
    let first = bars.first + lines.y - area.y - 1
    let chosen = lines.isEmpty ? 0..<0 : (first..<first + lines.height).clamped(to: bars.all.indices)
    return bars.all[chosen].flatMap { value.rows[$0.places] }.sorted()
  }

  /// All rows of the bar that the cursor is on.
  static func rowsUnderCursor(_ state: State, in area: Rectangle) -> [Int]? {
    guard let session = state.session, let (value, bars) = bars(session, area), let bar = bars.cursorBar else {
      return nil
    }
    return value.rows[bars.all[bar].places].sorted()
  }

  static func cursorCell(_ state: State, in area: Rectangle) -> Point? {
    guard let session = state.session, let (_, bars) = bars(session, area), let bar = bars.cursorBar else { return nil }
    return area.inset(top: 1).clamping(Point(x: area.x + 1, y: area.y + 1 + bar - bars.first))
  }

  static func click(_ point: Point, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, let (value, bars) = bars(session, area) else { return }
    let bar = bars.first + point.y - area.y - 1
    if point.y > area.y, bars.all.indices.contains(bar) { go(to: bar, bars, value, &state) }
  }
}
