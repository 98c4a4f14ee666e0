import Analysis
import Canvas
import Engine

/// The share of the variance along each principal component as bars, and their sum so far as steps.
enum ScreePane: Pane {
  static let id = PaneID.scree
  static let width = PaneWidth.fixed(46)
  static let isPicture = false

  static let summary = "how much of the variance each principal component holds"
  static func title(_ session: Session) -> String { "Variance by component" }
  static func isAvailable(_ session: Session) -> Bool { !session.basis.preparation.isDissimilarityMatrix }

  private static func quantity(_ session: Session) -> ProjectionQuantity {
    let components = PrincipalComponents.description.id
    return session.projection.id == components
      ? session.projectionQuantity : ProjectionQuantity(session.basis.preparation, AlgorithmChoice(components))
  }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    isAvailable(session) ? [AnyQuantity(quantity(session))] : []
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    if let reason = session.results.failure(session.datasetQuantity) ?? session.results.failure(quantity(session)) {
      return explain(reason, state.errorStyle, state, into: &canvas, in: area)
    }
    guard let ratios = session.results.valueOrLatest(quantity(session))?.explainedVarianceRatio else {
      return explain("principal components", state.dim, state, into: &canvas, in: area)
    }
    guard ratios.contains(where: { $0 > 0 }) else {
      return explain("The features do not vary.", state.dim, state, into: &canvas, in: area)
    }
    let (head, body) = area.splitTop(1)
    canvas.write(caption(ratios), in: head.inset(left: 1), style: state.dim, glyphs: state.glyphs)
    // Components without variance are not worth a bar.
    let varying = ratios.prefix(max(1, ratios.count { $0 > 0 }))
    let axes = PlotAxes(
      xTitle: "component", yTitle: "% of the variance", frameStyle: state.border, labelStyle: state.dim,
      titleStyle: state.dim, hasWholeXTicks: true)
    func window(_ count: Int) -> PlotWindow {
      PlotWindow(minX: 0.5, maxX: Double(count) + 0.5, minY: 0, maxY: 100)
    }
    let room = axes.inside(of: body, window: window(varying.count)).width
    let shown = Array(varying.prefix(max(1, room)))
    let inside = axes.draw(into: &canvas, in: body, window: window(shown.count), glyphs: state.glyphs)
    guard !inside.isEmpty else { return }
    var sum = 0.0
    for (index, ratio) in shown.enumerated() {
      let left = inside.width * index / shown.count
      let right = inside.width * (index + 1) / shown.count
      let slot = Rectangle(x: inside.x + left, y: inside.y, width: right - left, height: inside.height)
      let bar = slot.inset(left: slot.width > 4 ? 1 : 0, right: slot.width > 2 ? 1 : 0)
      Sparkline(
        values: Array(repeating: ratio, count: bar.width), range: 0...1, style: state.style(state.palette.color(0)),
        glyphs: state.glyphs
      ).draw(into: &canvas, in: bar)
      sum = min(1, sum + ratio)
      let row = min(inside.height - 1, Int((1 - sum) * Double(inside.height)))
      canvas.fill(
        Rectangle(x: slot.x, y: slot.y + row, width: slot.width, height: 1),
        with: Cell(state.glyphs.isASCII ? "=" : "━", state.warningStyle))
    }
  }

  private static func caption(_ ratios: [Double]) -> String {
    var sum = 0.0
    let needed = ratios.firstIndex { ratio in
      sum += ratio
      return sum >= 0.9
    }
    let share = { (value: Double) in "\(formatNumber(value * 100, significant: 3)) %" }
    let first = "PC1 holds \(share(ratios[0]))"
    guard let needed, needed > 0 else { return first }
    return "\(first), PC1 to PC\(needed + 1) \(share(sum))"
  }
}
