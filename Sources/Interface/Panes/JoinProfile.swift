import Analysis
import Canvas
import Engine

/// The join distances along the order, under the image and aligned with it: a step wherever a new block begins.
enum JoinProfile {
  /// Fewer lines would show nothing.
  private static let fewestLines = 4

  static func draw(
    _ state: State, _ session: Session, _ window: Range<Int>, into canvas: inout Canvas, in area: Rectangle
  ) {
    guard area.height >= fewestLines, area.width > 8, let vat = session.vatOrder, vat.order.count > 1 else { return }
    let suggestion = session.results.valueOrLatest(ClusterSuggestionQuantity(session.basis))
    let cut = suggestion.flatMap { $0.suggestedClusters > 1 ? $0.suggestedCut : nil }
    canvas.write(
      cut == nil ? "distance at which each row joins" : "distance at which each row joins; line: suggested cut",
      x: area.x, y: area.y, style: state.dim, width: area.width, glyphs: state.glyphs)

    let groups = session.groups(rowCount: vat.order.count)?.codes
    LinePlot(
      // The first row joins nothing.
      values: window.map { $0 == 0 ? 0 : vat.joinDistances[$0 - 1] },
      groups: session.colouring == .none ? [] : groups.map { codes in window.map { codes[vat.order[$0]] } } ?? [],
      palette: state.palette, style: state.ground, isFilled: true, threshold: cut, thresholdStyle: state.warningStyle,
      range: 0...max(vat.joinDistances.max() ?? 1, .leastNormalMagnitude), axes: nil, glyphs: state.glyphs
    ).draw(into: &canvas, in: area.inset(top: 1))
  }
}
