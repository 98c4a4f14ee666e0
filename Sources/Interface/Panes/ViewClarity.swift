import Analysis
import Canvas
import Engine

/// How far the scatterplot's plane can be read: how much people would disagree about its clusters, whether what looks
/// near is near, and the ellipses that the first is judged by.
enum ViewClarity {
  static func needs(_ session: Session) -> [AnyQuantity] {
    guard !session.basis.preparation.isDissimilarityMatrix else { return [] }
    return [AnyQuantity(session.ambiguityQuantity), AnyQuantity(session.trustworthinessQuantity)]
  }

  /// "0.31 (0.24–0.40)"
  static func scoreText(_ ambiguity: ClusterAmbiguity) -> String {
    "\(formatNumber(ambiguity.score, decimals: 2)) (\(interval(ambiguity)))"
  }

  private static func interval(_ ambiguity: ClusterAmbiguity) -> String {
    [ambiguity.interval.lowerBound, ambiguity.interval.upperBound].map { formatNumber($0, decimals: 2) }
      .joined(separator: "–")
  }

  /// As much as there is room for.
  static func note(_ session: Session, room: Int) -> String {
    guard !session.basis.preparation.isDissimilarityMatrix else { return "" }
    let trust = session.results.value(session.trustworthinessQuantity).map {
      ", trustworthiness \(formatNumber($0.value, decimals: 2))"
    }
    guard let ambiguity = session.results.value(session.ambiguityQuantity) else {
      let isKnown = session.results.failure(session.ambiguityQuantity) != nil
      return isKnown || room < 11 ? "" : "ambiguity …"
    }
    let score = "ambiguity \(scoreText(ambiguity))"
    let forms = [score + (trust ?? ""), score, "ambiguity \(interval(ambiguity))", interval(ambiguity)]
    return forms.first { CellWidth.of($0) <= room } ?? ""
  }

  // MARK: Ellipses

  /// A, B, … as in the matrix of pairs.
  static func name(_ component: Int) -> String { String(Character(Unicode.Scalar(UInt8(65 + component % 26)))) }

  /// How many standard deviations from the mean they are drawn.
  private static let deviations = 2.0

  /// Over the points, where they are wanted and known; those of the pair under the cursor in its colour.
  static func drawEllipses(
    _ state: State, _ session: Session, into canvas: inout Canvas, _ geometry: PlotGeometry
  ) {
    guard session.showsEllipses, let mixture = session.results.value(session.ambiguityQuantity)?.mixture else { return }
    let marked = state.focus == .ambiguity ? session.ambiguityPair.map { [$0.first, $0.second] } ?? [] : []
    for component in 0..<mixture.count {
      let color = component == marked.last && marked.first != marked.last ? state.theme.partner : state.theme.cursor
      var style = marked.contains(component) ? state.style(color) : state.strong
      style.attributes.insert(.bold)
      outline(of: component, mixture, style).draw(into: &canvas, geometry)
    }
  }

  static func outline(of component: Int, _ mixture: GaussianMixture, _ style: Style) -> PlotOutline {
    let corners = mixture.ellipse(of: component, deviations: deviations).map { PlotPolygon.Corner(x: $0.x, y: $0.y) }
    let center = PlotPolygon.Corner(x: mixture.means[component, 0], y: mixture.means[component, 1])
    return PlotOutline(corners: corners, center: center, name: name(component), style: style)
  }
}
